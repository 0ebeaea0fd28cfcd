// What leaves the copy: what its own address denied twice, a day apart, and never many without asking.
import { describe, expect, it } from 'vitest';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import {
  judgeRemovals,
  type MissingStudy,
  type MovingStudy,
  type RemovalInput,
} from '../../../src/main/sync/removals.ts';

const NOW = Date.UTC(2026, 5, 20, 12) as UnixMs;
const DAY = 24 * 60 * 60 * 1000;

function missing(name: string, own: Partial<MissingStudy> = {}): MissingStudy {
  return {
    slug: name as Slug,
    missingSince: (NOW - DAY) as UnixMs,
    missingRun: 'earlier',
    isShown: true,
    ...own,
  };
}
function moving(name: string, own: Partial<MovingStudy> = {}): MovingStudy {
  return {
    slug: name as Slug,
    to: `${name}-now` as Slug,
    movedSince: (NOW - DAY) as UnixMs,
    movedRun: 'earlier',
    isShownFromHere: true,
    isTargetShown: true,
    isKnown: false,
    ...own,
  };
}
const judge = (input: Partial<RemovalInput>) =>
  judgeRemovals({
    source: 'https://www.mecfsatlas.com',
    run: 'this',
    now: NOW,
    missing: [],
    moved: [],
    shown: 6000,
    decision: null,
    ...input,
  });
const many = (count: number): MissingStudy[] =>
  Array.from({ length: count }, (_, place) => missing(`s${String(place).padStart(4, '0')}`));

describe('a study whose address says that it is not there', () => {
  it.each([
    ['said so a day ago, in another run', {}, true],
    ['said so an hour less than a day ago', { missingSince: (NOW - DAY + 1) as UnixMs }, false],
    ['says so for the first time', { missingRun: 'this', missingSince: NOW }, false],
    ['said so in this very run, which lasted over a day', { missingRun: 'this' }, false],
    ['said so before the clock was set back', { missingSince: (NOW + DAY) as UnixMs }, false],
    ['came from elsewhere, or was never shown', { isShown: false }, false],
  ] as const)('%s', (_, own, isGone) => {
    expect(judge({ missing: [missing('a', own)] })).toEqual({
      kind: 'apply',
      gone: isGone ? ['a'] : [],
      moved: [],
    });
  });
});

describe('a study whose address leads to another one', () => {
  it.each([
    ['did so a day ago, in another run', {}, true],
    ['does so for the first time', { movedRun: 'this', movedSince: NOW }, false],
    ['did so an hour less than a day ago', { movedSince: (NOW - DAY + 1) as UnixMs }, false],
    ['of which the other is not shown', { isTargetShown: false }, false],
    ['was led there before', { isKnown: true }, false],
    ['came from elsewhere: a starter row, a given page', { isShownFromHere: false }, false],
    ['was never shown', { isShownFromHere: null }, true],
  ] as const)('%s', (_, own, hasMoved) => {
    expect(judge({ moved: [moving('a', own)] })).toEqual({
      kind: 'apply',
      gone: [],
      moved: hasMoved ? [{ slug: 'a', to: 'a-now' }] : [],
    });
  });

  it('stays where the reader said so, however few they are', () => {
    expect(judge({ moved: [moving('a')], decision: 'keep' })).toMatchObject({ moved: [] });
  });
});

describe('many at once', () => {
  it.each([
    [50, 100, 'apply'],
    [51, 100, 'ask'],
    [300, 6000, 'apply'],
    [301, 6000, 'ask'],
  ])('%i of %i: %s', (count, shown, kind) => {
    expect(judge({ missing: many(count), shown }).kind).toBe(kind);
  });

  it('are asked about with their number and a few names', () => {
    const moved = [moving('z-old')];
    expect(judge({ missing: many(301), moved })).toMatchObject({
      kind: 'ask',
      pending: {
        gone: 301,
        moved: 1,
        of: 6000,
        examples: [
          's0000',
          's0001',
          's0002',
          's0003',
          's0004',
          's0005',
          's0006',
          's0007',
          's0008',
          's0009',
        ],
      },
    });
  });

  it('go, or stay, as the reader says', () => {
    const removed = judge({ missing: many(301), decision: 'remove' });
    expect(removed.kind === 'apply' ? removed.gone : []).toHaveLength(301);
    expect(judge({ missing: many(301), decision: 'keep' })).toEqual({
      kind: 'apply',
      gone: [],
      moved: [],
    });
  });

  it('that lead elsewhere count only where they were shown', () => {
    const moved = Array.from({ length: 400 }, (_, place) =>
      moving(`m${place}`, { isShownFromHere: null }),
    );
    const removal = judge({ moved });
    expect(removal.kind === 'apply' ? removal.moved : []).toHaveLength(400);
  });
});
