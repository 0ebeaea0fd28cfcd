// The methods that take a copy of an atlas: waited for by scripts, in the background for a window.
// Invariant: an address that cannot be used, and a library that cannot be opened, are told before anything begins.
import { AppError } from '../../../shared/contract/errors.ts';
import { KEPT_PAGES, type SyncKind } from '../../../shared/domain/sync.ts';
import { isLoopback, parseSite } from '../../atlas/site/address.ts';
import { chooseDelay } from '../../atlas/site/pace.ts';
import { createSyncRuns } from '../../storage/atlas/sync-runs.ts';
import { createSyncLockStore } from '../../storage/atlas/sync-lock.ts';
import type { SyncJob } from '../../sync/background-sync.ts';
import { closeEarly } from '../../sync/close-run.ts';
import { isHeld, requireFree } from '../../sync/lock.ts';
import type { OwnStart } from '../../sync/schedule.ts';
import type { OpenServices, Services } from '../../services.ts';
import type { Job } from '../../worker/jobs.ts';
import type { Handler } from '../router.ts';
import { receiptView, unfinishedView } from '../receipt-view.ts';

interface SyncRequest {
  readonly source: string;
  readonly kind: SyncKind;
  readonly delayMs: number | null;
}

function siteJob(services: Services, { source, kind, delayMs }: SyncRequest): SyncJob {
  // Refused here, in the caller's turn, and not in the middle of a job.
  chooseDelay(delayMs, isLoopback(parseSite(source)));
  return jobOf(services, { name: 'sync', source, kind, delayMs });
}

function jobOf(
  services: Services,
  job: Extract<Job, { readonly name: 'sync' | 'reread' }>,
): SyncJob {
  return (tools) => services.jobs.run(job, tools);
}

/** `sync.run`: takes or renews the copy of an atlas; emits `sync.progress`. Errors: `source-invalid`, `source-unreachable`, `source-refused`, `unreadable-site`, `needs-decision`, `sync-running`, `aborted`. */
export const sync: Handler<Services, 'sync.run'> = async (services, request, { signal }) => {
  const job = siteJob(services, request);
  await services.open();
  return receiptView(await services.sync.run(request.source, job, signal));
};

/** `sync.start`: begins it, or joins the one that runs. Errors: `source-invalid`; all others stand in `sync.state`. */
export const startSync: Handler<Services, 'sync.start'> = async (
  services,
  { source: asked, kind, delayMs },
) => {
  const open = await services.open();
  const source = asked ?? open.library.settings.get().settings.source;
  // A site on this computer is the reader's own, and a window has no setting for its pace.
  const isOwn = isLoopback(parseSite(source));
  const job = siteJob(services, { source, kind, delayMs: delayMs ?? (isOwn ? 0 : null) });
  return { joined: services.sync.start(source, job).joined };
};

/**
 * `sync.pause`: ends the sync of this process; it goes on when it is started again. Errors: `invalid-input` while kept
 * pages are read, which nothing could go on with.
 */
export const pauseSync: Handler<Services, 'sync.pause'> = async (services) => {
  const { isRunning, source } = services.sync.standing();
  if (isRunning && source === KEPT_PAGES) {
    throw new AppError(
      'invalid-input',
      'Reading the kept pages again can be stopped, not paused: it takes moments, and begins from the first page each time. It goes on; what it has read is kept either way.',
    );
  }
  return { paused: await services.sync.stop('pause') };
};

/** `sync.stop`: ends the sync of this process, or gives up the one that is unfinished; what was fetched is kept. */
export const stopSync: Handler<Services, 'sync.stop'> = async (services) => {
  if (await services.sync.stop('stop')) return { stopped: true };
  const { mirror } = await services.open();
  requireFree(createSyncLockStore(mirror), services.platform.now());
  const run = createSyncRuns(mirror).unfinished(null);
  if (run !== null) closeEarly(mirror, run, services.platform.now());
  return { stopped: run !== null };
};

/** `sync.decide`: answers what an unfinished run asks. Errors: `not-found` where none asks. */
export const decideSync: Handler<Services, 'sync.decide'> = async (services, { decision }) => {
  const { mirror } = await services.open();
  requireFree(createSyncLockStore(mirror), services.platform.now());
  const runs = createSyncRuns(mirror);
  const run = runs.unfinished(null);
  if (run === null || run.pending === null) {
    throw new AppError(
      'not-found',
      'No sync is waiting for a decision. Nothing was changed. "companion status" says how the copy stands.',
    );
  }
  runs.decide(run, decision);
  return { source: run.source };
};

/** `sync.state`: how the sync of this process stands, what is unfinished, and the last receipt of any process. */
export const syncState: Handler<Services, 'sync.state'> = async (services) => {
  const { syncs } = await services.open();
  const standing = services.sync.standing();
  const receipt = syncs.lastReceipt();
  // One that another process works on is not lying about.
  const isAtWork = standing.isRunning || isHeld(syncs.lock(), services.platform.now());
  const unfinished = isAtWork ? null : syncs.unfinished();
  return {
    ...standing,
    receipt: receipt === null ? null : receiptView(receipt),
    unfinished: unfinished === null ? null : unfinishedView(unfinished),
    nextDailyAt: services.keeper.nextDailyAt(),
  };
};

/** `sync.reread`: reads all kept pages again; nothing is fetched. Errors: `sync-running`, `aborted`. */
export const reread: Handler<Services, 'sync.reread'> = async (services, _input, { signal }) => {
  await services.open();
  const job = jobOf(services, { name: 'reread' });
  return receiptView(await services.sync.run(KEPT_PAGES, job, signal));
};

/** Begins what the keeper starts by itself: a run that was cut off, or the daily look at the source of the settings. */
export function startByItself(
  services: Services,
  open: OpenServices,
  { kind, source: resumed }: OwnStart,
): void {
  const source = resumed ?? open.library.settings.get().settings.source;
  const isOwn = isLoopback(parseSite(source));
  services.sync.start(source, siteJob(services, { source, kind, delayMs: isOwn ? 0 : null }));
}
