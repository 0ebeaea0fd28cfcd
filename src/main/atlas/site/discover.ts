// Finds all studies of a site: by its sitemaps where it has any, else by walking its listing.
// Invariant: a sitemap that could be read only in part is not trusted alone; a study is known by its slug, once.
import { AppError } from '../../../shared/contract/errors.ts';
import { slugFromAddress, type Slug } from '../../../shared/domain/ids.ts';
import { EVIDENCE_LEVELS } from '../../../shared/domain/study.ts';
import type { Discovery, IsBack, ListingPlaces } from '../source.ts';
import { ownAddress } from './address.ts';
import { isChallenge, isOverload } from './http.ts';
import type { Asked, SiteClient } from './client.ts';
import { decodeBody } from './decode.ts';
import { readCards, walkListing, type AskListing, type ListingWalk } from './listing.ts';
import { MAX_SITEMAP_BYTES, readSitemap, unpackSitemap, type SitemapPage } from './sitemap.ts';

// 50 sitemaps of 50,000 addresses each: forty times the atlas tenfold.
const MAX_SITEMAPS = 50;

export interface Patience {
  readonly signal: AbortSignal;
  readonly isBack: IsBack;
  readonly places: ListingPlaces;
}

/**
 * All studies that the site lists.
 * @throws AppError `source-unreachable`, `source-refused`, `unreadable-site`; the signal's reason
 */
export async function discoverStudies(
  site: URL,
  client: SiteClient,
  patience: Patience,
): Promise<Discovery> {
  const { signal } = patience;
  const fromSitemap = await readSitemaps(site, client, signal);
  const isSitemapEnough = fromSitemap.isWhole && fromSitemap.slugs.size > 0;
  const slugs = isSitemapEnough
    ? new Set(fromSitemap.slugs.keys())
    : await readListing(site, client, patience);
  if (!isSitemapEnough) for (const slug of fromSitemap.slugs.keys()) slugs.add(slug);
  if (slugs.size === 0) throw noStudies(site);
  return {
    kind: isSitemapEnough ? 'sitemap' : 'listing',
    studies: Array.from(slugs, (slug) => ({ slug, lastmod: fromSitemap.slugs.get(slug) ?? null })),
  };
}

interface SitemapFinding {
  /** With the date that the sitemap gives, as written. */
  readonly slugs: ReadonlyMap<Slug, string | null>;
  readonly isWhole: boolean;
}

async function readSitemaps(
  site: URL,
  client: SiteClient,
  signal: AbortSignal,
): Promise<SitemapFinding> {
  const named = ownAddresses(site, (await client.robots(signal)).sitemaps);
  const fallback = new URL('/sitemap.xml', site);
  const slugs = new Map<Slug, string | null>();
  for (const start of named.length > 0 ? [named, [fallback]] : [[fallback]]) {
    const isWhole = await readTree(start);
    if (slugs.size > 0) return { slugs, isWhole };
  }
  return { slugs, isWhole: false };

  async function readTree(start: readonly URL[]): Promise<boolean> {
    const queue = [...start];
    const seen = new Set<string>();
    let isWhole = true;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (seen.has(next.href)) continue;
      if (seen.size === MAX_SITEMAPS) return false;
      seen.add(next.href);
      const asked = await client.ask(next, { maxBytes: MAX_SITEMAP_BYTES }, signal);
      const further = sitemapsIn(asked, ({ address, lastmod }) => {
        const page = ownAddress(site, address);
        const slug = page === null ? null : slugFromAddress(page.href);
        if (slug !== null) slugs.set(apart(slug), lastmod === null ? null : apart(lastmod));
      });
      if (further === null) isWhole = false;
      else queue.push(...ownAddresses(site, further));
    }
    return isWhole;
  }
}

/** Foreign addresses are not followed. */
function ownAddresses(site: URL, addresses: readonly string[]): URL[] {
  return addresses.flatMap((address) => ownAddress(site, address) ?? []);
}

function sitemapsIn(asked: Asked, onPage: (page: SitemapPage) => void): string[] | null {
  if (asked.kind !== 'answer' || asked.status !== 200) return null;
  const bytes = unpackSitemap(asked.bytes);
  if (bytes === null) return null;
  return readSitemap(decodeBody(bytes, asked.headers.get('content-type')), onPage);
}

/** The same text in memory of its own: V8 keeps the whole text alive that a part was cut from. */
function apart<T extends string>(text: T): T {
  return Buffer.from(text).toString() as T;
}

async function readListing(
  site: URL,
  client: SiteClient,
  { signal, isBack, places }: Patience,
): Promise<Set<Slug>> {
  const plain = await walk(null);
  const slugs = new Set(plain.slugs);
  if (plain.isWhole && slugs.size > 0) return slugs;
  // The listing shows nothing, or its first page only: perhaps it does more for one evidence level at a time.
  for (const level of EVIDENCE_LEVELS) {
    for (const slug of (await walk(level)).slugs) slugs.add(slug);
  }
  return slugs;

  function walk(level: string | null): Promise<ListingWalk> {
    const part = level ?? '';
    return walkListing(listingOf(level), {
      isBack,
      place: places.read(part),
      keep: (place) => {
        places.keep(part, place);
      },
    });
  }

  function listingOf(level: string | null): AskListing {
    return async (offset) => {
      const url = new URL('/evidence', site);
      if (level !== null) url.searchParams.set('evidenceLevel', level);
      if (offset > 0) url.searchParams.set('offset', String(offset));
      const asked = await client.ask(url, {}, signal);
      if (asked.kind !== 'answer' || asked.status !== 200) throw listingFailed(site, asked);
      return readCards(decodeBody(asked.bytes, asked.headers.get('content-type')), asked.url);
    };
  }
}

function listingFailed(site: URL, asked: Asked): AppError {
  const kept = 'The copy on this computer is as it was.';
  const options = { ref: site.host };
  if (asked.kind === 'disallowed') {
    return new AppError(
      'source-refused',
      `The rules of ${site.host} (robots.txt) ask programs not to read its listing of studies, and it has no sitemap. Nothing more was asked for. ${kept} Import single pages with "companion import-page".`,
      options,
    );
  }
  const isOverloaded =
    asked.kind === 'answer' && isOverload(asked.status) && !isChallenge(asked.headers);
  if (asked.kind === 'no-answer' || isOverloaded) {
    return new AppError(
      'source-unreachable',
      `${site.host} did not give its listing of studies (${reasonOf(asked)}). ${kept} Check the connection and try again later.`,
      { ...options, retryable: true },
    );
  }
  return new AppError(
    'unreadable-site',
    `${site.host} did not give its listing of studies (${reasonOf(asked)}). It may be asking visitors to prove that they are people. ${kept} Check the address; single pages can be saved in a browser and imported with "companion import-page".`,
    options,
  );
}

function reasonOf(asked: Asked): string {
  if (asked.kind === 'answer') return String(asked.status);
  return asked.kind === 'no-answer'
    ? asked.reason
    : asked.kind === 'redirect-refused'
      ? asked.detail
      : 'not allowed';
}

function noStudies(site: URL): AppError {
  return new AppError(
    'unreadable-site',
    `No study was found on ${site.host}: neither a sitemap nor its listing names one. It may be asking visitors to prove that they are people, or have changed its form. The copy on this computer is as it was. Check the address; single pages can be saved in a browser and imported with "companion import-page".`,
    { ref: site.host },
  );
}
