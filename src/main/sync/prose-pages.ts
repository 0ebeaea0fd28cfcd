// What the site's own pages about itself tell a sync: whether it publishes its data, which papers are retracted.
// Invariant: pure. Nothing is concluded from them but what to look at: a retraction counts by its study's own banner.
import { Parser } from 'htmlparser2';
import type { Slug } from '../../shared/domain/ids.ts';
import { readCards } from '../atlas/site/listing.ts';

/** Where the site says what data it publishes, and which retractions it knows. */
export const METHODOLOGY_PATH = '/methodology';
export const RETRACTIONS_PATH = '/retractions';

const DATA_FILE = /\.(?:jsonl?|ndjson|csv|tsv|zip|gz|zst|tar|sqlite|parquet|rss|atom)(?:$|[?#])/iu;
const DATA_WORDS =
  /\b(?:data ?(?:dump|set)s?|(?:bulk|data) (?:download|export)s?|downloadable data|(?:rss|atom|json) feeds?|public API|REST API|API endpoints?)\b/giu;
const MOST_NAMED = 8;

/** The links and words by which a page names a dump, a feed or an API, each once, as written. */
export function dataNamedIn(html: string, pageUrl: URL): string[] {
  const found = new Set<string>();
  const texts: string[] = [];
  const hidden: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'script' || name === 'style') hidden.push(name);
      const href = (name === 'a' || name === 'link' ? (attributes['href'] ?? '') : '').trim();
      const isFeed = /(?:rss|atom|json)/iu.test(attributes['type'] ?? '');
      if (href === '' || !URL.canParse(href, pageUrl.href)) return;
      const target = new URL(href, pageUrl.href);
      if (
        isFeed ||
        DATA_FILE.test(target.pathname) ||
        /(?:^|\/)api(?:\/|$)/iu.test(target.pathname)
      ) {
        found.add(target.href.slice(0, 300));
      }
    },
    ontext(text) {
      if (hidden.length === 0) texts.push(text);
    },
    onclosetag(name) {
      if (hidden.at(-1) === name) hidden.pop();
    },
  });
  parser.write(html);
  parser.end();
  for (const match of texts.join(' ').matchAll(DATA_WORDS)) found.add(match[0].toLowerCase());
  return [...found].slice(0, MOST_NAMED);
}

/** The sentence for a receipt, or null where the page names nothing. */
export function dataNotice(named: readonly string[]): string | null {
  if (named.length === 0) return null;
  return `The site's page on its methods names what may be its data in another form (${named.join('; ')}). This program reads pages; look at ${METHODOLOGY_PATH} if you would rather use that.`;
}

/** The studies that the page of retractions links to. */
export function studiesNamedIn(html: string, pageUrl: URL): Set<Slug> {
  return new Set(readCards(html, pageUrl));
}
