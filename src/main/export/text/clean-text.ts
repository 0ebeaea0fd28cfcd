// Text of metadata made ready for any writer: entities decoded once, markup taken out, one line.
// Invariant: no letter is lost; what has no printed form (soft hyphens, direction marks) is taken
// out and noted, and lowered or raised text stays marked so that a writer can set it.
import { decodeEntity } from './html-entities.ts';
import { isClean } from './ready.ts';

/** Around text that stands lower or higher; four code points that Unicode keeps for inside use. */
export const SCRIPT_MARKS = {
  subStart: '\uFDD0',
  subEnd: '\uFDD1',
  supStart: '\uFDD2',
  supEnd: '\uFDD3',
} as const;

/** What a writer notices about the characters of one entry. */
export interface TextIssues {
  /** Characters without a form in the target: kept as they are. */
  readonly unmapped: Set<string>;
  /** Characters that LaTeX sets in its T1 font encoding only. */
  readonly needsT1: Set<string>;
  /** Letters with accents above each other, which pdfLaTeX sets side by side. */
  readonly stacked: Set<string>;
  /** Letters that pdfLaTeX knows by their macros only, which biber turns into characters. */
  readonly macroOnly: Set<string>;
  /** Characters without a printed form that were taken out. */
  readonly invisible: Set<string>;
}

/** An empty collection of issues. */
export function createTextIssues(): TextIssues {
  return {
    unmapped: new Set(),
    needsT1: new Set(),
    stacked: new Set(),
    macroOnly: new Set(),
    invisible: new Set(),
  };
}

const KINDS = ['unmapped', 'needsT1', 'stacked', 'macroOnly', 'invisible'] as const;

/** True where anything was noted. */
export function hasIssues(issues: TextIssues): boolean {
  const { unmapped, needsT1, stacked, macroOnly, invisible } = issues;
  return unmapped.size + needsT1.size + stacked.size + macroOnly.size + invisible.size > 0;
}

/** Adds what was noted to another collection. */
export function mergeIssues(from: TextIssues, into: TextIssues): void {
  for (const kind of KINDS) for (const character of from[kind]) into[kind].add(character);
}

const MARKUP =
  /<(\/?)((?:[a-z]+:)?[a-z]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>|&(#?[a-z0-9]{2,8});/giu;
// Elements that crossref, PubMed and JATS leave in titles and abstracts.
const INLINE_ELEMENTS = new Set(
  'i b em strong span u small sc scp tt italic bold underline monospace inline-formula title'.split(
    ' ',
  ),
);
const BLOCK_ELEMENTS = new Set(['br', 'p', 'div', 'sec', 'li', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4']);
// Soft hyphen, zero-width space, direction marks, word joiner, byte order mark, noncharacters.
const INVISIBLE =
  /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFDD0-\uFDEF]|\p{Noncharacter_Code_Point}/gu;
// The same without `g`, which would remember where it stopped.
const HAS_INVISIBLE = new RegExp(INVISIBLE.source, 'u');
const HAS_MARKUP = /[&<]/u;
const HAS_ODD_SPACE = /[^\S ]|\p{Cc}| {2}|^ | $/u;
const WHITESPACE_RUN = /[\s\p{Cc}\u2028\u2029]+/gu;
const KEPT_SPACES = new Set(['\u00A0', '\u2009', '\u202F']);
const MARKED =
  /\uFDD0\s*([^\uFDD0-\uFDD3]*?)\s*\uFDD1|\uFDD2\s*([^\uFDD0-\uFDD3]*?)\s*\uFDD3|[\uFDD0-\uFDD3]/gu;

/**
 * The text on one line, in Unicode's composed form (NFC): each entity decoded exactly once, inline
 * HTML and JATS elements taken out (`<sub>` and `<sup>` become `SCRIPT_MARKS`), line breaks and
 * control characters turned into spaces, runs of spaces into one. A `<` that opens no known
 * element stays.
 */
export function cleanText(raw: string, issues: TextIssues): string {
  return isClean(raw) ? raw : cleanAnyText(raw, issues);
}

/** What `cleanText` does where it has something to do. */
export function cleanAnyText(raw: string, issues: TextIssues): string {
  let text = raw.toWellFormed();
  if (HAS_INVISIBLE.test(text)) text = dropInvisible(text, issues);
  if (HAS_MARKUP.test(text)) text = takeOutMarkup(text, issues);
  if (HAS_ODD_SPACE.test(text)) text = text.replace(WHITESPACE_RUN, narrowSpaces).trim();
  return text.normalize('NFC');
}

function dropInvisible(text: string, issues: TextIssues): string {
  return text.replace(INVISIBLE, (character) => {
    issues.invisible.add(character);
    return '';
  });
}

function takeOutMarkup(text: string, issues: TextIssues): string {
  const plain = text.replace(MARKUP, (whole: string, ...groups: readonly unknown[]) => {
    const [slash, element, , entity] = groups as readonly (string | undefined)[];
    if (entity !== undefined) {
      const decoded = decodeEntity(entity);
      return decoded === null ? whole : dropInvisible(decoded, issues);
    }
    const name = (element ?? '').toLowerCase().replace(/^(?:jats|mml):/u, '');
    const isClosing = slash === '/';
    if (name === 'sub' || name === 'sup') {
      return SCRIPT_MARKS[`${name}${isClosing ? 'End' : 'Start'}`];
    }
    if (BLOCK_ELEMENTS.has(name)) return ' ';
    const isKnown = INLINE_ELEMENTS.has(name) || /^(?:jats|mml):/iu.test(element ?? '');
    return isKnown ? '' : whole;
  });
  return /[\uFDD0-\uFDD3]/u.test(plain) ? plain.replace(MARKED, pairMarks) : plain;
}

/** Keeps marks that come in pairs around some text; a mark alone goes. */
function pairMarks(_whole: string, ...groups: readonly unknown[]): string {
  const [lowered, raised] = groups as readonly (string | undefined)[];
  const { subStart, subEnd, supStart, supEnd } = SCRIPT_MARKS;
  if (lowered !== undefined && lowered !== '') return `${subStart}${lowered}${subEnd}`;
  if (raised !== undefined && raised !== '') return `${supStart}${raised}${supEnd}`;
  return '';
}

/** One space for a run; a run of one kind of space that is no plain one stays that kind. */
function narrowSpaces(run: string): string {
  const first = run.charAt(0);
  return KEPT_SPACES.has(first) && [...run].every((character) => character === first) ? first : ' ';
}
