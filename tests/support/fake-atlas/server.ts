// An atlas to copy from, over real HTTP on this computer: robots.txt, sitemaps, the listing, study pages.
// Invariant: everything it serves follows from its corpus and settings; every request is recorded.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { generateCorpus } from '../generator/study.ts';
import { createCorpus, type Corpus, type ServedPage } from './corpus.ts';
import { answerWithFault, createFaults, type Faults } from './faults.ts';
import {
  PLAIN_LISTING,
  renderListing,
  renderSitemap,
  renderSitemapIndex,
  type ListingShape,
} from './site-pages.ts';

export interface FakeAtlasSettings {
  /** The text of robots.txt; null for none (404). `{origin}` stands for the address. */
  readonly robots: string | null;
  /** `index`: an index of three sitemaps. `gzip`: the same, packed. */
  readonly sitemap: 'none' | 'plain' | 'index' | 'gzip';
  readonly listing: ListingShape;
  readonly validators: 'both' | 'etag' | 'last-modified' | 'none';
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
}

export interface RecordedRequest {
  /** Unix milliseconds at arrival. */
  readonly at: number;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** What was answered; null where the connection ended without an answer. */
  readonly status: () => number | null;
}

export interface FakeAtlas {
  readonly url: string;
  readonly requests: RecordedRequest[];
  readonly corpus: Corpus;
  readonly faults: Faults;
  /** The most requests that were ever open at once. */
  readonly mostAtOnce: () => number;
  configure(settings: Partial<FakeAtlasSettings>): void;
  /** Resolves when so many requests have arrived since the start or the last `forget`. */
  whenAsked(count: number): Promise<void>;
  /** Forgets the requests so far. */
  forget(): void;
  close(): Promise<void>;
}

const DEFAULTS: FakeAtlasSettings = {
  robots: null,
  sitemap: 'plain',
  listing: PLAIN_LISTING,
  validators: 'both',
  latencyMs: 0,
};

/** Starts one; resolves when it listens. */
export async function startFakeAtlas(options: FakeAtlasOptions): Promise<FakeAtlas> {
  const { studies, seed, port = 0, nonLatinShare = 0, ...own } = options;
  let settings: FakeAtlasSettings = { ...DEFAULTS, ...own };
  const corpus = createCorpus(
    typeof studies === 'number' ? generateCorpus({ count: studies, seed, nonLatinShare }) : studies,
  );
  const faults = createFaults();
  const requests: RecordedRequest[] = [];
  let open = 0;
  let mostAtOnce = 0;
  let url = '';
  let awaited: { readonly count: number; readonly resolve: () => void } | null = null;

  const server = createServer((request, response) => {
    open += 1;
    mostAtOnce = Math.max(mostAtOnce, open);
    response.once('close', () => (open -= 1));
    requests.push({
      at: Date.now(),
      path: request.url ?? '',
      headers: request.headers,
      status: () => (response.headersSent ? response.statusCode : null),
    });
    if (awaited !== null && requests.length >= awaited.count) awaited.resolve();
    const answer = (): void => {
      const fault = faults.take(new URL(request.url ?? '/', url).pathname);
      if (fault !== null) answerWithFault(fault, request, response);
      else serve(request, response, { settings, corpus, url });
    };
    if (settings.latencyMs > 0) setTimeout(answer, settings.latencyMs);
    else answer();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`;

  return {
    url,
    requests,
    corpus,
    faults,
    mostAtOnce: () => mostAtOnce,
    configure(change) {
      settings = { ...settings, ...change };
    },
    whenAsked: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else awaited = { count, resolve };
      }),
    forget() {
      requests.length = 0;
      mostAtOnce = open;
    },
    close: () =>
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
      }),
  };
}

interface Served {
  readonly settings: FakeAtlasSettings;
  readonly corpus: Corpus;
  readonly url: string;
}

function serve(request: IncomingMessage, response: ServerResponse, served: Served): void {
  const { settings, corpus, url } = served;
  const { pathname, searchParams } = new URL(request.url ?? '/', url);
  if (pathname === '/robots.txt' && settings.robots !== null) {
    send(response, 'text/plain', settings.robots.replaceAll('{origin}', url));
    return;
  }
  if (pathname.startsWith('/sitemap') && settings.sitemap !== 'none') {
    const body = sitemapAt(pathname, served);
    if (body !== null) {
      send(response, pathname.endsWith('.gz') ? 'application/gzip' : 'application/xml', body);
      return;
    }
  }
  if (pathname === '/evidence') {
    send(
      response,
      'text/html; charset=utf-8',
      renderListing(corpus.all(), searchParams, settings.listing),
    );
    return;
  }
  if (pathname === '/') {
    send(
      response,
      'text/html; charset=utf-8',
      '<!doctype html><title>ME/CFS Atlas</title><h1>ME/CFS Atlas</h1>',
    );
    return;
  }
  const found = corpus.at(pathname);
  if (found.kind === 'moved') {
    response.writeHead(301, { location: found.location });
    response.end();
    return;
  }
  if (found.kind === 'study') {
    sendStudy(request, response, { page: found.page(), validators: settings.validators });
    return;
  }
  response.writeHead(found.status, { 'content-type': 'text/html' });
  response.end('<!doctype html><title>Not found</title><h1>This page does not exist</h1>');
}

const INDEXED_PARTS = 3;

function sitemapAt(
  pathname: string,
  { settings, corpus, url }: Served,
): string | Uint8Array | null {
  const isPacked = settings.sitemap === 'gzip';
  if (pathname === '/sitemap.xml') {
    if (settings.sitemap === 'plain') return renderSitemap(url, corpus.all());
    const names = Array.from(
      { length: INDEXED_PARTS },
      (_, part) => `${url}/sitemap-${part}.xml${isPacked ? '.gz' : ''}`,
    );
    return renderSitemapIndex(names);
  }
  const part = /^\/sitemap-(\d)\.xml(?:\.gz)?$/u.exec(pathname)?.[1];
  if (part === undefined) return null;
  const body = renderSitemap(
    url,
    corpus.all().filter((_, place) => place % INDEXED_PARTS === Number(part)),
  );
  return isPacked ? gzipSync(body) : body;
}

function sendStudy(
  request: IncomingMessage,
  response: ServerResponse,
  {
    page,
    validators,
  }: { readonly page: ServedPage; readonly validators: FakeAtlasSettings['validators'] },
): void {
  const withEtag = validators === 'both' || validators === 'etag';
  const withDate = validators === 'both' || validators === 'last-modified';
  const headers = {
    ...(withEtag ? { etag: page.etag } : {}),
    ...(withDate ? { 'last-modified': page.lastModified } : {}),
  };
  // An ETag goes before a date (RFC 9110, 13.2.2).
  const asked = request.headers['if-none-match'];
  const since = request.headers['if-modified-since'];
  const isSame =
    withEtag && asked !== undefined ? asked === page.etag : withDate && since === page.lastModified;
  if (isSame) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': page.contentType });
  response.end(page.body);
}

function send(response: ServerResponse, contentType: string, body: string | Uint8Array): void {
  response.writeHead(200, { 'content-type': contentType });
  response.end(body);
}
