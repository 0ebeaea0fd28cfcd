// The methods that take a copy of an atlas: waited for by scripts, in the background for a window.
// Invariant: an address that cannot be used, and a library that cannot be opened, are told before anything begins.
import { setTimeout as wait } from 'node:timers/promises';
import { isLoopback, parseSite } from '../../atlas/site/address.ts';
import { createSiteSource } from '../../atlas/site/site-source.ts';
import { runSync } from '../../sync/engine.ts';
import type { SyncJob } from '../../sync/background-sync.ts';
import type { OpenServices, Services } from '../../services.ts';
import type { Handler } from '../router.ts';
import { receiptView } from '../receipt-view.ts';

interface SyncRequest {
  readonly source: string;
  readonly delayMs: number | null;
}

function siteJob(services: Services, open: OpenServices, request: SyncRequest): SyncJob {
  const { platform } = services;
  const source = createSiteSource({
    address: request.source,
    version: platform.version,
    delayMs: request.delayMs,
    fetch: platform.fetch,
    now: () => platform.now(),
    delay: (milliseconds, abort) => wait(milliseconds, undefined, { signal: abort }),
    random: Math.random,
  });
  return (tools) => runSync({ source, mirror: open.mirror, clock: platform, ...tools });
}

/** `sync.run`: takes or renews the copy of an atlas; emits `sync.progress`. Errors: `source-invalid`, `source-unreachable`, `source-refused`, `unreadable-site`, `sync-running`, `aborted`. */
export const sync: Handler<Services, 'sync.run'> = async (services, request, { signal }) => {
  const open = await services.open();
  const job = siteJob(services, open, request);
  return receiptView(await services.sync.run(request.source, job, signal));
};

/** `sync.start`: begins it, or joins the one that runs. Errors: `source-invalid`; all others stand in `sync.state`. */
export const startSync: Handler<Services, 'sync.start'> = async (
  services,
  { source: asked, delayMs },
) => {
  const open = await services.open();
  const source = asked ?? open.library.settings.get().settings.source;
  // A site on this computer is the reader's own, and a window has no setting for its pace.
  const isOwn = isLoopback(parseSite(source));
  const job = siteJob(services, open, { source, delayMs: delayMs ?? (isOwn ? 0 : null) });
  return { joined: services.sync.start(source, job).joined };
};

/** `sync.stop`: ends the sync of this process; what was fetched is kept. */
export const stopSync: Handler<Services, 'sync.stop'> = async (services) => ({
  stopped: await services.sync.stop(),
});

/** `sync.state`: how the sync of this process stands, and the last receipt of any process. */
export const syncState: Handler<Services, 'sync.state'> = async (services) => {
  const { studies } = await services.open();
  const receipt = studies.lastReceipt();
  return {
    ...services.sync.standing(),
    receipt: receipt === null ? null : receiptView(receipt),
  };
};
