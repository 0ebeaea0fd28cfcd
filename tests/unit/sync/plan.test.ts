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
  findUnlisted,
  isResumable,
  planPages,
  RESUME_WITHIN_MS,
  type Known,
} from '../../../src/main/sync/plan.ts';

const SITE = 'https://www.mecfsatlas.com';

function slug(text: string): Slug {
  const parsed = parseSlug(text);
  if (parsed === null) throw new Error(`not a slug: ${text}`);
  return parsed;
}
const listed = (text: string) => ({ slug: slug(text), url: `${SITE}/evidence/${text}` });

function known(text: string, own: Partial<Known> = {}): Known {
  return {
    slug: slug(text),
    contentHash: `hash-of-${text}` as ContentHash,
    origin: 'site',
    originSource: SITE,
    checkedAt: 100 as UnixMs,
    ...own,
  };
}

describe('planning', () => {
  it('asks for unknown studies first, then for those checked longest ago', () => {
    const plan = planPages(['a', 'b', 'c', 'd', 'e', 'f'].map(listed), [
      known('a', { checkedAt: 300 as UnixMs }),
      known('b', { checkedAt: 200 as UnixMs }),
      known('d', { checkedAt: 250 as UnixMs }),
    ]);
    // The order is c e f b d a; the first, the middle and the last of it go ahead.
    expect(plan.map((page) => page.slug)).toEqual(['c', 'b', 'a', 'e', 'f', 'd']);
  });

  it('knows what the mirror held before', () => {
    const [first, second] = planPages([listed('a'), listed('b')], [known('b')]);
    expect(first).toEqual({ slug: 'a', url: `${SITE}/evidence/a`, hashBefore: null });
    expect(second?.hashBefore).toBe('hash-of-b');
  });

  it('never asks for what the source does not list, wherever it came from', () => {
    const plan = planPages(
      [listed('a')],
      [
        known('s', { origin: 'starter', originSource: 'starter set' }),
        known('g', { origin: 'given-page' }),
        known('x'),
      ],
    );
    expect(plan.map((page) => page.slug)).toEqual(['a']);
  });

  it('asks for starter rows and given pages that the source does list', () => {
    const plan = planPages(
      [listed('s'), listed('g')],
      [known('s', { origin: 'starter' }), known('g', { origin: 'given-page' })],
    );
    expect(plan.map((page) => page.slug).sort()).toEqual(['g', 's']);
  });

  it('property: is each listed study once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')),
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'x', 'y')),
        (names, mirror) => {
          const plan = planPages(
            names.map(listed),
            mirror.map((name) => known(name)),
          );
          expect(plan.map((page) => page.slug).sort()).toEqual([...new Set(names)].sort());
        },
      ),
      { seed: 3 },
    );
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
