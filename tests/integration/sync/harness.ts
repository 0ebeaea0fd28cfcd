// What the sync tests share: a data folder, a source over real HTTP, and a look at what came of it.
// Invariant: time is the test's own: it stands still unless somebody waits, so that nothing sleeps.
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { contentHashOf } from '../../../src/main/atlas/content-hash.ts';
import type { Delay } from '../../../src/main/atlas/site/pace.ts';
import { createSiteSource } from '../../../src/main/atlas/site/site-source.ts';
import { httpTransport, type Transport } from '../../../src/main/atlas/site/transport.ts';
import type { AtlasSource } from '../../../src/main/atlas/source.ts';
import {
  openLibrary,
  openMirror,
  prepareDatabase,
  type MirrorDatabase,
} from '../../../src/main/storage/open.ts';
import { dataPaths, prepareDataFolder, type DataPaths } from '../../../src/main/storage/paths.ts';
import { runSync } from '../../../src/main/sync/engine.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import type {
  SyncKind,
  SyncProgress,
  SyncReceipt,
  UnreadablePage,
} from '../../../src/shared/domain/sync.ts';
import {
  startFakeAtlas,
  type FakeAtlas,
  type FakeAtlasOptions,
} from '../../support/fake-atlas/server.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

/** A fake atlas that ends with the running test. */
export async function makeAtlas(options: Partial<FakeAtlasOptions> = {}): Promise<FakeAtlas> {
  const atlas = await startFakeAtlas({ studies: 40, seed: 11, ...options });
  onTestFinished(() => atlas.close());
  return atlas;
}

/** A prepared data folder with its mirror open. */
export interface DataFolder {
  readonly paths: DataPaths;
  readonly mirror: MirrorDatabase;
}

/** A new one, or the one in `folder`; its mirror is closed with the running test. */
export async function openData(folder = makeTempDir('sync')): Promise<DataFolder> {
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

/** Time that stands still but for `delay`, which moves it and returns at once. */
export interface TestClock {
  now(): UnixMs;
  readonly delay: Delay;
  /** What was waited for, in milliseconds. */
  readonly waits: number[];
  advance(milliseconds: number): void;
}

/** A clock that starts on 1 June 2026. */
export function makeClock(): TestClock {
  let time = Date.UTC(2026, 5, 1);
  const waits: number[] = [];
  return {
    now: () => time as UnixMs,
    waits,
    delay(milliseconds, signal) {
      signal.throwIfAborted();
      waits.push(milliseconds);
      time += milliseconds;
      return Promise.resolve();
    },
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}

export interface SyncSetup {
  readonly atlas: FakeAtlas;
  readonly data: DataFolder;
  readonly clock: TestClock;
  readonly delayMs?: number | null;
  readonly timeoutMs?: number;
  /** The real one where it is left out. */
  readonly transport?: Transport;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SyncProgress) => void;
  readonly kind?: SyncKind;
  readonly own?: readonly Slug[];
}

/** The site as a source, on the test's time. */
export function sourceOf({
  atlas,
  clock,
  delayMs = 0,
  timeoutMs = 2000,
  transport = httpTransport,
}: Omit<SyncSetup, 'data'>): AtlasSource {
  return createSiteSource({
    address: atlas.url,
    version: '0.0.0-test',
    delayMs,
    transport,
    now: () => clock.now(),
    delay: clock.delay,
    random: () => 0.5,
    timeoutMs,
  });
}

/** One sync. */
export function sync(setup: SyncSetup): Promise<SyncReceipt> {
  return runSync({
    source: sourceOf(setup),
    mirror: setup.data.mirror,
    clock: setup.clock,
    kind: setup.kind ?? 'by-hand',
    delay: setup.clock.delay,
    ownStudies: () => new Set(setup.own),
    onProgress: setup.onProgress ?? (() => undefined),
    signal: setup.signal ?? new AbortController().signal,
  });
}

/** The pages of a receipt that came to no study, for whatever reason, by slug. */
export function notRead({ unreadable, failed }: SyncReceipt): UnreadablePage[] {
  return [...unreadable, ...failed].sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

export interface StoredStudy {
  readonly slug: Slug;
  readonly content_hash: string;
  readonly status: string;
  readonly retracted: number;
  readonly origin: string;
  readonly origin_source: string;
  readonly checked_at: number;
  readonly changed_at: number;
  readonly reading: StudyReading;
}

/** All that the mirror shows, by slug. */
export function storedStudies(mirror: MirrorDatabase): StoredStudy[] {
  return mirror
    .prepare<[], StoredStudy & { readonly reading_json: string }>(
      'SELECT * FROM study ORDER BY slug',
    )
    .all()
    .map(({ reading_json, ...row }) => ({
      ...row,
      reading: JSON.parse(reading_json) as StudyReading,
    }));
}

/** Slug and content hash of each study, as the fake atlas tells them. */
export function toldBy(atlas: FakeAtlas): string[] {
  return atlas.corpus
    .all()
    .map((study) => `${study.slug} ${contentHashOf(study)}`)
    .sort();
}

/** Slug and content hash of each study, as the mirror shows them. */
export function shownBy(mirror: MirrorDatabase): string[] {
  return storedStudies(mirror).map((study) => `${study.slug} ${study.content_hash}`);
}

/** What is wrong with the two files; empty where all is well. */
export function damageOf(mirror: MirrorDatabase): string[] {
  const found: string[] = [];
  for (const schema of ['main', 'history']) {
    const result = mirror.pragma(`${schema}.integrity_check`, { simple: true });
    if (result !== 'ok') found.push(`${schema}: ${String(result)}`);
  }
  try {
    // With rank 1 the index is compared with the rows it stands for (https://sqlite.org/fts5.html, 6.4).
    mirror.exec("INSERT INTO study_fts (study_fts, rank) VALUES ('integrity-check', 1)");
  } catch (error) {
    found.push(`full-text index: ${String(error)}`);
  }
  const unknown = mirror
    .prepare<[], { readonly slug: string }>(
      `SELECT slug FROM study WHERE NOT EXISTS (
         SELECT 1 FROM history.study_version JOIN history.sighting USING (content_hash)
         WHERE content_hash = study.content_hash AND study_version.slug = study.slug)`,
    )
    .all();
  for (const { slug } of unknown) found.push(`${slug} is shown and not in the history`);
  return found;
}

/** How many rows a table has. */
export function countRows(mirror: MirrorDatabase, table: string): number {
  const row = mirror
    .prepare<[], { readonly rows: number }>(`SELECT count(*) AS rows FROM ${table}`)
    .get();
  return row?.rows ?? -1;
}

/** The study pages that were asked for, in order. */
export function askedPages(atlas: FakeAtlas): string[] {
  return atlas.requests
    .map((request) => request.path)
    .filter((path) => path.startsWith('/evidence/'));
}

/**
 * SHA-256 over all rows of all tables of the library, in a fixed order. Where it is the same before and after,
 * nothing in between wrote a row of a reader's, changed one or took one away.
 */
export function libraryHash(paths: DataPaths): string {
  const db = openLibrary(paths);
  try {
    const hash = createHash('sha256');
    const tables = db
      .prepare<[], { readonly name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
      )
      .all();
    for (const { name } of tables) {
      const rows = db.prepare<[], unknown[]>(`SELECT * FROM "${name}"`).raw().all();
      // By their contents: not every table has row numbers.
      const lines = rows.map((row) => JSON.stringify(row.map(exact))).sort();
      hash.update(JSON.stringify([name, lines]));
    }
    return hash.digest('hex');
  } finally {
    db.close();
  }
}

// A number and the text that looks like it are two things, and bytes are not text.
function exact(value: unknown): unknown {
  return Buffer.isBuffer(value) ? { bytes: value.toString('hex') } : value;
}
