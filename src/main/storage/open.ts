// Opens the three files, each for what it may be used for.
// Invariant: a reader cannot write, the library's writer opens the library alone, the mirror's writer never opens it.
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/contract/errors.ts';
import {
  migrate,
  orderMigrations,
  refuseNewer,
  schemaVersion,
  type Migrations,
} from './migrate.ts';
import type { DataPaths } from './paths.ts';
import { corruptError, explainSqliteError, isBusy, type DatabaseName } from './sqlite-errors.ts';

/** Reads all three, attached as `library`, `atlas` and `history`; `query_only`. */
export type ReaderDatabase = Database.Database & { readonly __use: 'reader' };
/** Writes the library and nothing else; every commit is on the disk when it returns. */
export type LibraryDatabase = Database.Database & { readonly __use: 'library' };
/** Writes the mirror (`main`) and the history (attached as `history`). */
export type MirrorDatabase = Database.Database & { readonly __use: 'mirror' };

const BUSY_TIMEOUT_MS = 5000;
/**
 * In KiB. By default each connection keeps up to 16 MB of every file that it has open, and a window's host with a copy
 * under way has seven of them. What is not kept here is still in the system's own cache.
 */
const PAGES_KEPT = { much: 8192, some: 2048 } as const;
// "MEA" and one letter for each file: a foreign database put in the place of ours is recognised.
const APPLICATION_IDS: Readonly<Record<DatabaseName, number>> = {
  library: 0x4d45414c,
  mirror: 0x4d45414d,
  history: 0x4d454148,
};

/** The schema steps of each file. */
export const MIGRATIONS: Readonly<Record<DatabaseName, Migrations>> = {
  library: orderMigrations(
    import.meta.glob<string>('./library/migrations/*.sql', {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  ),
  mirror: orderMigrations(
    import.meta.glob<string>('./atlas/migrations/*.sql', {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  ),
  history: orderMigrations(
    import.meta.glob<string>('./history/migrations/*.sql', {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  ),
};

/** Where one of the three files lies. */
export function pathOf(paths: DataPaths, name: DatabaseName): string {
  return name === 'library' ? paths.library : name === 'mirror' ? paths.atlas : paths.history;
}

/**
 * Opens one file on a connection of its own and brings its schema up to date. `beforeMigration` runs when a file
 * that already holds data is about to change, and only then.
 * @throws AppError `library-newer`, `library-corrupt` and its kind, `locked`, `not-writable`, `disk-full`
 */
export async function prepareDatabase(
  paths: DataPaths,
  name: DatabaseName,
  beforeMigration: () => Promise<void>,
): Promise<void> {
  if (hasLostItsFile(pathOf(paths, name))) throw corruptError(name, null);
  const db = openFile(pathOf(paths, name), name);
  try {
    refuseNewer(db, MIGRATIONS[name], name);
    // On one snapshot: another process may make the file ours between two looks.
    db.transaction(refuseForeign)(db, name);
    const version = schemaVersion(db);
    if (version > 0 && version < MIGRATIONS[name].length) await beforeMigration();
    migrate(db, MIGRATIONS[name], APPLICATION_IDS[name]);
  } catch (error) {
    throw explainSqliteError(error, name);
  } finally {
    db.close();
  }
}

/** The reader over all three files. The files must have been prepared. */
export function openReader(paths: DataPaths): ReaderDatabase {
  const db = new Database(':memory:', { timeout: BUSY_TIMEOUT_MS });
  db.prepare('ATTACH DATABASE ? AS library').run(paths.library);
  db.prepare('ATTACH DATABASE ? AS atlas').run(paths.atlas);
  db.prepare('ATTACH DATABASE ? AS history').run(paths.history);
  keepPages(db, { library: 'some', atlas: 'much', history: 'some' });
  db.pragma('query_only = ON');
  return db as ReaderDatabase;
}

/** A reader for what is read once, from its beginning to its end. */
export function openSnapshot(paths: DataPaths): ReaderDatabase {
  const db = openReader(paths);
  keepPages(db, { atlas: 'some' });
  return db;
}

type Attached = 'main' | 'library' | 'atlas' | 'history';

function keepPages(
  db: Database.Database,
  kept: Partial<Record<Attached, keyof typeof PAGES_KEPT>>,
): void {
  for (const [name, much] of Object.entries(kept)) {
    db.pragma(`${name}.cache_size = -${PAGES_KEPT[much]}`);
  }
}

/** The library's only writer in this process. */
export function openLibrary(paths: DataPaths): LibraryDatabase {
  return openFile(paths.library, 'library') as LibraryDatabase;
}

/** The mirror's only writer in this process, with the history attached. */
export function openMirror(paths: DataPaths): MirrorDatabase {
  const db = openFile(paths.atlas, 'mirror');
  db.prepare('ATTACH DATABASE ? AS history').run(paths.history);
  db.pragma('history.synchronous = FULL');
  keepPages(db, { main: 'much', history: 'some' });
  return db as MirrorDatabase;
}

/**
 * One transaction that takes its lock at once, so that it never fails half way for want of it.
 * @throws AppError in words for what SQLite refuses; what `work` throws passes through, and nothing is written
 */
export function inTransaction<T>(db: LibraryDatabase | MirrorDatabase, work: () => T): T {
  try {
    return db.transaction(work).immediate();
  } catch (error) {
    throw explainSqliteError(error, db.name.endsWith('atlas.sqlite') ? 'mirror' : 'library');
  }
}

// An empty file beside a filled -wal: SQLite would take it for a new one and delete the -wal, and what is in it.
function hasLostItsFile(path: string): boolean {
  const size = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size(path) === 0 && size(`${path}-wal`) > 0;
}

function openFile(path: string, name: DatabaseName): Database.Database {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    setWriteAheadLog(db);
    // The mirror can be fetched again: consistent is enough. The rest must survive a power cut.
    db.pragma(`synchronous = ${name === 'mirror' ? 'NORMAL' : 'FULL'}`);
    db.pragma('foreign_keys = ON');
    keepPages(db, { main: 'some' });
    return db;
  } catch (error) {
    db?.close();
    throw explainSqliteError(error, name);
  }
}

// Two processes that open a new file at once: the one that comes second is told "busy" at once, whatever the timeout.
// A file that somebody else keeps locked has each attempt wait for the whole timeout: time counts, not attempts.
function setWriteAheadLog(db: Database.Database): void {
  const began = performance.now();
  for (;;) {
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() - began > BUSY_TIMEOUT_MS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}

function isEmptyDatabase(db: Database.Database): boolean {
  return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
}

function refuseForeign(db: Database.Database, name: DatabaseName): void {
  const id = Number(db.pragma('application_id', { simple: true }));
  if (id === APPLICATION_IDS[name]) return;
  // A new file has no mark and nothing in it; most programs never set a mark of their own.
  if (id === 0 && isEmptyDatabase(db)) return;
  throw new AppError(
    'data-folder',
    `The file for the ${name} in the data folder belongs to another program. It was left as it is. Name another folder with --data.`,
    { ref: name },
  );
}
