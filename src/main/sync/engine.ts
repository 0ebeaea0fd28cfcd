// Copies a source into the mirror: discover, plan, fetch, take out what is gone, and say what was done.
// Invariant: an end at any moment leaves a sound mirror and a queue that the next run goes on with.
import { AppError } from '../../shared/contract/errors.ts';
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import type {
  PendingRemoval,
  SyncKind,
  SyncProgress,
  SyncReceipt,
} from '../../shared/domain/sync.ts';
import type { Delay } from '../atlas/site/pace.ts';
import type { AtlasSource } from '../atlas/source.ts';
import { createKeptPages, type KeptPages } from '../storage/atlas/kept-pages.ts';
import { createLeavingStudies } from '../storage/atlas/leaving-studies.ts';
import { createSourceStudies, type SourceStudies } from '../storage/atlas/source-studies.ts';
import { createTitleLookup } from '../storage/atlas/study-titles.ts';
import { createStudyWriter } from '../storage/atlas/study-writer.ts';
import { createSyncLockStore } from '../storage/atlas/sync-lock.ts';
import { createSyncRuns, type StoredRun, type SyncRuns } from '../storage/atlas/sync-runs.ts';
import { inTransaction, type MirrorDatabase } from '../storage/open.ts';
import { createBatchWriter } from './batch-writer.ts';
import { closeEarly, closeRun } from './close-run.ts';
import { createConnection, OFFLINE, type Connection, type OnWake } from './connection.ts';
import { fetchPages } from './fetch-pages.ts';
import { createSiteGuard } from './guards.ts';
import { ownHolder, takeLock, type HeldLock } from './lock.ts';
import type { JobTurn } from './job-turns.ts';
import { openRun } from './open-run.ts';
import { createPageFeed } from './page-feed.ts';
import { judgeRemovals } from './removals.ts';
import { createReporter, type Reporter } from './reporter.ts';
import { stopped, stopReasonOf } from './stop.ts';

export interface SyncOptions {
  readonly source: AtlasSource;
  readonly kind: SyncKind;
  readonly mirror: MirrorDatabase;
  readonly clock: { now(): UnixMs };
  /** Waits while there is no connection. */
  readonly delay: Delay;
  /** Cuts such a wait short. */
  readonly onWake?: OnWake;
  /** The studies that the reader has written about, marked or listed. */
  readonly ownStudies: () => ReadonlySet<Slug>;
  /** Told of every change of state, and of pages done at most ten times a second. */
  readonly onProgress: (progress: SyncProgress) => void;
  /** Aborted with a `StopReason`. */
  readonly signal: AbortSignal;
  /** Where it is a long job of this process. */
  readonly turn?: JobTurn;
}

/** What the steps of one run share. */
interface Work extends SyncOptions {
  readonly runs: SyncRuns;
  readonly sourceStudies: SourceStudies;
  readonly keptPages: KeptPages;
  readonly report: Reporter;
  readonly connection: Connection;
  readonly lock: HeldLock;
  /** Requests sent by this run. */
  readonly requestCount: () => number;
}

/**
 * Runs one sync, or goes on with the one that was interrupted less than a day ago.
 * @throws AppError `sync-running`, `source-unreachable`, `source-refused`, `unreadable-site`, `needs-decision`, `aborted`, and
 * the writer's `locked`, `disk-full`, `not-writable`, `mirror-corrupt`. What was written before stays; the queue stays, unless
 * the run was stopped for good.
 */
export async function runSync(options: SyncOptions): Promise<SyncReceipt> {
  const { clock, mirror, signal, source } = options;
  // A source may have been at work before this run.
  const requestsBefore = source.requestCount();
  const lock = takeLock(
    createSyncLockStore(mirror),
    ownHolder(() => clock.now(), options.turn ?? null),
  );
  const report = createReporter(clock, options.onProgress, createTitleLookup(mirror));
  const connection = createConnection({ ...options, report });
  const work: Work = {
    ...options,
    runs: createSyncRuns(mirror),
    sourceStudies: createSourceStudies(mirror, source.name),
    keptPages: createKeptPages(mirror),
    report,
    connection,
    lock,
    requestCount: () => source.requestCount() - requestsBefore,
  };
  source.onHold((until) => {
    if (until === null) report.endSilence();
    else report.silence(until as UnixMs);
  });
  try {
    const run = await openRun(work);
    await fetchQueue(run, work);
    removeGone(run, work);
    const { total } = work.runs.counts(run);
    report.begin('finishing', total, total);
    lock.confirm();
    return closeRun(mirror, run, clock.now());
  } catch (error) {
    if (!signal.aborted || error instanceof AppError) {
      if (!mayPass(error)) noteFailure(work);
      throw error;
    }
    const reason = stopReasonOf(signal);
    const run = work.runs.unfinished(source.name);
    if (run !== null && reason === 'stop') closeEarly(mirror, run, clock.now());
    if (run !== null && reason === 'pause') work.runs.wish(run, 'paused');
    throw stopped(reason, error);
  } finally {
    lock.release();
  }
}

async function fetchQueue(run: StoredRun, work: Work): Promise<void> {
  const { runs, source, clock, report } = work;
  const { total, left } = runs.counts(run);
  const writer = createBatchWriter({
    ...work,
    run,
    studies: createStudyWriter(work.mirror),
    originNow: () => ({ kind: 'site', source: source.name, at: clock.now() }),
  });
  report.begin('fetching', total - left, total);
  await fetchPages(createPageFeed(run, runs), {
    ...work,
    run,
    writer,
    guard: createSiteGuard(source.name, total - left),
  });
}

function removeGone(run: StoredRun, work: Work): void {
  const { runs, clock, report, lock, source, mirror } = work;
  const studies = createLeavingStudies(mirror, source.name);
  const { total } = runs.counts(run);
  report.begin('removing', total, total);
  lock.confirm();
  const { missing, moved } = runs.leavingOf(run);
  const at = clock.now();
  const removal = judgeRemovals({
    source: source.name,
    run: run.token,
    now: at,
    missing: studies.missing(missing),
    moved: studies.moved(moved.map(({ slug }) => slug)),
    shown: studies.countShown(),
    decision: run.decision,
  });
  if (removal.kind === 'ask') {
    runs.ask(run, removal.pending);
    throw needsDecision(removal.pending);
  }
  studies.remove(removal, { id: run.id, at });
  if (run.decision !== 'keep') return;
  inTransaction(mirror, () => {
    studies.forgetLeaving([...missing, ...moved.map(({ slug }) => slug)]);
  });
}

/** The run waits for the reader now: what has failed is not tried again by itself. */
function noteFailure({ runs, source }: Work): void {
  try {
    const run = runs.unfinished(source.name);
    if (run !== null && run.pending === null) runs.wish(run, 'failed');
  } catch (error) {
    // The disk that is full, or the file that is damaged, is what is told already.
    if (!(error instanceof Error)) throw error;
  }
}

// Of these a program that stays open makes another try by itself: the network may be back, the file free.
const PASSING: ReadonlySet<string> = new Set(['locked', 'sync-running', 'aborted']);

function mayPass(error: unknown): boolean {
  return error instanceof AppError && (PASSING.has(error.code) || error.cause === OFFLINE);
}

function needsDecision(pending: PendingRemoval): AppError {
  const what = pending.gone + pending.moved;
  return new AppError(
    'needs-decision',
    `${what} of the ${pending.of} studies that came from ${pending.source} are no longer at their addresses (${pending.examples.slice(0, 3).join(', ')} …). That may be a fault of the site, so nothing was taken out of the copy, and everything else of this sync is kept. Your notes and lists are safe either way. Say whether they are to be removed or kept: companion sync --decide remove, or keep.`,
    { ref: pending.source },
  );
}
