// Tells how a sync stands, at most ten times a second, with an estimate of the rest.
// Invariant: an estimate is made of what the last pages took, and none is given before it can be honest. A wait is told
// until it is over: a late answer to an earlier request does not end it.
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
/** A gap between two pages that is longer, and out of all proportion, is no pace: the computer slept. */
const LONGEST_PACE_MS = 60_000;
const OUT_OF_PROPORTION = 10;

export interface Reporter {
  begin(state: SyncState, done: number, total: number): void;
  /** One page more is to be asked for than was known. */
  more(): void;
  /** A page is asked for. */
  asking(slug: Slug): void;
  /** A page is done. */
  step(isUnreadable: boolean): void;
  /**
   * The run waits for a connection until then, or for a site that is not ready. Null: it answers again. A wait whose time
   * has passed ends with the next page that is asked for or done.
   */
  wait(wait: SyncWait | null): void;
  /** The site has asked for silence until then; what answers late does not end it. */
  silence(until: UnixMs): void;
  /** That silence was kept to its end, whatever the clock says: something is asked again, unless there is no connection. */
  endSilence(): void;
}

/** A reporter on a clock. `titleOf` is asked for what is told only, ten times a second at most. */
export function createReporter(
  clock: { now(): UnixMs },
  onProgress: (progress: SyncProgress) => void,
  titleOf: (slug: Slug) => string | null = () => null,
): Reporter {
  let progress: SyncProgress = NO_PROGRESS;
  let reportedAt = 0;
  /** The state to go back to after waiting. */
  let working: SyncState = 'idle';
  /** What the run waits for beside the silence: that something answers at all. */
  let connection: SyncWait | null = null;
  /** The silence that the site asked for last, and when. */
  let silence: { readonly since: UnixMs; readonly wait: SyncWait } | null = null;
  let stepTimes: number[] = [];

  function tell(change: Partial<SyncProgress>, isAtOnce: boolean): void {
    progress = { ...progress, ...change };
    const now = clock.now();
    if (!isAtOnce && Math.abs(now - reportedAt) < PROGRESS_EVERY_MS) return;
    reportedAt = now;
    const { current } = progress;
    progress = { ...progress, currentTitle: current === null ? null : titleOf(current) };
    onProgress(progress);
  }

  /** The silence that lasts now. A clock that was set back before its beginning says nothing of it. */
  function lasting(): SyncWait | null {
    const now = clock.now();
    return silence !== null && silence.since <= now && now < silence.wait.until
      ? silence.wait
      : null;
  }

  /** Of two waits the one that says more: that nothing answers, else the longer. */
  function standing(): SyncWait | null {
    const asked = lasting();
    if (connection === null || asked === null) return connection ?? asked;
    return connection.reason === 'offline' || connection.until >= asked.until ? connection : asked;
  }

  function tellWait(wait: SyncWait | null): void {
    if (wait === progress.wait) return;
    // The pause is no measure of the pages after it.
    stepTimes = [];
    tell({ state: wait === null ? working : 'waiting', wait, leftMs: null }, true);
  }

  function endWaitThatIsOver(): void {
    if (connection !== null && clock.now() >= connection.until) connection = null;
    if (progress.wait !== null) tellWait(standing());
  }

  return {
    begin(state, done, total) {
      working = state;
      stepTimes = [];
      connection = null;
      const wait = ASKING.has(state) ? lasting() : null;
      const told = wait === null ? state : 'waiting';
      tell({ state: told, done, total, current: null, leftMs: null, wait }, true);
    },
    more() {
      progress = { ...progress, total: progress.total + 1 };
    },
    asking(slug) {
      endWaitThatIsOver();
      tell({ current: slug }, false);
    },
    step(isUnreadable) {
      endWaitThatIsOver();
      const done = progress.done + 1;
      if (progress.wait === null) {
        stepTimes = [...stepTimes.slice(-PACE_PAGES), clock.now()];
      }
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
      connection = wait;
      tellWait(standing());
    },
    silence(until) {
      // A shorter one within a longer one does not end it.
      if (until > (lasting()?.until ?? 0)) {
        silence = { since: clock.now(), wait: { reason: 'site-asked', until } };
      }
      tellWait(standing());
    },
    endSilence() {
      silence = null;
      if (progress.wait !== null) tellWait(standing());
    },
  };
}

/** States in which pages are asked for. */
const ASKING: ReadonlySet<SyncState> = new Set(['checking', 'fetching']);

/**
 * What so many pages will take at the pace of the last ones, in milliseconds; null where too few were seen. Gaps in which
 * the computer slept, or the clock was set, are no pace and are left out.
 */
export function estimate(stepTimes: readonly number[], left: number): number | null {
  const gaps = stepTimes
    .slice(1)
    .map((time, step) => time - (stepTimes[step] ?? time))
    .filter((gap) => gap >= 0)
    .sort((a, b) => a - b);
  const median = gaps[Math.floor(gaps.length / 2)] ?? 0;
  const longest = Math.max(LONGEST_PACE_MS, median * OUT_OF_PROPORTION);
  const paces = gaps.filter((gap) => gap <= longest);
  if (paces.length < PACE_AT_LEAST) return null;
  const mean = paces.reduce((sum, gap) => sum + gap, 0) / paces.length;
  return Math.round(mean * Math.max(0, left));
}
