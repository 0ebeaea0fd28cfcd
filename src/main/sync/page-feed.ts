// Hands out a run's queue page by page, a part of it in memory at a time.
// Invariant: each page once a session: what waits, in its order, also what is put there meanwhile; then what could not
// be read in an earlier session, once more.
import type { PlacedPage, QueuedPage, StoredRun, SyncRuns } from '../storage/atlas/sync-runs.ts';

export interface PageFeed {
  /** The next page; undefined where there is none just now. */
  take(): QueuedPage | undefined;
}

/** A feed over what is left of a run's queue. */
export function createPageFeed(
  run: StoredRun,
  runs: Pick<SyncRuns, 'waitingPages' | 'failedPages'>,
): PageFeed {
  const failed = runs.failedPages(run).values();
  let part: Iterator<PlacedPage> = [].values();
  let last = -1;
  function nextWaiting(): PlacedPage | undefined {
    const next = part.next();
    if (next.done !== true) return next.value;
    part = runs.waitingPages(run, last).values();
    return part.next().value as PlacedPage | undefined;
  }
  return {
    take() {
      const page = nextWaiting();
      if (page === undefined) return failed.next().value;
      last = page.position;
      return page;
    },
  };
}
