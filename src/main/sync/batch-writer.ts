// Gathers what pages came to and writes it in batches: history, mirror, then the queue.
// Invariant: a page is closed in the queue after it is in the mirror, so that a crash repeats at most one batch.
import type { StudyOrigin } from '../../shared/domain/study.ts';
import type { StudyWriter } from '../storage/atlas/study-writer.ts';
import type { StoredRun, SyncRepository } from '../storage/atlas/sync-repository.ts';
import type { HeldLock } from './lock.ts';
import type { PageResult } from './read-answer.ts';

/** At one page a second a crash costs less than half a minute of fetching; a batch holds the mirror for about 20 ms. */
export const BATCH_PAGES = 25;

export interface BatchWriterOptions {
  readonly run: StoredRun;
  readonly repository: SyncRepository;
  readonly studies: StudyWriter;
  readonly lock: HeldLock;
  readonly originNow: () => StudyOrigin;
  /** Requests sent so far, of every kind. */
  readonly requestCount: () => number;
}

export interface BatchWriter {
  /** Takes a result; writes when a batch is full, unless held back. */
  add(result: PageResult): void;
  /** Writes what has been gathered. */
  flush(): void;
  /** Until released, nothing is written. */
  release(): void;
}

/** A writer that begins held back: the first pages decide whether anything is written at all. */
export function createBatchWriter(options: BatchWriterOptions): BatchWriter {
  const { run, repository, studies, lock } = options;
  let gathered: PageResult[] = [];
  let isHeld = true;
  let requestsCounted = 0;

  function flush(): void {
    if (isHeld || (gathered.length === 0 && requestsCounted === options.requestCount())) return;
    lock.confirm();
    const batch = gathered;
    const origin = options.originNow();
    const incoming = batch.flatMap((result) =>
      result.kind === 'read' ? [{ reading: result.reading, page: result.page }] : [],
    );
    if (incoming.length > 0) studies.write(incoming, origin);
    repository.confirm(
      batch.flatMap((result) => (result.kind === 'confirmed' ? [result.slug] : [])),
      origin.at,
    );
    const requests = options.requestCount();
    repository.settle(
      run,
      batch.map((result) =>
        result.kind === 'read'
          ? { slug: result.reading.slug, unreadable: null }
          : { slug: result.slug, unreadable: result.kind === 'unreadable' ? result.reason : null },
      ),
      requests - requestsCounted,
    );
    requestsCounted = requests;
    gathered = [];
  }

  return {
    add(result) {
      gathered.push(result);
      if (gathered.length >= BATCH_PAGES) flush();
    },
    flush,
    release() {
      isHeld = false;
    },
  };
}
