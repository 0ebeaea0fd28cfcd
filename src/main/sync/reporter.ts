// Tells how a sync stands, at most ten times a second, with an estimate of the rest.
// Invariant: an estimate is made of what the last pages took, and none is given before it can be honest.
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import {
  NO_PROGRESS,
  type SyncProgress,
  type SyncState,
  type SyncWait,
} from '../../shared/domain/sync.ts';

const PROGRESS_EVERY_MS = 100;
/** The pace is that of the last pages, so that a slow hour is forgotten. */
const PACE_PAGES = 100;
const PACE_AT_LEAST = 10;

export interface Reporter {
  begin(state: SyncState, done: number, total: number): void;
  /** One page more is to be asked for than was known. */
  more(): void;
  /** A page is asked for. */
  asking(slug: Slug): void;
  /** A page is done. */
  step(isUnreadable: boolean): void;
  /** The run waits until then, for a reason; null: it goes on. */
  wait(wait: SyncWait | null): void;
}

/** A reporter on a clock. */
export function createReporter(
  clock: { now(): UnixMs },
  onProgress: (progress: SyncProgress) => void,
): Reporter {
  let progress: SyncProgress = NO_PROGRESS;
  let reportedAt = 0;
  /** The state to go back to after waiting. */
  let working: SyncState = 'idle';
  let stepTimes: number[] = [];

  function tell(change: Partial<SyncProgress>, isAtOnce: boolean): void {
    progress = { ...progress, ...change };
    const now = clock.now();
    if (!isAtOnce && Math.abs(now - reportedAt) < PROGRESS_EVERY_MS) return;
    reportedAt = now;
    onProgress(progress);
  }

  return {
    begin(state, done, total) {
      working = state;
      stepTimes = [];
      tell({ state, done, total, current: null, leftMs: null, wait: null }, true);
    },
    more() {
      progress = { ...progress, total: progress.total + 1 };
    },
    asking(slug) {
      tell({ current: slug }, false);
    },
    step(isUnreadable) {
      stepTimes = [...stepTimes.slice(1 - PACE_PAGES), clock.now()];
      const done = progress.done + 1;
      tell(
        {
          done,
          unreadable: progress.unreadable + (isUnreadable ? 1 : 0),
          leftMs: estimate(stepTimes, progress.total - done),
        },
        false,
      );
    },
    wait(wait) {
      if (wait === null && progress.wait === null) return;
      // The pause is no measure of the pages after it.
      stepTimes = [];
      tell({ state: wait === null ? working : 'waiting', wait, leftMs: null }, true);
    },
  };
}

/** What so many pages will take at the pace of the last ones, in milliseconds; null where too few were seen. */
export function estimate(stepTimes: readonly number[], left: number): number | null {
  const [first] = stepTimes;
  const last = stepTimes.at(-1);
  if (first === undefined || last === undefined || stepTimes.length < PACE_AT_LEAST) return null;
  if (last < first) return null;
  return Math.round(((last - first) / (stepTimes.length - 1)) * Math.max(0, left));
}
