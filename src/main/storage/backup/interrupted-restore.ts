// Clears away what a killed restore has left.
// Invariant: a restore that is running in another process is left alone. Loaded at every start, so it
// needs nothing but the lock.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataPaths } from '../paths.ts';
import { tryBackupLock } from './backup-lock.ts';
import { errorCode, explainFailure } from './files.ts';

/** Begins the name of a folder in which a restore prepares what it will put in place. */
export const STAGING_PREFIX = '.restoring-';

/**
 * Removes what a killed restore has prepared and not used; call it before opening. There is nothing to
 * finish: `restoreBackup` has no moment without a library in place.
 * @returns How many folders were removed.
 * @throws AppError `not-writable`
 */
export function finishInterruptedRestore(paths: DataPaths): number {
  if (stagingFolders(paths).length === 0) return 0;
  const lock = tryBackupLock(paths);
  if (lock === null) return 0;
  try {
    // Read again: under the lock they are nobody's.
    const leftovers = stagingFolders(paths);
    for (const folder of leftovers) rmSync(folder, { recursive: true, force: true });
    return leftovers.length;
  } catch (error) {
    throw explainFailure(error, {
      database: 'library',
      folder: paths.folder,
      safe: 'What an interrupted restore has left there could not be removed; the library and all backups are safe.',
    });
  } finally {
    lock.release();
  }
}

function stagingFolders(paths: DataPaths): string[] {
  try {
    return readdirSync(paths.folder)
      .filter((name) => name.startsWith(STAGING_PREFIX))
      .map((name) => join(paths.folder, name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
