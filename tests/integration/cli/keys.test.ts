// `keys …` as a person and a script meet it; several processes at once.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCli, ensureCliBuilt, mustRun, type Cli, type CliRun } from '../../support/cli.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const NAVIAUX = 'naviaux-2016-metabolomics';
const GERMAIN = 'germain-2017-metabolic-profiling';
let folder: string;
let cli: Cli;
const run = (...args: string[]): Promise<CliRun> => mustRun(cli.run(args));

beforeAll(ensureCliBuilt);
beforeEach(async () => {
  folder = makeTempDir('cli-keys');
  cli = createCli(path.join(folder, 'data'));
  await run('list', 'create', 'Paper');
  await run('list', 'add', 'Paper', NAVIAUX, GERMAIN);
});

describe('companion keys', () => {
  it('shows, sets, undoes, and says what a text has to change', async () => {
    expect((await run('keys', 'show', NAVIAUX)).stdout).toBe(
      `${NAVIAUX}\t(none yet; would be mecfsatlas-${NAVIAUX})\n`,
    );
    await run('export', '--list', 'Paper');
    const set = await run('keys', 'set', NAVIAUX, 'Naviaux16');
    expect(set.stdout).toBe(`${NAVIAUX} is cited as Naviaux16\n`);
    expect(set.stderr).toContain('stays an alias');
    expect((await run('keys', 'show', '--list', 'Paper')).stdout).toContain(
      `${NAVIAUX}\tNaviaux16\talso mecfsatlas-${NAVIAUX}`,
    );
    const taken = await cli.run(['keys', 'set', GERMAIN, 'naviaux16']);
    expect(taken.code).toBe(1);
    expect(taken.stderr).toContain(NAVIAUX);
    await run('undo');
    expect((await run('keys', 'show', NAVIAUX)).stdout).not.toContain('Naviaux16');
  });

  it('sets what new keys look like, and gives others only with --yes', async () => {
    expect((await run('keys', 'preset')).stdout).toBe('New keys: atlas\n');
    const bad = await cli.run(['keys', 'preset', '[auth][yer]']);
    expect(bad).toMatchObject({ code: 2, stdout: '' });
    expect(bad.stderr).toContain('character 7');
    await run('export', '--list', 'Paper');
    await run('keys', 'preset', 'Clark2017');
    expect((await run('export', '--list', 'Paper')).stdout).toContain(`{mecfsatlas-${NAVIAUX},`);
    const told = await run('keys', 'preset', '--list', 'Paper');
    expect(told.stdout).toContain(`mecfsatlas-${NAVIAUX} -> Naviaux2016\t${NAVIAUX}`);
    expect(told.stderr).toContain('Nothing was changed yet');
    await run('keys', 'preset', 'Clark2017', '--list', 'Paper', '--yes');
    expect((await run('export', '--list', 'Paper')).stdout).toContain('{Naviaux2016,');
    expect((await cli.run(['keys', 'show'])).code).toBe(2);
  });

  it('takes keys over from a .bib, which stays as it is', async () => {
    const file = path.join(folder, 'refs.bib');
    const bib = '@article{nav16, doi={10.1073/pnas.1607571113}}\n';
    writeFileSync(file, bib);
    const told = await run('keys', 'import', file, '--list', 'Paper');
    expect(told.stdout).toBe(`change\t(no key yet) -> nav16\t${NAVIAUX}\tby DOI\n`);
    expect(told.stderr).toContain(`Not found in the file: ${GERMAIN}.`);
    const done = await run('keys', 'import', file, '--list', 'Paper', '--yes', '--json');
    expect(done.json()).toMatchObject({ changed: 1 });
    expect((await run('export', '--list', 'Paper')).stdout).toContain('@article{nav16,');
    expect(readFileSync(file, 'utf8')).toBe(bib);
  });
});

describe('several processes that give keys at once', () => {
  it('give each study one key, and no key twice', async () => {
    await run('keys', 'preset', 'same[yy:1letters]');
    const found = (await run('search', '', '--json')).json() as { slugs: string[] };
    const slugs = found.slugs.slice(0, 40);
    const halves = [slugs.slice(0, 25), slugs.slice(15, 40)];
    for (const [index, half] of halves.entries()) {
      await run('list', 'create', `L${index}`);
      await run('list', 'add', `L${index}`, ...half);
    }
    const keysOf = ({ stdout }: CliRun): string[] =>
      [...stdout.matchAll(/^@\w+\{([^,]+),$/gmu)].map(([, key = '']) => key);
    const runs = await Promise.all(
      ['L0', 'L1', 'L1', 'L0'].map((list) => run('export', '--list', list)),
    );
    const [first = [], second = [], third, fourth] = runs.map(keysOf);
    expect(third).toEqual(second);
    expect(fourth).toEqual(first);
    expect(first.filter((key) => second.includes(key))).toHaveLength(10);
    const all = new Set([...first, ...second].map((key) => key.toLowerCase()));
    expect(all.size).toBe(new Set(slugs).size);
  });
});
