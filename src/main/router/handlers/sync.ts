// The method that takes a copy of an atlas.
import { setTimeout as wait } from 'node:timers/promises';
import { createSiteSource } from '../../atlas/site/site-source.ts';
import { runSync } from '../../sync/engine.ts';
import type { Services } from '../../services.ts';
import type { Handler } from '../router.ts';

/** `sync.run`: takes or renews the copy of an atlas; emits `sync.progress`. Errors: `source-invalid`, `source-unreachable`, `source-refused`, `unreadable-site`, `sync-running`, `aborted`. */
export const sync: Handler<Services, 'sync.run'> = async (
  services,
  { source, delayMs },
  { signal },
) => {
  const { platform, emit } = services;
  const site = createSiteSource({
    address: source,
    version: platform.version,
    delayMs,
    fetch: platform.fetch,
    now: () => platform.now(),
    delay: (milliseconds, abort) => wait(milliseconds, undefined, { signal: abort }),
    random: Math.random,
  });
  const open = await services.open();
  const receipt = await runSync({
    source: site,
    mirror: open.mirror,
    clock: platform,
    onProgress: (progress) => {
      emit({ type: 'sync.progress', progress });
    },
    signal,
  });
  emit({ type: 'data.changed', parts: ['mirror'] });
  return {
    ...receipt,
    added: [...receipt.added],
    changed: [...receipt.changed],
    unreadable: [...receipt.unreadable],
    unlisted: [...receipt.unlisted],
  };
};
