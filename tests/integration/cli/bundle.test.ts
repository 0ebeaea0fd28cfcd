// Bundles by the command line: from one folder into another, by a file and by an address, and what is said of it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { APP_VERSION } from '../../../src/main/version.ts';
import { bundledStudies, soundBundle } from '../../support/bundles.ts';
import { createCli, ensureCliBuilt, mustRun } from '../../support/cli.ts';
import { startFakeAtlas } from '../../support/fake-atlas/server.ts';
import { makeLastingTempDir, makeTempDir } from '../../support/temp-dir.ts';
import { rowsOf } from '../bundle/folder.ts';

type Cli = ReturnType<typeof createCli>;
const STUDIES = 40;

let base: { readonly folder: string; readonly remove: () => void };
let maker: Cli;
/** A bundle of the maker's copy. */
let file: string;

const json = async (cli: Cli, ...args: string[]): Promise<unknown> =>
  (await mustRun(cli.run([...args, '--json']))).json();

beforeAll(() => {
  ensureCliBuilt();
  base = makeLastingTempDir('cli-bundle');
  maker = createCli(path.join(base.folder, 'maker'));
  file = path.join(base.folder, 'mecfs-atlas-2026-11-28.mecfs-atlas');
});
afterAll(() => {
  base.remove();
});

/** The maker's copy is taken and put into the file, once for all tests. */
async function madeFile(): Promise<string> {
  if (existsSync(file)) return file;
  const atlas = await startFakeAtlas({ studies: STUDIES, seed: 5 });
  await mustRun(maker.run(['sync', '--source', atlas.url, '--delay', '0']));
  await atlas.close();
  const made = await mustRun(maker.run(['bundle', 'create', file, '--maker', 'Ada', '--json']));
  expect(made.stderr).toContain('ask the atlas');
  expect(made.json()).toMatchObject({
    bundle: { maker: 'Ada', count: STUDIES, withPages: STUDIES, program: { version: APP_VERSION } },
    leftOut: [],
    reminder: expect.stringContaining('ask the atlas') as string,
  });
  return file;
}

describe('a bundle by the command line', () => {
  it('brings the same studies to another folder, found by the same searches, and touches no library', async () => {
    const bundle = await madeFile();
    const folder = path.join(makeTempDir('reader'), 'data');
    const reader = createCli(folder);
    await mustRun(reader.run(['list', 'create', 'Mine']));
    await mustRun(reader.run(['note', 'naviaux-2016-metabolomics', 'A note that stays.']));
    const library = rowsOf(path.join(folder, 'library.sqlite'));

    expect(await json(reader, 'bundle', 'verify', bundle)).toMatchObject({ count: STUDIES });
    expect(await json(reader, 'status')).toMatchObject({ studies: { bundle: 0 } });
    const taken = await mustRun(reader.run(['sync', '--source', bundle]));
    expect(taken.stdout).toMatch(/From a bundle made by Ada on \d{4}-\d\d-\d\d, not checked/u);
    expect(taken.stdout).toContain(`${STUDIES} added, 0 changed, 0 unchanged, 0 kept`);
    expect(taken.stderr).toContain('checking: 100 %');
    expect(rowsOf(path.join(folder, 'library.sqlite'))).toBe(library);

    expect(await json(reader, 'status')).toMatchObject({
      studies: { bundle: STUDIES, site: 0 },
      lists: 1,
      notes: 1,
    });
    for (const query of ['', 'pem:required', 'fatigue', 'level:E2 exercise', 'year:2015..2020']) {
      const [theirs, ours] = [
        await json(maker, 'search', query, '--sort', 'title'),
        await json(reader, 'search', query, '--sort', 'title'),
      ] as { total: number; slugs: string[] }[];
      expect(ours?.slugs).toEqual(theirs?.slugs);
    }
    const { slugs } = (await json(maker, 'search', 'level:E2')) as { slugs: string[] };
    const [slug = ''] = slugs;
    type Shown = Readonly<
      Record<'title' | 'sections' | 'badges' | 'authors' | 'metadata', unknown>
    >;
    const what = ({ title, sections, badges, authors, metadata }: Shown): Shown => {
      return { title, sections, badges, authors, metadata };
    };
    expect(what((await json(reader, 'show', slug)) as Shown)).toEqual(
      what((await json(maker, 'show', slug)) as Shown),
    );
    const shown = (await mustRun(reader.run(['show', slug]))).stdout;
    expect(shown).toMatch(
      /a bundle made by Ada on \d{4}-\d\d-\d\d, taken in on \d{4}-\d\d-\d\d; not checked against the site/u,
    );
    // Again: nothing is left to do.
    expect(await json(reader, 'sync', '--source', bundle)).toMatchObject({
      added: [],
      changed: [],
      unchanged: STUDIES,
      kept: [],
    });
  });

  it('is fetched from an address, and what was fetched is removed', async () => {
    const bytes = readFileSync(await madeFile());
    const server = createServer((_request, response) => response.end(bytes));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.mecfs-atlas`;
    const folder = path.join(makeTempDir('reader'), 'data');
    const reader = createCli(folder);
    expect(await json(reader, 'bundle', 'verify', url)).toMatchObject({ count: STUDIES });
    const taken = await json(reader, 'sync', '--source', url);
    expect((taken as { added: string[] }).added).toHaveLength(STUDIES);
    expect(readdirSync(path.join(folder, 'incoming'))).toEqual([]);
  });

  it('that is damaged changes nothing, says so in a sentence, and exits with 1', async () => {
    const bytes = Buffer.from(readFileSync(await madeFile()));
    bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
    const folder = makeTempDir('reader');
    const bad = path.join(folder, 'bad.mecfs-atlas');
    writeFileSync(bad, bytes);
    const reader = createCli(path.join(folder, 'data'));
    for (const args of [
      ['bundle', 'verify', bad],
      ['sync', '--source', bad],
    ]) {
      const run = await reader.run(args);
      expect(run).toMatchObject({ code: 1, stdout: '' });
      expect(run.stderr).toContain('Nothing was taken in, and nothing was changed.');
    }
    expect(await json(reader, 'status')).toMatchObject({ studies: { bundle: 0, total: 80 } });
  });

  it('that is missing, or an address that cannot be one, is wrong in words', async () => {
    const reader = createCli(path.join(makeTempDir('reader'), 'data'));
    const missing = await reader.run(['sync', '--source', 'nowhere.mecfs-atlas']);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toContain('could not be read');
    const unsafe = await reader.run(['sync', '--source', 'http://example.org/a.mecfs-atlas']);
    expect(unsafe).toMatchObject({ code: 2, stdout: '' });
    expect(unsafe.stderr).toContain('only https');
  });

  it('of another program’s version is told by what it is', async () => {
    const folder = makeTempDir('reader');
    const other = path.join(folder, 'x.mecfs-atlas');
    writeFileSync(other, soundBundle(bundledStudies(2)));
    const reader = createCli(path.join(folder, 'data'));
    const said = (await mustRun(reader.run(['bundle', 'verify', other]))).stdout;
    expect(said).toContain('Made by Ada of the reading group on 2026-05-20');
    expect(said).toContain('2 studies, 2 with their pages; from https://www.mecfsatlas.com.');
  });
});

describe('making a bundle', () => {
  it('leaves a file alone that is none, and replaces it with --force', async () => {
    await madeFile();
    const target = path.join(makeTempDir('target'), 'notes.txt');
    writeFileSync(target, 'mine');
    const refused = await maker.run(['bundle', 'create', target]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('left as it is');
    expect(readFileSync(target, 'utf8')).toBe('mine');
    await mustRun(maker.run(['bundle', 'create', target, '--force', '--without-pages']));
    expect(await json(maker, 'bundle', 'verify', target)).toMatchObject({
      count: STUDIES,
      withPages: 0,
      maker: 'a reader who gave no name',
    });
  });

  it('takes no maker of two lines', async () => {
    await madeFile();
    const target = path.join(makeTempDir('target'), 'x.mecfs-atlas');
    const run = await maker.run(['bundle', 'create', target, '--maker', 'a\nb']);
    expect(run.code).toBe(2);
    expect(existsSync(target)).toBe(false);
  });

  it('needs a copy first', async () => {
    const folder = makeTempDir('empty');
    const run = await createCli(path.join(folder, 'data')).run([
      'bundle',
      'create',
      path.join(folder, 'x.mecfs-atlas'),
    ]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('Take a copy first');
  });
});
