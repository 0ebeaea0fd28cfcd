// What can be done about a damaged file: the mirror makes way for a new one, the library has backups.
// Invariant: nothing is deleted; what is moved away is kept whole, with its -wal beside it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { prepareDatabase } from '../open.ts';
import type { DataPaths } from '../paths.ts';
import { withBackupLock } from './backup-lock.ts';
import { spokenMoment } from './backup-names.ts';
import { sealCopy } from './database-copy.ts';
import { createEmptyFile, explainFailure } from './files.ts';
import { holdAlone } from './hold.ts';
import { listBackups, soundBackups, type BackupInfo, type SoundBackup } from './list-backups.ts';
import { HISTORY_FILE } from './manifest.ts';
import { makeKeepFolder, moveAway } from './replaced.ts';
import { bringBackHistory } from './restore-history.ts';
import { stageBackup, withStaging } from './staging.ts';

/**
 * Moves the mirror, with what belongs to it, to `replaced/<moment>/`, so that the next open makes a new
 * one. This process must have closed it.
 * @returns The folder that keeps it, absolute.
 * @throws AppError `not-writable` (on Windows also where somebody has it open), `disk-full`
 */
export function rebuildMirror(paths: DataPaths, now: UnixMs): string {
  try {
    const folder = makeKeepFolder(paths, now);
    moveAway(paths.atlas, join(folder, 'atlas.sqlite'));
    return folder;
  } catch (error) {
    throw explainFailure(error, {
      database: 'mirror',
      folder: paths.folder,
      safe: 'The damaged copy of the atlas is still in place; notes and lists are safe, they are kept in another file.',
    });
  }
}

/** What became of a damaged history. */
export interface HistoryRepair {
  /** The backup that it was built on, or null where none has a history. */
  readonly builtOn: string | null;
  /** The folder that keeps the damaged file, absolute; null where the history turned out to be sound. */
  readonly replacedKeptIn: string | null;
}

/**
 * Builds a damaged history again from the newest sound backup of it and every row of the damaged one that
 * can still be read; the library is not touched. This process must have closed its connections.
 * @throws AppError `in-use`, `locked`, `library-newer`, `disk-full`, `not-writable`
 */
export async function repairHistory(paths: DataPaths, now: UnixMs): Promise<HistoryRepair> {
  try {
    return await withBackupLock(paths, () =>
      withStaging(paths, async (staging) => {
        const hold = await holdAlone(paths.library);
        try {
          let kept: string | null = null;
          const keepFolder = (): string => (kept ??= makeKeepFolder(paths, now));
          const base = await stageNewestHistory(paths, staging);
          await bringBackHistory({ paths, staging, keepFolder }, base.file);
          return { builtOn: base.name, replacedKeptIn: kept };
        } finally {
          hold?.release();
        }
      }),
    );
  } catch (error) {
    throw explainFailure(error, {
      database: 'history',
      folder: paths.folder,
      safe: 'The history was left as it is; the library and all backups are safe.',
    });
  }
}

async function stageNewestHistory(
  paths: DataPaths,
  staging: string,
): Promise<{ readonly file: string; readonly name: string | null }> {
  for (const { name } of soundBackups(paths).filter(({ hasHistory }) => hasHistory)) {
    const folder = join(staging, name);
    mkdirSync(folder, { mode: 0o700 });
    try {
      const { history } = await stageBackup(paths, name, folder);
      if (history !== null) return { file: history, name };
    } catch (error) {
      // The next older one, then.
      const isUnfit = error instanceof AppError && error.code === 'backup-damaged';
      if (!isUnfit) throw error;
    }
  }
  const file = join(staging, HISTORY_FILE);
  createEmptyFile(file);
  await prepareDatabase({ ...paths, history: file }, 'history', () => Promise.resolve());
  sealCopy(file, 'history');
  return { file, name: null };
}

/** What a person can do about a damaged library. */
export interface LibraryDamage {
  /** What is safe and what to do. */
  readonly message: string;
  /** The backups that can be restored, newest first. */
  readonly restorable: readonly SoundBackup[];
}

/** Which backups could take the place of a damaged library, in words. Changes nothing. */
export function describeLibraryDamage(paths: DataPaths): LibraryDamage {
  const backups = listBackups(paths);
  const restorable = backups.filter((backup) => backup.damage === null);
  return { message: damageMessage(paths, backups, restorable), restorable };
}

function damageMessage(
  paths: DataPaths,
  all: readonly BackupInfo[],
  restorable: readonly SoundBackup[],
): string {
  const what = `The library file (notes, lists, tags) is damaged and was left as it is: ${paths.library}.`;
  const [newest] = restorable;
  if (newest === undefined) {
    const found = all.length === 0 ? 'There is no backup' : 'None of the backups can be used';
    return `${what} ${found} in ${paths.backups}. Do not delete the damaged file or its neighbours: much of it can often be read. If you keep copies of this folder elsewhere, put a folder from its "backups" back and run "companion restore".`;
  }
  const { notes, lists, tags } = newest.counts;
  const others = restorable.length === 1 ? '' : ` ${restorable.length - 1} more can be restored.`;
  return `${what} The newest backup, of ${spokenMoment(newest.createdAt)}, holds ${plural(notes, 'note')}, ${plural(lists, 'list')} and ${plural(tags, 'tag')}.${others} "companion restore" lists them; "companion restore ${newest.name}" puts this one in place and keeps the damaged file.`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
