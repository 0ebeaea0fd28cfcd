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

  it('leaves out an hour of sleep, and keeps a slow minute', () => {
    const pages = (gaps: readonly number[]): number[] => {
      let time = 0;
      return [time, ...gaps.map((gap) => (time += gap))];
    };
    const everySecond = Array.from({ length: 49 }, () => 1000);
    const slept = pages([...everySecond, 3_600_000, ...everySecond]);
    expect(estimate(slept, 6000)).toBe(6_000_000);
    const slow = pages([...everySecond, 51_000, ...everySecond, 1000]);
    expect(estimate(slow, 6000)).toBe(6000 * 1500);
    // Where every page takes minutes, minutes are the pace.
    expect(estimate(pages(Array.from({ length: 20 }, () => 300_000)), 10)).toBe(3_000_000);
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

  const offline = { reason: 'offline', until: 5000 as UnixMs } as const;
  const silence = { reason: 'site-asked', until: 60_000 as UnixMs } as const;

  it('says that it waits, why and until when, and goes on in the state it was in', () => {
    const { told, reporter } = report();
    reporter.begin('fetching', 3, 10);
    reporter.wait(offline);
    expect(told.at(-1)).toMatchObject({ state: 'waiting', wait: offline, done: 3, leftMs: null });
    reporter.wait(null);
    expect(told.at(-1)).toMatchObject({ state: 'fetching', wait: null });
    const before = told.length;
    reporter.wait(null);
    expect(told).toHaveLength(before);
  });

  it('says that the site asked for silence for as long as that lasts, whatever answers come late', () => {
    const { clock, told, reporter } = report();
    reporter.begin('fetching', 0, 100);
    reporter.silence(silence.until);
    clock.time = 500;
    reporter.step(false);
    reporter.asking('s1' as Slug);
    reporter.wait(null);
    expect(told.at(-1)).toMatchObject({ state: 'waiting', wait: silence, done: 1, leftMs: null });
    clock.time = 60_000;
    reporter.asking('s2' as Slug);
    expect(told.at(-1)).toMatchObject({ state: 'fetching', wait: null });
  });

  it('says no more that it waits once the silence was kept, whatever the clock says', () => {
    const { clock, told, reporter } = report();
    reporter.begin('checking', 0, 0);
    reporter.silence(silence.until);
    clock.time = 59_999;
    reporter.endSilence();
    expect(told.at(-1)).toMatchObject({ state: 'checking', wait: null });
    reporter.wait(offline);
    reporter.endSilence();
    expect(told.at(-1)).toMatchObject({ state: 'waiting', wait: offline });
  });

  it('says so again after a connection that was lost meanwhile, and in the next state that asks', () => {
    const { told, reporter } = report();
    reporter.begin('checking', 0, 0);
    reporter.silence(silence.until);
    reporter.wait(offline);
    expect(told.at(-1)).toMatchObject({ wait: offline });
    reporter.wait(null);
    expect(told.at(-1)).toMatchObject({ state: 'waiting', wait: silence });
    reporter.begin('planning', 0, 10);
    expect(told.at(-1)).toMatchObject({ state: 'planning', wait: null });
    reporter.begin('fetching', 0, 10);
    expect(told.at(-1)).toMatchObject({ state: 'waiting', wait: silence });
  });

  it('goes on saying that the site is not ready, when a shorter silence that it asked for meanwhile is over', () => {
    const { clock, told, reporter } = report();
    const notReady = { reason: 'site-asked', until: 60_000 as UnixMs } as const;
    reporter.begin('fetching', 0, 10);
    reporter.wait(notReady);
    reporter.silence(2000 as UnixMs);
    clock.time = 2000;
    reporter.endSilence();
    expect(told.at(-1)).toMatchObject({ state: 'waiting', wait: notReady });
    reporter.wait(null);
    expect(told.at(-1)).toMatchObject({ state: 'fetching', wait: null });
  });

  it('says the longer of two silences', () => {
    const { told, reporter } = report();
    reporter.begin('fetching', 0, 10);
    reporter.silence(silence.until);
    reporter.silence(5000 as UnixMs);
    expect(told.at(-1)).toMatchObject({ wait: silence });
    const longer = { reason: 'site-asked', until: 90_000 as UnixMs } as const;
    reporter.silence(longer.until);
    expect(told.at(-1)).toMatchObject({ wait: longer });
  });

  it('goes on where the clock was set back to before the wait', () => {
    const { clock, told, reporter } = report();
    clock.time = 1000;
    reporter.begin('fetching', 0, 10);
    reporter.silence(silence.until);
    clock.time = 0;
    reporter.step(false);
    expect(told.at(-1)).toMatchObject({ state: 'fetching', wait: null });
  });

  it('makes no estimate of the pages around a wait', () => {
    const { clock, told, reporter } = report();
    reporter.begin('fetching', 0, 100);
    for (let page = 0; page < 20; page += 1) {
      clock.time += 1000;
      if (page === 10) reporter.wait({ reason: 'offline', until: 30_000 as UnixMs });
      if (page === 15) reporter.wait(null);
      reporter.step(false);
      if (page === 9) expect(told.at(-1)?.leftMs).toBeNull();
    }
    expect(told.at(-1)).toMatchObject({ done: 20, leftMs: null });
  });
});
