// The backup of the day, made by whichever process comes first.
// Invariant: one a day, however many processes ask at once; none of a library in which nobody wrote.
import Database from 'better-sqlite3';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import type { DataPaths } from '../paths.ts';
import { doWithLock, tryBackupLock } from './backup-lock.ts';
import { createBackupUnderLock } from './create-backup.ts';
import { holdsAnything } from './database-copy.ts';
import { explainFailure, sizeOf } from './files.ts';
import { soundBackups, type SoundBackup } from './list-backups.ts';
import { isDailyDue } from './retention.ts';

/**
 * Makes today's backup (UTC day) where the library holds anything and no daily or manual one is there.
 * Answers null where none is due, and at once where another process is making one or restoring.
 * @throws AppError as `createBackup`
 */
export async function backupIfDue(paths: DataPaths, now: UnixMs): Promise<SoundBackup | null> {
  const isDue = (): boolean => isDailyDue(soundBackups(paths), now);
  if (!isDue() || !libraryHoldsAnything(paths)) return null;
  const lock = tryBackupLock(paths);
  if (lock === null) return null;
  return await doWithLock(lock, async () =>
    // Asked again under the lock: another process may have made it in between.
    isDue() ? await createBackupUnderLock(paths, { reason: 'daily', now }) : null,
  );
}

function libraryHoldsAnything(paths: DataPaths): boolean {
  if (sizeOf(paths.library) === 0) return false;
  try {
    const db = new Database(paths.library, { fileMustExist: true, timeout: 5000 });
    try {
      db.pragma('query_only = ON');
      return holdsAnything(db);
    } finally {
      db.close();
    }
  } catch (error) {
    throw explainFailure(error, {
      database: 'library',
      folder: paths.folder,
      safe: 'No backup was made. The library and all earlier backups are as they were.',
    });
  }
}
