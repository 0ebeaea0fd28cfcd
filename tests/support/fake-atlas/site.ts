// What a fake atlas answers at each of its addresses when nothing is wrong.
// Invariant: what is made from the whole corpus is made once and kept until the corpus or the settings change.
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Corpus, ServedStudy } from './corpus.ts';
import { declaredLength, sendBent, type Bend, type Exchange } from './faults.ts';
import { FRONT_PAGE, NOT_FOUND_PAGE, renderMethodology, renderRetractions } from './other-pages.ts';
import type { PageStore } from './page-store.ts';
import type { FakeAtlasSettings } from './server.ts';
import { renderListing, renderSitemap, renderSitemapIndex } from './site-pages.ts';
import { renderBody, studyBody, studyContentType } from './study-pages.ts';

export interface Asked {
  readonly address: URL;
  readonly settings: FakeAtlasSettings;
  readonly bend: Bend | null;
}

export interface Site {
  /** Renders every page that can be kept, so that no request pays for it. */
  warm(settings: FakeAtlasSettings): void;
  answer(exchange: Exchange, asked: Asked): void;
}

const HTML = 'text/html; charset=utf-8';
const INDEXED_PARTS = 3;

/** The site of a corpus. */
export function createSite(corpus: Corpus, store: PageStore): Site {
  let sitemaps = new Map<string, Buffer>();
  let madeFrom = '';

  /** A sitemap as it was made for this corpus and these settings, made where it was not. */
  function sitemapAt({ address, settings }: Asked): Buffer | null {
    const { sitemap, lastmod, contents } = settings;
    const source = [corpus.revision, address.origin, sitemap, lastmod, contents].join(' ');
    if (source !== madeFrom) sitemaps = new Map();
    madeFrom = source;
    const kept = sitemaps.get(address.pathname);
    if (kept !== undefined) return kept;
    const made = makeSitemap(address, settings);
    if (made !== null) sitemaps.set(address.pathname, made);
    return made;
  }

  function makeSitemap({ pathname, origin }: URL, settings: FakeAtlasSettings): Buffer | null {
    const isPacked = settings.sitemap === 'gzip';
    if (pathname === '/sitemap.xml') {
      if (settings.sitemap === 'plain') {
        return Buffer.from(renderSitemap(origin, corpus.listed(), settings));
      }
      const names = Array.from(
        { length: INDEXED_PARTS },
        (_, part) => `${origin}/sitemap-${part}.xml${isPacked ? '.gz' : ''}`,
      );
      return Buffer.from(renderSitemapIndex(names));
    }
    const part = /^\/sitemap-(\d)\.xml(?:\.gz)?$/u.exec(pathname)?.[1];
    if (part === undefined) return null;
    const studies = corpus.listed().filter((_, place) => place % INDEXED_PARTS === Number(part));
    const body = Buffer.from(renderSitemap(origin, studies, settings));
    return isPacked ? gzipSync(body) : body;
  }

  /** The pages that are no studies; null where the site has none at this address. */
  function plainPage(
    asked: Asked,
  ): { readonly type: string; readonly body: string | Buffer } | null {
    const { address, settings } = asked;
    const { pathname, origin, searchParams } = address;
    if (pathname.startsWith('/sitemap') && settings.sitemap !== 'none') {
      const body = sitemapAt(asked);
      const type = pathname.endsWith('.gz') ? 'application/gzip' : 'application/xml';
      if (body !== null) return { type, body };
    }
    if (pathname === '/robots.txt' && settings.robots !== null) {
      return { type: 'text/plain', body: settings.robots.replaceAll('{origin}', origin) };
    }
    if (pathname === '/evidence' && settings.listing !== null) {
      return { type: HTML, body: renderListing(corpus, searchParams, settings.listing) };
    }
    if (pathname === '/methodology' && settings.methodology !== 'none') {
      const namesDump = settings.methodology === 'names-dump';
      return { type: HTML, body: renderMethodology(origin, { namesDump }) };
    }
    if (pathname === '/retractions' && settings.retractions !== null) {
      const studies = settings.retractions.flatMap((slug) => corpus.get(slug) ?? []);
      return { type: HTML, body: renderRetractions(studies) };
    }
    return pathname === '/' ? { type: HTML, body: FRONT_PAGE } : null;
  }

  function sendStudy(study: ServedStudy, exchange: Exchange, { settings, bend }: Asked): void {
    const { request, response } = exchange;
    const headers = validatorsOf(study, settings.validators);
    if (bend === null && isUnchanged(request.headers, headers)) {
      response.writeHead(304, { ...headers });
      response.end();
      return;
    }
    const isWorse = bend?.kind === 'lost-sections';
    const body = isWorse ? worseBody(study, settings) : studyBody(study, settings, store);
    response.writeHead(200, {
      ...(isWorse ? validatorsOf(worse(study), settings.validators) : headers),
      'content-type': studyContentType(study, settings),
      ...(settings.encoding === 'gzip' ? { 'content-encoding': 'gzip' } : {}),
      // A slow answer does not say when it will be done.
      ...(bend?.kind === 'slow' ? {} : { 'content-length': declaredLength(bend, body.byteLength) }),
    });
    if (bend === null) response.end(body);
    else sendBent(bend, body, exchange);
  }

  return {
    warm(settings) {
      for (const study of corpus.listed()) studyBody(study, settings, store);
    },
    answer(exchange, asked) {
      const { response } = exchange;
      const plain = plainPage(asked);
      if (plain !== null) {
        send(response, 200, plain);
        return;
      }
      const found = corpus.at(asked.address.pathname);
      switch (found.kind) {
        case 'study':
          sendStudy(found, exchange, asked);
          return;
        case 'moved':
          response.writeHead(301, { location: found.location, 'content-length': 0 });
          response.end();
          return;
        case 'gone':
          send(response, found.status, { type: 'text/html', body: NOT_FOUND_PAGE });
      }
    },
  };
}

interface ValidatorHeaders {
  readonly etag?: string;
  readonly 'last-modified'?: string;
}

function validatorsOf(
  { etag, modifiedAt }: Pick<ServedStudy, 'etag' | 'modifiedAt'>,
  validators: FakeAtlasSettings['validators'],
): ValidatorHeaders {
  const withEtag = validators === 'both' || validators === 'etag';
  const withDate = validators === 'both' || validators === 'last-modified';
  return {
    ...(withEtag ? { etag } : {}),
    ...(withDate ? { 'last-modified': new Date(modifiedAt).toUTCString() } : {}),
  };
}

// An ETag goes before a date (RFC 9110, 13.2.2).
function isUnchanged(
  asked: Exchange['request']['headers'],
  { etag, 'last-modified': lastModified }: ValidatorHeaders,
): boolean {
  const named = asked['if-none-match'];
  if (etag !== undefined && named !== undefined) return named === etag;
  return lastModified !== undefined && asked['if-modified-since'] === lastModified;
}

function worse({ etag, modifiedAt }: ServedStudy): Pick<ServedStudy, 'etag' | 'modifiedAt'> {
  return { etag: etag.replace(/"$/u, '-worse"'), modifiedAt: modifiedAt + 1000 };
}

function worseBody(study: ServedStudy, settings: FakeAtlasSettings): Buffer {
  const reading = study.reading();
  return renderBody({ ...reading, sections: reading.sections.slice(0, 1) }, study.place, settings);
}

function send(
  response: ServerResponse,
  status: number,
  { type, body }: { readonly type: string; readonly body: string | Buffer },
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
