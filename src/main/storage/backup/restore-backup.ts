// Puts a backup's library in place and adds its history to the live one.
// Invariant: at every moment the old library or the new one is in place, whole; what is replaced is kept,
// on the disk, before; the history only grows; the backup stays where it is.
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { syncFolder, type DataPaths } from '../paths.ts';
import { isCorrupt } from '../sqlite-errors.ts';
import { withBackupLock } from './backup-lock.ts';
import { createBackupUnderLock } from './create-backup.ts';
import { copyOpenDatabase, holdsAnything } from './database-copy.ts';
import { errorCode, explainFailure, syncFile } from './files.ts';
import { holdAlone, inUse, type Hold } from './hold.ts';
import { findBackup, type SoundBackup } from './list-backups.ts';
import { LIBRARY_FILE } from './manifest.ts';
import { bringBackHistory, type RestorePlace } from './restore-history.ts';
import { hasAnything, keepAside, makeKeepFolder, moveNeighbours } from './replaced.ts';
import { stageBackup, withStaging } from './staging.ts';

/** What a restore did. */
export interface RestoreResult {
  readonly restored: SoundBackup;
  /** The folder that keeps what was replaced, absolute; null where there was nothing to replace. */
  readonly replacedKeptIn: string | null;
  /** How many versions of studies the history gained. */
  readonly versionsMerged: number;
}

/**
 * Restores a backup. This process must have closed its own connections. Where the present library holds
 * anything and is sound, a backup of it (`before-restore`) is made first, so that this command can also
 * take a restore back; beside that the file itself is kept in `replaced/`, for good.
 *
 * The order, and what a kill after each step leaves: checked copies in a staging folder (the old library,
 * and a folder that the next start removes) → the library held alone, its -wal brought home (old) →
 * backup of it (old) → history merged, in one transaction (old, with a history that knows more) → copy
 * of the old library into `replaced/` (old) → rename of the staged copy over it (new). There is no
 * moment without a library, and no -wal beside the file when the new one takes its place.
 *
 * @throws AppError `backup-not-found`, `backup-damaged`, `library-newer`, `in-use` (another process, or a
 *   connection of this one), `locked` (another backup or restore), `disk-full`, `not-writable`
 */
export async function restoreBackup(
  paths: DataPaths,
  name: string,
  now: UnixMs,
): Promise<RestoreResult> {
  try {
    findBackup(paths, name);
    return await withBackupLock(paths, () =>
      withStaging(paths, (staging) => restoreFrom({ paths, staging, now, name })),
    );
  } catch (error) {
    throw explainFailure(error, {
      database: 'library',
      folder: paths.folder,
      safe: 'The library was not replaced; it and all backups are safe.',
    });
  }
}

interface Restore {
  readonly paths: DataPaths;
  readonly staging: string;
  readonly now: UnixMs;
  readonly name: string;
}

async function restoreFrom({ paths, staging, now, name }: Restore): Promise<RestoreResult> {
  const staged = await stageBackup(paths, name, staging);
  // Asked before: to hold a file that is missing or empty makes an empty database of it.
  const isThere = hasAnything(paths.library);
  const hold = await holdAlone(paths.library);
  try {
    let kept: string | null = null;
    const keepFolder = (): string => (kept ??= makeKeepFolder(paths, now));
    const place: RestorePlace = { paths, staging, keepFolder };
    if (hold !== null) await backUpWhatIsThere(paths, hold, { now, name });
    const versionsMerged =
      staged.history === null ? 0 : await bringBackHistory(place, staged.history);
    if (isThere) await keepLibrary(place, hold);
    putLibraryInPlace(place, hold, staged.library);
    return { restored: staged.info, replacedKeptIn: kept, versionsMerged };
  } finally {
    hold?.release();
  }
}

// A damaged library makes no backup; it is kept as it is all the same.
async function backUpWhatIsThere(
  paths: DataPaths,
  { db }: Hold,
  { now, name }: { readonly now: UnixMs; readonly name: string },
): Promise<void> {
  try {
    if (!holdsAnything(db)) return;
    const request = { reason: 'before-restore', now, library: db, protect: name } as const;
    await createBackupUnderLock(paths, request);
  } catch (error) {
    const isDamage = error instanceof AppError && error.code === 'library-corrupt';
    if (!isDamage && !isCorrupt(error)) throw error;
  }
}

async function keepLibrary(place: RestorePlace, hold: Hold | null): Promise<void> {
  const { library } = place.paths;
  if (hold !== null && (await copyHeld(place, hold))) return;
  keepAside(library, join(place.keepFolder(), LIBRARY_FILE));
}

/** A copy, not a link: two names of one sound database would each get a -wal of their own. */
async function copyHeld({ staging, keepFolder }: RestorePlace, { db }: Hold): Promise<boolean> {
  const copy = join(staging, 'replaced.sqlite');
  try {
    await copyOpenDatabase(db, copy);
  } catch (error) {
    if (isCorrupt(error)) return false;
    throw error;
  }
  syncFile(copy);
  const folder = keepFolder();
  renameSync(copy, join(folder, LIBRARY_FILE));
  syncFolder(folder);
  return true;
}

function putLibraryInPlace(place: RestorePlace, hold: Hold | null, staged: string): void {
  const { library, folder } = place.paths;
  // Windows does not replace an open file, and refuses if another process opens it in between.
  if (process.platform === 'win32') {
    hold?.release();
    if (hasAnything(library)) moveNeighbours(library, join(place.keepFolder(), LIBRARY_FILE));
  }
  try {
    renameSync(staged, library);
  } catch (error) {
    const isOpenElsewhere = /^(?:EPERM|EBUSY|EACCES)$/u.test(errorCode(error));
    throw process.platform === 'win32' && isOpenElsewhere ? inUse(library) : error;
  }
  syncFolder(folder);
}
