// Hands out a run's queue page by page, a part of it in memory at a time.
// Invariant: each page once a session: what waits, in its order, also what is put there meanwhile; then what could not
// be read in an earlier session, once more.
import {
  PAGES_AT_ONCE,
  type PlacedPage,
  type QueuedPage,
  type StoredRun,
  type SyncRuns,
} from '../storage/atlas/sync-runs.ts';

export interface PageFeed {
  /** The next page; undefined where there is none just now. */
  take(): QueuedPage | undefined;
}

/** A feed over what is left of a run's queue. */
export function createPageFeed(
  run: StoredRun,
  runs: Pick<SyncRuns, 'waitingPages' | 'failedPlaces' | 'pagesAt'>,
): PageFeed {
  // Before any fails in this session. Their places alone: a site that answered with errors to the end has failed with all.
  const failed = runs.failedPlaces(run);
  let failedPart: Iterator<QueuedPage> = [].values();
  let part: Iterator<PlacedPage> = [].values();
  let last = -1;
  function nextWaiting(): PlacedPage | undefined {
    const next = part.next();
    if (next.done !== true) return next.value;
    part = runs.waitingPages(run, last).values();
    return part.next().value as PlacedPage | undefined;
  }
  function nextFailed(): QueuedPage | undefined {
    const next = failedPart.next();
    if (next.done !== true) return next.value;
    failedPart = runs.pagesAt(run, failed.splice(0, PAGES_AT_ONCE)).values();
    return failedPart.next().value as QueuedPage | undefined;
  }
  return {
    take() {
      const page = nextWaiting();
      if (page === undefined) return nextFailed();
      last = page.position;
      return page;
    },
  };
}
