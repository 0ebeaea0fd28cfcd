// Walking a listing of unknown page size: nothing is missed, whatever the offset means and whatever stands around the cards.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSlug, type Slug } from '../../../src/shared/domain/ids.ts';
import type { ListingPlace } from '../../../src/main/atlas/source.ts';
import {
  learnLayout,
  readCards,
  walkListing,
  type AskListing,
  type WalkOptions,
} from '../../../src/main/atlas/site/listing.ts';

function slug(number: number): Slug {
  const parsed = parseSlug(`author-2020-study-${number}`);
  if (parsed === null) throw new Error('not a slug');
  return parsed;
}
const studies = (count: number): Slug[] => Array.from({ length: count }, (_, place) => slug(place));

interface Shape {
  readonly pageSize: number;
  readonly above: readonly Slug[];
  readonly below: readonly Slug[];
  readonly first: (offset: number, pageSize: number) => number;
}
const byCards = (offset: number): number => offset;
const byPages = (offset: number, pageSize: number): number => offset * pageSize;
const rounded = (offset: number, pageSize: number): number => offset - (offset % pageSize);
const ignored = (): number => 0;

function listing(all: readonly Slug[], shape: Partial<Shape> = {}) {
  const { pageSize = 10, above = [], below = [], first = byCards } = shape;
  const asked: number[] = [];
  const ask: AskListing = (offset) => {
    asked.push(offset);
    const start = first(offset, pageSize);
    return Promise.resolve([
      ...new Set([...above, ...all.slice(start, start + pageSize), ...below]),
    ]);
  };
  return { ask, asked };
}
const sorted = (slugs: readonly Slug[]): Slug[] => [...slugs].sort();

describe('walking a listing', () => {
  it('finds every study, in steps that overlap by one card', async () => {
    const { ask, asked } = listing(studies(95));
    const walk = await walkListing(ask);
    expect(walk).toEqual({ slugs: studies(95), isWhole: true });
    // Two to learn from, a step of nine each, one that shows the end, and the first page once more.
    expect(asked).toEqual([0, 1, 10, 19, 28, 37, 46, 55, 64, 73, 82, 91, 100, 0]);
  });

  it.each([
    ['counts pages', byPages],
    ['is rounded to pages', rounded],
  ])('finds every study where the offset %s', async (_, first) => {
    const walk = await walkListing(listing(studies(95), { first }).ask);
    expect(sorted(walk.slugs)).toEqual(sorted(studies(95)));
  });

  it('says that it was not the whole where the offset has no effect', async () => {
    const walk = await walkListing(listing(studies(95), { first: ignored }).ask);
    expect(walk).toEqual({ slugs: studies(10), isWhole: false });
  });

  it.each([0, 1, 2, 9, 10, 11, 19, 20, 21])('finds all of %i studies', async (count) => {
    const walk = await walkListing(listing(studies(count)).ask);
    expect(walk.slugs).toEqual(studies(count));
  });

  it('property: misses nothing, with links above and below the cards', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 6, max: 25 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 119 }), { maxLength: 2 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 119 }), { maxLength: 3 }),
        fc.constantFrom(byCards, byPages),
        async (count, pageSize, above, below, first) => {
          const all = studies(count);
          const linked = (places: readonly number[]): Slug[] =>
            places.filter((place) => place < count).map(slug);
          const shape = { pageSize, above: linked(above), below: linked(below), first };
          const walk = await walkListing(listing(all, shape).ask);
          expect(sorted(walk.slugs)).toEqual(sorted(all));
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });

  it('property: misses no study that was there all the time, while others come and go', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 30, max: 90 }),
        fc.integer({ min: 5, max: 12 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()), { maxLength: 4 }),
        async (count, pageSize, changes) => {
          let all = studies(count);
          const lasting = new Set(all);
          let requests = 0;
          const ask: AskListing = (offset) => {
            requests += 1;
            for (const [at, isNew] of changes) {
              if (at !== requests) continue;
              if (isNew) all = [slug(1000 + requests), ...all];
              else lasting.delete(all.shift() ?? slug(0));
            }
            return Promise.resolve(all.slice(offset, offset + pageSize));
          };
          const { slugs } = await walkListing(ask);
          for (const study of lasting) expect(slugs).toContain(study);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });

  it('walks once more where the first page changed meanwhile', async () => {
    let all = studies(35);
    let requests = 0;
    const walk = await walkListing((offset) => {
      requests += 1;
      if (requests === 3) all = [slug(999), ...all];
      return Promise.resolve(all.slice(offset, offset + 10));
    });
    expect(sorted(walk.slugs)).toEqual(sorted([...studies(35), slug(999)]));
  });

  describe('that a lost network cuts off', () => {
    const LOST = new Error('the network is lost');

    /** Every request number in `lost` fails; `meanwhile` is what happens to the listing while it is waited for. */
    function breaking(
      shape: Partial<Shape>,
      lost: readonly number[],
      meanwhile: (all: Slug[]) => Slug[] = (all) => all,
    ) {
      let all = studies(95);
      let requests = 0;
      let waits = 0;
      const asked: number[] = [];
      const { pageSize = 10, first = byCards } = shape;
      const ask: AskListing = (offset) => {
        requests += 1;
        if (lost.includes(requests)) return Promise.reject(LOST);
        asked.push(offset);
        const start = first(offset, pageSize);
        return Promise.resolve(all.slice(start, start + pageSize));
      };
      const isBack = (failure: unknown): Promise<boolean> => {
        expect(failure).toBe(LOST);
        waits += 1;
        all = meanwhile(all);
        return Promise.resolve(true);
      };
      const options = { isBack, place: null, keep: () => undefined };
      return { ask, asked, options, waits: () => waits };
    }

    it('goes on from its offset where the first page is as it was', async () => {
      const { ask, asked, options, waits } = breaking({}, [7, 8, 12]);
      expect(await walkListing(ask, options)).toEqual({ slugs: studies(95), isWhole: true });
      expect(waits()).toBe(3);
      // As without a break, but for a look at the first page after each.
      expect(asked).toEqual([0, 1, 10, 19, 28, 37, 0, 46, 55, 0, 64, 73, 82, 91, 100, 0]);
    });

    it('begins anew where the first page has changed, and finds what came', async () => {
      const came = slug(999);
      const { ask, asked, options } = breaking({}, [7], (all) => [came, ...all]);
      const { slugs } = await walkListing(ask, options);
      expect(sorted(slugs)).toEqual(sorted([...studies(95), came]));
      expect(asked.slice(0, 9)).toEqual([0, 1, 10, 19, 28, 37, 0, 0, 1]);
    });

    it('misses nothing where cards before its offset have gone', async () => {
      const { ask, options } = breaking({}, [9], (all) => [...all.slice(0, 20), ...all.slice(27)]);
      const { slugs } = await walkListing(ask, options);
      for (const study of [...studies(20), ...studies(95).slice(27)]) {
        expect(slugs).toContain(study);
      }
    });

    it('does not take the page after it for the end, where a page full of cards has come before its offset', async () => {
      const came = Array.from({ length: 12 }, (_, number) => slug(900 + number));
      const { ask, options } = breaking({}, [7], (all) => [
        ...all.slice(0, 20),
        ...came,
        ...all.slice(20),
      ]);
      const { slugs } = await walkListing(ask, options);
      expect(sorted(slugs)).toEqual(sorted([...studies(95), ...came]));
    });

    it.each([
      ['before anything is known of its pages', {}, 2],
      ['where its pages do not overlap', { first: byPages }, 6],
    ])('fails %s, to be begun anew by whoever asked', async (_, shape, lost) => {
      const { ask, options, waits } = breaking(shape, [lost]);
      await expect(walkListing(ask, options)).rejects.toBe(LOST);
      expect(waits()).toBe(0);
    });
  });

  describe('that the end of a process cuts off', () => {
    const ENDED = new Error('the process is ended');
    const isBack = (): Promise<boolean> => Promise.resolve(false);

    /** A walk that is ended at a request, and what it has kept by then. */
    async function endedAt(request: number, shape: Partial<Shape> = {}) {
      const { pageSize = 10, first = byCards } = shape;
      let all = studies(95);
      let asked: number[] = [];
      const places: (ListingPlace | null)[] = [null];
      const options: WalkOptions = {
        isBack,
        place: null,
        keep: (place) => {
          places.push(place);
        },
      };
      const ask: AskListing = (offset) => {
        asked.push(offset);
        if (asked.length === request) return Promise.reject(ENDED);
        const start = first(offset, pageSize);
        return Promise.resolve(all.slice(start, start + pageSize));
      };
      await expect(walkListing(ask, options)).rejects.toBe(ENDED);
      request = -1;
      asked = [];
      return {
        asked: () => asked,
        change: (to: (all: Slug[]) => Slug[]) => {
          all = to(all);
        },
        goOn: () => walkListing(ask, { ...options, place: places.at(-1) ?? null }),
        place: () => places.at(-1) ?? null,
      };
    }

    it('is gone on with where the first page is as it was', async () => {
      const walk = await endedAt(8);
      expect(await walk.goOn()).toEqual({ slugs: studies(95), isWhole: true });
      expect(walk.asked()).toEqual([0, 55, 64, 73, 82, 91, 100, 0]);
    });

    it('is over at once where it was at its end', async () => {
      const walk = await endedAt(13);
      expect(await walk.goOn()).toEqual({ slugs: studies(95), isWhole: true });
      expect(walk.asked()).toEqual([0, 100, 0]);
    });

    it('begins anew where the first page has changed', async () => {
      const walk = await endedAt(8);
      walk.change((all) => [slug(999), ...all]);
      const { slugs } = await walk.goOn();
      expect(sorted(slugs)).toEqual(sorted([...studies(95), slug(999)]));
      expect(walk.asked().slice(0, 4)).toEqual([0, 1, 10, 19]);
    });

    it('begins anew where studies have come before its place, and forgets that place', async () => {
      const came = Array.from({ length: 12 }, (_, number) => slug(900 + number));
      const walk = await endedAt(8);
      walk.change((all) => [...all.slice(0, 20), ...came, ...all.slice(20)]);
      const { slugs } = await walk.goOn();
      expect(sorted(slugs)).toEqual(sorted([...studies(95), ...came]));
      expect(walk.asked().slice(0, 5)).toEqual([0, 55, 0, 1, 10]);
    });

    it('keeps no place where its pages do not overlap', async () => {
      expect((await endedAt(8, { first: byPages })).place()).toBeNull();
    });
  });

  it('gives up on a listing that never ends', async () => {
    let made = 0;
    const ask: AskListing = () => Promise.resolve([slug((made += 1)), slug((made += 1))]);
    await expect(walkListing(ask)).rejects.toMatchObject({ code: 'unreadable-site' });
  });
});

describe('what two pages one card apart tell', () => {
  it('the page size, with links before and after the cards', () => {
    const cards = studies(20);
    const first = [slug(90), ...cards.slice(0, 6), slug(91)];
    const second = [slug(90), ...cards.slice(1, 7), slug(91)];
    expect(learnLayout(first, second)).toEqual({
      layout: { step: 5, lastCard: 6 },
      isSure: true,
    });
  });
});

describe('the cards of a page', () => {
  it('are its links to studies on this site, each once', () => {
    const html = `<a href="/evidence">all</a><a href="/evidence/a-2020-b-c">A</a>
      <h2><a href='https://www.cfsmeatlas.com/evidence/d-2021-e-f/'>D</a></h2>
      <a href="evidence/g-2022-h-i?from=list#top">G</a><a href="/evidence/a-2020-b-c#x">A again</a>
      <a href="https://elsewhere.example/evidence/z-2020-y-x">no</a><a href="http://[">broken</a>
      <a href="/evidence/Not A Slug">no</a><a>none</a><link href="/evidence/q-2020-r-s">
      <!-- <a href="/evidence/k-2020-l-m"> -->`;
    expect(readCards(html, new URL('https://www.mecfsatlas.com/'))).toEqual([
      'a-2020-b-c',
      'd-2021-e-f',
      'g-2022-h-i',
    ]);
  });
});
