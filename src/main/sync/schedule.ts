// When a program that is open starts a sync by itself.
// Invariant: pure. Nothing starts that nobody asked for: a copy that was begun by hand, or the daily look that is switched on.
import type { UnixMs } from '../../shared/domain/ids.ts';
import type { SyncKind, UnfinishedSync } from '../../shared/domain/sync.ts';
import { isResumable } from './plan.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The atlas changes its pages from 06:00 to 22:00 UTC; a look in these hours sees a whole day's work. */
const WINDOW_START_MS = 22.5 * HOUR_MS;
const WINDOW_LENGTH_MS = 6.5 * HOUR_MS;
/** Who is never awake in those hours gets the look when the program is open. */
const OVERDUE_AFTER_MS = 36 * HOUR_MS;
const CATCH_UP_MIN_MS = 2 * MINUTE_MS;
const CATCH_UP_MAX_MS = 12 * MINUTE_MS;

/**
 * When the next daily look is due: at a random moment of the next night (22:30 to 05:00 UTC) that had none, or within
 * minutes where the last one is more than 36 hours ago. `random` in [0, 1) spreads the readers of the atlas.
 */
export function nextDailyAt(now: UnixMs, lastAt: UnixMs | null, random: number): UnixMs {
  // A clock that was set back leaves the last one in the time to come; it counts as now.
  const last = lastAt === null ? null : Math.min(lastAt, now);
  if (last === null || now - last > OVERDUE_AFTER_MS) {
    const wait = CATCH_UP_MIN_MS + random * (CATCH_UP_MAX_MS - CATCH_UP_MIN_MS);
    return Math.round(now + wait) as UnixMs;
  }
  let start = windowBefore(now);
  while (start + WINDOW_LENGTH_MS <= now || last >= start) start += DAY_MS;
  const from = Math.max(start, now);
  return Math.round(from + random * (start + WINDOW_LENGTH_MS - from)) as UnixMs;
}

/** The start of the night that holds the moment, or of the last one before it. */
function windowBefore(now: number): number {
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  const tonight = midnight + WINDOW_START_MS;
  return tonight <= now ? tonight : tonight - DAY_MS;
}

/** What a program starts by itself; the source of a run that it goes on with, else null: that of the settings. */
export interface OwnStart {
  readonly kind: SyncKind;
  readonly source: string | null;
}

/** A run that was cut off is tried again so long after the last try. */
const TRY_AGAIN_AFTER_MS = 30 * MINUTE_MS;

/** What a program that is open knows when it looks whether to start something. */
export interface KeeperFacts {
  readonly now: UnixMs;
  /** A sync is at work, in this process or another. */
  readonly isRunning: boolean;
  readonly unfinished: UnfinishedSync | null;
  /** When it went on with a run by itself last: a network that is gone is not tried every minute. */
  readonly resumedAt: UnixMs | null;
  readonly isDailyWanted: boolean;
  readonly dailyAt: UnixMs | null;
}

/** What to start now; null: nothing. */
export function whatToStart(facts: KeeperFacts): OwnStart | null {
  const { unfinished, now } = facts;
  if (facts.isRunning) return null;
  if (unfinished !== null && isResumable(unfinished.startedAt, now)) {
    const { isPaused, hasFailed, pendingRemoval, kind, source } = unfinished;
    // What the reader has paused, was told of, or is asked about, is not passed over by a daily look.
    if (isPaused || hasFailed || pendingRemoval !== null) return null;
    const isTooSoon =
      facts.resumedAt !== null && Math.abs(now - facts.resumedAt) < TRY_AGAIN_AFTER_MS;
    return isTooSoon ? null : { kind, source };
  }
  if (!facts.isDailyWanted || facts.dailyAt === null) return null;
  return facts.dailyAt <= now ? { kind: 'daily', source: null } : null;
}
