// The fake atlas's pages that list studies: cards by offset, sitemaps.
// Invariant: what is listed is what the corpus says, in its order.
import type { StudyReading } from '../../../src/shared/domain/study.ts';

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
export function renderListing(
  all: readonly StudyReading[],
  query: URLSearchParams,
  shape: ListingShape,
): string {
  const level = query.get('evidenceLevel');
  const studies = level === null ? all : all.filter((study) => study.badges.level?.code === level);
  const first = firstCard(Number(query.get('offset') ?? '0'), shape, level !== null);
  const cards = studies.slice(first, first + shape.pageSize);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Evidence — ME/CFS Atlas</title></head><body>
<nav><a href="/">ME/CFS Atlas</a> <a href="/evidence">Evidence</a> <a href="/evidence?evidenceLevel=E0">E0 Consensus</a> <a href="/retractions">Retractions</a></nav>
<aside>${all
    .slice(all.length - shape.featuredAbove)
    .map(link)
    .join(' ')}</aside>
<main><h1>Evidence</h1><p>${studies.length} studies</p>
${cards.map(card).join('\n')}
<p><a href="/evidence?offset=${first + shape.pageSize}">Next</a></p></main>
<aside>${all.slice(0, shape.featuredBelow).map(link).join(' ')}</aside>
<footer><a href="https://pubmed.ncbi.nlm.nih.gov/">PubMed</a> <a href="https://elsewhere.example/evidence/not-ours-2020-foreign-study">Elsewhere</a></footer>
</body></html>`;
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

/** A sitemap of studies and of a few pages that are none. */
export function renderSitemap(origin: string, studies: readonly StudyReading[]): string {
  const addresses = [
    '/',
    '/methodology',
    '/atlas/topics',
    ...studies.map((study) => `/evidence/${study.slug}`),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${addresses.map((path) => `<url><loc>${escapeText(origin + path)}</loc><lastmod>2026-04-01</lastmod></url>`).join('\n')}
<url><loc>https://elsewhere.example/evidence/not-ours-2020-foreign-study</loc></url>
</urlset>`;
}

/** An index of sitemaps. */
export function renderSitemapIndex(addresses: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${addresses.map((address) => `<sitemap><loc>${escapeText(address)}</loc></sitemap>`).join('\n')}
</sitemapindex>`;
}

/** What a guard against programs shows instead of a page. */
export const CHALLENGE_PAGE = `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="refresh" content="390"></head>
<body><h1>127.0.0.1</h1><p>Verifying you are human. This may take a few seconds.</p><noscript>Enable JavaScript and cookies to continue</noscript></body></html>`;

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
