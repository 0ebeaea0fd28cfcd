// How fast a site is asked: so many at once, a pause between two starts, and silence while the site asks for it.
// Invariant: every request of a run goes through one pace, retries and robots.txt included.
import { AppError } from '../../../shared/contract/errors.ts';

/** Waits; rejects with the signal's reason when it is aborted. */
export type Delay = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export interface PaceOptions {
  readonly atOnce: number;
  /** Between two starts. */
  readonly delayMs: number;
  readonly now: () => number;
  readonly delay: Delay;
  /** Told of every silence that is asked for, until when; and with null that it was kept to its end. */
  readonly onHold?: (until: number | null) => void;
}

export interface Pace {
  /** Runs `task` when its turn has come. */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
  /** Makes the pause longer; a shorter one is ignored. */
  slowDownTo(delayMs: number): void;
  /** Nothing starts for this long: the site's Retry-After. */
  hold(milliseconds: number): void;
}

/** A stretch of time that began at a moment. */
interface Span {
  readonly began: number;
  readonly lengthMs: number;
}

/** Beyond this a timer fires at once (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A pace of `atOnce` requests side by side, `delayMs` from start to start. */
export function createPace(options: PaceOptions): Pace {
  const { now, delay } = options;
  let delayMs = options.delayMs;
  let free = options.atOnce;
  const waiting: (() => void)[] = [];
  let lastStart: number | null = null;
  let hold: Span | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  function takeSlot(): Promise<void> {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => waiting.push(resolve));
  }
  function giveSlot(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  // A clock that jumps back must not stretch a pause: what has passed counts as at least nothing.
  function left({ began, lengthMs }: Span): number {
    return lengthMs - Math.max(0, now() - began);
  }

  async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    for (let rest = milliseconds; rest > 0; rest -= LONGEST_TIMER_MS) {
      await delay(Math.min(rest, LONGEST_TIMER_MS), signal);
    }
  }

  async function waitForTurn(signal: AbortSignal): Promise<void> {
    if (lastStart !== null) await wait(left({ began: lastStart, lengthMs: delayMs }), signal);
    while (hold !== null) {
      const waited = hold;
      await wait(left(waited), signal);
      // Waited out once is enough, whatever the clock says by then; one that came meanwhile is waited out as well.
      if (hold !== waited) continue;
      hold = null;
      options.onHold?.(null);
    }
    lastStart = now();
  }

  return {
    async run(signal, task) {
      await takeSlot();
      try {
        // One after the other: two that wait for the same pause must not start together.
        const mine = turn.then(() => waitForTurn(signal));
        turn = mine.catch(() => undefined);
        signal.throwIfAborted();
        await mine;
        return await task();
      } finally {
        giveSlot();
      }
    },
    slowDownTo(milliseconds) {
      delayMs = Math.max(delayMs, milliseconds);
    },
    hold(milliseconds) {
      if (milliseconds <= (hold === null ? 0 : left(hold))) return;
      hold = { began: now(), lengthMs: milliseconds };
      options.onHold?.(hold.began + milliseconds);
    },
  };
}

/** The site's default pause, in milliseconds. */
export const POLITE_DELAY_MS = 1000;

/**
 * The pause to use: what was asked for, else one second. Less than a second is for this computer itself only.
 * @throws AppError `invalid-input`
 */
export function chooseDelay(asked: number | null, isLoopbackSite: boolean): number {
  if (asked === null) return POLITE_DELAY_MS;
  if (!Number.isFinite(asked) || asked < 0) {
    throw new AppError(
      'invalid-input',
      'The delay is not a number of milliseconds. Nothing was asked for. Give 1000 or more, or leave it out.',
    );
  }
  if (asked < POLITE_DELAY_MS && !isLoopbackSite) {
    throw new AppError(
      'invalid-input',
      'A delay under 1000 milliseconds is allowed only for a site on this computer (127.0.0.1). Nothing was asked for. Leave the delay out, or give 1000 or more.',
    );
  }
  return asked;
}

/** What a `Retry-After` header asks for, in milliseconds (seconds or an HTTP date), or null. */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/u.test(text)) return Number(text) * 1000;
  const date = /[a-z]{3}/iu.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
