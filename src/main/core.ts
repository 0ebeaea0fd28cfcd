// The core: services, router and events over one platform. It knows no host.
// Invariant: `call` never rejects; `close` leaves every file checkpointed and closed.
import { setImmediate as turn } from 'node:timers/promises';
import { failure, type Envelope } from '../shared/contract/envelope.ts';
import type { MethodName } from '../shared/contract/names.ts';
import type { CoreEvent, MethodInput, MethodOutput } from '../shared/contract/types.ts';
import type { Platform } from './platform.ts';
import type { Findings } from './prepare-files.ts';
import { HANDLERS } from './router/handlers.ts';
import { createRouter, type Router } from './router/router.ts';
import { createServices, type Services } from './services.ts';
import type { OwnStart } from './sync/schedule.ts';

export interface CoreOptions {
  /** Parse every answer as well as every question. */
  readonly checkOutput: boolean;
  /** For a program that stays open: it goes on with a copy that was cut off, and looks daily where that is wanted. */
  readonly keepsCopy?: boolean;
  readonly onError?: (error: unknown) => void;
}

export interface Core {
  /** Any method, by name: for hosts that carry requests. */
  readonly call: Router;
  /** One known method, typed: for hosts in the same process. */
  request<M extends MethodName>(
    method: M,
    input: MethodInput<M>,
    signal?: AbortSignal,
  ): Promise<Envelope<MethodOutput<M>>>;
  /**
   * Reads ahead what a window's first question needs, in steps that let others be answered between them.
   * What stands in its way is told to whoever asks.
   */
  warm(): Promise<void>;
  /** What opening the files found: nothing before the first call that needs them. */
  findings(): Findings;
  /** Hears events until the returned function is called; `data.changed` of other processes within a second or so. */
  onEvent(listener: (event: CoreEvent) => void): () => void;
  /** Ends a sync that runs, makes the day's backup where it is due, then closes all files. Answers with the failure of the backup, if any. */
  close(): Promise<Envelope<null>>;
  /** What `close` is at, for who waits for it; null before and after. */
  closingStep(): ClosingStep | null;
  /** The computer has slept or is online again: a copy that waits for a network, or was cut off, is gone on with at once. */
  wake(): void;
}

/** `copy`: a sync or another long job is being stopped. */
export type ClosingStep = 'copy' | 'files' | 'backup';

/** By a window, before it shows anything. */
const FIRST_ASKED = ['settings.get', 'search.open', 'list.all'] as const;

/** Builds a core. Nothing is opened or written before the first call. */
export function createCore(platform: Platform, options: CoreOptions): Core {
  const listeners = new Set<(event: CoreEvent) => void>();
  const onError = options.onError ?? (() => undefined);
  let closingStep: ClosingStep | null = null;
  const services: Services = createServices({
    platform,
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    keepsCopy: options.keepsCopy ?? false,
    startByItself: (what) => {
      void startByItself(what).catch(onError);
    },
    onError,
  });
  async function startByItself(what: OwnStart): Promise<void> {
    const { startByItself: start } = await import('./router/handlers/sync.ts');
    if (services.isOpen()) start(services, await services.open(), what);
  }
  const route = createRouter({
    handlers: HANDLERS,
    services,
    checkOutput: options.checkOutput,
    explain: (error) => services.explain(error),
    onError,
  });
  const call: Router = async (method, input, context) => {
    const answer = await route(method, input, context);
    if (answer.ok) services.changes.afterCall();
    return answer;
  };
  return {
    call,
    async request<M extends MethodName>(
      method: M,
      input: MethodInput<M>,
      signal = new AbortController().signal,
    ) {
      // The router answers with what the method's handler, typed by the same contract, returned.
      return (await call(method, input, { signal })) as Envelope<MethodOutput<M>>;
    },
    async warm() {
      try {
        await Promise.all(FIRST_ASKED.map((method) => HANDLERS[method]()));
        const index = await (await services.open()).search();
        await turn();
        index.refresh();
        await turn();
        index.search({ query: '', sort: 'relevance', order: null });
      } catch {
        // A library that cannot be opened: the first question is answered with the reason.
        return;
      }
    },
    findings: () => services.findings(),
    onEvent(listener) {
      listeners.add(listener);
      services.changes.setListening(true);
      return () => {
        listeners.delete(listener);
        services.changes.setListening(listeners.size > 0);
      };
    },
    async close() {
      const wasOpen = services.isOpen();
      closingStep =
        services.sync.standing().isRunning || services.jobs.areAtWork() ? 'copy' : 'files';
      try {
        await services.close();
        if (!wasOpen) return { ok: true, value: null };
        closingStep = 'backup';
        const { backupIfDue } = await import('./storage/backup/daily-backup.ts');
        await backupIfDue(platform.paths, platform.now());
        return { ok: true, value: null };
      } catch (error) {
        return failure(await services.explain(error));
      } finally {
        closingStep = null;
      }
    },
    closingStep: () => closingStep,
    wake() {
      services.jobs.wake();
      services.keeper.wake();
    },
  };
}
