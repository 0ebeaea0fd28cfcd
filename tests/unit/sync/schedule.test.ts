// When a program that is open starts a sync by itself: never before it was asked to, and then at night.
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import type { SyncKind, UnfinishedSync } from '../../../src/shared/domain/sync.ts';
import { createKeeper, type KeeperView } from '../../../src/main/sync/keeper.ts';
import { nextDailyAt, whatToStart, type KeeperFacts } from '../../../src/main/sync/schedule.ts';

const HOUR = 60 * 60 * 1000;
const at = (text: string): UnixMs => Date.parse(`${text}Z`) as UnixMs;
const shown = (time: number): string => new Date(time).toISOString().slice(0, 16);

describe('the next daily look', () => {
  it.each([
    ['in the afternoon: tonight', '2026-06-10T15:00', '2026-06-10T01:00', 0, '2026-06-10T22:30'],
    ['late in the window', '2026-06-10T15:00', '2026-06-10T01:00', 0.999999, '2026-06-11T04:59'],
    [
      'in the night that had none: now',
      '2026-06-11T01:00',
      '2026-06-09T23:30',
      0,
      '2026-06-11T01:00',
    ],
    [
      'in the night that had one: the next',
      '2026-06-11T01:00',
      '2026-06-10T23:00',
      0,
      '2026-06-11T22:30',
    ],
    ['after the window: the next', '2026-06-11T05:01', '2026-06-10T04:00', 0, '2026-06-11T22:30'],
    ['never looked: in two minutes', '2026-06-11T09:00', null, 0, '2026-06-11T09:02'],
    [
      'long ago: within twelve',
      '2026-06-11T09:00',
      '2026-06-09T20:00',
      0.999999,
      '2026-06-11T09:11',
    ],
    ['the clock was set back', '2026-06-10T15:00', '2026-07-01T00:00', 0, '2026-06-10T22:30'],
  ])('%s', (_, now, last, random, expected) => {
    const lastAt = last === null ? null : at(last);
    expect(shown(nextDailyAt(at(now), lastAt, random))).toBe(expected);
  });

  it('property: lies ahead, and at night unless one is overdue', () => {
    const time = fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-01-01T00:00') });
    fc.assert(
      fc.property(
        time,
        fc.integer({ min: -HOUR, max: 100 * HOUR }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (now, ago, random) => {
          const next = nextDailyAt(now as UnixMs, (now - ago) as UnixMs, random);
          expect(next).toBeGreaterThanOrEqual(now);
          if (ago > 36 * HOUR) expect(next - now).toBeLessThanOrEqual(12 * 60_000);
          else {
            const inDay = next % (24 * HOUR);
            expect(inDay >= 22.5 * HOUR || inDay <= 5 * HOUR).toBe(true);
            expect(next - Math.min(now, now - ago)).toBeGreaterThan(0);
          }
        },
      ),
      { seed: 5 },
    );
  });
});

const NOW = at('2026-06-10T23:00');
const cut: UnfinishedSync = {
  source: 'https://www.mecfsatlas.com',
  kind: 'by-hand',
  startedAt: (NOW - HOUR) as UnixMs,
  done: 100,
  total: 6145,
  isPaused: false,
  hasFailed: false,
  pendingRemoval: null,
};
const facts = (own: Partial<KeeperFacts>): KeeperFacts => ({
  now: NOW,
  isRunning: false,
  unfinished: null,
  resumedAt: null,
  isDailyWanted: false,
  dailyAt: null,
  ...own,
});

describe('what is started', () => {
  const due = { isDailyWanted: true, dailyAt: (NOW - 1) as UnixMs };
  const asks = { source: 'x', gone: 60, moved: 0, of: 100, examples: [] };
  it.each([
    ['nothing that nobody asked for', {}, null],
    ['a copy that was cut off', { unfinished: cut }, 'by-hand'],
    ['not one that failed', { unfinished: { ...cut, hasFailed: true } }, null],
    ['not while one runs', { unfinished: cut, isRunning: true }, null],
    ['not one that was paused', { unfinished: { ...cut, isPaused: true } }, null],
    ['not one that waits for an answer', { unfinished: { ...cut, pendingRemoval: asks } }, null],
    [
      'not within half an hour of the last try',
      { unfinished: cut, resumedAt: NOW - 29 * 60_000 },
      null,
    ],
    ['again after half an hour', { unfinished: cut, resumedAt: NOW - 30 * 60_000 }, 'by-hand'],
    ['the daily look when it is due', due, 'daily'],
    ['not before', { ...due, dailyAt: (NOW + 1) as UnixMs }, null],
    ['not where it is not wanted', { ...due, isDailyWanted: false }, null],
    ['not over a copy that was paused', { ...due, unfinished: { ...cut, isPaused: true } }, null],
    [
      'but over one that is out of date',
      { ...due, unfinished: { ...cut, isPaused: true, startedAt: (NOW - 25 * HOUR) as UnixMs } },
      'daily',
    ],
  ] as const)('%s', (_, own, kind) => {
    expect(whatToStart(facts(own as Partial<KeeperFacts>))?.kind ?? null).toBe(kind);
  });
});

describe('what is started by itself', () => {
  it('is of the source that was cut off, or of that of the settings, never of an old run', () => {
    const other = { ...cut, source: 'https://other.example' };
    const due = { isDailyWanted: true, dailyAt: (NOW - 1) as UnixMs };
    expect(whatToStart(facts({ unfinished: other }))?.source).toBe('https://other.example');
    const old = { ...other, startedAt: (NOW - 7 * 24 * HOUR) as UnixMs };
    expect(whatToStart(facts({ ...due, unfinished: old }))).toEqual({
      kind: 'daily',
      source: null,
    });
  });
});

describe('the keeper', () => {
  function keep(own: Partial<KeeperView>) {
    const view: KeeperView = {
      unfinished: null,
      lastDailyAt: null,
      isDailyWanted: false,
      isAtWorkElsewhere: false,
      ...own,
    };
    const state = { now: NOW, view, started: [] as SyncKind[] };
    const keeper = createKeeper({
      now: () => state.now,
      random: () => 0,
      look: () => state.view,
      isRunning: () => false,
      start: ({ kind }) => state.started.push(kind),
      onError: (error) => {
        throw error;
      },
    });
    return { state, keeper };
  }

  it('leaves alone what another process is at', () => {
    const { state, keeper } = keep({ unfinished: cut, isAtWorkElsewhere: true });
    keeper.lookNow();
    expect(state.started).toEqual([]);
  });

  it('goes on with a copy that was cut off, once', () => {
    const { state, keeper } = keep({ unfinished: cut, lastDailyAt: null, isDailyWanted: false });
    keeper.lookNow();
    keeper.lookNow();
    expect(state.started).toEqual(['by-hand']);
  });

  it('goes on with it again at once when the computer is awake or online again', () => {
    const { state, keeper } = keep({ unfinished: cut, lastDailyAt: null, isDailyWanted: false });
    keeper.lookNow();
    keeper.wake();
    expect(state.started).toEqual(['by-hand', 'by-hand']);
    keeper.lookNow();
    expect(state.started).toHaveLength(2);
  });

  it('does not try again before the next night what has failed', () => {
    const lastDailyAt = (NOW - 60 * HOUR) as UnixMs;
    const { state, keeper } = keep({ unfinished: null, lastDailyAt, isDailyWanted: true });
    for (let minute = 0; minute < 120; minute += 1) {
      keeper.lookNow();
      state.now = (state.now + 60_000) as UnixMs;
    }
    expect(state.started).toEqual(['daily']);
  });

  it('looks at night, once a night, and plans the next', () => {
    const lastDailyAt = (NOW - 20 * HOUR) as UnixMs;
    const { state, keeper } = keep({ unfinished: null, lastDailyAt, isDailyWanted: true });
    keeper.lookNow();
    expect(state.started).toEqual(['daily']);
    state.view = { ...state.view, lastDailyAt: NOW };
    keeper.lookNow();
    expect(state.started).toEqual(['daily']);
    state.now = (NOW + 24 * HOUR) as UnixMs;
    keeper.lookNow();
    expect(state.started).toEqual(['daily', 'daily']);
  });

  it('tells when the next look is due while it is at work', () => {
    vi.useFakeTimers();
    try {
      const lastDailyAt = (NOW - HOUR / 4) as UnixMs;
      const { keeper } = keep({ unfinished: null, lastDailyAt, isDailyWanted: true });
      expect(keeper.nextDailyAt()).toBeNull();
      keeper.begin();
      vi.advanceTimersByTime(3000);
      expect(shown(keeper.nextDailyAt() ?? 0)).toBe('2026-06-11T22:30');
      keeper.end();
      expect(keeper.nextDailyAt()).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });
});
