// The folder in which a restore prepares what it will put in place.
// Invariant: what goes in place is a checked copy; the backup itself is only read and never moved.
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import { schemaVersion } from '../migrate.ts';
import { MIGRATIONS } from '../open.ts';
import type { DataPaths } from '../paths.ts';
import { isCorrupt, type DatabaseName } from '../sqlite-errors.ts';
import { requireSound, tableNames, withReadOnly } from './database-copy.ts';
import { copyAndHash } from './files.ts';
import { STAGING_PREFIX } from './interrupted-restore.ts';
import { damagedBackup, findBackup, type SoundBackup } from './list-backups.ts';
import { HISTORY_FILE, LIBRARY_FILE, type FileFacts } from './manifest.ts';

/** Checked copies of a backup's files. */
export interface StagedBackup {
  readonly info: SoundBackup;
  readonly library: string;
  /** Null where the backup has none. */
  readonly history: string | null;
}

/** Does the work with a new folder inside the data folder (the same disk), which is gone afterwards. */
export async function withStaging<T>(
  paths: DataPaths,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(paths.folder, `${STAGING_PREFIX}${process.pid}-${randomUUID()}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Copies a backup into the folder and proves the copies: the right bytes, sound, of a version we know.
 * @throws AppError `backup-not-found`, `backup-damaged`, `library-newer`
 */
export async function stageBackup(
  paths: DataPaths,
  name: string,
  folder: string,
): Promise<StagedBackup> {
  const { info, manifest } = findBackup(paths, name);
  const stage = async (file: string, facts: FileFacts): Promise<string> => {
    const target = join(folder, file);
    const sha256 = await copyAndHash(join(info.folder, file), target);
    if (sha256 !== facts.sha256) throw changedFile(name, file);
    checkContent(target, file === LIBRARY_FILE ? 'library' : 'history', name);
    return target;
  };
  const library = await stage(LIBRARY_FILE, manifest.library);
  const history = manifest.history === null ? null : await stage(HISTORY_FILE, manifest.history);
  return { info, library, history };
}

/** A file that is not what the manifest says. */
export function changedFile(name: string, file: string): AppError {
  return damagedBackup(name, `Its ${file} is not what was written when the backup was made.`);
}

/**
 * The schema number of a backup's database, which is sound and ours.
 * @throws AppError `backup-damaged`
 */
export function checkSound(path: string, name: DatabaseName, backup: string): number {
  try {
    return withReadOnly(path, (db) => {
      requireSound(db, name);
      const table = name === 'library' ? 'note' : 'study_version';
      if (!tableNames(db).has(table)) {
        throw damagedBackup(backup, `Its ${name} is not one of ours.`);
      }
      return schemaVersion(db);
    });
  } catch (error) {
    const isDamage =
      isCorrupt(error) || (error instanceof AppError && error.code === `${name}-corrupt`);
    if (isDamage) throw damagedBackup(backup, `SQLite finds damage in its ${name}.`);
    throw error;
  }
}

/** True for a schema that only a newer version of the program knows. */
export function isNewerSchema(version: number, name: DatabaseName): boolean {
  return version > MIGRATIONS[name].length;
}

function checkContent(path: string, name: DatabaseName, backup: string): void {
  const version = checkSound(path, name, backup);
  if (!isNewerSchema(version, name)) return;
  throw new AppError(
    'library-newer',
    `The backup ${backup} was made by a newer version of this program (format ${version} of the ${name}; this one knows ${MIGRATIONS[name].length}). Nothing was changed, and the backup is safe. Restore it with the newer version.`,
    { ref: backup },
  );
}
