// The fake atlas's pages that list studies: cards by offset, sitemaps.
// Invariant: what is listed is what the corpus says, in its order.
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import type { Corpus, ServedStudy } from './corpus.ts';

/** How the listing behaves. */
export interface ListingShape {
  readonly pageSize: number;
  /**
   * `cards`: the offset counts cards. `rounded`: down to whole pages. `pages`: it counts pages. `ignored`: always the
   * first page, but per evidence level the offset counts cards.
   */
  readonly offset: 'cards' | 'rounded' | 'pages' | 'ignored';
  /** How many studies the page links to besides its cards, above them and below them. */
  readonly featuredAbove: number;
  readonly featuredBelow: number;
}

export const PLAIN_LISTING: ListingShape = {
  pageSize: 30,
  offset: 'cards',
  featuredAbove: 0,
  featuredBelow: 0,
};

/** The listing page for a query. */
export function renderListing(corpus: Corpus, query: URLSearchParams, shape: ListingShape): string {
  const level = query.get('evidenceLevel');
  const all = corpus.listed();
  const studies = level === null ? all : ofLevel(corpus, level);
  const first = firstCard(Number(query.get('offset') ?? '0'), shape, level !== null);
  const cards = studies.slice(first, first + shape.pageSize);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Evidence — ME/CFS Atlas</title></head><body>
<nav><a href="/">ME/CFS Atlas</a> <a href="/evidence">Evidence</a> <a href="/evidence?evidenceLevel=E0">E0 Consensus</a> <a href="/retractions">Retractions</a></nav>
<aside>${all
    .slice(all.length - shape.featuredAbove)
    .map((study) => link(study.reading()))
    .join(' ')}</aside>
<main><h1>Evidence</h1><p>${studies.length} studies</p>
${cards.map((study) => card(study.reading())).join('\n')}
<p><a href="/evidence?offset=${first + shape.pageSize}">Next</a></p></main>
<aside>${all
    .slice(0, shape.featuredBelow)
    .map((study) => link(study.reading()))
    .join(' ')}</aside>
<footer><a href="https://pubmed.ncbi.nlm.nih.gov/">PubMed</a> <a href="https://elsewhere.example/evidence/not-ours-2020-foreign-study">Elsewhere</a></footer>
</body></html>`;
}

function ofLevel(corpus: Corpus, level: string): readonly ServedStudy[] {
  const readings = corpus.all();
  return corpus.listed().filter((_, place) => readings[place]?.badges.level?.code === level);
}

function firstCard(offset: number, shape: ListingShape, isOneLevel: boolean): number {
  switch (shape.offset) {
    case 'cards':
      return offset;
    case 'rounded':
      return offset - (offset % shape.pageSize);
    case 'pages':
      return offset * shape.pageSize;
    case 'ignored':
      return isOneLevel ? offset : 0;
  }
}

function card(study: StudyReading): string {
  const summary = study.sections[0]?.paragraphs[0] ?? '';
  return `<article><h2><a href="/evidence/${study.slug}">${escapeText(study.title)}</a></h2><p>${escapeText(study.byline ?? '')}</p><p>${escapeText(summary)}</p></article>`;
}

function link(study: StudyReading): string {
  return `<a href="/evidence/${study.slug}">${escapeText(study.title)}</a>`;
}

/**
 * What a sitemap says of the last change. `time` and `date` are true; `frozen`: the same old day for every study,
 * changed or not, as a site that builds its sitemap carelessly says it.
 */
export type Lastmod = 'none' | 'time' | 'date' | 'frozen';

/** What else is in a sitemap: `foreign`: addresses that are not the site's own; `entity-bomb`: entities that multiply. */
export type SitemapContents = 'plain' | 'foreign' | 'entity-bomb';

export interface SitemapShape {
  readonly lastmod: Lastmod;
  readonly contents: SitemapContents;
}

/** A sitemap of studies and of a few pages that are none. */
export function renderSitemap(
  origin: string,
  studies: readonly ServedStudy[],
  { lastmod, contents }: SitemapShape,
): string {
  const isBomb = contents === 'entity-bomb';
  const foreign = contents === 'foreign' ? FOREIGN_ADDRESSES : FOREIGN_ADDRESSES.slice(0, 1);
  return `<?xml version="1.0" encoding="UTF-8"?>
${isBomb ? ENTITY_BOMB : ''}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${['/', '/methodology', '/atlas/topics'].map((path) => `<url><loc>${escapeText(origin + path)}</loc></url>`).join('\n')}
${studies
  .map(
    ({ slug, modifiedAt }) =>
      `<url><loc>${escapeText(origin)}/evidence/${slug}</loc>${lastmodOf(modifiedAt, lastmod)}</url>`,
  )
  .join('\n')}
${foreign.map((address) => `<url><loc>${escapeText(address)}</loc></url>`).join('\n')}
${isBomb ? `<url><loc>${escapeText(origin)}/evidence/&laugh9;</loc></url>\n` : ''}</urlset>`;
}

function lastmodOf(modifiedAt: number, lastmod: Lastmod): string {
  if (lastmod === 'none') return '';
  const time = lastmod === 'frozen' ? '2026-04-01' : new Date(modifiedAt).toISOString();
  return `<lastmod>${lastmod === 'date' ? time.slice(0, 10) : time}</lastmod>`;
}

/** Addresses that no copy of this site may ask for, though its sitemap names them. */
export const FOREIGN_ADDRESSES: readonly string[] = [
  'https://elsewhere.example/evidence/not-ours-2020-foreign-study',
  'https://127.0.0.1/evidence/not-ours-2020-another-scheme',
  'http://127.0.0.1:1/evidence/not-ours-2020-another-port',
  'http://127.0.0.1.elsewhere.example/evidence/not-ours-2020-alike',
  'http://reader:secret@elsewhere.example/evidence/not-ours-2020-with-secret',
  'file:///evidence/not-ours-2020-a-file',
  '//elsewhere.example/evidence/not-ours-2020-without-scheme',
];

// Ten to the ninth power of laughter, where a reader expands what is declared here.
const ENTITY_BOMB = `<!DOCTYPE urlset [
<!ENTITY laugh0 "ha">
${Array.from({ length: 9 }, (_, step) => `<!ENTITY laugh${step + 1} "${`&laugh${step};`.repeat(10)}">`).join('\n')}
]>
`;

/** An index of sitemaps. */
export function renderSitemapIndex(addresses: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${addresses.map((address) => `<sitemap><loc>${escapeText(address)}</loc></sitemap>`).join('\n')}
</sitemapindex>`;
}

/** A text as it stands in HTML and XML. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
