// Copies a source into the mirror: discover, plan, fetch, write, and say what was done.
// Invariant: an end at any moment leaves a sound mirror and a queue that the next run goes on with.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { AppError } from '../../shared/contract/errors.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import type { SyncProgress, SyncReceipt, SyncState } from '../../shared/domain/sync.ts';
import type { AtlasSource } from '../atlas/source.ts';
import type { MirrorDatabase } from '../storage/open.ts';
import { createStudyWriter } from '../storage/atlas/study-writer.ts';
import { createSyncLockStore } from '../storage/atlas/sync-lock.ts';
import {
  createSyncRepository,
  type NewRun,
  type QueuedPage,
  type StoredRun,
  type SyncRepository,
} from '../storage/atlas/sync-repository.ts';
import { createBatchWriter, type BatchWriter } from './batch-writer.ts';
import { createSiteGuard, type SiteGuard } from './guards.ts';
import { isProcessAlive, takeLock, type HeldLock } from './lock.ts';
import { findUnlisted, isResumable, planPages, PROBE_PAGES, RESUME_WITHIN_MS } from './plan.ts';
import { readAnswer } from './read-answer.ts';

/** The source paces itself; two at work keep its two places filled while a page is read and written. */
const WORKERS = 2;
const PROGRESS_EVERY_MS = 100;

export interface SyncOptions {
  readonly source: AtlasSource;
  readonly mirror: MirrorDatabase;
  readonly clock: { now(): UnixMs };
  /** Told of every change of state, and of pages done at most ten times a second. */
  readonly onProgress: (progress: SyncProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs one sync, or goes on with the one that was interrupted less than a day ago.
 * @throws AppError `sync-running`, `source-unreachable`, `source-refused`, `unreadable-site`, `aborted`, and the
 * writer's `locked`, `disk-full`, `not-writable`, `mirror-corrupt`. What was written before stays; the queue stays.
 */
export async function runSync(options: SyncOptions): Promise<SyncReceipt> {
  const { clock, mirror, signal } = options;
  const token = randomUUID();
  const holder = {
    token,
    pid: process.pid,
    host: hostname(),
    now: () => clock.now(),
    isAlive: isProcessAlive,
  };
  // A source may have been at work before this run.
  const requestsBefore = options.source.requestCount();
  const lock = takeLock(createSyncLockStore(mirror), holder);
  try {
    const repository = createSyncRepository(mirror);
    const report = createReporter(options);
    const run = await openRun(options, repository, { report, lock });
    const { source } = options;
    const pending = repository.pendingPages(run);
    const writer = createBatchWriter({
      run,
      repository,
      studies: createStudyWriter(mirror),
      lock,
      originNow: () => ({ kind: 'site', source: source.name, at: clock.now() }),
      requestCount: () => source.requestCount() - requestsBefore,
    });
    const guard = createSiteGuard(source.name, run.listed - pending.length);
    report.begin('fetching', run.listed - pending.length, run.listed);
    await fetchAll(pending, { options, repository, writer, guard, report });
    report.begin('finishing', run.listed, run.listed);
    lock.confirm();
    return repository.finishRun(run, receiptOf(run, repository, clock.now()));
  } catch (error) {
    throw signal.aborted && !(error instanceof AppError) ? stoppedByHand(error) : error;
  } finally {
    lock.release();
  }
}

async function openRun(
  options: SyncOptions,
  repository: SyncRepository,
  tools: { readonly report: Reporter; readonly lock: HeldLock },
): Promise<StoredRun> {
  const { source, clock, signal } = options;
  tools.report.begin('checking', 0, 0);
  const unfinished = repository.unfinishedRun(source.name);
  if (unfinished !== null && isResumable(unfinished.startedAt, clock.now())) return unfinished;
  const startedAt = clock.now();
  const discovery = await source.discover(signal);
  tools.report.begin('planning', 0, discovery.studies.length);
  // Walking a listing takes minutes; another process may have come in meanwhile.
  tools.lock.confirm();
  const plan: NewRun = {
    token: randomUUID(),
    source: source.name,
    startedAt,
    discovery: discovery.kind,
    pages: planPages(discovery.studies, repository.knownStudies()),
  };
  return repository.startRun(plan, startedAt - RESUME_WITHIN_MS);
}

interface FetchTools {
  readonly options: SyncOptions;
  readonly repository: SyncRepository;
  readonly writer: BatchWriter;
  readonly guard: SiteGuard;
  readonly report: Reporter;
}

async function fetchAll(pages: readonly QueuedPage[], tools: FetchTools): Promise<void> {
  const { guard, writer } = tools;
  try {
    await fetchSideBySide(pages.slice(0, PROBE_PAGES), tools);
    guard.judgeProbe();
    writer.release();
    await fetchSideBySide(pages.slice(PROBE_PAGES), tools);
  } finally {
    // Whatever ended the run, what was fetched is worth keeping.
    writer.flush();
  }
}

/** Two at work on one queue. The first failure stops both and is the one that is thrown. */
async function fetchSideBySide(pages: readonly QueuedPage[], tools: FetchTools): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([tools.options.signal, stop.signal]);
  const queue = pages.values();
  const failures: unknown[] = [];
  async function work(): Promise<void> {
    try {
      for (const page of queue) await fetchOne(page, tools, signal);
    } catch (error) {
      failures.push(error);
      stop.abort();
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, work));
  if (failures.length > 0) throw failures[0];
}

async function fetchOne(page: QueuedPage, tools: FetchTools, signal: AbortSignal): Promise<void> {
  const { source } = tools.options;
  signal.throwIfAborted();
  const validators =
    page.hashBefore === null ? null : tools.repository.validatorsOf(page.slug, source.name);
  const result = readAnswer(page, await source.fetch(page, validators, signal));
  tools.writer.add(result);
  tools.report.step();
  tools.guard.note(result.kind === 'unreadable' ? result.verdict : { kind: 'read' });
}

function receiptOf(run: StoredRun, repository: SyncRepository, finishedAt: UnixMs): SyncReceipt {
  const { added, changed, unchanged, unreadable, listed, requests } = repository.outcomesOf(run);
  return {
    source: run.source,
    startedAt: run.startedAt,
    finishedAt,
    discovery: run.discovery,
    listed: run.listed,
    requests,
    added,
    changed,
    unchanged,
    unreadable,
    unlisted: findUnlisted(repository.knownStudies(), run.source, listed),
  };
}

interface Reporter {
  begin(state: SyncState, done: number, total: number): void;
  step(): void;
}

function createReporter({ clock, onProgress }: SyncOptions): Reporter {
  let progress: SyncProgress = { state: 'idle', done: 0, total: 0 };
  let reportedAt = 0;
  return {
    begin(state, done, total) {
      progress = { state, done, total };
      reportedAt = clock.now();
      onProgress(progress);
    },
    step() {
      progress = { ...progress, done: progress.done + 1 };
      if (Math.abs(clock.now() - reportedAt) < PROGRESS_EVERY_MS) return;
      reportedAt = clock.now();
      onProgress(progress);
    },
  };
}

function stoppedByHand(cause: unknown): AppError {
  return new AppError(
    'aborted',
    'The sync was stopped. What was fetched is kept and can be used. Started again within a day, it goes on where it stopped.',
    { retryable: true, cause },
  );
}
