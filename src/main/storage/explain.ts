// Finds out which of the three files a failed read or write was about, and puts it into words.
// Invariant: only a file that fails its own check is called damaged.
import Database, { SqliteError } from 'better-sqlite3';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { AppError } from '../../shared/contract/errors.ts';
import { isDiskFull } from './disk-room.ts';
import { pathOf } from './open.ts';
import type { DataPaths } from './paths.ts';
import {
  corruptError,
  diskFullError,
  explainSqliteError,
  isCorrupt,
  type DatabaseName,
} from './sqlite-errors.ts';

// The library first: if it is damaged, nothing else matters.
const NAMES: readonly DatabaseName[] = ['library', 'history', 'mirror'];

/**
 * What was thrown by a handler, in words where SQLite threw it; all else passes through. A damaged library is told
 * together with the backups that could take its place.
 */
export async function explainStorageError(error: unknown, paths: DataPaths): Promise<unknown> {
  const explained = fullDisk(error, paths) ?? inWords(error, paths);
  if (!(explained instanceof AppError) || explained.code !== 'library-corrupt') return explained;
  const { describeLibraryDamage } = await import('./backup/repair.ts');
  const { message } = describeLibraryDamage(paths);
  return new AppError('library-corrupt', message, { ref: explained.ref, cause: explained.cause });
}

function fullDisk(error: unknown, paths: DataPaths): AppError | null {
  // What an opener has called "not writable" may still be the disk.
  const cause = error instanceof AppError ? error.cause : error;
  if (!(cause instanceof SqliteError) || !isDiskFull(cause.code, paths.folder)) return null;
  return diskFullError(paths.folder, cause);
}

function inWords(error: unknown, paths: DataPaths): unknown {
  if (!(error instanceof SqliteError)) return error;
  if (!isCorrupt(error)) return explainSqliteError(error, 'library');
  const damaged = NAMES.find((name) => !isSound(pathOf(paths, name)));
  if (damaged === undefined) return error;
  noteDamage(paths, damaged);
  return corruptError(damaged, error);
}

/** True where an earlier run found this file damaged while it was in use. */
export function isDamageNoted(paths: DataPaths, name: DatabaseName): boolean {
  return existsSync(damageNote(paths, name));
}

/** The file has been mended. */
export function forgetDamage(paths: DataPaths, name: DatabaseName): void {
  rmSync(damageNote(paths, name), { force: true });
}

function damageNote(paths: DataPaths, name: DatabaseName): string {
  return `${pathOf(paths, name)}.damaged`;
}

// A file cannot be replaced under open connections, so the next start mends it. The library is a person's to restore.
function noteDamage(paths: DataPaths, name: DatabaseName): void {
  if (name !== 'library') writeFileSync(damageNote(paths, name), '', { mode: 0o600 });
}

function isSound(path: string): boolean {
  try {
    const db = new Database(path, { fileMustExist: true });
    try {
      return db.pragma('quick_check(1)', { simple: true }) === 'ok';
    } finally {
      db.close();
    }
  } catch (error) {
    if (isCorrupt(error)) return false;
    throw error;
  }
}
