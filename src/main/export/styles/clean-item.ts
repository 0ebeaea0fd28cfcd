// CSL-JSON made ready for the style processor: what sources leave in their texts is mended here.
// Invariant: what is stored is not touched; italics, raised and lowered text stay, no letter is lost.
import type { CslDate, CslItem } from '../../../shared/domain/csl.ts';
import { citedTitle } from '../study-to-csl.ts';
import { cleanText, createTextIssues, SCRIPT_MARKS } from '../text/clean-text.ts';
import { readDate } from '../text/dates.ts';
import { bareDoi } from '../text/identifiers.ts';
import { isClean } from '../text/ready.ts';
import { markDoi } from './doi-address.ts';
import type { StyleItem } from './style-engine.ts';

/** https://docs.citationstyles.org/en/stable/specification.html, appendix III. */
const TYPES = new Set(
  `article article-journal article-magazine article-newspaper bill book broadcast chapter classic
  collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
  interview legal_case legislation manuscript map motion_picture musical_score pamphlet
  paper-conference patent performance periodical personal_communication post post-weblog regulation
  report review review-book software song speech standard thesis treaty webpage`.split(/\s+/u),
);
const DATES = new Set(
  'accessed available-date event-date issued original-date submitted'.split(' '),
);
// Nobody's words to print, or read by the processor as something else.
const LEFT_OUT = new Set(['id', 'citation-key', 'abstract', 'keyword', 'custom', 'type']);

/** The item as the processor takes it. An unknown type counts as a document. */
export function cleanItem(item: CslItem): StyleItem {
  const cleaned: Record<string, unknown> = { type: TYPES.has(item.type) ? item.type : 'document' };
  for (const [name, value] of Object.entries(item as unknown as Record<string, unknown>)) {
    if (LEFT_OUT.has(name) || name.startsWith('__')) continue;
    const ready = cleanField(name, value);
    if (ready !== null) cleaned[name] = ready;
  }
  return cleaned;
}

function cleanField(name: string, value: unknown): unknown {
  if (DATES.has(name)) return cleanDate(value as CslDate);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return cleanString(name, value);
  return Array.isArray(value) ? cleanNames(value) : null;
}

function cleanString(name: string, value: string): string | null {
  if (value.trim() === '') return null;
  if (name === 'DOI') {
    const doi = bareDoi(value);
    return doi === null ? null : markDoi(doi);
  }
  if (name === 'URL') return value.trim();
  // Lines of a note are fields to the processor; they stay lines.
  if (name === 'note') return value;
  return name === 'title' ? citedTitle(markedText(value)) : markedText(value);
}

// Around italics and bold type while the text is cleaned: code points of private use that no source has.
const STYLE_MARKS = { i: ['\uF8E0', '\uF8E1'], b: ['\uF8E2', '\uF8E3'] } as const;
const ANY_STYLE_MARK = /[\uF8E0-\uF8E3]/gu;
const ESCAPED_TWICE = /&amp;(?=(?:[a-z]+|#\d+|#x[0-9a-f]+);)/giu;
const ESCAPED_TAG = /&lt;(\/?(?:jats:)?(?:i|b|em|strong|italic|bold|sub|sup|sc|scp))\s*&gt;/giu;
const ITALIC = /<(\/?)(?:jats:)?(?:i|em|italic)(?:\s[^<>]*)?>/giu;
const BOLD = /<(\/?)(?:jats:)?(?:b|strong|bold)(?:\s[^<>]*)?>/giu;
const BACK: Readonly<Record<string, string>> = {
  [SCRIPT_MARKS.subStart]: '<sub>',
  [SCRIPT_MARKS.subEnd]: '</sub>',
  [SCRIPT_MARKS.supStart]: '<sup>',
  [SCRIPT_MARKS.supEnd]: '</sup>',
  [STYLE_MARKS.i[0]]: '<i>',
  [STYLE_MARKS.i[1]]: '</i>',
  [STYLE_MARKS.b[0]]: '<b>',
  [STYLE_MARKS.b[1]]: '</b>',
};
const MARKS = /[\uFDD0-\uFDD3\uF8E0-\uF8E3]/gu;

/** One line with its entities decoded, and only the markup that the processor knows. */
function markedText(raw: string): string {
  if (isClean(raw)) return raw;
  const text = raw
    .replace(ANY_STYLE_MARK, '')
    .replace(ESCAPED_TWICE, '&')
    .replace(ESCAPED_TAG, '<$1>');
  const marked = markPairs(markPairs(text, ITALIC, STYLE_MARKS.i), BOLD, STYLE_MARKS.b);
  return cleanText(marked, createTextIssues()).replace(MARKS, (mark) => BACK[mark] ?? '');
}

/** Tags that come in pairs, one after the other, become marks; the others are left to be taken out. */
function markPairs(text: string, tag: RegExp, marks: readonly [string, string]): string {
  const tags = [...text.matchAll(tag)];
  const isPaired =
    tags.length % 2 === 0 &&
    tags.every(([, slash], index) => (slash === '/') === (index % 2 === 1));
  if (!isPaired) return text;
  return text.replace(tag, (_, slash: string) => marks[slash === '/' ? 1 : 0]);
}

function plainText(raw: string): string {
  return isClean(raw)
    ? raw
    : cleanText(raw.replace(ESCAPED_TWICE, '&'), createTextIssues()).replace(MARKS, '');
}

/** Names with something to print; a name that is given alone is one in one piece. */
function cleanNames(
  names: readonly unknown[],
): readonly Readonly<Record<string, unknown>>[] | null {
  const cleaned = names.flatMap((name) => {
    if (typeof name !== 'object' || name === null) return [];
    const parts = Object.entries(name).flatMap(([part, value]): [string, string | boolean][] =>
      typeof value === 'string' && value.trim() !== ''
        ? [[part, plainText(value)]]
        : typeof value === 'boolean'
          ? [[part, value]]
          : [],
    );
    const ready = new Map(parts);
    if (ready.has('family')) {
      ready.delete('literal');
      return [Object.fromEntries(ready)];
    }
    const whole = ready.get('literal') ?? ready.get('given');
    return typeof whole !== 'string' || isOthers(whole) ? [] : [{ literal: whole }];
  });
  if (cleaned.length === 0) return null;
  return cleaned.some((name) => 'family' in name) ? cleaned.map(amongPersons) : cleaned;
}

/**
 * The processor lists institutions apart from persons, with an “and” and a comma of their own (“A., & B”), which no
 * style asks for: among persons an institution is a family name. One that begins with a small letter would lose its
 * beginning as a particle, and stays.
 */
function amongPersons<Name extends Readonly<Record<string, unknown>>>(
  name: Name,
): Name | { readonly family: string } {
  const { literal } = name;
  return typeof literal === 'string' && /^[\p{Lu}\p{N}]/u.test(literal)
    ? { family: literal }
    : name;
}

/** "et al." as a name: the style writes it by itself where it wants it. */
function isOthers(name: string): boolean {
  return /^(?:et\.? al\.?|and others|others)$/iu.test(name.trim());
}

/** Parts that are dates, else the text as it was. A range keeps both ends. */
function cleanDate(date: CslDate): Readonly<Record<string, unknown>> | null {
  const read = readDate(date);
  if (read.year === null) return read.text === null ? null : { literal: plainText(read.text) };
  const ends = date['date-parts'] ?? [];
  const parts =
    ends.length === 2 && ends.every((end) => end.length > 0)
      ? evenEnds(ends.map((end) => partsOf(end)))
      : [partsOf([yearNumber(read.year), read.month ?? 0, read.day ?? 0])];
  const season = read.season === null ? -1 : SEASONS.indexOf(read.season);
  return {
    'date-parts': parts,
    ...(season < 0 ? {} : { season: season + 1 }),
    ...(read.isCirca ? { circa: true } : {}),
  };
}

/** The processor stops at a range whose one end is more exact than the other: both say as much as both can. */
function evenEnds(ends: readonly (readonly number[])[]): number[][] {
  const parts = Math.min(...ends.map((end) => end.length));
  return ends.map((end) => end.slice(0, parts));
}

const SEASONS = ['Spring', 'Summer', 'Autumn', 'Winter'];

function yearNumber(year: string): number {
  const number = Number.parseInt(year, 10);
  return year.endsWith('BC') ? -number : number;
}

function partsOf(parts: readonly (number | string)[]): number[] {
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  if (!(month >= 1 && month <= 12)) return [year];
  return day >= 1 && day <= 31 ? [year, month, day] : [year, month];
}
