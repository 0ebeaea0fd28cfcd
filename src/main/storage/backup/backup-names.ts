// How a backup's folder is called: its moment and its reason.
// Invariant: only a folder with exactly such a name may ever be deleted by us; one that a person has
// renamed is theirs to keep.
import type { UnixMs } from '../../../shared/domain/ids.ts';

/** Why a backup was made. */
export type BackupReason = (typeof BACKUP_REASONS)[number];
export const BACKUP_REASONS = ['daily', 'manual', 'before-migration', 'before-restore'] as const;

const NAME = new RegExp(
  String.raw`^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z-(?:${BACKUP_REASONS.join('|')})(?:-\d+)?$`,
  'u',
);

/** A moment as part of a file name: `2026-11-02T14-03-09Z` (a colon is not allowed on Windows). */
export function fileStamp(at: UnixMs): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}

/** The name itself for the first attempt; `-2`, `-3` … where that second is taken. */
export function numberedName(name: string, attempt: number): string {
  return attempt === 1 ? name : `${name}-${attempt}`;
}

/** True for a name that this program gives. */
export function isBackupName(name: string): boolean {
  return NAME.test(name);
}

/** The moment that a name of ours begins with, or null. */
export function momentInName(name: string): UnixMs | null {
  if (!isBackupName(name)) return null;
  const time = name.slice(11, 19).replaceAll('-', ':');
  const at = Date.parse(`${name.slice(0, 10)}T${time}Z`);
  return Number.isNaN(at) ? null : (at as UnixMs);
}

/** A moment for a person: `2 November 2026, 14:03 UTC`. */
export function spokenMoment(at: UnixMs): string {
  const date = new Date(at);
  const day = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}
