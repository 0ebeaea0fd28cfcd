// The byline `authors · journal · year · DOI`, on one line or wrapped over several.
// Invariant: a byline has a year of its own or ends in the DOI link; a reading time or a menu with
// the same dots is none.
import type { Line, PageLink } from './page-text.ts';

/** A byline and the lines it takes, `end` being the first line after it. */
export interface Byline {
  readonly start: number;
  readonly end: number;
  /** The parts as shown, with the site's own ` · ` between them. */
  readonly text: string;
  readonly parts: readonly string[];
  readonly links: readonly PageLink[];
}

/** What a byline says. Authors and journal cannot always be told apart by the line alone. */
export interface BylineFacts {
  readonly authors: string | null;
  readonly journal: string | null;
  readonly year: number | null;
}

const DOT = /\s*[·∙⋅‧]\s*/u;
const HAS_DOT = /[·∙⋅‧]/u;
const STARTS_WITH_DOT = /^[·∙⋅‧]/u;
const ENDS_WITH_DOT = /[·∙⋅‧]$/u;
const YEAR = /^(?:1[89]|20)\d\d\b.{0,24}$/u;
const LINK_LABEL = /^(?:DOI|PubMed|PMID)(?: ?[↗→])?$/iu;
const READING_TIME =
  /^(?:\p{L}[\p{L} -]{0,30}\s*·\s*)?\d{1,3}\s?min(?:ute)?s?(?: read(?:ing time)?)?$/iu;
const LONGEST_BYLINE = 3000;
const MOST_LINES = 12;

/** True for `Standard · 3 min` and its like. */
export const isReadingTime = (text: string): boolean => text.length < 60 && READING_TIME.test(text);

/** The byline that starts on this line, or null. */
export function bylineAt(lines: readonly Line[], start: number): Byline | null {
  const text = lines[start]?.text ?? '';
  if (text === '' || text.length > LONGEST_BYLINE || STARTS_WITH_DOT.test(text)) return null;
  if (isReadingTime(text)) return null;
  if (!HAS_DOT.test(text) && !goesOn(text, following(lines, start + 1))) return null;
  const gathered = gather(lines, start);
  const parts = gathered.text.split(DOT).filter((part) => part !== '');
  const isLinked = parts.length >= 2 && LINK_LABEL.test(parts.at(-1) ?? '');
  if (!isDated(parts) && !isLinked) return null;
  return {
    start,
    end: gathered.end,
    text: parts.join(' · '),
    parts,
    links: lines.slice(start, gathered.end).flatMap((line) => line.links),
  };
}

const isDated = (parts: readonly string[]): boolean =>
  parts.slice(1).some((part) => YEAR.test(part));

function gather(lines: readonly Line[], start: number): { text: string; end: number } {
  let text = lines[start]?.text ?? '';
  let end = start + 1;
  let next = following(lines, end);
  while (end - start < MOST_LINES && goesOn(text, next)) {
    end = indexOfText(lines, end) + 1;
    text = `${text} ${next.first}`;
    next = following(lines, end);
  }
  return { text, end };
}

/** The next two lines that hold text. */
interface Following {
  readonly first: string;
  readonly second: string;
}

/** True where a byline begun as `text` goes on in the next line: names, journal and year may each be broken. */
function goesOn(text: string, { first, second }: Following): boolean {
  if (first === '' || text.length + first.length > LONGEST_BYLINE) return false;
  if (ENDS_WITH_DOT.test(text) || STARTS_WITH_DOT.test(first)) return true;
  const parts = text.split(DOT);
  if (isDated(parts)) return YEAR.test(parts.at(-1) ?? '') && LINK_LABEL.test(first);
  if (parts.length > 1 && LINK_LABEL.test(parts.at(-1) ?? '')) return false;
  if (text.endsWith(',')) return true;
  const firstParts = first.split(DOT);
  if (/^et al\b/u.test(first) && firstParts.length > 1) return true;
  if (parts.length === 1) return false;
  // The journal goes on up to the next dot or the year.
  const isYear = YEAR.test(firstParts[0] ?? '') && firstParts.length <= 2;
  return isYear || isDated(firstParts) || STARTS_WITH_DOT.test(second);
}

function following(lines: readonly Line[], from: number): Following {
  const at = indexOfText(lines, from);
  return { first: lines[at]?.text ?? '', second: lines[indexOfText(lines, at + 1)]?.text ?? '' };
}

function indexOfText(lines: readonly Line[], from: number): number {
  let index = from;
  while (index < lines.length && index - from < 3 && lines[index]?.text === '') index += 1;
  return index;
}

/** Authors, journal and year of a byline. `isJournal` says whether a text is the journal, null if unsure. */
export function readByline(
  byline: Byline,
  isJournal: (text: string) => boolean | null,
): BylineFacts {
  const parts = byline.parts.filter((part, index) => index === 0 || !LINK_LABEL.test(part));
  const yearAt = parts.findLastIndex((part) => YEAR.test(part));
  const year = yearAt === -1 ? null : Number.parseInt(parts[yearAt] ?? '', 10);
  const names = parts.slice(0, yearAt === -1 ? parts.length : yearAt);
  const [first, ...rest] = names;
  if (first === undefined) return { authors: null, journal: null, year };
  if (rest.length > 0) return { authors: first, journal: rest.join(' · '), year };
  const isFirstJournal = isJournal(first) ?? !looksLikeNames(first);
  return isFirstJournal
    ? { authors: null, journal: first, year }
    : { authors: first, journal: null, year };
}

/** `Ausubel, Bobbi` or a list cut with `et al.`, not `Brain, behavior, and immunity` or `Lancet (London, England)`. */
function looksLikeNames(text: string): boolean {
  if (/\bet al\b/u.test(text)) return true;
  const tokens = text.split(', ');
  return (
    tokens.length > 1 && !/[(&=:]/u.test(text) && tokens.every((token) => /^\p{Lu}/u.test(token))
  );
}
