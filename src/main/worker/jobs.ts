// The long jobs: what each is given, what it answers, and where it is done.
// Invariant: a job opens connections of its own and closes them; none of them can write the library.
import { setTimeout as wait } from 'node:timers/promises';
import type { BundleInfo, BundleProgress, BundleReceipt } from '../../shared/domain/bundle.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import type { SyncKind, SyncProgress, SyncReceipt } from '../../shared/domain/sync.ts';
import type { Delay } from '../atlas/site/pace.ts';
import { createSiteSource } from '../atlas/site/site-source.ts';
import type { Transport } from '../atlas/site/transport.ts';
import { ownStudies } from '../storage/library/own-studies.ts';
import { openMirror, openReader, type MirrorDatabase } from '../storage/open.ts';
import type { DataPaths } from '../storage/paths.ts';
import { createBundle, type CreatedBundle } from '../sync/bundle/create-bundle.ts';
import { importBundle, verifyBundle } from '../sync/bundle/import-bundle.ts';
import type { OnWake } from '../sync/connection.ts';
import { runSync } from '../sync/engine.ts';
import type { JobTurn } from '../sync/job-turns.ts';
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
  | { readonly name: 'reread' }
  | {
      readonly name: 'bundle-create';
      readonly path: string;
      readonly maker: string;
      readonly withPages: boolean;
      /** Replace a file that is no bundle. */
      readonly force: boolean;
    }
  | { readonly name: 'bundle-verify'; readonly path: string }
  | { readonly name: 'bundle-import'; readonly path: string };
export type JobName = Job['name'];

/** What each job answers. */
export interface JobResults {
  readonly sync: SyncReceipt;
  readonly reread: SyncReceipt;
  readonly 'bundle-create': CreatedBundle;
  readonly 'bundle-verify': BundleInfo;
  readonly 'bundle-import': BundleReceipt;
}

/** What each job tells while it works. */
export type JobProgress<N extends JobName> = N extends 'sync' | 'reread'
  ? SyncProgress
  : BundleProgress;

/** What a job works with, in whichever thread it runs. */
export interface JobTools {
  readonly paths: DataPaths;
  readonly version: string;
  readonly now: () => UnixMs;
  readonly delay: Delay;
  readonly onWake: OnWake;
  readonly transport: Transport;
  readonly onProgress: (progress: SyncProgress | BundleProgress) => void;
  /** Aborted with a `StopReason`. */
  readonly signal: AbortSignal;
  readonly turn: JobTurn;
}

/** Waits on the clock of this computer. */
export const waitFor: Delay = (milliseconds, signal) => wait(milliseconds, undefined, { signal });

/** Runs a job to its end. @throws AppError as the job does; what SQLite throws is not yet in words */
export async function runJob(job: Job, tools: JobTools): Promise<JobResults[JobName]> {
  const clock = { now: tools.now };
  switch (job.name) {
    case 'sync':
      return await withMirror(tools, (mirror) => syncSite(job, { ...tools, mirror }));
    case 'reread':
      return await withMirror(tools, (mirror) => rereadPages({ ...tools, mirror, clock }));
    case 'bundle-import':
      return await withMirror(tools, (mirror) =>
        importBundle({ ...tools, mirror, clock, path: job.path }),
      );
    case 'bundle-verify':
      return await verifyBundle({ ...tools, clock, path: job.path });
    case 'bundle-create': {
      const reader = openReader(tools.paths);
      try {
        return await createBundle({ ...tools, ...job, reader, clock });
      } finally {
        reader.close();
      }
    }
  }
}

async function withMirror<T>(
  { paths }: JobTools,
  work: (mirror: MirrorDatabase) => T | Promise<T>,
): Promise<T> {
  const mirror = openMirror(paths);
  try {
    return await work(mirror);
  } finally {
    mirror.close();
  }
}

async function syncSite(
  job: Extract<Job, { name: 'sync' }>,
  tools: JobTools & { readonly mirror: MirrorDatabase },
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
