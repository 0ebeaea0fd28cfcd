// The fake atlas's pages that are neither studies nor lists of all of them.
// Invariant: none of them reads as a study.
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { escapeText } from './site-pages.ts';

/** What a guard against programs shows instead of a page. */
export const CHALLENGE_PAGE = `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="refresh" content="390"></head>
<body><h1>127.0.0.1</h1><p>Verifying you are human. This may take a few seconds.</p><noscript>Enable JavaScript and cookies to continue</noscript></body></html>`;

/** Where the fake atlas's methodology says that a whole copy can be had. */
export const DUMP_ADDRESS = '/data/atlas-studies.jsonl.gz';
/** And a feed of what is new. */
export const FEED_ADDRESS = '/feed.xml';

/** The page on how the atlas is made; it can name ways for programs. */
export function renderMethodology(
  origin: string,
  options: { readonly namesDump: boolean },
): string {
  const ways = options.namesDump
    ? `<h2>Data for programs</h2>
<p>A dump of all public entries is made every Sunday: <a href="${DUMP_ADDRESS}">atlas-studies.jsonl.gz</a>.</p>
<p>New entries are in the <a type="application/atom+xml" href="${escapeText(origin)}${FEED_ADDRESS}">Atom feed</a>.</p>`
    : `<h2>Data for programs</h2>
<p>We publish pages for people. Summaries should not feed decisions about treatment, and a study that seems to speak for itself does not.</p>`;
  return inPage(
    'Methodology',
    `<p>This page states what data the atlas publishes and how. PubMed is asked every day; badges and summaries are assigned by a program from title and abstract.</p>
<h2>What a badge means</h2>
<p>“PEM required” is about whom a study counted as a patient.</p>
${ways}`,
  );
}

/** The page that lists the known retractions. */
export function renderRetractions(studies: readonly StudyReading[]): string {
  return inPage(
    'Retractions',
    `<p>Papers in the atlas that were retracted or withdrawn. Their entries stay, with a banner.</p>
<ul>
${studies.map((study) => `<li><a href="/evidence/${study.slug}">${escapeText(study.title)}</a> (${study.year ?? 'no year'})</li>`).join('\n')}
</ul>`,
  );
}

/** What the site's first page shows. */
export const FRONT_PAGE = inPage('ME/CFS Atlas', '<p>An index of research on ME/CFS.</p>');

/** What an address without a page shows. */
export const NOT_FOUND_PAGE =
  '<!doctype html><title>Not found</title><h1>This page does not exist</h1>';

function inPage(heading: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${heading} — ME/CFS Atlas</title></head><body>
<nav><a href="/">ME/CFS Atlas</a> <a href="/evidence">Evidence</a> <a href="/retractions">Retractions</a> <a href="/methodology">Methodology</a></nav>
<main><h1>${heading}</h1>
${body}
</main></body></html>`;
}
