// Copies a source into the mirror: discover, plan, fetch, take out what is gone, and say what was done.
// Invariant: an end at any moment leaves a sound mirror and a queue that the next run goes on with.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { AppError } from '../../shared/contract/errors.ts';
import type { Slug, UnixMs } from '../../shared/domain/ids.ts';
import type {
  PendingRemoval,
  SyncKind,
  SyncProgress,
  SyncReceipt,
} from '../../shared/domain/sync.ts';
import { decodeBody } from '../atlas/site/decode.ts';
import type { Delay } from '../atlas/site/pace.ts';
import type { AtlasSource } from '../atlas/source.ts';
import { rememberVersions } from '../storage/atlas/copy-versions.ts';
import { createKeptPages, findKeptPage, type KeptPages } from '../storage/atlas/kept-pages.ts';
import { createSourceStudies, type SourceStudies } from '../storage/atlas/source-studies.ts';
import { createStudyWriter } from '../storage/atlas/study-writer.ts';
import { createSyncLockStore } from '../storage/atlas/sync-lock.ts';
import { createSyncRuns, type StoredRun, type SyncRuns } from '../storage/atlas/sync-runs.ts';
import { createVersionReader } from '../storage/atlas/version-reader.ts';
import { inTransaction, type MirrorDatabase } from '../storage/open.ts';
import { createBatchWriter } from './batch-writer.ts';
import { createConnection } from './connection.ts';
import { fetchPages } from './fetch-pages.ts';
import { createSiteGuard } from './guards.ts';
import { isProcessAlive, takeLock, type HeldLock } from './lock.ts';
import { isResumable, planSync, RESUME_WITHIN_MS } from './plan.ts';
import {
  dataNamedIn,
  dataNotice,
  METHODOLOGY_PATH,
  RETRACTIONS_PATH,
  studiesNamedIn,
} from './prose-pages.ts';
import { receiptOf, type Left } from './receipt.ts';
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
  /** The studies that the reader has written about, marked or listed. */
  readonly ownStudies: () => ReadonlySet<Slug>;
  /** Told of every change of state, and of pages done at most ten times a second. */
  readonly onProgress: (progress: SyncProgress) => void;
  /** Aborted with a `StopReason`. */
  readonly signal: AbortSignal;
}

/** What the steps of one run share. */
interface Work extends SyncOptions {
  readonly runs: SyncRuns;
  readonly sourceStudies: SourceStudies;
  readonly keptPages: KeptPages;
  readonly report: Reporter;
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
  const lock = takeLock(createSyncLockStore(mirror), {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    now: () => clock.now(),
    isAlive: isProcessAlive,
  });
  const report = createReporter(clock, options.onProgress);
  const work: Work = {
    ...options,
    runs: createSyncRuns(mirror),
    sourceStudies: createSourceStudies(mirror, source.name),
    keptPages: createKeptPages(mirror),
    report,
    lock,
    requestCount: () => source.requestCount() - requestsBefore,
  };
  source.onHold((until) => {
    report.wait({ reason: 'site-asked', until: until as UnixMs });
  });
  try {
    const run = await openRun(work);
    await fetchQueue(run, work);
    const left = removeGone(run, work);
    return finish(run, left, work);
  } catch (error) {
    if (!signal.aborted || error instanceof AppError) throw error;
    const reason = stopReasonOf(signal);
    const run = work.runs.unfinished(source.name);
    if (run !== null && reason === 'stop') work.runs.giveUp(run);
    if (run !== null && reason === 'pause') work.runs.wish(run, 'paused');
    throw stopped(reason, error);
  } finally {
    lock.release();
  }
}

async function openRun(work: Work): Promise<StoredRun> {
  const { source, clock, signal, runs, report } = work;
  report.begin('checking', 0, 0);
  const unfinished = runs.unfinished(source.name);
  if (unfinished !== null && isResumable(unfinished.startedAt, clock.now())) {
    if (unfinished.wish === 'paused') runs.wish(unfinished, 'run');
    return unfinished;
  }
  const startedAt = clock.now();
  const discovery = await source.discover(signal);
  const retracted = await retractedNow(work);
  const notice = await lookAtMethodology(work);
  report.begin('planning', 0, discovery.studies.length);
  // Walking a listing takes minutes; another process may have come in meanwhile.
  work.lock.confirm();
  const { pages, settled, unlisted } = planSync({
    kind: work.kind,
    source: source.name,
    listed: discovery.studies,
    known: work.sourceStudies.known(),
    failed: work.sourceStudies.failed(),
    own: work.ownStudies(),
    retracted,
    now: startedAt,
    addressOf: (slug) => source.addressOf(slug),
  });
  const run = runs.start(
    {
      token: randomUUID(),
      source: source.name,
      kind: work.kind,
      startedAt,
      discovery: discovery.kind,
      listed: discovery.studies.length,
      pages,
      settled,
      unlisted,
      notices: notice === null ? [] : [notice],
    },
    startedAt - RESUME_WITHIN_MS,
  );
  inTransaction(work.mirror, () => {
    work.sourceStudies.settled(settled, startedAt);
  });
  return run;
}

/** Studies that the site's page of retractions names: their own pages are asked for, and tell. */
async function retractedNow({ source, signal }: Work): Promise<ReadonlySet<Slug>> {
  const page = await source.fetchProse(RETRACTIONS_PATH, signal);
  if (page.kind !== 'page') return new Set();
  return studiesNamedIn(decodeBody(page.bytes, page.contentType), new URL(page.url));
}

/** The first run keeps the page on methods; a sentence where it names the data in another form. */
async function lookAtMethodology(work: Work): Promise<string | null> {
  const { source, signal, mirror, keptPages, clock } = work;
  if (findKeptPage(mirror, 'methodology') !== null) return null;
  const page = await source.fetchProse(METHODOLOGY_PATH, signal);
  if (page.kind !== 'page') return null;
  const { url, bytes, contentType } = page;
  keptPages.keep('methodology', { url, bytes, contentType, fetchedAt: clock.now(), reason: null });
  return dataNotice(dataNamedIn(decodeBody(bytes, contentType), new URL(url)));
}

async function fetchQueue(run: StoredRun, work: Work): Promise<void> {
  const { runs, source, clock, report } = work;
  const pending = runs.pendingPages(run);
  const { total } = runs.counts(run);
  const writer = createBatchWriter({
    ...work,
    run,
    studies: createStudyWriter(work.mirror),
    originNow: () => ({ kind: 'site', source: source.name, at: clock.now() }),
  });
  report.begin('fetching', total - pending.length, total);
  await fetchPages(pending, {
    ...work,
    run,
    writer,
    guard: createSiteGuard(source.name, total - pending.length),
    connection: createConnection(work),
  });
}

function removeGone(run: StoredRun, work: Work): Left {
  const { runs, sourceStudies, clock, report, lock, source } = work;
  const { total } = runs.counts(run);
  report.begin('removing', total, total);
  lock.confirm();
  const { missing, moved } = runs.outcomesOf(run);
  const at = clock.now();
  const removal = judgeRemovals({
    source: source.name,
    run: run.token,
    now: at,
    missing: sourceStudies.missing(missing),
    moved: moved.map((one) => ({ ...one, isShown: sourceStudies.isShown(one.slug) })),
    shown: sourceStudies.countShown(),
    decision: run.decision,
  });
  if (removal.kind === 'ask') {
    runs.ask(run, removal.pending);
    throw needsDecision(removal.pending);
  }
  sourceStudies.remove(removal, at);
  if (run.decision === 'keep') {
    inTransaction(work.mirror, () => {
      sourceStudies.forgetMissing(missing);
    });
  }
  return removal;
}

function finish(run: StoredRun, left: Left, work: Work): SyncReceipt {
  const { runs, sourceStudies, clock, report, lock, mirror } = work;
  const { total } = runs.counts(run);
  report.begin('finishing', total, total);
  lock.confirm();
  const finishedAt = clock.now();
  const receipt = receiptOf(
    { run, outcomes: runs.outcomesOf(run), left, finishedAt },
    sourceStudies,
    createVersionReader(mirror),
  );
  rememberVersions(mirror);
  return runs.finish(run, receipt);
}

function needsDecision(pending: PendingRemoval): AppError {
  const what = pending.gone + pending.moved;
  return new AppError(
    'needs-decision',
    `${what} of the ${pending.of} studies that came from ${pending.source} are no longer at their addresses (${pending.examples.slice(0, 3).join(', ')} …). That may be a fault of the site, so nothing was taken out of the copy, and everything else of this sync is kept. Your notes and lists are safe either way. Say whether they are to be removed or kept: companion sync --decide remove, or keep.`,
    { ref: pending.source },
  );
}
