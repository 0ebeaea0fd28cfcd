// Copying the atlas by the command line: the built program, its worker thread, processes that are killed and started twice.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createCli, ensureCliBuilt, mustRun } from '../../support/cli.ts';
import {
  startFakeAtlas,
  type FakeAtlas,
  type FakeAtlasOptions,
} from '../../support/fake-atlas/server.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

let folder: string;
let cli: ReturnType<typeof createCli>;

beforeAll(ensureCliBuilt);
beforeEach(() => {
  folder = path.join(makeTempDir('cli-sync'), 'data');
  cli = createCli(folder);
});

async function makeAtlas(options: Partial<FakeAtlasOptions> = {}): Promise<FakeAtlas> {
  const atlas = await startFakeAtlas({ studies: 40, seed: 11, ...options });
  onTestFinished(() => atlas.close());
  return atlas;
}
const syncOf = (atlas: FakeAtlas, ...more: readonly string[]): string[] => [
  'sync',
  '--source',
  atlas.url,
  '--delay',
  '0',
  ...more,
];
async function json(args: readonly string[]): Promise<unknown> {
  return (await mustRun(cli.run([...args, '--json']))).json();
}

/** As the window's settings would. */
function setSource(source: string): void {
  const db = new Database(path.join(folder, 'library.sqlite'));
  const put = db.prepare('INSERT OR REPLACE INTO setting (name, value_json) VALUES (?, ?)');
  put.run('settings.source', JSON.stringify(source));
  db.close();
}

/** All rows of all tables of the library, as one hash. */
function libraryHash(): string {
  const db = new Database(path.join(folder, 'library.sqlite'), { readonly: true });
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck(true)
      .all();
    const rows = tables.map((table) => [table, db.prepare(`SELECT * FROM "${table}"`).all()]);
    return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  } finally {
    db.close();
  }
}

describe('sync', () => {
  it('ends with the receipt, which is kept and found again', async () => {
    const atlas = await makeAtlas();
    const receipt = (await json(syncOf(atlas))) as { readonly id: string };
    expect(receipt).toMatchObject({
      kind: 'by-hand',
      source: atlas.url,
      discovery: 'sitemap',
      listed: 40,
      changed: [],
      gone: [],
      unreadable: [],
    });
    expect(await json(['receipts'])).toMatchObject({
      receipts: [{ id: receipt.id, summary: 'Copy of the atlas: 40 added, 0 changed.' }],
    });
    expect(await json(['receipts', 'no', 'such', 'words'])).toEqual({ receipts: [] });
    expect(await json(['receipt'])).toEqual(receipt);
    const text = (await mustRun(cli.run(['receipt', receipt.id]))).stdout;
    for (const study of atlas.corpus.all()) expect(text).toContain(study.slug);
    // A terminal is not filled with it.
    const again = await mustRun(cli.run(syncOf(atlas)));
    expect(again.stdout).toContain('0 added, 0 changed, 40 unchanged');
    expect(again.stdout.split('\n').length).toBeLessThan(12);
  });

  it('tells the change of a badge field by field', async () => {
    const atlas = await makeAtlas();
    await mustRun(cli.run(syncOf(atlas)));
    const study = atlas.corpus.all().find((one) => one.badges.pem?.value === 'required');
    if (study === undefined) throw new Error('no study');
    atlas.corpus.change(study.slug, (reading) => ({
      ...reading,
      badges: { ...reading.badges, pem: { value: 'unclear', label: 'PEM unclear' } },
    }));
    const told = (await mustRun(cli.run(syncOf(atlas)))).stdout;
    expect(told).toContain('Badges that changed:');
    expect(told).toContain('“PEM required” -> “PEM unclear”');
  });

  it('touches no row of the library, whatever it does', async () => {
    const atlas = await makeAtlas();
    await mustRun(cli.run(syncOf(atlas)));
    const [study] = atlas.corpus.all();
    if (study === undefined) throw new Error('no study');
    await mustRun(cli.run(['note', study.slug, '--text', 'Mine.']));
    await mustRun(cli.run(['list', 'create', 'To cite']));
    await mustRun(cli.run(['list', 'add', 'To cite', study.slug]));
    const before = libraryHash();
    atlas.corpus.change(study.slug, (reading) => ({ ...reading, title: 'Another title' }));
    atlas.corpus.remove(atlas.corpus.all()[5]?.slug ?? study.slug, 410);
    await mustRun(cli.run(syncOf(atlas)));
    await mustRun(cli.run(syncOf(atlas, '--kind', 'daily')));
    await mustRun(cli.run(['reread']));
    expect(libraryHash()).toBe(before);
  });

  it('that is killed says so in the status, and goes on where it was', async () => {
    const atlas = await makeAtlas({ studies: 120, latencyMs: 10 });
    const child = cli.start(syncOf(atlas));
    const ended = once(child, 'close');
    await atlas.whenAsked(70);
    child.kill('SIGKILL');
    await ended;
    const status = (await json(['status'])) as {
      readonly unfinishedSync: { readonly done: number };
    };
    expect(status.unfinishedSync).toMatchObject({ source: atlas.url, total: 120, isPaused: false });
    expect(status.unfinishedSync.done).toBeGreaterThanOrEqual(25);
    expect((await mustRun(cli.run(['status']))).stdout).toMatch(
      /is not finished: \d+ of 120 pages are done\. "companion sync" goes on/u,
    );
    atlas.forget();
    const receipt = (await json(syncOf(atlas))) as { readonly added: readonly string[] };
    expect(receipt.added).toHaveLength(120);
    expect(atlas.requests.length).toBeLessThanOrEqual(120 - status.unfinishedSync.done + 2);
    expect(await json(['status'])).toMatchObject({
      unfinishedSync: null,
      studies: { site: 120 },
      lastSync: { listed: 120 },
      copy: { versions: [expect.objectContaining({ studies: expect.any(Number) as number })] },
    });
  });

  it('without a source goes on with what is unfinished, else copies the site of the settings', async () => {
    const atlas = await makeAtlas({ studies: 60, latencyMs: 10 });
    const child = cli.start(syncOf(atlas));
    const ended = once(child, 'close');
    await atlas.whenAsked(40);
    child.kill('SIGKILL');
    await ended;
    const other = await makeAtlas({ studies: 4, seed: 12 });
    setSource(other.url);
    const short = ['sync', '--delay', '0'];
    expect(await json(short)).toMatchObject({ source: atlas.url, listed: 60 });
    expect(other.requests).toEqual([]);
    expect(await json(short)).toMatchObject({ source: other.url, listed: 4 });
    expect((await mustRun(cli.run(['status']))).stdout).toContain(
      `60 copied from ${atlas.url}, 4 copied from ${other.url}`,
    );
  });

  it('ends on Ctrl-C at once, in words, with what it fetched', async () => {
    const atlas = await makeAtlas({ studies: 120, latencyMs: 10 });
    const child = cli.start(syncOf(atlas));
    let told = '';
    child.stderr?.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const ended = once(child, 'close');
    await atlas.whenAsked(70);
    child.kill('SIGINT');
    const [code] = (await ended) as [number | null];
    expect(code).toBe(1);
    expect(told).toContain('The sync was stopped. What was fetched is kept');
    expect(await json(['status'])).toMatchObject({ unfinishedSync: { total: 120 } });
  });

  it('of a second process is told that one is running', async () => {
    const atlas = await makeAtlas({ studies: 120, latencyMs: 20 });
    const child = cli.start(syncOf(atlas));
    const ended = once(child, 'close');
    await atlas.whenAsked(10);
    const second = await cli.run(syncOf(atlas));
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('Another sync is running');
    // Nor is it pulled away from under the first.
    const stop = await cli.run(['call', 'sync.stop']);
    expect(stop.code).toBe(1);
    expect(stop.stderr).toContain('Another sync is running');
    child.kill('SIGINT');
    await ended;
  });

  it('waits for no answer that nobody is asked for', async () => {
    const refused = await cli.run(['sync', '--decide', 'remove']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('No sync is waiting for a decision. Nothing was changed.');
    expect((await cli.run(['sync', '--decide', 'perhaps'])).code).toBe(2);
    expect((await cli.run(['sync', '--kind', 'hourly'])).code).toBe(2);
  });
});

describe('reread', () => {
  it('asks nobody, and says that all is as it was', async () => {
    const atlas = await makeAtlas();
    await mustRun(cli.run(syncOf(atlas)));
    atlas.forget();
    expect(await json(['reread'])).toMatchObject({ kind: 'reread', listed: 40, unchanged: 40 });
    expect(atlas.requests).toEqual([]);
  });

  it('ends on Ctrl-C within a second, in words of its own', async () => {
    const atlas = await makeAtlas({ studies: 500 });
    await mustRun(cli.run(syncOf(atlas)));
    const child = cli.start(['reread']);
    let told = '';
    let stoppedAt = 0;
    child.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (stoppedAt > 0 || !told.includes('fetching')) return;
      stoppedAt = performance.now();
      child.kill('SIGINT');
    });
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(1);
    expect(performance.now() - stoppedAt).toBeLessThan(1000);
    expect(told).toContain('Reading the kept pages again was stopped.');
    expect(told).not.toContain('goes on');
  });

  it('names pages whose bytes are damaged, and reads the others', async () => {
    const atlas = await makeAtlas();
    await mustRun(cli.run(syncOf(atlas)));
    const [study] = atlas.corpus.all();
    const db = new Database(path.join(folder, 'atlas.sqlite'));
    db.prepare("UPDATE page SET body_zstd = x'00' WHERE slug = ?").run(study?.slug);
    db.close();
    expect(await json(['reread'])).toMatchObject({
      unchanged: 39,
      unreadable: [{ slug: study?.slug, reason: expect.stringContaining('damaged') as string }],
    });
  });
});
