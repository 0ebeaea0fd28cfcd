// Waiting for a network: with patience that grows, cut short when the computer is awake or online again.
import { describe, expect, it } from 'vitest';
import { createWakes } from '../../../src/main/worker/wakes.ts';
import { createConnection } from '../../../src/main/sync/connection.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';

type Reach = 'yes' | 'offline' | 'not-ready';

/** A source that answers so, one after the other; a wait of these numbers ends by waking, the others by time. */
function waiting(reaches: readonly Reach[], wokenAt: readonly number[]) {
  const waits: number[] = [];
  const { onWake, wake } = createWakes();
  const left = [...reaches];
  const connection = createConnection({
    source: { name: 'a site', reach: () => Promise.resolve(left.shift() ?? 'yes') },
    clock: { now: () => 0 as UnixMs },
    report: { wait: () => undefined },
    onWake,
    delay: (ms, signal) => {
      waits.push(ms);
      if (!wokenAt.includes(waits.length)) return Promise.resolve();
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('cut short'));
        });
        wake();
        // Nobody has listened: it is over after its time.
        _resolve();
      });
    },
  });
  return { waits, back: (signal = new AbortController().signal) => connection.back(signal), wake };
}

describe('without a network', () => {
  it('waits longer from time to time, up to a minute', async () => {
    const { waits, back } = waiting(['offline', ...Array<Reach>(6).fill('offline')], []);
    expect(await back()).toBe(true);
    expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
  });

  it('asks at once when it is told of one, and begins with short waits again', async () => {
    const { waits, back } = waiting(['offline', 'offline', 'offline', 'offline', 'offline'], [3]);
    expect(await back()).toBe(true);
    expect(waits).toEqual([5000, 10_000, 20_000, 5000, 10_000]);
  });

  it('leaves a site that asked for patience in peace', async () => {
    const { waits, back } = waiting(['not-ready', 'not-ready', 'not-ready'], [1, 2, 3]);
    expect(await back()).toBe(true);
    expect(waits).toEqual([5000, 10_000, 20_000]);
  });

  it('ends with the reason of whoever ends it', async () => {
    const stop = new AbortController();
    stop.abort('stop');
    const connection = createConnection({
      source: { name: 'a site', reach: () => Promise.resolve('offline' as const) },
      clock: { now: () => 0 as UnixMs },
      report: { wait: () => undefined },
      onWake: createWakes().onWake,
      delay: (_ms, signal) => {
        signal.throwIfAborted();
        return Promise.resolve();
      },
    });
    await expect(connection.back(stop.signal)).rejects.toBe('stop');
  });
});
