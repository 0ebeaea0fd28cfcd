// Keeps the copy in a program that stays open: goes on with a copy that was cut off, and looks once a night where that
// is wanted.
// Invariant: it looks at the clock once a minute and decides anew, so that sleep and a clock that jumps do no harm.
import type { UnixMs } from '../../shared/domain/ids.ts';
import type { UnfinishedSync } from '../../shared/domain/sync.ts';
import { nextDailyAt, whatToStart, type OwnStart } from './schedule.ts';

const LOOK_EVERY_MS = 60_000;
/** The window has its first rows by then. */
const FIRST_LOOK_MS = 3000;

/** What the keeper asks when it looks; null while no files are open. */
export interface KeeperView {
  readonly unfinished: UnfinishedSync | null;
  readonly lastDailyAt: UnixMs | null;
  readonly isDailyWanted: boolean;
  /** Another process is at a sync. */
  readonly isAtWorkElsewhere: boolean;
}

export interface KeeperOptions {
  readonly now: () => UnixMs;
  /** In [0, 1). */
  readonly random: () => number;
  readonly look: () => KeeperView | null;
  readonly isRunning: () => boolean;
  readonly start: (what: OwnStart) => void;
  /** Told of what went wrong; the next look tries again. */
  readonly onError: (error: unknown) => void;
}

export interface Keeper {
  /** Begins to look, until `end`. */
  begin(): void;
  end(): void;
  /** When the next daily look is due, where one is wanted and the keeper is at work. */
  nextDailyAt(): UnixMs | null;
  /** Looks now. */
  lookNow(): void;
  /** The computer has slept or is online again: looks now, also where it tried a moment ago. */
  wake(): void;
}

/** A keeper that has not begun. */
export function createKeeper(options: KeeperOptions): Keeper {
  let timers: ReturnType<typeof setInterval>[] = [];
  let resumedAt: UnixMs | null = null;
  /** When a daily look was started last: one that failed is not tried again before the next night. */
  let triedAt: UnixMs | null = null;
  let planned: { readonly after: UnixMs | null; readonly at: UnixMs } | null = null;

  function dailyAt({ isDailyWanted, lastDailyAt }: KeeperView): UnixMs | null {
    const after = triedAt === null || triedAt < (lastDailyAt ?? 0) ? lastDailyAt : triedAt;
    if (!isDailyWanted) planned = null;
    else if (planned === null || planned.after !== after) {
      planned = { after, at: nextDailyAt(options.now(), after, options.random()) };
    }
    return planned?.at ?? null;
  }

  function lookNow(): void {
    try {
      const view = options.look();
      if (view === null) return;
      const { unfinished } = view;
      const what = whatToStart({
        now: options.now(),
        isRunning: options.isRunning() || view.isAtWorkElsewhere,
        unfinished,
        resumedAt,
        isDailyWanted: view.isDailyWanted,
        dailyAt: dailyAt(view),
      });
      if (what === null) return;
      if (what.source !== null) resumedAt = options.now();
      else triedAt = options.now();
      options.start(what);
    } catch (error) {
      options.onError(error);
    }
  }

  return {
    begin() {
      if (timers.length > 0) return;
      const first = setTimeout(lookNow, FIRST_LOOK_MS);
      timers = [first, setInterval(lookNow, LOOK_EVERY_MS)];
      // Nobody stays open for this alone.
      for (const timer of timers) timer.unref();
    },
    end() {
      for (const timer of timers) clearInterval(timer);
      timers = [];
    },
    nextDailyAt: () => (timers.length === 0 ? null : (planned?.at ?? null)),
    lookNow,
    wake() {
      resumedAt = null;
      lookNow();
    },
  };
}
