// A window's host while its worker copies: how long the main thread does nothing else at a time, and how large the
// process gets. A search is opened again at each change of the data, as a window does it.
// Invariant: a process of its own over the product's core, with the built worker and the real network.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import { createCore, type Core } from '../../src/main/core.ts';
import {
  createFileGrants,
  NO_CHOOSER,
  nodeTransport,
  workerFileBeside,
} from '../../src/main/platform.ts';
import { dataPaths } from '../../src/main/storage/paths.ts';
import type { UnixMs } from '../../src/shared/domain/ids.ts';
import { ROOT } from '../support/checkout.ts';
import { peakBytes } from '../support/peak-memory.ts';

/** In milliseconds. */
export interface Blocks {
  readonly longest: number;
  readonly p99: number;
}

export interface SyncWindowFigures {
  readonly copying: Blocks;
  readonly unchanged: Blocks;
  /** The process at its largest, main thread and worker together. */
  readonly peakBytes: number;
}

const NANOSECONDS = 1_000_000;
const RESOLUTION_MS = 1;

/** The child's part: a first copy, then one that changes nothing. */
export async function syncWindowFigures(input: {
  readonly folder: string;
  readonly url: string;
}): Promise<SyncWindowFigures> {
  const resourcesFolder = path.join(ROOT, 'resources');
  const core = createCore(
    {
      paths: dataPaths(input.folder),
      resourcesFolder,
      version: '0.0.0-bench',
      files: createFileGrants(() => 'file'),
      chooser: NO_CHOOSER,
      fetch: globalThis.fetch,
      windows: 'many',
      transport: nodeTransport,
      workerFile: workerFileBeside(resourcesFolder),
      now: () => Date.now() as UnixMs,
    },
    { checkOutput: false },
  );
  try {
    // What a window has done before anybody asks for a copy.
    await openSearch(core);
    const stop = core.onEvent((event) => {
      if (event.type === 'data.changed') void openSearch(core);
    });
    const copying = await blocksDuring(() => syncToItsEnd(core, input.url));
    const unchanged = await blocksDuring(() => syncToItsEnd(core, input.url));
    stop();
    return { copying, unchanged, peakBytes: peakBytes() };
  } finally {
    await core.close();
  }
}

async function openSearch(core: Core): Promise<void> {
  const answer = await core.request('search.open', { query: 'fatigue' });
  if (!answer.ok) throw new Error(answer.error.message);
}

async function syncToItsEnd(core: Core, source: string): Promise<void> {
  const ended = Promise.withResolvers<undefined>();
  const stop = core.onEvent((event) => {
    if (event.type !== 'sync.progress') return;
    if (event.progress.state === 'idle') ended.resolve(undefined);
    if (event.progress.state === 'failed') ended.reject(new Error('the sync failed'));
  });
  const started = await core.request('sync.start', { source, kind: 'by-hand', delayMs: 0 });
  if (!started.ok) throw new Error(started.error.message);
  await ended.promise;
  stop();
}

async function blocksDuring(work: () => Promise<void>): Promise<Blocks> {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  await work();
  delays.disable();
  return {
    longest: delays.max / NANOSECONDS - RESOLUTION_MS,
    p99: delays.percentile(99) / NANOSECONDS - RESOLUTION_MS,
  };
}
