// One backup, pruning or restore at a time, over all processes that share a data folder.
// Invariant: the lock is SQLite's own on an empty file, so the system frees it when its holder dies;
// whoever holds it may treat every draft in the folder as a leftover of a crash.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { AppError } from '../../../shared/contract/errors.ts';
import { makePrivateFolder, type DataPaths } from '../paths.ts';
import { isBusy } from '../sqlite-errors.ts';
import { createEmptyFile, explainFailure } from './files.ts';

const LOCK_FILE = '.lock';
const PAUSE_MS = 50;
// Measured: a backup of 115 MB takes 1.2 s; ten seconds outlast one on a slow disk.
const ATTEMPTS = 200;

/** The right to change the backups, until `release`. */
export interface BackupLock {
  readonly release: () => void;
}

/** Takes the lock, or answers null where somebody has it. @throws AppError `not-writable` */
export function tryBackupLock(paths: DataPaths): BackupLock | null {
  try {
    return takeLock(paths);
  } catch (error) {
    throw explainFailure(error, {
      database: 'library',
      folder: paths.backups,
      safe: 'No backup was made or changed, and the library is as it was.',
    });
  }
}

/**
 * Does the work while holding the lock; waits up to ten seconds for it.
 * @throws AppError `locked` where somebody else keeps it longer, `not-writable`
 */
export async function withBackupLock<T>(paths: DataPaths, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const lock = tryBackupLock(paths);
    if (lock !== null) return await doWithLock(lock, work);
    await pause(PAUSE_MS);
  }
  throw new AppError(
    'locked',
    'Another window or command is making or restoring a backup. Nothing was changed. Try again when it is done.',
    { ref: paths.backups, retryable: true },
  );
}

/** Does the work and gives the lock back, whatever happens. */
export async function doWithLock<T>(lock: BackupLock, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function takeLock(paths: DataPaths): BackupLock | null {
  makePrivateFolder(paths.backups);
  const path = join(paths.backups, LOCK_FILE);
  // Only when missing: closing a plain handle of the file would drop a lock of this process.
  if (!existsSync(path)) createIfMissing(path);
  const db = new Database(path, { timeout: 0 });
  try {
    // In an empty file SQLite prepares a first page: without a file of its own for the journal, so that
    // a full disk does not look like a lock that cannot be had.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    return {
      release: () => {
        db.close();
      },
    };
  } catch (error) {
    db.close();
    if (isBusy(error)) return null;
    throw error;
  }
}

function createIfMissing(path: string): void {
  try {
    createEmptyFile(path);
  } catch (error) {
    // Somebody else was quicker: that is as good.
    if (!existsSync(path)) throw error;
  }
}
