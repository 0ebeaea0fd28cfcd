// Plain text to lines: what a person copied out of a browser, or a stored text of a page.
// Invariant: paragraphs that an editor or a mail program wrapped are put together again, and
// nothing else is joined.
import { isHeadingLine } from './labels.ts';
import { collapse, lineOf, MOST_LINES, type Line, type PageText } from './page-text.ts';

const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

/** The text's lines, blank ones kept; cells of a copied table become lines of their own. */
export function readTextLines(source: string): PageText {
  const written = source.split(LINE_BREAK, MOST_LINES + 1);
  const all = written.flatMap(cellsOf);
  const lines = all.slice(0, MOST_LINES);
  return {
    lines: isHardWrapped(lines) ? unwrap(lines) : lines,
    isOpenEnded: !/[\n\r]\s*$/u.test(source.slice(-1000)),
    isCutShort: all.length > MOST_LINES,
    head: { titles: [], addresses: [] },
  };
}

// A browser copies `<td>` apart with tabs. In a BibTeX entry a tab is white space.
function cellsOf(raw: string): Line[] {
  if (!raw.includes('\t') || /[{}=]/u.test(raw)) return [preformatted(raw)];
  const cells = raw.split('\t').filter((cell) => collapse(cell) !== '');
  return cells.length === 0 ? [preformatted(raw)] : cells.map((cell) => preformatted(cell));
}

// A page's paragraphs run to hundreds of characters: a text without a single long line, in which
// many lines break off in the middle of a sentence, was wrapped. Below these numbers it is left alone.
const LONGEST_WRAPPED_LINE = 120;
const FEWEST_BROKEN_SENTENCES = 6;

function isHardWrapped(lines: readonly Line[]): boolean {
  let broken = 0;
  for (const [index, { text }] of lines.entries()) {
    if (text.length > LONGEST_WRAPPED_LINE) return false;
    if (text.length >= 45 && !endsSentence(text) && startsLower(lines[index + 1])) broken += 1;
  }
  return broken >= FEWEST_BROKEN_SENTENCES;
}

function unwrap(lines: readonly Line[]): Line[] {
  const width = lines.reduce((most, { text }) => Math.max(most, text.length), 0);
  const areParted = arePartedByBlanks(lines);
  const paragraphs: string[][] = [];
  let isInEntry = false;
  let previous = '';
  for (const { raw, text } of lines) {
    if (/^\s*@\w+\s*\{/u.test(raw)) isInEntry = true;
    const isFull = areParted
      ? previous.length >= width * 0.4
      : previous.length >= width * (endsSentence(previous) ? 0.85 : 0.6);
    const paragraph = paragraphs.at(-1);
    if (paragraph !== undefined && text !== '' && isFull && !isInEntry && !startsAnew(text)) {
      paragraph.push(raw);
    } else {
      paragraphs.push([raw]);
    }
    previous = text;
    if (isInEntry && /^\s*\}/u.test(raw)) isInEntry = false;
  }
  return paragraphs.map((pieces) => preformatted(pieces.join(' ')));
}

/** Where headings have a blank line above them, paragraphs do too: all between two blanks is one. */
function arePartedByBlanks(lines: readonly Line[]): boolean {
  const above = lines.flatMap(({ text }, index) =>
    isHeadingLine(text) ? [lines[index - 1]?.text ?? ''] : [],
  );
  return above.length >= 2 && above.every((text) => text === '');
}

const startsAnew = (text: string): boolean =>
  isHeadingLine(text) || /^(?:[•‣◦▪*]|[-–] )/u.test(text);

const preformatted = (raw: string): Line => lineOf(raw, { isPreformatted: true });

const endsSentence = (text: string): boolean => /[.!?:]["”’)\]]*$/u.test(text);

const startsLower = (line: Line | undefined): boolean =>
  line !== undefined && /^\p{Ll}/u.test(line.text);
