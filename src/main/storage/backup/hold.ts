// Holds a database for this process alone, so that it can be replaced.
// Invariant: whoever else has the file open keeps us out, however idle; a dead process keeps nobody out;
// and while we hold it nobody gets in.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { AppError } from '../../../shared/contract/errors.ts';
import { isBusy, isCorrupt } from '../sqlite-errors.ts';
import { createEmptyFile, errorCode, sizeOf } from './files.ts';

/** A database that nobody else can read or write, in one file without a -wal, until `release`. */
export interface Hold {
  readonly db: Database.Database;
  /** May be called more than once. */
  readonly release: () => void;
}

const PAUSE_MS = 100;
// A command that only looks something up is gone within half a second.
const ATTEMPTS = 6;

/**
 * Holds the database at `path`; one that is missing is made, empty. How, tried with a second process
 * (SQLite 3.54): every connection in WAL mode that has read anything keeps a shared lock on the file
 * for as long as it is open, idle or stopped, attached or not; to leave WAL mode SQLite needs the
 * exclusive lock, so that fails with SQLITE_BUSY while anybody is there, and succeeds at once, after a
 * checkpoint, when they are dead. Who opens the file while we hold it waits for our lock, and where
 * the file was replaced meanwhile gets SQLITE_READONLY_DBMOVED at its first write: nothing can be
 * written into what was replaced.
 * @returns null where the file is too damaged for SQLite to lock it
 * @throws AppError `in-use`
 */
export async function holdAlone(path: string): Promise<Hold | null> {
  // SQLite deletes the -wal of an empty file on sight, and it may be all that is left.
  if (sizeOf(path) === 0 && sizeOf(`${path}-wal`) > 0) return damaged(path);
  if (!existsSync(path)) createEmptyFile(path);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      const hold = takeHold(path);
      if (hold !== null) return hold;
    } catch (error) {
      if (isCorrupt(error)) return damaged(path);
      if (!isBusy(error)) throw error;
    }
    await pause(PAUSE_MS);
  }
  throw inUse(path);
}

/** The refusal to replace what somebody else has open. */
export function inUse(path: string): AppError {
  return new AppError(
    'in-use',
    'Another window or command of this program has the library open, so nothing was replaced and nothing was changed. Close it and try again.',
    { ref: path, retryable: true },
  );
}

function takeHold(path: string): Hold | null {
  const db = new Database(path, { fileMustExist: true, timeout: 0 });
  let isKept = false;
  try {
    db.pragma('synchronous = FULL');
    // In normal locking mode first: in exclusive mode an emptied -journal would stay behind.
    db.pragma('journal_mode = DELETE');
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
    db.exec('COMMIT');
    // Somebody may have come in between and gone back to WAL mode.
    isKept = db.pragma('journal_mode', { simple: true }) === 'delete' && !existsSync(`${path}-wal`);
  } finally {
    if (!isKept) db.close();
  }
  return isKept ? { db, release: () => db.close() } : null;
}

function damaged(path: string): null {
  if (isLockedByLockTable(path)) throw inUse(path);
  return null;
}

// The bytes that SQLite locks begin here (PENDING_BYTE in its os.h), whatever the size of the file.
const FIRST_LOCK_BYTE = 0x4000_0000;

// SQLite cannot lock what it cannot read. Linux shows all locks, by inode and first byte; Windows
// refuses to move an open file anyway; elsewhere (macOS) nobody can be asked, and what such a process
// still writes goes into the files that are kept.
function isLockedByLockTable(path: string): boolean {
  const inode = statSync(path, { throwIfNoEntry: false })?.ino;
  return lockTable()
    .split('\n')
    .map((line) => /:(\d+) (\d+) \S+$/u.exec(line))
    .some((match) => Number(match?.[1]) === inode && Number(match?.[2]) >= FIRST_LOCK_BYTE);
}

function lockTable(): string {
  try {
    return process.platform === 'linux' ? readFileSync('/proc/locks', 'utf8') : '';
  } catch (error) {
    // A sandbox may hide it.
    if (/^(?:ENOENT|EACCES|EPERM)$/u.test(errorCode(error))) return '';
    throw error;
  }
}
