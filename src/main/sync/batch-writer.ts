// Gathers what pages came to and writes it in batches: history first, then mirror and queue in one transaction.
// Invariant: a page is closed in the queue together with what it changed, so that a crash repeats at most one batch.
import type { Slug } from '../../shared/domain/ids.ts';
import type { StudyOrigin, StudyReading } from '../../shared/domain/study.ts';
import type { MovedStudy } from '../../shared/domain/sync.ts';
import type { KeptPages } from '../storage/atlas/kept-pages.ts';
import type { Answered, SourceStudies } from '../storage/atlas/source-studies.ts';
import type { IncomingReading, StudyWriter } from '../storage/atlas/study-writer.ts';
import type { SettledPage, StoredRun, SyncRuns } from '../storage/atlas/sync-runs.ts';
import type { HeldLock } from './lock.ts';
import type { PageResult } from './read-answer.ts';

/** At one page a second a crash costs less than half a minute of fetching; a batch holds the mirror for about 20 ms. */
export const BATCH_PAGES = 25;

/** What a page came to, and the sitemap's date when it was asked for. */
export interface GatheredResult {
  readonly result: PageResult;
  readonly lastmod: string | null;
}

export interface BatchWriterOptions {
  readonly run: StoredRun;
  readonly runs: SyncRuns;
  readonly sourceStudies: SourceStudies;
  readonly studies: StudyWriter;
  readonly keptPages: KeptPages;
  readonly lock: HeldLock;
  readonly originNow: () => StudyOrigin;
  /** Requests sent so far, of every kind. */
  readonly requestCount: () => number;
}

export interface BatchWriter {
  /** Takes a result; writes when a batch is full, unless held back. */
  add(gathered: GatheredResult): void;
  /** Writes what has been gathered. */
  flush(): void;
  /** Until released, nothing is written. */
  release(): void;
}

/** A writer that begins held back: the first pages decide whether anything is written at all. */
export function createBatchWriter(options: BatchWriterOptions): BatchWriter {
  const { run, runs, sourceStudies, studies, keptPages, lock } = options;
  let gathered: GatheredResult[] = [];
  let isHeld = true;
  let requestsCounted = 0;

  function flush(): void {
    if (isHeld || (gathered.length === 0 && requestsCounted === options.requestCount())) return;
    lock.confirm();
    const batch = gathered;
    const origin = options.originNow();
    const requests = options.requestCount();
    studies.rewrite(rereadIn(batch), origin.at);
    studies.write(incomingOf(batch), origin, () => {
      sourceStudies.answered(answeredIn(batch), origin.at);
      sourceStudies.failedToRead(failedIn(batch), origin.at);
      const stamp = { at: origin.at, token: run.token };
      sourceStudies.saidMissing(missingIn(batch), stamp);
      sourceStudies.saidMoved(movedIn(batch), stamp);
      keepUnreadable(batch, origin);
      runs.settle(run, settledIn(batch), requests - requestsCounted);
    });
    requestsCounted = requests;
    gathered = [];
  }

  function keepUnreadable(batch: readonly GatheredResult[], origin: StudyOrigin): void {
    for (const { result } of batch) {
      if (result.kind === 'read') keptPages.forget(`unreadable:${result.reading.slug}`);
      if (result.kind === 'confirmed') keptPages.forget(`unreadable:${result.slug}`);
      if (result.kind !== 'unreadable' || result.page === null) continue;
      keptPages.keep(`unreadable:${result.slug}`, {
        ...result.page,
        fetchedAt: origin.at,
        reason: result.reason,
      });
    }
  }

  return {
    add(one) {
      gathered.push(one);
      if (gathered.length >= BATCH_PAGES) flush();
    },
    flush,
    release() {
      isHeld = false;
    },
  };
}

function incomingOf(batch: readonly GatheredResult[]): IncomingReading[] {
  return batch.flatMap(({ result }) =>
    result.kind === 'read' ? [{ reading: result.reading, page: result.page }] : [],
  );
}

function rereadIn(batch: readonly GatheredResult[]): StudyReading[] {
  return batch.flatMap(({ result }) => (result.kind === 'reread' ? [result.reading] : []));
}

function movedIn(batch: readonly GatheredResult[]): MovedStudy[] {
  return batch.flatMap(({ result }) =>
    result.kind === 'moved' ? [{ slug: result.slug, to: result.to }] : [],
  );
}

function answeredIn(batch: readonly GatheredResult[]): Answered[] {
  return batch.flatMap(({ result, lastmod }): Answered[] => {
    if (result.kind === 'read' || result.kind === 'reread') {
      return [{ slug: result.reading.slug, lastmod }];
    }
    return result.kind === 'confirmed' ? [{ slug: result.slug, lastmod }] : [];
  });
}

function failedIn(batch: readonly GatheredResult[]): { slug: Slug; reason: string }[] {
  return batch.flatMap(({ result }) =>
    result.kind === 'unreadable' || result.kind === 'failed'
      ? [{ slug: result.slug, reason: result.reason }]
      : [],
  );
}

function missingIn(batch: readonly GatheredResult[]): Slug[] {
  return batch.flatMap(({ result }) => (result.kind === 'missing' ? [result.slug] : []));
}

function settledIn(batch: readonly GatheredResult[]): SettledPage[] {
  return batch.map(({ result }): SettledPage => {
    switch (result.kind) {
      case 'read':
        return { slug: result.reading.slug, outcome: 'stored' };
      case 'reread':
        return { slug: result.reading.slug, outcome: 'unchanged' };
      case 'confirmed':
        return { slug: result.slug, outcome: 'unchanged' };
      case 'moved':
        return { slug: result.slug, outcome: 'moved', to: result.to };
      case 'missing':
      case 'failed':
      case 'unreadable':
        return { slug: result.slug, outcome: result.kind, detail: result.reason };
    }
  });
}
