// A run's queue, handed out a part at a time: in its order, each page once, with what is put there meanwhile.
import { expect, it } from 'vitest';
import {
  createSyncRuns,
  type QueuedPage,
  type StoredRun,
  type SyncRuns,
} from '../../../src/main/storage/atlas/sync-runs.ts';
import { inTransaction } from '../../../src/main/storage/open.ts';
import { createPageFeed, type PageFeed } from '../../../src/main/sync/page-feed.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { openData } from './harness.ts';

/** More than are looked up at once. */
const PAGES = 2500;

const page = (number: number): QueuedPage => ({
  slug: `study-${number}` as Slug,
  url: `https://a.example/evidence/study-${number}`,
  lastmod: null,
  hashBefore: null,
});

async function runOf(count: number): Promise<{
  readonly runs: SyncRuns;
  readonly run: StoredRun;
  /** Closes pages of the queue. */
  readonly settle: (slugs: readonly Slug[], outcome: 'stored' | 'failed') => void;
}> {
  const { mirror } = await openData();
  const runs = createSyncRuns(mirror);
  const run = runs.start(
    {
      token: 'a-run',
      source: 'https://a.example',
      kind: 'by-hand',
      startedAt: 1 as UnixMs,
      discovery: 'sitemap',
      listed: count,
      pages: Array.from({ length: count }, (_, number) => page(number)),
      settled: [],
      control: null,
      unlisted: [],
      notices: [],
    },
    0,
  );
  return {
    runs,
    run,
    settle(slugs, outcome) {
      inTransaction(mirror, () => {
        const pages = slugs.map((slug) =>
          outcome === 'failed' ? { slug, outcome, detail: 'no' } : { slug, outcome },
        );
        runs.settle(run, pages, 0);
      });
    },
  };
}

function take(feed: PageFeed, most = Infinity): Slug[] {
  const slugs: Slug[] = [];
  while (slugs.length < most) {
    const next = feed.take();
    if (next === undefined) break;
    slugs.push(next.slug);
  }
  return slugs;
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, place) => `study-${from + place}`);

it('hands out every page in its order, whether those before are closed by then or not', async () => {
  const { runs, run, settle } = await runOf(PAGES);
  const feed = createPageFeed(run, runs);
  const first = take(feed, 1500);
  settle(first.slice(0, 1480), 'stored');
  expect([...first, ...take(feed)]).toEqual(numbers(0, PAGES));
  expect(feed.take()).toBeUndefined();
});

it('hands out what is put there after it had none left', async () => {
  const { runs, run, settle } = await runOf(3);
  const feed = createPageFeed(run, runs);
  settle(take(feed), 'stored');
  runs.enqueue(run, page(7));
  expect(take(feed)).toEqual(['study-7']);
});

it('hands out once more, at the end, what failed in an earlier session, and not what fails in this one', async () => {
  const { runs, run, settle } = await runOf(6);
  settle(take(createPageFeed(run, runs), 2), 'failed');
  expect(runs.counts(run)).toEqual({ done: 2, total: 6, left: 6 });
  const feed = createPageFeed(run, runs);
  const waiting = take(feed, 4);
  settle(waiting, 'failed');
  expect(waiting).toEqual(numbers(2, 6));
  expect(take(feed)).toEqual(numbers(0, 2));
  expect(feed.take()).toBeUndefined();
});

it('hands out all that failed in an earlier session, also where they are many', async () => {
  const { runs, run, settle } = await runOf(PAGES);
  settle(take(createPageFeed(run, runs)), 'failed');
  const feed = createPageFeed(run, runs);
  const again = take(feed, 1700);
  settle(again, 'stored');
  expect([...again, ...take(feed)]).toEqual(numbers(0, PAGES));
});
