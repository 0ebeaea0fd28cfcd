// `companion complete`, as a script meets it: what would change, what does, and the exit code that says which.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCli, ensureCliBuilt, mustRun, type CliRun } from '../../support/cli.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const SLUG = 'naviaux-2016-metabolomics';
const TITLE = 'Metabolic features of chronic fatigue syndrome';
const record = (more: string, title = TITLE): string => `@article{k, title = {${title}}, ${more}}`;

let folder: string;
let cli: ReturnType<typeof createCli>;
const complete = (args: readonly string[], input = ''): Promise<CliRun> =>
  cli.run(['complete', SLUG, ...args], { input });
const shown = async (): Promise<string> => (await mustRun(complete([]))).stdout;

beforeAll(ensureCliBuilt);
beforeEach(() => {
  folder = makeTempDir('complete');
  cli = createCli(path.join(folder, 'data'));
});

describe('complete', () => {
  it('shows what would be set and writes nothing, exit 1; with --yes it is set, and undo takes it back', async () => {
    const before = await shown();
    expect(before).toContain(`title: ${TITLE}`);
    const args = ['--issue', '77', '--abstract', 'Words.'];
    const proposal = await complete(args);
    expect(proposal.code).toBe(1);
    expect(proposal.stdout).toMatch(/^\+ issue: .* -> 77$/mu);
    expect(proposal.stderr).toContain('Nothing was written');
    expect(await shown()).toBe(before);
    const done = await mustRun(complete([...args, '--source', 'the PDF', '--yes']));
    expect(done.stdout).toMatch(/^issue: 77 \(you, .*typed, the PDF; /mu);
    await mustRun(cli.run(['undo']));
    expect(await shown()).toBe(before);
  });

  it('takes of a record what is new and without doubt, and the rest where it is named', async () => {
    const text = record('number = {77}, publisher = {P}, year = {2017-00-00}');
    const proposal = await complete(['--from', '-'], text);
    expect(proposal.code).toBe(1);
    expect(proposal.stdout).toMatch(/^\+ issue: /mu);
    expect(proposal.stdout).toMatch(/^\? date: .* -> 2017 .*\n {4}“2017-00-00” has no month/mu);
    const done = await mustRun(complete(['--from', '-', '--yes'], text));
    expect(done.stdout.match(/^\w+/gmu)).toEqual(['issue', 'publisher']);
    const named = await mustRun(complete(['--from', '-', '--fields', 'date', '--yes'], text));
    expect(named.stdout).toContain('date: 2017 (you, ');
    expect(named.stdout).toContain('bibtex, pasted BibTeX record k');
  });

  it('reads a file; a record of another paper is written with --force alone', async () => {
    const file = path.join(folder, 'other.bib');
    writeFileSync(file, record('number = {77}', 'Something else entirely'));
    const refused = await complete(['--from', file, '--fields', 'issue', '--yes']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('seems to be of another paper');
    const forced = ['--from', file, '--fields', 'issue', '--yes', '--force'];
    const done = await mustRun(complete([...forced, '--json']));
    expect(done.json()).toMatchObject({ changed: ['issue'] });
  });

  it('asks which of several records', async () => {
    const text = record('', 'One thing') + record('', 'Another thing');
    const asked = await complete(['--from', '-'], text);
    expect(asked.code).toBe(1);
    expect(asked.stdout).toMatch(/^1\. .*One thing\n2\. .*Another thing$/mu);
    expect((await complete(['--from', '-', '--record', '2', '--json'], text)).json()).toMatchObject(
      {
        record: 2,
      },
    );
  });

  it('empties a field on purpose, and gives it back', async () => {
    await mustRun(complete(['--none', 'doi', '--yes']));
    expect(await shown()).toMatch(/^doi: \(nothing\) \(you/mu);
    expect((await complete(['--clear', 'doi'])).code).toBe(1);
    expect((await mustRun(complete(['--clear', 'all', '--yes']))).stdout).toContain('doi');
    expect(await shown()).toMatch(/^doi: 10\./mu);
  });

  it('asks no register until that is switched on', async () => {
    const off = await complete(['--doi']);
    expect(off).toMatchObject({ code: 2, stdout: '' });
    expect(off.stderr).toContain('switched off');
  });

  it.each([
    [['--pmid', 'x', '--yes'], 2, 'no PubMed id'],
    [['--date', '1993-00-00', '--yes'], 2, '--fields with date'],
    [['--volume', ''], 2, '--none volume'],
    [['--none', 'orbit'], 2, 'no field “orbit”'],
    [['--volume', '1', '--from', '-'], 2, 'one place at a time'],
    [['--from', '-', '--record', 'x'], 2, 'no number of a record'],
    [['--from', '-', '--format', 'word'], 2, 'no format “word”'],
    [['--from', 'nowhere.bib'], 1, 'could not be read'],
    [['--from', '-'], 2, 'The text is empty'],
  ])('refuses %j in words', async (args, code, words) => {
    const run = await complete(args);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toContain(words);
  });

  it('refuses a file in another encoding than UTF-8, and leaves it as it is', async () => {
    const file = path.join(folder, 'latin.bib');
    writeFileSync(file, Buffer.from('@article{k, title = {caf\xe9}}', 'latin1'));
    const run = await complete(['--from', file]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('could not be read');
  });
});
