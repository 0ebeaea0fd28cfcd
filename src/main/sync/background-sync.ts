// The one sync of this process: begun in the background or waited for, looked at, stopped.
// Invariant: one at a time; whoever stops it knows, when told so, that it writes no more. That a person
// stopped it is no failure.
import { failure, type ErrorValue } from '../../shared/contract/envelope.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import {
  NO_PROGRESS,
  type SyncProgress,
  type SyncReceipt,
  type SyncState,
} from '../../shared/domain/sync.ts';
import { stopReasonOf, type StopReason } from './stop.ts';

/** What does the work: a long job. */
export type SyncJob = (tools: {
  /** Aborted with a `StopReason`. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SyncProgress) => void;
}) => Promise<SyncReceipt>;

/** How the sync of this process stands. */
export interface SyncStanding {
  readonly isRunning: boolean;
  /** Of the one that runs, else of the last; null before the first. */
  readonly source: string | null;
  readonly startedAt: UnixMs | null;
  readonly progress: SyncProgress;
  /** How the last one ended, if it failed. */
  readonly failure: ErrorValue | null;
}

export interface BackgroundSyncOptions {
  readonly now: () => UnixMs;
  /** Puts what was thrown into words. */
  readonly explain: (error: unknown) => Promise<unknown>;
  readonly onProgress: (progress: SyncProgress) => void;
  /** The sync has ended, in whatever way; `standing` says so already. */
  readonly onEnd: () => void;
}

export interface BackgroundSync {
  /** Begins a sync and returns; one that runs already is joined. */
  start(source: string, job: SyncJob): { readonly joined: boolean };
  /** Runs a sync to its end. @throws AppError `sync-running` where one runs; what the job throws */
  run(source: string, job: SyncJob, signal: AbortSignal): Promise<SyncReceipt>;
  /** Ends the sync, keeping what it fetched; resolves when it has ended. False where none ran. */
  stop(reason: StopReason): Promise<boolean>;
  standing(): SyncStanding;
}

/** No sync runs yet. */
export function createBackgroundSync(options: BackgroundSyncOptions): BackgroundSync {
  let running: { readonly stop: AbortController; readonly end: Promise<unknown> } | null = null;
  let standing: SyncStanding = {
    isRunning: false,
    source: null,
    startedAt: null,
    progress: NO_PROGRESS,
    failure: null,
  };

  function report(progress: SyncProgress): void {
    standing = { ...standing, progress };
    options.onProgress(progress);
  }

  function end(failed: ErrorValue | null, state: SyncState): void {
    running = null;
    standing = { ...standing, isRunning: false, failure: failed };
    report({ ...standing.progress, state, wait: null, leftMs: null });
    options.onEnd();
  }

  async function work(job: SyncJob, signal: AbortSignal): Promise<SyncReceipt> {
    try {
      const receipt = await job({ signal, onProgress: report });
      end(null, 'idle');
      return receipt;
    } catch (error) {
      const explained = await options.explain(error);
      const envelope = failure(explained);
      const wasStopped = signal.aborted && !envelope.ok && envelope.error.code === 'aborted';
      if (envelope.ok || wasStopped) end(null, stateAfter(stopReasonOf(signal)));
      else if (envelope.error.code === 'needs-decision') end(null, 'needs-decision');
      else end(envelope.error, 'failed');
      throw explained;
    }
  }

  function begin(source: string, job: SyncJob, outer: AbortSignal | null): Promise<SyncReceipt> {
    const stop = new AbortController();
    const signal = outer === null ? stop.signal : AbortSignal.any([stop.signal, outer]);
    standing = {
      isRunning: true,
      source,
      startedAt: options.now(),
      progress: { ...NO_PROGRESS, state: 'checking' },
      failure: null,
    };
    // A turn later, so that `running` is set before the job can end.
    const ended = Promise.resolve().then(() => work(job, signal));
    running = { stop, end: ended.catch(() => undefined) };
    return ended;
  }

  return {
    start(source, job) {
      if (running !== null) return { joined: true };
      // How it ends stands in `standing`.
      begin(source, job, null).catch(() => undefined);
      return { joined: false };
    },
    async run(source, job, signal) {
      if (running !== null) throw alreadyRunning();
      return await begin(source, job, signal);
    },
    async stop(reason) {
      if (running === null) return false;
      running.stop.abort(reason);
      await running.end;
      return true;
    },
    standing: () => standing,
  };
}

function stateAfter(reason: StopReason): SyncState {
  return reason === 'pause' ? 'paused' : 'idle';
}

function alreadyRunning(): AppError {
  return new AppError(
    'sync-running',
    'A sync is running in this program already. Nothing was changed by this one. Wait until it is done, or stop it.',
    { retryable: true },
  );
}
