// The pace of requests, on a clock that only moves when somebody waits.
import { describe, expect, it } from 'vitest';
import { backoff } from '../../../src/main/atlas/site/http.ts';
import {
  chooseDelay,
  createPace,
  readRetryAfter,
  type Delay,
} from '../../../src/main/atlas/site/pace.ts';

function makeClock() {
  let time = 1_000_000;
  const delay: Delay = (milliseconds, signal) => {
    signal.throwIfAborted();
    time += milliseconds;
    return Promise.resolve();
  };
  return {
    now: () => time,
    delay,
    set: (value: number) => {
      time = value;
    },
  };
}
const never = new AbortController().signal;

describe('the pace of a site', () => {
  it('starts requests a pause apart', async () => {
    const clock = makeClock();
    const pace = createPace({ atOnce: 2, delayMs: 1000, ...clock });
    const starts: number[] = [];
    const task = () => Promise.resolve(starts.push(clock.now()));
    await Promise.all([1, 2, 3, 4].map(() => pace.run(never, task)));
    expect(starts.map((start) => start - 1_000_000)).toEqual([0, 1000, 2000, 3000]);
  });

  it('has two at work and no more', async () => {
    const clock = makeClock();
    const pace = createPace({ atOnce: 2, delayMs: 0, ...clock });
    const ends: (() => void)[] = [];
    let open = 0;
    let most = 0;
    const task = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise<void>((resolve) => ends.push(resolve));
      open -= 1;
    };
    const all = Promise.all(Array.from({ length: 5 }, () => pace.run(never, task)));
    for (let ended = 0; ended < 5;) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(open).toBe(Math.min(2, 5 - ended));
      ends.shift()?.();
      ended += 1;
    }
    await all;
    expect(most).toBe(2);
  });

  it('can be slowed down and not sped up', async () => {
    const clock = makeClock();
    const pace = createPace({ atOnce: 1, delayMs: 1000, ...clock });
    pace.slowDownTo(5000);
    pace.slowDownTo(10);
    await pace.run(never, () => Promise.resolve());
    await pace.run(never, () => Promise.resolve());
    expect(clock.now()).toBe(1_005_000);
  });

  it('is silent while the site asks for it, for everybody', async () => {
    const clock = makeClock();
    const pace = createPace({ atOnce: 2, delayMs: 0, ...clock });
    pace.hold(30_000);
    pace.hold(10_000);
    await Promise.all([1, 2].map(() => pace.run(never, () => Promise.resolve())));
    expect(clock.now()).toBe(1_030_000);
  });

  it('does not wait longer because the clock was set back', async () => {
    const clock = makeClock();
    const pace = createPace({ atOnce: 1, delayMs: 1000, ...clock });
    await pace.run(never, () => Promise.resolve());
    clock.set(0);
    await pace.run(never, () => Promise.resolve());
    expect(clock.now()).toBe(1000);
  });

  it('is silent once for each silence that was asked for, though the clock is set back after it', async () => {
    const clock = makeClock();
    const pace = createPace({ atOnce: 2, delayMs: 0, ...clock });
    pace.hold(600_000);
    await pace.run(never, () => Promise.resolve());
    clock.set(1000);
    for (let request = 0; request < 4; request += 1) await pace.run(never, () => Promise.resolve());
    expect(clock.now()).toBe(1000);
    pace.hold(5000);
    await pace.run(never, () => Promise.resolve());
    expect(clock.now()).toBe(6000);
  });

  it('is silent for all of a longer silence that is asked for in the same moment', async () => {
    const clock = makeClock();
    const pace = createPace({ atOnce: 1, delayMs: 0, ...clock });
    pace.hold(1000);
    pace.hold(2000);
    await pace.run(never, () => Promise.resolve());
    expect(clock.now()).toBe(1_002_000);
  });

  it('asks for no timer that is too long for one, and waits as long as it should', async () => {
    const clock = makeClock();
    const waits: number[] = [];
    const delay: Delay = (milliseconds, signal) => {
      waits.push(milliseconds);
      return clock.delay(milliseconds, signal);
    };
    const pace = createPace({ atOnce: 1, delayMs: 3_000_000_000, now: clock.now, delay });
    await pace.run(never, () => Promise.resolve());
    await pace.run(never, () => Promise.resolve());
    expect(clock.now()).toBe(3_001_000_000);
    expect(Math.max(...waits)).toBeLessThan(2 ** 31);
  });

  it('ends on a clock that stands still', async () => {
    let waits = 0;
    const delay: Delay = () => Promise.resolve(void (waits += 1));
    const pace = createPace({ atOnce: 1, delayMs: 1000, now: () => 5, delay });
    pace.hold(1000);
    await pace.run(never, () => Promise.resolve());
    await pace.run(never, () => Promise.resolve());
    expect(waits).toBeLessThan(6);
  });

  it('gives its place back when a task fails or is aborted', async () => {
    const clock = makeClock();
    const pace = createPace({ atOnce: 1, delayMs: 10, ...clock });
    await expect(pace.run(never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const abort = new AbortController();
    abort.abort(new Error('stopped'));
    await expect(pace.run(abort.signal, () => Promise.resolve(1))).rejects.toThrow('stopped');
    await expect(pace.run(never, () => Promise.resolve(1))).resolves.toBe(1);
  });
});

describe('the delay', () => {
  it.each([
    [null, false, 1000],
    [null, true, 1000],
    [0, true, 0],
    [1000, false, 1000],
    [2500, false, 2500],
  ])('%s (on this computer: %s) is %i ms', (asked, isLoopback, delay) => {
    expect(chooseDelay(asked, isLoopback)).toBe(delay);
  });

  it.each([
    [0, false],
    [999, false],
    [-1, true],
    [Number.NaN, true],
  ])('%s (on this computer: %s) is refused in words', (asked, isLoopback) => {
    expect(() => chooseDelay(asked, isLoopback)).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 5, 1, 12, 0, 0);
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Mon, 01 Jun 2026 12:00:30 GMT', 30_000],
    ['Mon, 01 Jun 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['', null],
    [null, null],
  ])('%j asks for %s ms', (header, milliseconds) => {
    expect(readRetryAfter(header, now)).toBe(milliseconds);
  });
});

describe('the pause before another try', () => {
  it('doubles, and is shortened by up to a half', () => {
    expect([1, 2, 3].map((attempt) => backoff(attempt, 0))).toEqual([1000, 2000, 4000]);
    expect(backoff(3, 0.999_999)).toBe(2000);
  });
});
