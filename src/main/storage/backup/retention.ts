// Which backups stay, and whether today's is still to be made. Pure.
// Invariant: the newest backup always stays, and so does the newest that holds a history.
import type { UnixMs } from '../../../shared/domain/ids.ts';
import type { BackupReason } from './backup-names.ts';

const DAY_MS = 86_400_000;
const DAYS_KEPT = 7;
const WEEKS_KEPT = 4;
// Over and above the days and weeks: made on purpose or before something risky, so one that is wanted
// must not go because a daily one came later on the same day.
const KEPT_OF_EACH_REASON = 3;

/** What retention needs to know of a sound backup. A damaged one is no backup: it is not asked about. */
export interface RetentionRecord {
  readonly name: string;
  readonly createdAt: UnixMs;
  readonly reason: BackupReason;
  readonly hasHistory: boolean;
}

/**
 * The names of the backups to delete at `now`. Kept are:
 * - of the daily and manual ones together, the newest of each of the last seven days and the newest of
 *   each of the last four weeks that have one (UTC, weeks from Monday);
 * - the three newest of each kind that is no daily one: manual, before-migration, before-restore;
 * - the newest of all, and the newest with a history (while a history is damaged, backups lack it);
 * - those of the future: a clock was wrong, and they must not take the places of what is made now.
 *
 * Days without the program do not count: who comes back after a year still finds seven days.
 */
export function backupsToRemove(backups: readonly RetentionRecord[], now: UnixMs): string[] {
  const newestFirst = backups
    // A day of grace: clocks are set a little back and forth.
    .filter(({ createdAt }) => createdAt <= now + DAY_MS)
    .toSorted((a, b) => b.createdAt - a.createdAt || (a.name < b.name ? 1 : -1));
  const regular = newestFirst.filter(isRegular);
  const kept = new Set(
    [
      newestFirst.slice(0, 1),
      newestFirst.filter(({ hasHistory }) => hasHistory).slice(0, 1),
      newestOfEach(regular, dayOf).slice(0, DAYS_KEPT),
      newestOfEach(regular, weekOf).slice(0, WEEKS_KEPT),
      ...(['manual', 'before-migration', 'before-restore'] as const).map((wanted) =>
        newestFirst.filter(({ reason }) => reason === wanted).slice(0, KEPT_OF_EACH_REASON),
      ),
    ].flatMap((records) => records.map(({ name }) => name)),
  );
  return newestFirst.map(({ name }) => name).filter((name) => !kept.has(name));
}

/**
 * True while the day of `now` (UTC) has no daily or manual backup. The other kinds do not stand in for
 * it: one made before a restore holds what was replaced, not what is in place since.
 */
export function isDailyDue(
  backups: readonly Pick<RetentionRecord, 'createdAt' | 'reason'>[],
  now: UnixMs,
): boolean {
  return !backups.some(
    (backup) => isRegular(backup) && dayOf(backup) === dayOf({ createdAt: now }),
  );
}

function isRegular({ reason }: Pick<RetentionRecord, 'reason'>): boolean {
  return reason === 'daily' || reason === 'manual';
}

function dayOf({ createdAt }: Pick<RetentionRecord, 'createdAt'>): number {
  return Math.floor(createdAt / DAY_MS);
}

// Day 0, 1 January 1970, was a Thursday: three days later the week's number turns, on a Monday.
function weekOf(record: Pick<RetentionRecord, 'createdAt'>): number {
  return Math.floor((dayOf(record) + 3) / 7);
}

function newestOfEach(
  newestFirst: readonly RetentionRecord[],
  periodOf: (record: RetentionRecord) => number,
): RetentionRecord[] {
  return [...Map.groupBy(newestFirst, periodOf).values()].flatMap((group) => group.slice(0, 1));
}
