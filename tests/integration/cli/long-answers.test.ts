// Much at once: long notes, long results, and what a list's citations lack, in words on the screen.
import path from 'node:path';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { createCli, ensureCliBuilt, mustRun } from '../../support/cli.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const NAVIAUX = 'naviaux-2016-metabolomics';
const GERMAIN = 'germain-2017-metabolic-profiling';
let cli: ReturnType<typeof createCli>;

beforeAll(ensureCliBuilt);
beforeEach(() => {
  cli = createCli(path.join(makeTempDir('cli'), 'data'));
});

it('search says how many of how many it shows, and shows all when asked', async () => {
  const some = await mustRun(cli.run(['search', '']));
  expect(some.stderr).toContain('20 of 80 shown; --all shows them all.');
  expect(some.stdout.match(/^\S/gmu)).toHaveLength(20);
  const three = await mustRun(cli.run(['search', '', '--limit', '3']));
  expect(three.stderr).toContain('3 of 80 shown');
  const all = await mustRun(cli.run(['search', '', '--all']));
  expect(all.stderr).not.toContain('shown');
  expect(all.stdout.match(/^\S/gmu)).toHaveLength(80);
});

it('note takes a megabyte and refuses two, in words', async () => {
  const input = 'word '.repeat(200_000);
  const saved = await mustRun(cli.run(['note', NAVIAUX], { input }));
  expect(saved.stdout.trimEnd()).toBe(input.trimEnd());
  const refused = await cli.run(['note', NAVIAUX], { input: input + input });
  expect(refused.stderr).toContain('a note holds up to 1.5 million characters');
  expect(refused.stderr).toContain('Nothing was changed');
  expect([refused.code, refused.stdout]).toEqual([2, '']);
});

it('note shows what changed between two revisions', async () => {
  await mustRun(cli.run(['note', NAVIAUX, 'PEM was required.']));
  await mustRun(cli.run(['note', '--edit', '1', 'PEM was not stated.']));
  const compare = ['note', '--revisions', '1', '--compare'];
  const run = await mustRun(cli.run([...compare, '1..2']));
  expect(run.stdout).toBe('PEM was [-required-]{+not stated+}.\n');
  expect((await mustRun(cli.run([...compare, '1..2', '--json']))).json()).toMatchObject({
    parts: [{ kind: 'same', text: 'PEM was ' }, {}, {}, {}],
  });
  const wrong = await cli.run([...compare, 'first']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/--compare 1\.\.2/u)]);
});

it('export says in a line what the entries lack', async () => {
  await mustRun(cli.run(['list', 'create', 'Immune studies']));
  await mustRun(cli.run(['list', 'add', 'Immune studies', GERMAIN]));
  const run = await mustRun(cli.run(['export', '--list', 'Immune studies']));
  expect(run.stderr).toMatch(/^Of the entries, 1 lacks a PEM value of the atlas\.$/mu);
  const answer = await mustRun(cli.run(['export', '--list', 'Immune studies', '--json']));
  expect(answer.json()).toMatchObject({
    suggestedName: 'immune-studies.bib',
    thin: [{ slug: GERMAIN, lacks: ['pem-not-stated'] }],
  });
});
