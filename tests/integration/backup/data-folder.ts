// A real data folder for the backup tests: three files with the real schemas, notes and versions.
// Invariant: what a test reads back, it reads from the files, not through the code under test.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll } from 'vitest';
import { openLibrary, openMirror, prepareDatabase } from '../../../src/main/storage/open.ts';
import { dataPaths, prepareDataFolder, type DataPaths } from '../../../src/main/storage/paths.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { makeLastingTempDir, makeTempDir } from '../../support/temp-dir.ts';

/** The tests' clock: 2 November 2026, 14:03:09 UTC, and days after it. */
export function day(number: number): UnixMs {
  return (Date.UTC(2026, 10, 2, 14, 3, 9) + number * 86_400_000) as UnixMs;
}

/** Prepares the three files as a host does when it starts. */
export async function prepareAll(folder: string): Promise<DataPaths> {
  const paths = dataPaths(folder);
  prepareDataFolder(paths);
  const nothing = (): Promise<void> => Promise.resolve();
  await prepareDatabase(paths, 'library', nothing);
  await prepareDatabase(paths, 'history', nothing);
  await prepareDatabase(paths, 'mirror', nothing);
  return paths;
}

/**
 * Makes a data folder once for a test file; the answer gives each test a copy of it. A new folder takes
 * some forty syncs of the disk, a copy none.
 */
export function dataFolderTemplate(fill: (paths: DataPaths) => unknown): () => DataPaths {
  const { folder, remove } = makeLastingTempDir('template');
  beforeAll(async () => {
    await fill(await prepareAll(folder));
  });
  afterAll(remove);
  return () => {
    const copy = makeTempDir('backup');
    cpSync(folder, copy, { recursive: true });
    return dataPaths(copy);
  };
}

/** Writes notes, on a connection that is closed again. */
export function addNotes(paths: DataPaths, ...bodies: readonly string[]): void {
  const db = openLibrary(paths);
  try {
    db.transaction(() => {
      for (const body of bodies) insertNote(db, body);
    })();
  } finally {
    db.close();
  }
}

/** One note, committed when this returns. */
export function insertNote(db: Database.Database, body: string): void {
  db.prepare(
    `INSERT INTO note (slug, body, search_body, revision, created_at, updated_at)
     VALUES ('study-1', @body, @body, 1, @at, @at)`,
  ).run({ body, at: day(0) });
}

/** Makes a list with some entries. */
export function addList(paths: DataPaths, name: string, ...slugs: readonly string[]): void {
  const db = openLibrary(paths);
  try {
    const list = db
      .prepare(
        'INSERT INTO reading_list (name, name_key, created_at, updated_at) VALUES (?, lower(?), 1, 1)',
      )
      .run(name, name).lastInsertRowid;
    const entry = db.prepare('INSERT INTO list_entry VALUES (?, ?, ?, 1)');
    slugs.forEach((slug, index) => entry.run(list, slug, index));
  } finally {
    db.close();
  }
}

/** Adds versions of studies to the history, with a sighting of each. */
export function addVersions(paths: DataPaths, ...hashes: readonly string[]): void {
  const db = openMirror(paths);
  try {
    const version = db.prepare('INSERT INTO history.study_version VALUES (?, ?, ?)');
    const sighting = db.prepare("INSERT INTO history.sighting VALUES (?, 1, ?, 'site', 'test')");
    db.transaction(() => {
      for (const hash of hashes) {
        const reading = JSON.stringify({ title: hash, text: 'x'.repeat(300) });
        version.run(hash, `study-${hash}`, reading);
        sighting.run(`study-${hash}`, hash);
      }
    })();
  } finally {
    db.close();
  }
}

/** The texts of all notes in a library file, sorted. The file must be sound. */
export function notesIn(file: string): string[] {
  return readColumn(file, 'SELECT body FROM note ORDER BY body');
}

/** The hashes of all versions in a history file, sorted. The file must be sound. */
export function versionsIn(file: string): string[] {
  return readColumn(file, 'SELECT content_hash FROM study_version ORDER BY content_hash');
}

function readColumn(file: string, sql: string): string[] {
  const db = new Database(file, { fileMustExist: true });
  try {
    const check: unknown = db.pragma('integrity_check', { simple: true });
    if (check !== 'ok') throw new Error(`${file}: ${String(check)}`);
    return db.prepare<[], string>(sql).pluck().all();
  } finally {
    db.close();
  }
}

/** The libraries in `replaced/`, oldest first. */
export function replacedFiles(paths: DataPaths, file = 'library.sqlite'): string[] {
  if (!existsSync(paths.replaced)) return [];
  return readdirSync(paths.replaced)
    .toSorted()
    .map((folder) => path.join(paths.replaced, folder, file))
    .filter((candidate) => existsSync(candidate));
}

/**
 * Every file below a folder with the hash of its bytes, for "nothing was changed". SQLite's shared memory
 * is no content, nor is a -wal without a byte.
 */
export function snapshot(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('-shm')) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    if (entry.name.endsWith('-wal') && bytes.length === 0) continue;
    files[path.relative(folder, file)] = createHash('sha256').update(bytes).digest('hex');
  }
  return files;
}

/** The permission bits as text: `600`. */
export function modeOf(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}
