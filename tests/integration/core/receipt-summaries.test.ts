// What lists of receipts and the daily look need of a receipt is kept beside it, wherever the receipt came from.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSyncRuns } from '../../../src/main/storage/atlas/sync-runs.ts';
import { mergeHistory, salvageHistory } from '../../../src/main/storage/backup/merge-history.ts';
import { migrate } from '../../../src/main/storage/migrate.ts';
import {
  MIGRATIONS,
  openMirror,
  openReader,
  pathOf,
  prepareDatabase,
} from '../../../src/main/storage/open.ts';
import { dataPaths, prepareDataFolder, type DataPaths } from '../../../src/main/storage/paths.ts';
import { createSyncView, type SyncView } from '../../../src/main/storage/sync-view.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { receiptSummary } from '../../../src/shared/domain/receipt-text.ts';
import { addVersions } from '../backup/data-folder.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const SLUGS = ['a-2020-one', 'b-2020-two', 'c-2020-three'] as Slug[];

/** A receipt as the program keeps it. */
function keep(
  paths: DataPaths,
  [id, at]: readonly [id: string, finishedAt: number],
  change: object = {},
): void {
  const mirror = openMirror(paths);
  createSyncRuns(mirror).keepReceipt({
    id,
    kind: 'by-hand',
    source: 'https://atlas.example',
    startedAt: 1 as UnixMs,
    finishedAt: at as UnixMs,
    discovery: 'sitemap',
    listed: 9,
    requests: 9,
    added: SLUGS,
    changed: [],
    unchanged: 6,
    settled: 0,
    unreadable: [{ slug: 'd' as Slug, url: 'u', reason: 'r' }],
    failed: [],
    unlisted: [],
    missing: [],
    gone: SLUGS.slice(1),
    moved: [],
    retracted: [],
    kept: 0,
    notices: [],
    ...change,
  });
  mirror.close();
}

/** A receipt of the first form, in a history from before there were summaries. */
function oldHistory(file: string): void {
  const db = new Database(file);
  migrate(db, MIGRATIONS.history.slice(0, 1), 0x4d454148);
  const insert = db.prepare('INSERT INTO receipt (id, finished_at, receipt_json) VALUES (?, ?, ?)');
  const old = { source: 'https://old.example', added: ['x'], changed: SLUGS, unchanged: 4 };
  insert.run('old', 50, JSON.stringify(old));
  insert.run('damaged', 60, '{"kind":"dai');
  db.close();
}

async function folder(withOldHistory: boolean): Promise<DataPaths> {
  const paths = dataPaths(path.join(makeTempDir('receipts'), 'data'));
  prepareDataFolder(paths);
  if (withOldHistory) oldHistory(pathOf(paths, 'history'));
  for (const name of ['library', 'history', 'mirror'] as const) {
    await prepareDatabase(paths, name, () => Promise.resolve());
  }
  return paths;
}

function view(paths: DataPaths): SyncView {
  const reader = openReader(paths);
  onTestFinished(() => {
    reader.close();
  });
  return createSyncView(reader);
}
const told = (paths: DataPaths, words: readonly string[] = []): string[] =>
  view(paths)
    .receipts(words, 50)
    .map(({ id, source, counts }) => `${id} ${source} ${receiptSummary(counts)}`);

const OLD = 'old https://old.example Copy of the atlas: 1 added, 3 changed, 4 unchanged.';
const NEW =
  'new https://atlas.example Copy of the atlas: 3 added, 0 changed, 2 gone, 1 unreadable, 6 unchanged.';

describe('receipts in numbers', () => {
  it('are kept with each receipt, and say what the whole ones say', async () => {
    const paths = await folder(false);
    keep(paths, ['new', 100]);
    keep(paths, ['daily', 200], { kind: 'daily', added: [], gone: [], unreadable: [] });
    keep(paths, ['daily', 300], { kind: 'daily' });
    expect(told(paths)).toEqual([
      'daily https://atlas.example Daily look for changes: 0 added, 0 changed, 6 unchanged.',
      NEW,
    ]);
    const syncs = view(paths);
    for (const { id, counts } of syncs.receipts([], 50)) {
      const whole = syncs.receipt(id);
      expect(whole === null ? null : receiptSummary(whole)).toBe(receiptSummary(counts));
    }
    expect(syncs.lastDailyAt()).toBe(200);
  });

  it('are made for the receipts of before; what is no receipt is left out', async () => {
    const paths = await folder(true);
    keep(paths, ['new', 100]);
    expect(told(paths)).toEqual([NEW, OLD]);
    expect(told(paths, ['OLD.example'])).toEqual([OLD]);
    expect(view(paths).lastDailyAt()).toBeNull();
  });

  it('come with the receipts of a backup of before, and of today', async () => {
    const paths = await folder(false);
    keep(paths, ['new', 100]);
    const before = path.join(makeTempDir('backup'), 'history.sqlite');
    oldHistory(before);
    mergeHistory(paths.history, before);
    expect(told(paths)).toEqual([NEW, OLD]);
    const other = await folder(false);
    keep(other, ['daily', 70], { kind: 'daily' });
    mergeHistory(paths.history, other.history);
    expect(told(paths).map((line) => line.split(' ')[0])).toEqual(['new', 'daily', 'old']);
    expect(view(paths).lastDailyAt()).toBe(70);
  });

  it('come with what can be read of a damaged history, into a backup of before as well', async () => {
    const damaged = await folder(false);
    addVersions(damaged, 'aa');
    keep(damaged, ['new', 100]);
    const paths = dataPaths(path.join(makeTempDir('receipts'), 'data'));
    mkdirSync(paths.folder, { recursive: true });
    oldHistory(paths.history);
    const copy = path.join(makeTempDir('damaged'), 'history.sqlite');
    copyFileSync(damaged.history, copy);
    salvageHistory(paths.history, copy);
    for (const name of ['library', 'history', 'mirror'] as const) {
      await prepareDatabase(paths, name, () => Promise.resolve());
    }
    expect(told(paths)).toEqual([NEW, OLD]);
  });

  it('only grow', async () => {
    const paths = await folder(false);
    keep(paths, ['new', 100]);
    const db = new Database(paths.history);
    for (const sql of ["UPDATE receipt_summary SET source = ''", 'DELETE FROM receipt_summary']) {
      expect(() => db.exec(sql)).toThrow('history only grows');
    }
    db.close();
  });
});

describe('the last receipt', () => {
  it('is read once, and again when there is a newer one', async () => {
    const paths = await folder(false);
    const syncs = view(paths);
    expect(syncs.lastReceipt()).toBeNull();
    keep(paths, ['first', 100]);
    const first = syncs.lastReceipt();
    expect(first).toMatchObject({ id: 'first', added: SLUGS });
    expect(syncs.lastReceipt()).toBe(first);
    keep(paths, ['second', 200]);
    expect(syncs.lastReceipt()).toMatchObject({ id: 'second' });
  });
});
