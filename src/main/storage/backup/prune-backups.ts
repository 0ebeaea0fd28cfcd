// Deletes what retention gives up, and what a crash left half made.
// Invariant: only a folder with a name of ours and a sound manifest goes; a damaged, renamed or foreign
// folder and anything that is no folder stays. The caller holds the backup lock.
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { syncFolder, type DataPaths } from '../paths.ts';
import { isBackupName } from './backup-names.ts';
import { errorCode } from './files.ts';
import { soundBackups } from './list-backups.ts';
import { backupsToRemove } from './retention.ts';

/** Begins the name of a backup that is being made. */
export const DRAFT_PREFIX = '.making-';
const DOOMED_PREFIX = '.deleting-';

/** What a pruning goes by. */
export interface Pruning {
  readonly now: UnixMs;
  /** Names of backups that stay whatever retention says. */
  readonly protect: readonly string[];
}

/** Deletes the backups that retention gives up. Answers the names of what is gone. */
export function pruneBackups(paths: DataPaths, { now, protect }: Pruning): string[] {
  const ours = soundBackups(paths).filter(({ name }) => isBackupName(name));
  return backupsToRemove(ours, now)
    .filter((name) => !protect.includes(name))
    .filter((name) => removeBackup(paths, name));
}

/** Removes drafts that nobody is working on any more: the caller's lock says so. */
export function removeLeftovers(paths: DataPaths): void {
  for (const entry of readdirSync(paths.backups, { withFileTypes: true })) {
    const isLeftover = entry.name.startsWith(DRAFT_PREFIX) || entry.name.startsWith(DOOMED_PREFIX);
    if (isLeftover && entry.isDirectory()) removeFolder(join(paths.backups, entry.name));
  }
}

// Renamed first: a crash half way leaves a leftover, not a backup that looks damaged.
function removeBackup(paths: DataPaths, name: string): boolean {
  const doomed = join(paths.backups, `${DOOMED_PREFIX}${name}`);
  return triedToRemove(() => {
    renameSync(join(paths.backups, name), doomed);
    syncFolder(paths.backups);
    rmSync(doomed, { recursive: true, force: true });
  });
}

function removeFolder(folder: string): void {
  triedToRemove(() => {
    rmSync(folder, { recursive: true, force: true });
  });
}

// What the system does not let go stays, and the next run tries again: to make a backup matters more.
function triedToRemove(remove: () => void): boolean {
  try {
    remove();
    return true;
  } catch (error) {
    if (errorCode(error) === '') throw error;
    return false;
  }
}
