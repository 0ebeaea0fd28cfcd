// What is told of a sync while it works: numbers, an honest estimate, and why it waits.
import { describe, expect, it } from 'vitest';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import type { SyncProgress } from '../../../src/shared/domain/sync.ts';
import { createReporter, estimate } from '../../../src/main/sync/reporter.ts';

describe('an estimate', () => {
  it('is the pace of the last pages times what is left', () => {
    const times = Array.from({ length: 11 }, (_, step) => step * 1000);
    expect(estimate(times, 600)).toBe(600_000);
    expect(estimate(times, 0)).toBe(0);
  });

  it('is not made of a few pages, nor of a clock that was set back', () => {
    expect(estimate([0, 1000, 2000], 600)).toBeNull();
    expect(estimate([...Array.from({ length: 10 }, (_, step) => 9000 + step), 10], 5)).toBeNull();
  });
});

describe('the reporter', () => {
  function report() {
    const clock = { time: 0, now: () => clock.time as UnixMs };
    const told: SyncProgress[] = [];
    const reporter = createReporter(clock, (progress) => told.push(progress));
    return { clock, told, reporter };
  }

  it('tells at most ten times a second, and every change of state', () => {
    const { clock, told, reporter } = report();
    reporter.begin('fetching', 0, 1000);
    for (let page = 0; page < 500; page += 1) {
      clock.time += 10;
      reporter.asking(`s${page}` as Slug);
      reporter.step(page % 100 === 0);
    }
    expect(told.length).toBeLessThanOrEqual(51);
    reporter.begin('finishing', 1000, 1000);
    expect(told.at(-1)).toMatchObject({ state: 'finishing', unreadable: 5, current: null });
  });

  it('says that it waits, why and until when, and goes on in the state it was in', () => {
    const { told, reporter } = report();
    reporter.begin('fetching', 3, 10);
    const wait = { reason: 'offline', until: 5000 as UnixMs } as const;
    reporter.wait(wait);
    expect(told.at(-1)).toMatchObject({ state: 'waiting', wait, done: 3, leftMs: null });
    reporter.wait(null);
    expect(told.at(-1)).toMatchObject({ state: 'fetching', wait: null });
    const before = told.length;
    reporter.wait(null);
    expect(told).toHaveLength(before);
  });
});
