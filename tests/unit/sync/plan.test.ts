// What a sync asks for, in which order, and what it leaves alone.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseSlug,
  type ContentHash,
  type Slug,
  type UnixMs,
} from '../../../src/shared/domain/ids.ts';
import {
  CYCLE_DAYS,
  CYCLE_DAYS_WITHOUT_VALIDATORS,
  findUnlisted,
  isResumable,
  planSync,
  RESUME_WITHIN_MS,
  type Known,
  type PlanInput,
  type SyncPlan,
} from '../../../src/main/sync/plan.ts';

const SITE = 'https://www.mecfsatlas.com';
const NOW = Date.UTC(2026, 5, 20, 12) as UnixMs;
const DAY = 24 * 60 * 60 * 1000;

function slug(text: string): Slug {
  const parsed = parseSlug(text);
  if (parsed === null) throw new Error(`not a slug: ${text}`);
  return parsed;
}
const listed = (text: string, lastmod: string | null = null) => ({
  slug: slug(text),
  lastmod,
});

function known(text: string, own: Partial<Known> = {}): Known {
  return {
    slug: slug(text),
    contentHash: `hash-of-${text}` as ContentHash,
    origin: 'site',
    originSource: SITE,
    isGone: false,
    checkedAt: 100 as UnixMs,
    askedAt: 100 as UnixMs,
    lastmod: null,
    hasValidators: true,
    isMissing: false,
    isMoved: false,
    ...own,
  };
}

function plan(input: Partial<PlanInput>): SyncPlan {
  return planSync({
    kind: 'by-hand',
    source: SITE,
    listed: [],
    known: [],
    failed: [],
    troubled: new Set(),
    areDatesTrusted: true,
    own: new Set(),
    retracted: new Set(),
    now: NOW,
    ...input,
  });
}
const asked = (input: Partial<PlanInput>): string[] => plan(input).pages.map((page) => page.slug);

describe('planning by hand', () => {
  it('asks for unknown studies first, then for those checked longest ago', () => {
    const order = asked({
      listed: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => listed(name)),
      known: [
        known('a', { checkedAt: 300 as UnixMs }),
        known('b', { checkedAt: 200 as UnixMs }),
        known('d', { checkedAt: 250 as UnixMs }),
      ],
    });
    // The order is c e f b d a; the first, the middle and the last of it go ahead.
    expect(order).toEqual(['c', 'b', 'a', 'e', 'f', 'd']);
  });

  it('asks for the reader’s own before all others', () => {
    const order = asked({
      listed: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => listed(name)),
      known: [known('e', { checkedAt: 900 as UnixMs }), known('a')],
      own: new Set([slug('e'), slug('g')]),
    });
    // g e b c d f a, with the first, the middle and the last ahead.
    expect(order).toEqual(['g', 'c', 'a', 'e', 'b', 'd', 'f']);
  });

  it('knows what the mirror held before', () => {
    const { pages } = plan({ listed: [listed('a'), listed('b')], known: [known('b')] });
    expect(pages[0]).toEqual({
      slug: 'a',
      lastmod: null,
      hashBefore: null,
    });
    expect(pages[1]?.hashBefore).toBe('hash-of-b');
  });

  it('never asks for starter rows and given pages that the source does not list', () => {
    const mirror = [
      known('s', { origin: 'starter', originSource: 'starter set' }),
      known('g', { origin: 'given-page' }),
      known('e', { originSource: 'http://127.0.0.1:1' }),
    ];
    expect(asked({ listed: [listed('a')], known: mirror })).toEqual(['a']);
  });

  it('asks for starter rows and given pages that the source does list', () => {
    const mirror = [known('s', { origin: 'starter' }), known('g', { origin: 'given-page' })];
    const { pages } = plan({ listed: [listed('s'), listed('g')], known: mirror });
    expect(pages.map((page) => page.slug).sort()).toEqual(['g', 's']);
    // From this source they are new.
    expect(pages.map((page) => page.hashBefore)).toEqual([null, null]);
  });

  it('asks at its own address for what came from the source and is not listed any more', () => {
    const { pages, unlisted } = plan({ listed: [listed('a')], known: [known('a'), known('x')] });
    expect(unlisted).toEqual(['x']);
    expect(pages).toContainEqual({
      slug: 'x',
      lastmod: null,
      hashBefore: 'hash-of-x',
    });
  });

  it('asks last for what failed, was missing or led elsewhere before', () => {
    const order = asked({
      listed: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => listed(name)),
      known: [known('d'), known('e'), known('f', { checkedAt: 200 as UnixMs })],
      troubled: new Set([slug('a'), slug('d')]),
      own: new Set([slug('d')]),
    });
    // b c e f a d, with the first, the middle and the last ahead.
    expect(order).toEqual(['b', 'f', 'd', 'c', 'e', 'a']);
  });

  it('asks at its old address still for what has moved', () => {
    const moved = known('x', { isGone: true, isMoved: true });
    expect(asked({ listed: [listed('a')], known: [moved] }).sort()).toEqual(['a', 'x']);
  });

  it('does not ask again for what is gone', () => {
    expect(asked({ listed: [listed('a')], known: [known('x', { isGone: true })] })).toEqual(['a']);
  });

  it('property: asks for each listed study once, and for nothing that never came from the source', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')),
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'x', 'y')),
        fc.constantFrom('site', 'starter', 'given-page', 'bundle'),
        (names, mirror, origin) => {
          const order = asked({
            listed: names.map((name) => listed(name)),
            known: mirror.map((name) => known(name, { origin })),
          });
          const gone =
            origin === 'site' ? mirror.filter((name) => !names.includes(name as 'a')) : [];
          expect(order.sort()).toEqual([...new Set([...names, ...gone])].sort());
        },
      ),
      { seed: 3 },
    );
  });
});

describe('a sitemap with dates', () => {
  const day = (days: number): string => new Date(NOW - days * DAY).toISOString();
  const checked = (text: string, lastmod: string, daysAgo = 1): Known =>
    known(text, {
      lastmod,
      askedAt: (NOW - daysAgo * DAY) as UnixMs,
      checkedAt: (NOW - daysAgo * DAY) as UnixMs,
    });
  const dates = { a: day(10), b: day(9), c: day(8), d: day(7) };
  const all = Object.entries(dates).map(([name, date]) => listed(name, date));
  const mirror = Object.entries(dates).map(([name, date], place) =>
    checked(name, date, 1 + place / 10),
  );

  it('that stand saves all requests but one, for the page asked for longest ago', () => {
    const { pages, settled } = plan({ listed: all, known: mirror });
    expect(pages.map((page) => page.slug)).toEqual(['d']);
    expect([...settled].sort()).toEqual(['a', 'b', 'c']);
  });

  it('of which one is newer has that page asked for', () => {
    const moved = all.map((one) => (one.slug === 'b' ? { ...one, lastmod: day(0.5) } : one));
    expect(asked({ listed: moved, known: mirror }).sort()).toEqual(['b', 'd']);
  });

  it('names the page that it asks for all the same, as a control', () => {
    expect(plan({ listed: all, known: mirror }).control).toBe('d');
    expect(plan({ listed: all, known: [] }).control).toBeNull();
  });

  it('that were found to be wrong prove nothing', () => {
    const found = plan({ listed: all, known: mirror, areDatesTrusted: false });
    expect(found.settled).toEqual([]);
    expect(found.pages).toHaveLength(4);
  });

  it('that are all the same prove nothing', () => {
    const same = all.map((one) => ({ ...one, lastmod: day(10) }));
    const seen = mirror.map((one) => ({ ...one, lastmod: day(10) }));
    expect(asked({ listed: same, known: seen }).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('prove nothing for a page that was missing, is named as retracted, or came from elsewhere', () => {
    const odd = mirror.map((one) =>
      one.slug === 'a'
        ? { ...one, isMissing: true }
        : one.slug === 'b'
          ? { ...one, origin: 'given-page' }
          : one,
    );
    const found = asked({ listed: all, known: odd, retracted: new Set([slug('c')]) });
    expect(found.sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('planning a daily look', () => {
  const many = (count: number, own: Partial<Known> = {}) => {
    const names = Array.from({ length: count }, (_, place) => `s${String(place).padStart(4, '0')}`);
    return {
      listed: names.map((name) => listed(name)),
      known: names.map((name, place) =>
        known(name, { checkedAt: (1000 + place) as UnixMs, ...own }),
      ),
    };
  };

  it('asks for a thirtieth of the rest, those checked longest ago', () => {
    const { pages } = plan({ kind: 'daily', ...many(600) });
    expect(pages).toHaveLength(600 / CYCLE_DAYS);
    expect(Math.max(...pages.map((page) => Number(page.slug.slice(1))))).toBe(19);
  });

  it('takes twice as long to come round where the source sends nothing to ask again with', () => {
    const { pages } = plan({ kind: 'daily', ...many(600, { hasValidators: false }) });
    expect(pages).toHaveLength(600 / CYCLE_DAYS_WITHOUT_VALIDATORS);
  });

  it('asks in any case for the new, the reader’s own, the retracted, the missing and the unlisted', () => {
    const base = many(600);
    const pressing = asked({
      kind: 'daily',
      listed: [...base.listed.slice(0, 599), listed('new')],
      known: base.known.map((one) => (one.slug === 's0400' ? { ...one, isMissing: true } : one)),
      own: new Set([slug('s0300')]),
      retracted: new Set([slug('s0500')]),
    });
    expect(pressing).toEqual(expect.arrayContaining(['new', 's0300', 's0400', 's0500', 's0599']));
    expect(pressing).toHaveLength(5 + Math.ceil(595 / CYCLE_DAYS));
  });

  it('leaves a page that failed alone until it is due, and asks for it then', () => {
    const base = many(600);
    const failed = (retryAt: number) => [{ slug: slug('s0000'), retryAt: retryAt as UnixMs }];
    expect(asked({ kind: 'daily', ...base, failed: failed(NOW + 1) })).not.toContain('s0000');
    expect(asked({ kind: 'daily', ...base, failed: failed(NOW) })).toContain('s0000');
  });

  it('does not run after a listing that has lost half its studies', () => {
    const base = many(600);
    const { pages, unlisted } = plan({ ...base, kind: 'daily', listed: base.listed.slice(300) });
    expect(unlisted).toHaveLength(300);
    expect(pages).toHaveLength(600 / CYCLE_DAYS);
  });
});

describe('studies that are not listed any more', () => {
  it('are those of this source alone', () => {
    const mirror = [
      known('z-gone'),
      known('a-gone'),
      known('here'),
      known('starter', { origin: 'starter', originSource: 'starter set' }),
      known('given', { origin: 'given-page' }),
      known('elsewhere', { originSource: 'http://127.0.0.1:1' }),
      known('bundle', { origin: 'bundle' }),
      known('away', { isGone: true }),
    ];
    expect(findUnlisted(mirror, SITE, new Set([slug('here')]))).toEqual(['a-gone', 'z-gone']);
  });
});

describe('an interrupted run', () => {
  it('is gone on with for a day, whichever way the clock jumped', () => {
    const now = 1_800_000_000_000 as UnixMs;
    const ago = (milliseconds: number) => (now - milliseconds) as UnixMs;
    expect(isResumable(ago(0), now)).toBe(true);
    expect(isResumable(ago(RESUME_WITHIN_MS - 1), now)).toBe(true);
    expect(isResumable(ago(RESUME_WITHIN_MS), now)).toBe(false);
    expect(isResumable(ago(-RESUME_WITHIN_MS), now)).toBe(false);
  });
});
