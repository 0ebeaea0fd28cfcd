// One study page, HTML or plain text, read into what it says: by its labels and their order, so that
// markup does not matter. Pure: no file, no network, no clock.
// Invariant: nothing is invented. A page that is not a study page is refused, never read as an empty
// study; a value nobody has seen before is kept as shown; what is missing is named.
import type { StudyReading } from '../../shared/domain/study.ts';
import { assembleStudy } from './page-reader/assemble.ts';
import { judge } from './page-reader/evidence.ts';
import { readHtmlLines } from './page-reader/html-lines.ts';
import { slugOf } from './page-reader/identity.ts';
import { notFoundIn } from './page-reader/not-found.ts';
import { findParts, slugSourcesOf } from './page-reader/page-parts.ts';
import type { PageText } from './page-reader/page-text.ts';
import { hasGluedLabels } from './page-reader/prepare-lines.ts';
import { EMPTY, isBinary, NO_SLUG, NO_TITLE, NOT_TEXT, TOO_LARGE } from './page-reader/refusal.ts';
import { readTextLines } from './page-reader/text-lines.ts';

/**
 * A reading, or why there is none. `notFound` names what the page did not have, in the page's order:
 * `level confidence pem publicationType peerReview reviewState byline authors journal year doi pmid
 * quick-summary why-it-matters observed-findings inferred-conclusions remaining-questions
 * does-not-prove related-studies topics tags metadata pemNote primaryCitation bibtex snapshot`.
 * `detail` is a sentence for a person.
 */
export type ReadResult =
  | { readonly ok: true; readonly study: StudyReading; readonly notFound: readonly string[] }
  | {
      readonly ok: false;
      readonly reason: 'not-a-study-page' | 'no-slug';
      readonly detail: string;
    };

// A study page has some ten thousand characters; ten million are read in about a second.
const MAX_LENGTH = 10_000_000;

/**
 * Reads one study page. `url` is where it was fetched from, or what the person who gave it said; where
 * the page names itself otherwise (BibTeX, snapshot line, canonical link), the page is believed, so a
 * caller that asked for one study compares `study.slug` with what it asked for.
 */
export function readStudyPage(
  source: string,
  options: { readonly url: string | null },
): ReadResult {
  if (source.length > MAX_LENGTH) return refused(TOO_LARGE);
  if (isBinary(source)) return refused(NOT_TEXT);
  if (source.trim() === '') return refused(EMPTY);
  if (!isHtml(source)) return readPage(readTextLines(source), options.url);
  const page = readHtmlLines(source);
  const result = readPage(page, options.url);
  if (page.isCutShort || !hasGluedLabels(page.lines)) return result;
  // Elements that a style sheet makes blocks of have glued labels to texts: each for itself, then.
  const parted = readPage(readHtmlLines(source, { areSiblingsParted: true }), options.url);
  return saysMore(parted, result) ? parted : result;
}

function readPage(page: PageText, url: string | null): ReadResult {
  if (page.isCutShort) return refused(TOO_LARGE);
  const parts = findParts(page);
  const objection = judge(page, parts, url);
  if (objection !== null) return refused(objection);
  const { title } = parts.head;
  if (title === null) return refused(NO_TITLE);
  const sources = slugSourcesOf(parts, url);
  const slug = slugOf(sources);
  if (slug === null) return { ok: false, reason: 'no-slug', detail: NO_SLUG };
  const study = assembleStudy(parts, { slug, title: title.text, sources });
  return { ok: true, study, notFound: notFoundIn(study) };
}

/**
 * Fewer gaps, or as many and no sentence broken, and nothing lost that the other has letter for letter.
 */
function saysMore(one: ReadResult, other: ReadResult): boolean {
  if (!one.ok || !other.ok) return one.ok;
  const { bibtex } = other.study;
  if (bibtex !== null && one.study.bibtex !== bibtex) return false;
  if (one.notFound.length !== other.notFound.length) {
    return one.notFound.length < other.notFound.length;
  }
  const whole = new Set(paragraphsOf(other.study));
  return paragraphsOf(one.study).every((text) => whole.has(text) || /^[^\p{Ll}]/u.test(text));
}

const paragraphsOf = ({ sections }: StudyReading): string[] =>
  sections.flatMap(({ paragraphs }) => paragraphs);

const refused = (detail: string): ReadResult => ({ ok: false, reason: 'not-a-study-page', detail });

const HTML_START = /^\s*<(?:!doctype\s+html|html|\?xml)\b/iu;
// Elements that make up a page. `<i>` or `<sub>` alone may stand in the plain text of a title.
const PAGE_ELEMENT =
  /<\/?(?:html|head|body|title|meta|main|article|section|header|footer|div|p|br|span|h[1-6]|ul|ol|li|dl|dt|dd|table|tbody|tr|td|th|pre)(?:\s[^<>]*)?\/?>|<a\s+href=/iu;

function isHtml(source: string): boolean {
  return HTML_START.test(source.slice(0, 1000)) || PAGE_ELEMENT.test(source);
}
