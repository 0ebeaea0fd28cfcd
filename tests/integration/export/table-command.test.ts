// `companion table`: the evidence table from the command line, to standard output and into a file.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSeal } from '../../../src/main/export/file-seal.ts';
import { createCli, ensureCliBuilt, mustRun, type Cli } from '../../support/cli.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { csvRecords } from '../../unit/export/read-csv.ts';

const SLUGS = ['naviaux-2016-metabolomics', 'iom-2015-diagnostic-criteria'];

beforeAll(ensureCliBuilt);

let folder = '';
let cli: Cli;
beforeEach(async () => {
  folder = makeTempDir('table');
  cli = createCli(path.join(folder, 'data'));
  await mustRun(cli.run(['list', 'create', 'L']));
  await mustRun(cli.run(['list', 'add', 'L', ...SLUGS]));
});

describe('table', () => {
  it('has the chosen columns in their order, and the rows in the list’s', async () => {
    const columns = ['--columns', 'pem-mine, key,pem'];
    const { stdout } = await mustRun(
      cli.run(['table', '--list', 'L', '--format', 'csv', ...columns]),
    );
    const rows = csvRecords(stdout);
    expect(Object.keys(rows[0] ?? {}).slice(0, 3)).toEqual([
      'PEM (own coding)',
      'Key',
      'PEM (atlas badge)',
    ]);
    expect(rows.map((row) => row['Key'])).toEqual(SLUGS.map((slug) => `mecfsatlas-${slug}`));
    expect(rows[0]?.['PEM (own coding)']).toBe('not stated');
  });

  it('cites the keys of the list’s .bib', async () => {
    const table = await mustRun(cli.run(['table', '--list', 'L', '--format', 'latex']));
    const bib = await mustRun(cli.run(['export', '--list', 'L']));
    const cited = [...table.stdout.matchAll(/\\cite\{([^}]+)\}/gu)].map(([, key]) => key);
    const entries = [...bib.stdout.matchAll(/^@\w+\{([^,]+),$/gmu)].map(([, key]) => key);
    expect(cited.sort()).toEqual(entries.sort());
    expect(readSeal(table.stdout)).toBe('intact');
  });

  it.each(['csv', 'markdown', 'latex'])(
    'is written as %s to a file that it knows again, and never over one that was changed',
    async (format) => {
      const out = path.join(folder, 'table.txt');
      const run = ['table', '--list', 'L', '--format', format, '--out', out];
      expect((await mustRun(cli.run(run))).stdout).toContain('2 studies written');
      expect((await mustRun(cli.run(run))).stdout).toContain('is up to date (2 studies)');
      await mustRun(cli.run(['list', 'remove', 'L', SLUGS[1] ?? '']));
      expect((await mustRun(cli.run(run))).stdout).toContain('1 study written');
      writeFileSync(out, `${readFileSync(out, 'utf8')}mine\n`);
      const changed = readFileSync(out, 'utf8');
      expect((await cli.run(run)).code).toBe(1);
      expect(readFileSync(out, 'utf8')).toBe(changed);
      await mustRun(cli.run([...run, '--force']));
      expect(readFileSync(`${out}.bak`, 'utf8')).toBe(changed);
    },
  );

  it('refuses columns and formats that are not there, in words', async () => {
    for (const [words, said] of [
      [['--columns', 'pem,nonsense'], 'There is no column “nonsense”'],
      [['--columns', ''], 'There is no column “”'],
      [['--columns', 'pem,pem'], 'a column stands there twice'],
      [['--format', 'docx'], 'There is no format “docx”'],
    ] as const) {
      const { code, stdout, stderr } = await cli.run(['table', '--list', 'L', ...words]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(said);
    }
    expect((await cli.run(['table', '--list', 'nobody'])).code).not.toBe(0);
  });
});
