// Exports of a day, and the report before an export, as a script meets them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCli, ensureCliBuilt, mustRun } from '../../support/cli.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const NAVIAUX = 'naviaux-2016-metabolomics';
const GERMAIN = 'germain-2017-metabolic-profiling';

let folder: string;
let cli: ReturnType<typeof createCli>;

beforeAll(ensureCliBuilt);
beforeEach(() => {
  folder = makeTempDir('cli');
  cli = createCli(path.join(folder, 'data'));
});

describe('the citations of a list', () => {
  it('give again what was exported by a day, and say so; a day that is none is refused', async () => {
    await mustRun(cli.run(['list', 'create', 'L']));
    await mustRun(cli.run(['list', 'add', 'L', NAVIAUX]));
    const first = (await mustRun(cli.run(['export', '--list', 'L']))).stdout;
    const afterwards = new Date().toISOString();
    await mustRun(cli.run(['list', 'add', 'L', GERMAIN]));
    const out = path.join(folder, 'then.bib');
    const args = ['export', '--list', 'L', '--as-of', afterwards];
    const saved = await mustRun(cli.run([...args, '--out', out]));
    expect(readFileSync(out, 'utf8')).toBe(first);
    expect(saved.stderr).toContain('This is the very text that was exported on');
    const rebuilt = await mustRun(cli.run(['export', '--list', 'L', '--as-of', '2020-01-31']));
    expect(rebuilt.stderr).toContain('Nothing had been exported from this list');
    for (const word of ['2026-02-31', 'yesterday', '2026', '1993-00-00']) {
      const refused = await cli.run(['export', '--list', 'L', '--as-of', word]);
      expect([word, refused.code, refused.stdout]).toEqual([word, 2, '']);
      expect(refused.stderr).toContain('is no date');
    }
  });

  it('are not put into a file of another name where a folder is named', async () => {
    await mustRun(cli.run(['list', 'create', 'L']));
    for (const command of ['export', 'table']) {
      for (const out of [`${path.join(folder, 'new')}/`, '']) {
        const refused = await cli.run([command, '--list', 'L', '--out', out]);
        expect([out, refused.code, refused.stdout]).toEqual([out, 1, '']);
        expect(refused.stderr).toContain('names no file. Nothing was written.');
      }
    }
    expect(readdirSync(folder)).toEqual(['data']);
  });

  it('say first what is thin, each with what mends it, until it is left as it is', async () => {
    await mustRun(cli.run(['list', 'create', 'L']));
    await mustRun(cli.run(['list', 'add', 'L', GERMAIN]));
    const { stdout } = await mustRun(cli.run(['report', 'L']));
    expect(stdout).toMatch(/^PEM not stated: 1\. .*Not stated is not “no”\.$/mu);
    expect(stdout).toContain(`  ${GERMAIN}: companion show ${GERMAIN}`);
    await mustRun(cli.run(['report', 'leave', GERMAIN, 'pem-not-stated']));
    expect((await mustRun(cli.run(['report', 'L']))).stdout).toBe(
      'Left as they are: 1 (--all shows them).\n',
    );
    expect((await mustRun(cli.run(['report', 'L', '--all']))).stdout).toContain('left as it is');
    const refused = await cli.run(['report', 'leave', GERMAIN, 'nothing']);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('pem-not-stated')]);
  });
});
