// Copies a database through SQLite's backup API and proves that the copy is whole.
// Invariant: the source is only read, on a snapshot of its own: no writer waits for it, nothing is
// migrated, and what others write meanwhile neither mixes in nor makes it start again.
import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';
import { schemaVersion } from '../migrate.ts';
import { corruptError, type DatabaseName } from '../sqlite-errors.ts';
import { createEmptyFile, syncFile } from './files.ts';
import type { BackupCounts } from './manifest.ts';

type Connection = Database.Database;

const BUSY_TIMEOUT_MS = 5000;
// 2 MB between two turns of the event loop: short enough for a window to stay awake.
const PAGES_PER_STEP = 500;

/** Copies a live database to a new file, on a connection of its own. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const db = new Database(from, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('query_only = ON');
    await copyOpenDatabase(db, to);
  } finally {
    db.close();
  }
}

/** Copies what an open connection sees at this moment to a new file, mode 0600. */
export async function copyOpenDatabase(db: Connection, to: string): Promise<void> {
  createEmptyFile(to);
  // Without an open read transaction every write by somebody else would begin the copy again.
  db.exec('BEGIN');
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    await db.backup(to, { progress: () => PAGES_PER_STEP });
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

/**
 * Makes one file of a copy (no -wal beside it), checks it and brings it to the disk.
 * @returns Its schema number, 0 for a database without a schema.
 * @throws AppError `library-corrupt`, `history-corrupt`: the source was damaged
 */
export function sealCopy(path: string, name: DatabaseName): number {
  const db = new Database(path, { fileMustExist: true });
  let version: number;
  try {
    // Nobody sees the copy before it is synced as a whole, below: half the time of a small backup.
    db.pragma('synchronous = OFF');
    db.pragma('journal_mode = DELETE');
    requireSound(db, name);
    version = schemaVersion(db);
  } finally {
    db.close();
  }
  chmodSync(path, 0o600);
  syncFile(path);
  return version;
}

/** @throws AppError of the database's own `…-corrupt` where SQLite finds damage */
export function requireSound(db: Connection, name: DatabaseName): void {
  const result: unknown = db.pragma('quick_check(1)', { simple: true });
  if (result !== 'ok') throw corruptError(name, result);
}

/** Opens a copy for reading alone; nothing is written beside it. */
export function withReadOnly<T>(path: string, read: (db: Connection) => T): T {
  const db = new Database(path, { fileMustExist: true, readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const LIBRARY_COUNTS = [
  ['notes', 'note', 'SELECT count(*) FROM note WHERE removed_at IS NULL'],
  ['revisions', 'note_revision', 'SELECT count(*) FROM note_revision'],
  ['lists', 'reading_list', 'SELECT count(*) FROM reading_list WHERE removed_at IS NULL'],
  [
    'entries',
    'list_entry',
    'SELECT count(*) FROM list_entry JOIN reading_list ON reading_list.id = list_id WHERE removed_at IS NULL',
  ],
  ['tags', 'study_tag', 'SELECT count(*) FROM study_tag'],
  ['codings', 'own_coding', 'SELECT count(*) FROM own_coding'],
  ['corrections', 'reference_field', 'SELECT count(*) FROM reference_field'],
] as const;

/** What a library holds. */
export function countLibrary(db: Connection): Omit<BackupCounts, 'studyVersions'> {
  const tables = tableNames(db);
  const counts = {
    ...{ notes: 0, revisions: 0, lists: 0, entries: 0, tags: 0, codings: 0 },
    corrections: 0,
  };
  for (const [name, table, sql] of LIBRARY_COUNTS) {
    // A backup from before a migration may lack a table.
    if (tables.has(table)) counts[name] = countOf(db, sql);
  }
  return counts;
}

/** How many versions of studies a history holds. */
export function countHistory(db: Connection): number {
  return tableNames(db).has('study_version')
    ? countOf(db, 'SELECT count(*) FROM study_version')
    : 0;
}

/** True where any table has a row: somebody wrote, tagged, exported or set something. */
export function holdsAnything(db: Connection): boolean {
  return [...tableNames(db)].some(
    (table) => countOf(db, `SELECT EXISTS (SELECT 1 FROM "${table.replaceAll('"', '""')}")`) > 0,
  );
}

/** The tables of the schema itself: none of SQLite's, no search index and nothing of one. */
export function tableNames(db: Connection): ReadonlySet<string> {
  const rows = db
    .prepare<[], { name: string }>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .all();
  return new Set(rows.map(({ name }) => name));
}

function countOf(db: Connection, sql: string): number {
  return Number(db.prepare(sql).pluck().get());
}
