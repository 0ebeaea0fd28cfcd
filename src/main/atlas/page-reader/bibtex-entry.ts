// The atlas's own BibTeX entry: found by its first characters, kept letter for letter, and read.
// Invariant: an entry that was cut off is never given as the verbatim entry; its whole fields count.
import { isHeadingLine, labelOf } from './labels.ts';
import { collapse, lineOf, partOf, type Line } from './page-text.ts';

/** One field's value, as written between its delimiters. */
export type BibtexFields = ReadonlyMap<string, string>;

/** An entry found on a page. */
export interface BibtexEntry {
  /** Letter for letter with the page's line breaks; null where the page broke off inside it. */
  readonly verbatim: string | null;
  readonly key: string;
  readonly fields: BibtexFields;
}

/** The entry, and the lines without it. */
export interface EntryAndRest {
  readonly entry: BibtexEntry | null;
  readonly lines: readonly Line[];
}

const ENTRY_START = /@[A-Za-z]+\s*\{\s*[^\s,{}=]+\s*,/u;
const OWN_KEY = /^mecfsatlas-/u;
const LONGEST_ENTRY = 100_000;
const MOST_LINES = 2000;
const MOST_FIELDS = 100;

/** Takes the entry out of the lines; of several, the one under the atlas's own kind of key. */
export function takeEntry(lines: readonly Line[]): EntryAndRest {
  const starts = lines.flatMap((line, index) => (startIn(line) === null ? [] : [index]));
  const own = starts.find((index) => OWN_KEY.test(keyAt(lines, index)));
  const start = own ?? starts[0];
  return start === undefined ? { entry: null, lines } : takeEntryAt(lines, start);
}

const startIn = (line: Line): number | null => {
  if (!line.raw.includes('@')) return null;
  const match = ENTRY_START.exec(
    line.raw.length > LONGEST_ENTRY ? line.raw.slice(0, LONGEST_ENTRY) : line.raw,
  );
  return match?.index ?? null;
};

function keyAt(lines: readonly Line[], index: number): string {
  const match = /@[A-Za-z]+\s*\{\s*([^\s,{}=]+)/u.exec(lines[index]?.raw ?? '');
  return match?.[1] ?? '';
}

function takeEntryAt(lines: readonly Line[], index: number): EntryAndRest {
  const line = lines[index];
  const start = line === undefined ? null : startIn(line);
  if (line === undefined || start === null) return { entry: null, lines };
  const limit = endOfRegion(lines, index);
  const text = writtenText(lines.slice(index, limit), start);
  const length = balancedLength(text) ?? lengthToLastBrace(text);
  const written = length === null ? text : text.slice(0, length);
  const before = start > 0 ? linesBefore(line, start) : [];
  const after = length === null ? [] : restAfter(text, length);
  return {
    entry: {
      verbatim: length === null ? null : written,
      key: keyAt(lines, index),
      fields: readFields(written),
    },
    lines: [...lines.slice(0, index), ...before, ...after, ...lines.slice(limit)],
  };
}

/** What stands before the entry on its first line: perhaps its label, glued to the text before. */
function linesBefore(line: Line, start: number): Line[] {
  const label = /(?:^|(?<=\S))BibTeX\s*$/u.exec(line.raw.slice(0, start));
  const parts =
    label === null
      ? [partOf(line, 0, start)]
      : [partOf(line, 0, label.index), partOf(line, label.index, start)];
  return parts.filter(({ text }) => text !== '');
}

/**
 * The entry's text with its line breaks. Where elements made its lines, white space inside each is
 * the source's layout; where it stands in one element whole, the newlines there are all it has.
 */
function writtenText(region: readonly Line[], start: number): string {
  const [first, ...rest] = region;
  if (first === undefined) return '';
  const opening = first.raw.slice(start, start + LONGEST_ENTRY);
  const isInOneElement = balancedLength(opening) !== null;
  const pieces = [
    first.isPreformatted || isInOneElement ? opening : withoutLayout(opening),
    ...rest.map(({ raw, isPreformatted }) => (isPreformatted ? raw : withoutLayout(raw))),
  ];
  return pieces.join('\n').slice(0, LONGEST_ENTRY).replaceAll('\u00A0', ' ');
}

const withoutLayout = (raw: string): string =>
  raw.replace(/[ \t\n\f]+/gu, ' ').replace(/^ | $/gu, '');

// The entry ends before the next label at the latest, whatever its braces say.
function endOfRegion(lines: readonly Line[], from: number): number {
  const most = Math.min(lines.length, from + MOST_LINES);
  for (let index = from + 1; index < most; index += 1) {
    const text = lines[index]?.text ?? '';
    const label =
      isHeadingLine(text) || /^(?:ME\/CFS Atlas|CFSMEATLAS)\. Generator /u.test(text)
        ? labelOf(text)
        : null;
    if (label !== null) return index;
  }
  return most;
}

const restAfter = (text: string, length: number): Line[] =>
  text
    .slice(length)
    .split('\n')
    .map((raw) => lineOf(raw))
    .filter((line) => line.text !== '');

/** The length of the text up to the brace that closes the first one, or null. */
function balancedLength(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') depth += 1;
    else if (character === '}' && (depth -= 1) === 0) return at + 1;
  }
  return null;
}

// A title with a stray `{` leaves the entry open: it ends at the last line that begins with `}`.
function lengthToLastBrace(text: string): number | null {
  const closing = [...text.matchAll(/^\s*\}/gmu)].at(-1);
  return closing === undefined ? null : closing.index + closing[0].length;
}

/** The fields of an entry; one that breaks off is left out. Values in braces, quotes, or bare. */
export function readFields(entry: string): BibtexFields {
  const fields = new Map<string, string>();
  const name = /[\s,]*([A-Za-z][\w-]*)\s*=\s*/uy;
  name.lastIndex = entry.indexOf(',') + 1;
  for (let count = 0; count < MOST_FIELDS; count += 1) {
    const match = name.exec(entry);
    if (match?.[1] === undefined) break;
    const value = valueAt(entry, name.lastIndex) ?? lineValueAt(entry, name.lastIndex);
    if (value === null) break;
    const field = match[1].toLowerCase();
    if (!fields.has(field)) fields.set(field, collapse(value.text));
    name.lastIndex = value.end;
  }
  return fields;
}

interface FieldValue {
  readonly text: string;
  readonly end: number;
}

function valueAt(entry: string, from: number): FieldValue | null {
  const open = entry[from];
  if (open === '{') {
    const length = balancedLength(entry.slice(from, from + LONGEST_ENTRY));
    // A value that runs over the next field's line has a stray brace.
    if (length === null) return null;
    const text = entry.slice(from + 1, from + length - 1);
    return /\n\s*(?:author|title|journal|year|doi|note|url)\s*=\s*\{/u.test(text)
      ? null
      : { text, end: from + length };
  }
  if (open === '"') {
    const close = entry.indexOf('"', from + 1);
    return close === -1 ? null : { text: entry.slice(from + 1, close), end: close + 1 };
  }
  const bare = /^[^\s,{}"]+(?=[\s,}])/u.exec(entry.slice(from, from + 200))?.[0];
  return bare === undefined ? null : { text: bare, end: from + bare.length };
}

function lineValueAt(entry: string, from: number): FieldValue | null {
  const line = /^\{(.*)\}[ \t]*,?[ \t]*(?:\n|$)/u.exec(entry.slice(from, from + LONGEST_ENTRY));
  return line?.[1] === undefined ? null : { text: line[1], end: from + line[0].length };
}
