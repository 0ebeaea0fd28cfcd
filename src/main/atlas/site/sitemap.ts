// Reads a sitemap or a sitemap index (https://www.sitemaps.org/protocol.html).
// Invariant: declared entities are never expanded, so an entity bomb is only text.
import { gunzipSync } from 'node:zlib';
import { Parser } from 'htmlparser2';

/** The protocol's own limit for one file, uncompressed. */
export const MAX_SITEMAP_BYTES = 50 * 1024 * 1024;

/** A page that a sitemap lists; `lastmod` as written, null where there is none. */
export interface SitemapPage {
  readonly address: string;
  readonly lastmod: string | null;
}

/**
 * Reads the sitemap in a text: tells of each page that it lists, and answers with the further sitemaps; null where it is
 * no sitemap (a web page, an error), and nothing is told. Addresses are as written, trimmed.
 */
export function readSitemap(xml: string, onPage: (page: SitemapPage) => void): string[] | null {
  const sitemaps: string[] = [];
  const open: string[] = [];
  const found = { root: '', loc: '', lastmod: '' };
  const parser = new Parser(
    {
      onopentag(name) {
        if (found.root === '') found.root = name;
        open.push(name);
        if (isEntry(name)) {
          found.loc = '';
          found.lastmod = '';
        }
      },
      ontext(text) {
        const name = open.at(-1);
        if (!isEntry(open.at(-2))) return;
        if (name === 'loc') found.loc += text;
        else if (name === 'lastmod') found.lastmod += text;
      },
      onclosetag(name) {
        open.pop();
        const address = found.loc.trim();
        if (!isEntry(name) || address === '' || !ROOTS.has(found.root)) return;
        if (name === 'sitemap') sitemaps.push(address);
        else onPage({ address, lastmod: found.lastmod.trim() || null });
        found.loc = '';
      },
    },
    { xmlMode: true, decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(xml);
  parser.end();
  return ROOTS.has(found.root) ? sitemaps : null;
}

const ROOTS: ReadonlySet<string> = new Set(['urlset', 'sitemapindex']);

function isEntry(name: string | undefined): boolean {
  return name === 'url' || name === 'sitemap';
}

/**
 * The bytes of a sitemap, unpacked where they are gzip (told by their first two bytes: a server may have done it already).
 * Null where they cannot be unpacked or grow beyond the limit.
 */
export function unpackSitemap(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_SITEMAP_BYTES });
  } catch (error) {
    // Damaged or too large is the answer here, not a failure of ours.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
