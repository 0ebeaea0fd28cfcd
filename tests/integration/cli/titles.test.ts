// `titles …` and `terms …` as a person and a script meet them.
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCli, ensureCliBuilt, mustRun, type Cli, type CliRun } from '../../support/cli.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const NAVIAUX = 'naviaux-2016-metabolomics';
let cli: Cli;
const run = (...args: string[]): Promise<CliRun> => mustRun(cli.run(args));

beforeAll(ensureCliBuilt);
beforeEach(() => {
  cli = createCli(path.join(makeTempDir('cli-titles'), 'data'));
});

describe('companion titles and terms', () => {
  it('show what is printed, take a title, and let the rule decide again', async () => {
    const shown = (await run('titles', 'show', NAVIAUX)).stdout;
    expect(shown).toContain('(by the rule)');
    expect(
      shown
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/: +/u)[0]),
    ).toEqual(['Title', 'BibTeX', 'plain.bst', 'APA']);
    const set = await run('titles', 'set', NAVIAUX, 'Features of {My} Fatigue');
    expect(set.stdout).toContain('plain.bst:  Features of My fatigue\n');
    expect(set.stderr).toContain('other words than the citation');
    expect((await run('titles', 'set', NAVIAUX, '--as-is')).stdout).toContain('(as it stands)');
    expect((await run('titles', 'clear', NAVIAUX)).stdout).toBe(shown);
    const bad = await cli.run(['titles', 'set', NAVIAUX, 'The {ME']);
    expect(bad).toMatchObject({ code: 2, stdout: '' });
    expect(bad.stderr).toContain('character 5');
    expect((await cli.run(['titles', 'set', NAVIAUX])).code).toBe(2);
  });

  it('mend what others left in a title, in format as in a list', async () => {
    const title = '&lt;i&gt;In vivo&lt;/i&gt; Q<sub>10</sub> &amp;amp; pain.';
    const input = JSON.stringify([{ id: 'x', type: 'article-journal', title }]);
    const { stdout } = await mustRun(cli.run(['format', '--to', 'bibtex'], { input }));
    expect(stdout).toContain('  title = {In vivo {Q$_{10}$} \\& pain},');
  });

  it('keep terms', async () => {
    const added = await run('terms', 'add', 'Lightning Process', 'Fukuda');
    expect(added.stdout).toBe('Lightning Process\n');
    expect(added.stderr).toContain('companion undo');
    await run('terms', 'remove', 'Reddit');
    expect((await run('terms', 'ls')).stdout).toBe('Lightning Process\town\nReddit\tleft out\n');
    expect((await run('terms', 'ls', '--all')).stdout).toContain('Fukuda\tshipped\n');
    expect((await cli.run(['terms', 'add', 'fatigue'])).code).toBe(2);
  });
});
