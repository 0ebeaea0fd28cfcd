// What the tests of bundles share: a data folder of real files, and a look at every row of them.
// Invariant: what "nothing changed" means is all rows of all three files, not those that a test thinks of.
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import {
  createBundle,
  type CreateBundleOptions,
  type CreatedBundle,
} from '../../../src/main/sync/bundle/create-bundle.ts';
import { importBundle } from '../../../src/main/sync/bundle/import-bundle.ts';
import {
  openMirror,
  openReader,
  prepareDatabase,
  type MirrorDatabase,
} from '../../../src/main/storage/open.ts';
import { dataPaths, prepareDataFolder, type DataPaths } from '../../../src/main/storage/paths.ts';
import type { BundleProgress, BundleReceipt } from '../../../src/shared/domain/bundle.ts';
import { MADE_AT, TEST_VERSION } from '../../support/bundles.ts';
import { at } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

export interface DataFolder {
  readonly paths: DataPaths;
  readonly mirror: MirrorDatabase;
}

/** A prepared folder with its mirror open until the test is over. */
export async function openFolder(folder = makeTempDir('bundle-data')): Promise<DataFolder> {
  const paths = dataPaths(folder);
  prepareDataFolder(paths);
  for (const name of ['library', 'history', 'mirror'] as const) {
    await prepareDatabase(paths, name, () => Promise.resolve());
  }
  const mirror = openMirror(paths);
  onTestFinished(() => {
    mirror.close();
  });
  return { paths, mirror };
}

/** A moment after every bundle of the tests was made. */
export const NOW = at(MADE_AT + 3_600_000);

export interface JobMore {
  readonly now?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BundleProgress) => void;
}

/** One import. */
export function importFile(
  { mirror }: DataFolder,
  path: string,
  more: JobMore = {},
): Promise<BundleReceipt> {
  return importBundle({
    mirror,
    path,
    version: TEST_VERSION,
    clock: { now: () => at(more.now ?? NOW) },
    signal: more.signal ?? new AbortController().signal,
    onProgress: more.onProgress ?? (() => undefined),
  });
}

/** One bundle. */
export async function createFile(
  { paths }: DataFolder,
  path: string,
  more: Partial<CreateBundleOptions> = {},
): Promise<CreatedBundle> {
  const reader = openReader(paths);
  try {
    return await createBundle({
      reader,
      path,
      maker: 'Ada',
      version: TEST_VERSION,
      withPages: true,
      force: false,
      clock: { now: () => NOW },
      signal: new AbortController().signal,
      onProgress: () => undefined,
      ...more,
    });
  } finally {
    reader.close();
  }
}

/** A hash of every row of every table of a file. */
export function rowsOf(path: string): string {
  const db = new Database(path, { readonly: true });
  try {
    const hash = createHash('sha256');
    const tables = db
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
      )
      .pluck()
      .all();
    for (const table of tables) {
      hash.update(table);
      // The name comes from the schema itself.
      for (const row of db.prepare(`SELECT * FROM "${table}" ORDER BY 1`).raw().iterate()) {
        hash.update(JSON.stringify(row));
      }
    }
    return hash.digest('hex');
  } finally {
    db.close();
  }
}

/** The three files at once. */
export function allRows({ paths }: DataFolder): Readonly<Record<string, string>> {
  return {
    library: rowsOf(paths.library),
    mirror: rowsOf(paths.atlas),
    history: rowsOf(paths.history),
  };
}

export interface StudyRow {
  readonly slug: string;
  readonly content_hash: string;
  readonly status: string;
  readonly origin: string;
  readonly origin_source: string;
  readonly origin_at: number;
  readonly checked_at: number;
  readonly changed_at: number;
  readonly title: string;
}

/** The rows of the mirror, in the order of their slugs. */
export function studyRows({ mirror }: DataFolder): StudyRow[] {
  return mirror
    .prepare<[], StudyRow>(
      `SELECT slug, content_hash, status, origin, origin_source, origin_at, checked_at, changed_at,
        json_extract(reading_json, '$.title') AS title FROM study ORDER BY slug`,
    )
    .all();
}

/** SQLite's own check of a file. */
export function expectSound(path: string): void {
  const db = new Database(path);
  try {
    const said = db.pragma('integrity_check', { simple: true });
    if (said !== 'ok') throw new Error(`${path}: ${String(said)}`);
  } finally {
    db.close();
  }
}

/** The receipts in the history, oldest first. */
export function receiptsOf({ mirror }: DataFolder): unknown[] {
  return mirror
    .prepare<[], string>('SELECT receipt_json FROM history.receipt ORDER BY finished_at')
    .pluck(true)
    .all()
    .map((json) => JSON.parse(json) as unknown);
}
