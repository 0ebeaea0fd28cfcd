// Makes the live history hold all that a backup's holds, whatever state the live one is in.
// Invariant: a history that can be read is never replaced, only added to; a damaged one is kept.
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder, type DataPaths } from '../paths.ts';
import { countHistory, sealCopy, withReadOnly } from './database-copy.ts';
import { holdAlone } from './hold.ts';
import { HISTORY_FILE } from './manifest.ts';
import { isHistoryDamage, mergeHistory, salvageHistory } from './merge-history.ts';
import { hasAnything, keepAside } from './replaced.ts';

/** Where a restore works. */
export interface RestorePlace {
  readonly paths: DataPaths;
  /** A folder for drafts, on the same disk. */
  readonly staging: string;
  /** Makes the folder for what is replaced, once, when it is first needed. */
  readonly keepFolder: () => string;
}

/**
 * Adds a history to the live one, or lets it take the place of a missing or damaged one.
 * @param staged A checked copy; used up.
 * @returns How many versions of studies came from it.
 * @throws AppError `library-newer`, `in-use`; SqliteError
 */
export async function bringBackHistory(place: RestorePlace, staged: string): Promise<number> {
  const { history } = place.paths;
  let merged: number | null = null;
  try {
    if (hasAnything(history) && existsSync(history)) merged = mergeHistory(history, staged);
  } catch (error) {
    if (!isHistoryDamage(error)) throw error;
    return await replaceDamagedHistory(place, staged);
  }
  if (merged !== null) return merged;
  const versions = withReadOnly(staged, countHistory);
  putHistoryInPlace(place, staged);
  return versions;
}

/**
 * Puts a history in the place of a damaged one, with every row of the old one that can be read.
 * @param staged A checked copy; used up.
 * @returns How many versions it held before those.
 * @throws AppError `in-use`
 */
export async function replaceDamagedHistory(place: RestorePlace, staged: string): Promise<number> {
  // Refuses while somebody has it open, and brings its -wal home where that still works.
  const hold = await holdAlone(place.paths.history);
  hold?.release();
  const versions = withReadOnly(staged, countHistory);
  salvageHistory(staged, copyOfDamaged(place));
  sealCopy(staged, 'history');
  putHistoryInPlace(place, staged);
  return versions;
}

// SQLite may change what it opens: the damaged original stays as it was found.
function copyOfDamaged({ paths, staging }: RestorePlace): string {
  const folder = join(staging, 'damaged');
  mkdirSync(folder, { mode: 0o700 });
  const copy = join(folder, HISTORY_FILE);
  for (const suffix of ['', '-wal', '-journal']) {
    if (existsSync(paths.history + suffix)) copyFileSync(paths.history + suffix, copy + suffix);
  }
  return copy;
}

function putHistoryInPlace({ paths, keepFolder }: RestorePlace, staged: string): void {
  if (hasAnything(paths.history)) keepAside(paths.history, join(keepFolder(), HISTORY_FILE));
  renameSync(staged, paths.history);
  syncFolder(paths.folder);
}
