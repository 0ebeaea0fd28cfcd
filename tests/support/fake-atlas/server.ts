// An atlas to copy from, over real HTTP on this computer: robots.txt, sitemaps, the listing, study pages.
// Invariant: everything it serves follows from its corpus and settings; every request is recorded, but those that
// steer it (`control.ts`).
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { outlineCorpus } from '../generator/study.ts';
import { answerControl, isControl } from './control.ts';
import { createCorpus, type Corpus } from './corpus.ts';
import { answerWithFault, createFaults, isBend, type Faults } from './faults.ts';
import { createPageStore } from './page-store.ts';
import { createRequestLog, type RecordedRequest } from './requests.ts';
import { createSite } from './site.ts';
import { PLAIN_LISTING, type ListingShape, type SitemapShape } from './site-pages.ts';
import type { PageForm } from './study-pages.ts';

export interface FakeAtlasSettings extends PageForm, SitemapShape {
  /** The text of robots.txt; null for none (404). `{origin}` stands for the address. */
  readonly robots: string | null;
  /** `index`: an index of three sitemaps. `gzip`: the same, packed. */
  readonly sitemap: 'none' | 'plain' | 'index' | 'gzip';
  /** Null: there is no listing (404). */
  readonly listing: ListingShape | null;
  readonly validators: 'both' | 'etag' | 'last-modified' | 'none';
  /** Is there a page `/methodology`, and does it name a dump and a feed? */
  readonly methodology: 'none' | 'plain' | 'names-dump';
  /** The studies that `/retractions` names; null: there is no such page. */
  readonly retractions: readonly Slug[] | null;
  /** Before every answer, in milliseconds. */
  readonly latencyMs: number;
}

export interface FakeAtlasOptions extends Partial<FakeAtlasSettings> {
  /** How many to generate, or the studies themselves. */
  readonly studies: number | readonly StudyReading[];
  readonly seed: number;
  /** 0 or left out: one that is free. */
  readonly port?: number;
  readonly nonLatinShare?: number;
  /** Dates requests and changes; the computer's clock where it is left out. */
  readonly now?: () => number;
  /** How much of its pages it keeps rendered; 64 MB where it is left out. */
  readonly keptBytes?: number;
}

/** What happens to a site from one run to the next. */
export interface FakeAtlasStep {
  /** In words: "a day later: …". */
  readonly what: string;
  readonly change: () => void | Promise<void>;
}

export interface FakeAtlas {
  readonly url: string;
  readonly requests: RecordedRequest[];
  readonly corpus: Corpus;
  readonly faults: Faults;
  /** The most requests that were ever open at once. */
  readonly mostAtOnce: () => number;
  configure(settings: Partial<FakeAtlasSettings>): void;
  /** Renders its pages now, as far as they can be kept, so that what is measured against it does not pay for that. */
  warm(): void;
  /** Resolves when so many requests have arrived since the start or the last `forget`. */
  whenAsked(count: number): Promise<void>;
  /** Forgets the requests so far. */
  forget(): void;
  /** Called with the path and query of every request, before it is answered. */
  watch(listener: (path: string) => void): void;
  /** What `step` will do, one after the other. */
  plan(steps: readonly FakeAtlasStep[]): void;
  /** Takes the next step and says in words what it was; null where nothing is left to happen. */
  step(): Promise<string | null>;
  /** Nothing listens at its address any more, until `comeBack`; connections that are open are reset. */
  goOffline(): Promise<void>;
  /** Listens again, at the same address. */
  comeBack(): Promise<void>;
  isOffline(): boolean;
  close(): Promise<void>;
}

const DEFAULTS: FakeAtlasSettings = {
  robots: null,
  sitemap: 'plain',
  lastmod: 'none',
  contents: 'plain',
  listing: PLAIN_LISTING,
  validators: 'both',
  charset: 'utf-8',
  encoding: 'identity',
  methodology: 'none',
  retractions: null,
  latencyMs: 0,
};
const KEPT_BYTES = 64 * 1024 * 1024;

/** Starts one; resolves when it listens. */
export async function startFakeAtlas(options: FakeAtlasOptions): Promise<FakeAtlas> {
  const { studies, seed, port = 0, nonLatinShare = 0, now = Date.now, keptBytes, ...own } = options;
  let settings: FakeAtlasSettings = { ...DEFAULTS, ...own };
  const outlines =
    typeof studies === 'number'
      ? outlineCorpus({ count: studies, seed, nonLatinShare })
      : studies.map((reading) => ({ slug: reading.slug, compose: () => reading }));
  const corpus = createCorpus(outlines, now);
  const faults = createFaults();
  const log = createRequestLog(now);
  const site = createSite(corpus, createPageStore(keptBytes ?? KEPT_BYTES));
  const listeners: ((path: string) => void)[] = [];
  let steps: readonly FakeAtlasStep[] = [];
  let steering = Promise.resolve<unknown>(null);
  let url = '';

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const address = new URL(request.url ?? '/', url);
    const fault = faults.take(address.pathname);
    if (fault !== null && !isBend(fault)) answerWithFault(fault, { request, response, now });
    else site.answer({ request, response, now }, { address, settings, bend: fault });
  }
  const sockets = new Set<Socket>();
  const steeringSockets = new WeakSet<Socket>();
  const server = createServer((request, response) => {
    if (isControl(request)) {
      steeringSockets.add(request.socket);
      answerControl({ request, response }, { atlas, log });
      return;
    }
    log.record(request, response);
    for (const listener of listeners) listener(request.url ?? '');
    if (settings.latencyMs > 0) setTimeout(answer, settings.latencyMs, request, response);
    else answer(request, response);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const listen = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const hangUp = (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (!server.listening) {
        resolve();
        return;
      }
      server.close((error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
      server.closeAllConnections();
    });

  async function takeStep(): Promise<string | null> {
    const [next, ...rest] = steps;
    if (next === undefined) return null;
    steps = rest;
    await next.change();
    return next.what;
  }
  const atlas: FakeAtlas = {
    get url() {
      return url;
    },
    requests: log.requests,
    corpus,
    faults,
    mostAtOnce: () => log.mostAtOnce(),
    configure(change) {
      settings = { ...settings, ...change };
    },
    warm() {
      site.warm(settings);
    },
    whenAsked: (count) => log.whenAsked(count),
    forget() {
      log.forget();
    },
    watch(listener) {
      listeners.push(listener);
    },
    plan(planned) {
      steps = planned;
    },
    step() {
      // One after the other, whoever asks.
      const taken = steering.then(takeStep);
      steering = taken.catch(() => null);
      return taken;
    },
    goOffline() {
      if (server.listening) server.close();
      // But not those whose answer tells that it is so.
      for (const socket of sockets) if (!steeringSockets.has(socket)) socket.destroy();
      return Promise.resolve();
    },
    comeBack: () => (server.listening ? Promise.resolve() : listen(Number(new URL(url).port))),
    isOffline: () => !server.listening,
    close: hangUp,
  };

  await listen(port);
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`;
  return atlas;
}
