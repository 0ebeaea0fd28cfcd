// The long jobs: what each is given, what it answers, and where it is done.
// Invariant: a job opens connections of its own and closes them; none of them can write the library.
import { setTimeout as wait } from 'node:timers/promises';
import type { UnixMs } from '../../shared/domain/ids.ts';
import type { SyncKind, SyncProgress, SyncReceipt } from '../../shared/domain/sync.ts';
import type { Delay } from '../atlas/site/pace.ts';
import { createSiteSource } from '../atlas/site/site-source.ts';
import type { Transport } from '../atlas/site/transport.ts';
import { ownStudies } from '../storage/library/own-studies.ts';
import { openMirror, openReader } from '../storage/open.ts';
import type { DataPaths } from '../storage/paths.ts';
import { runSync } from '../sync/engine.ts';
import { rereadPages } from '../sync/reread.ts';

/** What can be asked for. All values can be cloned into another thread. */
export type Job =
  | {
      readonly name: 'sync';
      readonly source: string;
      readonly kind: SyncKind;
      /** Between two requests; null for the site's pace. */
      readonly delayMs: number | null;
    }
  | { readonly name: 'reread' };

/** What a job works with, in whichever thread it runs. */
export interface JobTools {
  readonly paths: DataPaths;
  readonly version: string;
  readonly now: () => UnixMs;
  readonly delay: Delay;
  readonly transport: Transport;
  readonly onProgress: (progress: SyncProgress) => void;
  /** Aborted with a `StopReason`. */
  readonly signal: AbortSignal;
}

/** Waits on the clock of this computer. */
export const waitFor: Delay = (milliseconds, signal) => wait(milliseconds, undefined, { signal });

/** Runs a job to its end. @throws AppError as the job does; what SQLite throws is not yet in words */
export async function runJob(job: Job, tools: JobTools): Promise<SyncReceipt> {
  const mirror = openMirror(tools.paths);
  try {
    switch (job.name) {
      case 'sync':
        return await syncSite(job, { ...tools, mirror });
      case 'reread':
        return rereadPages({ ...tools, mirror, clock: tools });
    }
  } finally {
    mirror.close();
  }
}

async function syncSite(
  job: Extract<Job, { name: 'sync' }>,
  tools: JobTools & { readonly mirror: ReturnType<typeof openMirror> },
): Promise<SyncReceipt> {
  const { paths, version, now, delay, transport } = tools;
  const source = createSiteSource({
    address: job.source,
    version,
    delayMs: job.delayMs,
    transport,
    now,
    delay,
    random: Math.random,
  });
  return await runSync({
    ...tools,
    source,
    kind: job.kind,
    clock: { now },
    ownStudies: () => {
      const reader = openReader(paths);
      try {
        return ownStudies(reader);
      } finally {
        reader.close();
      }
    },
  });
}
