// Waits for a network that is gone, once for all that are at work.
// Invariant: a page is not blamed for a network: only where the source answers something else is it the page's fault.
import { AppError } from '../../shared/contract/errors.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import type { AtlasSource } from '../atlas/source.ts';
import type { Delay } from '../atlas/site/pace.ts';
import type { Reporter } from './reporter.ts';

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 60_000;
/** A laptop that is carried from place to place is back within that. */
export const PATIENCE_MS = 60 * 60 * 1000;

/** Calls when the computer has slept or is online again, until the returned function is called. */
export type OnWake = (listener: () => void) => () => void;

export interface ConnectionOptions {
  readonly source: Pick<AtlasSource, 'name' | 'reach'>;
  readonly clock: { now(): UnixMs };
  readonly delay: Delay;
  /** Absent where nobody can tell. */
  readonly onWake?: OnWake;
  readonly report: Pick<Reporter, 'wait'>;
}

export interface Connection {
  /**
   * Asks whether the source answers at all; where it does not, waits until it does. True where there was something to
   * wait for, so that what failed is worth asking again.
   * @throws AppError `source-unreachable` after an hour in vain; the signal's reason
   */
  back(signal: AbortSignal): Promise<boolean>;
}

/** One for a run. */
export function createConnection(options: ConnectionOptions): Connection {
  const { source, clock, delay, report } = options;
  let waiting: Promise<boolean> | null = null;

  async function wait(signal: AbortSignal): Promise<boolean> {
    let reach = await source.reach(signal);
    if (reach === 'yes') return false;
    let nextMs = FIRST_WAIT_MS;
    let waited = 0;
    while (waited < PATIENCE_MS) {
      const waitMs = nextMs;
      waited += waitMs;
      const reason = reach === 'offline' ? 'offline' : 'site-asked';
      report.wait({ reason, until: (clock.now() + waitMs) as UnixMs });
      // A site that asked for patience has it, whatever this computer does.
      const wasWoken = await pause(
        waitMs,
        reason === 'offline' ? options.onWake : undefined,
        signal,
      );
      // A network takes some seconds to come back.
      nextMs = wasWoken ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, waitMs * 2);
      reach = await source.reach(signal);
      if (reach === 'yes') {
        report.wait(null);
        return true;
      }
    }
    throw offline(source.name);
  }

  /** True where the wait was cut short. */
  async function pause(
    ms: number,
    onWake: OnWake | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    const woken = new AbortController();
    const leave = onWake?.(() => {
      woken.abort();
    });
    try {
      await delay(ms, AbortSignal.any([signal, woken.signal]));
      return false;
    } catch (error) {
      if (signal.aborted || !woken.signal.aborted) throw error;
      return true;
    } finally {
      leave?.();
    }
  }

  return {
    async back(signal) {
      waiting ??= wait(signal).finally(() => {
        waiting = null;
      });
      return await waiting;
    },
  };
}

/** The cause of the error that ends a run for want of a connection. */
export const OFFLINE = new Error('no connection for an hour');

function offline(name: string): AppError {
  return new AppError(
    'source-unreachable',
    `There has been no connection to ${name} for an hour. What was fetched is kept and can be used. Start the sync again when you are online; it goes on where it stopped.`,
    { retryable: true, ref: name, cause: OFFLINE },
  );
}
