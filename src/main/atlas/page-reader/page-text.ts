// A page as the reader sees it: lines of text in reading order, whatever made them lines.
// Invariant: nothing here remembers a tag or a class; a line's text is what a person would read.

/** A link's words and where they lead. */
export interface PageLink {
  readonly text: string;
  readonly href: string;
}

/** One line (a paragraph, a bullet, a table cell, a heading) of the page. */
export interface Line {
  /** White space collapsed and trimmed; empty for a blank line that stood in preformatted text. */
  readonly text: string;
  /** As written, with its own white space and no-break spaces. */
  readonly raw: string;
  /** Whether white space in `raw` is the page's own. Else a newline in it is layout of the source. */
  readonly isPreformatted: boolean;
  /** Whether it stands in a `<footer>`: the one hint of markup that is taken, and only for dropping. */
  readonly isFooter: boolean;
  /** Whether it is not shown (`hidden`, `display:none`): read only where nothing shown says as much. */
  readonly isHidden: boolean;
  readonly links: readonly PageLink[];
}

/** What a page says outside its text: all of it optional, none of it trusted alone. */
export interface PageHead {
  /** Candidates for the title (`<title>`, `og:title`, JSON-LD), the site's name taken off. */
  readonly titles: readonly string[];
  /** Addresses that the page calls its own (canonical, `og:url`, JSON-LD). */
  readonly addresses: readonly string[];
}

/** A page turned into lines. */
export interface PageText {
  readonly lines: readonly Line[];
  /** Whether it has more lines than any study page, and was not read to its end. */
  readonly isCutShort: boolean;
  /** Whether it breaks off inside a line of text: the last line may lack its end. */
  readonly isOpenEnded: boolean;
  readonly head: PageHead;
}

/** A study page has some hundred lines. A page of more lines than this is another thing. */
export const MOST_LINES = 50_000;

// Zero width space, word joiner, byte order mark, soft hyphen: never part of what a page says.
const INVISIBLE = /[\u200B\u2060\uFEFF\u00AD]/gu;
const SPACE = 0x20;
// Those above ASCII, of invisible characters and of white space other than the space.
const UNTIDY_ABOVE_ASCII = /[\u200B\u2060\uFEFF\u00AD]|[^\S ]/u;

// Most text needs nothing done: this is asked first, letter by letter, which is several times cheaper.
function isUntidy(text: string): boolean {
  let isAfterSpace = true;
  let isAscii = true;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isSpace = code === SPACE;
    if ((isSpace && isAfterSpace) || (code >= 0x09 && code <= 0x0d)) return true;
    isAfterSpace = isSpace;
    if (code > 0x7f) isAscii = false;
  }
  if (isAfterSpace && text !== '') return true;
  return !isAscii && UNTIDY_ABOVE_ASCII.test(text);
}

const tidied = (text: string): string => text.replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();

/** Invisible characters taken out, white space of any kind collapsed to single spaces, trimmed. */
export function collapse(text: string): string {
  return isUntidy(text) ? tidied(text) : text;
}

/** A line of this raw text, its white space taken for layout unless it is said to be the page's own. */
export function lineOf(raw: string, given: Partial<Omit<Line, 'text' | 'raw'>> = {}): Line {
  const { links = [], isPreformatted = false, isFooter = false, isHidden = false } = given;
  const rest = { isPreformatted, isFooter, isHidden, links };
  return isUntidy(raw)
    ? { text: tidied(raw), raw: raw.replace(INVISIBLE, ''), ...rest }
    : { text: raw, raw, ...rest };
}

/** A part of a line, as a line of its own. Links stay with the part that begins the line. */
export function partOf(line: Line, start: number, end = line.raw.length): Line {
  const given = { ...line, links: start === 0 ? line.links : [] };
  return lineOf(line.raw.slice(start, end), given);
}

const SITE_SUFFIX = /\s[—–|-]\s*(?:ME\/CFS Atlas|CFSMEATLAS|mecfsatlas\.com)$/iu;

/** A document's title without the site's name at its end, or null where nothing remains. */
export function withoutSiteName(documentTitle: string): string | null {
  const title = collapse(documentTitle).replace(SITE_SUFFIX, '').trim();
  return title === '' || /^(?:ME\/CFS Atlas|CFSMEATLAS)$/iu.test(title) ? null : title;
}
