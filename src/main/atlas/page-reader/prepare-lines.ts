// Lines taken apart where labels are glued to text, and cleared of a table of contents.
// Invariant: only the site's own headings, in its own spelling, part a line.
import { GLUED_LABELS, isDistinctLabel, isHeadingLine, labelOf } from './labels.ts';
import { gluedRow } from './metadata-rows.ts';
import { lineOf, partOf, type Line } from './page-text.ts';
import { endOfGluedRow } from './pills.ts';

const ANY_LABEL = new RegExp(
  GLUED_LABELS.map((label) => label.replaceAll(' ', '\\s+')).join('|'),
  'gu',
);
// The last word of each: looked for first, as most lines have none of them.
const LAST_WORDS = GLUED_LABELS.map((label) => label.slice(label.lastIndexOf(' ') + 1));
const SHORTEST_LABEL = Math.min(...GLUED_LABELS.map(({ length }) => length));
// Longer than any paragraph or badge row: such a line is a document of its own and is left alone.
const LONGEST_DIVIDED_LINE = 200_000;

/** The lines ready to be read by their labels. */
export function prepareLines(lines: readonly Line[]): Line[] {
  return withoutContents(withoutFooter(lines.flatMap(divide)));
}

// Labels of one word, glued to the text after them.
const GLUED_WORD = /^(?:Related Studies|Topics|Tags|Metadata)(?=\p{Lu})|^BibTeX\s*@/u;

/** True where a label shares a line with the text around it, without a sign between them. */
export function hasGluedLabels(lines: readonly Line[]): boolean {
  return lines.some(({ text, raw, isHidden }) => {
    if (isHidden || raw.length > LONGEST_DIVIDED_LINE) return false;
    const label = labelOf(text);
    const isLeading = label?.is === 'section' && label.rest !== '' && !/^[\p{L} ]+:/u.test(text);
    const isGlued = GLUED_WORD.test(text) || (!text.includes(':') && gluedRow(text) !== null);
    return isLeading || isGlued || gluedLabelStarts(raw).length > 0;
  });
}

/** The site's footer is no part of a study, unless it holds one of the study's own labels. */
function withoutFooter(lines: readonly Line[]): readonly Line[] {
  const isStudys = lines.some(({ text, isFooter, raw }) => {
    const label = isFooter ? labelOf(text) : null;
    return (label !== null && isDistinctLabel(label)) || (isFooter && raw.includes('@article{'));
  });
  return isStudys ? lines : lines.filter(({ isFooter }) => !isFooter);
}

function divide(line: Line): Line[] {
  if (line.raw.length > LONGEST_DIVIDED_LINE) return [line];
  const { raw } = line;
  const found = [gluedLabelStarts(raw), addressEnds(raw), rowStarts(raw), gluedEntryLabel(raw)];
  if (found.every((starts) => starts.length === 0)) return dividePillRow(line);
  const starts = found.flat().sort((one, other) => one - other);
  return cutAt(line, starts).flatMap(dividePillRow);
}

function cutAt(line: Line, starts: readonly number[]): Line[] {
  const bounds = [0, ...starts, line.raw.length];
  return bounds
    .slice(1)
    .map((end, index) => partOf(line, bounds[index] ?? 0, end))
    .filter((piece) => piece.text !== '');
}

const NONE: readonly number[] = [];

/** Where a study's address ends and a word is glued to it (addresses have small letters only). */
const addressEnds = (raw: string): readonly number[] =>
  raw.includes('/evidence/')
    ? [...raw.matchAll(/\/evidence\/[a-z0-9-]+(?=\p{Lu})/gu)].map(
        ({ 0: address, index }) => index + address.length,
      )
    : NONE;

/** `BibTeX` at the end of a line, glued to the citation before it. */
const gluedEntryLabel = (raw: string): readonly number[] => {
  if (!raw.includes('BibTeX')) return NONE;
  const match = /(?<=\S)BibTeX(?=\s*$)/u.exec(raw);
  return match === null ? [] : [match.index];
};

/** Where a glued badge row begins behind other text. */
const rowStarts = (raw: string): readonly number[] =>
  LEVELS.some((level) => raw.includes(level))
    ? [...raw.matchAll(GLUED_ROW)].map(({ index }) => index)
    : NONE;
const LEVELS = ['E0 ', 'E1 ', 'E2 ', 'E3 '];
const GLUED_ROW = /(?<=\S)E[0-3] (?:Consensus|Replicated|Moderate|Preliminary)(?=\p{Lu})/gu;

function gluedLabelStarts(raw: string): readonly number[] {
  if (raw.length <= SHORTEST_LABEL || !LAST_WORDS.some((word) => raw.includes(word))) return NONE;
  const starts: number[] = [];
  for (const match of raw.matchAll(ANY_LABEL)) {
    const end = match.index + match[0].length;
    if (match.index > 0 && isGlued(raw, match.index, end)) starts.push(match.index);
  }
  return starts;
}

/** A heading inside a line: right against its neighbour, or after a full sentence and before a capital. */
function isGlued(raw: string, start: number, end: number): boolean {
  const after = raw.slice(end, end + 40);
  if (!/^(?:$|\s*[:—–]|\s*[\p{Lu}“"@\d]|\s+$)/u.test(after)) return false;
  const before = raw.slice(Math.max(0, start - 40), start);
  if (!/\s$/u.test(before)) return !/[“"'‘([{«/-]$/u.test(before);
  return /[.!?}][”"’)\]]?\s*$|[”"’)\]]\s*$/u.test(before) && !/^\s*[:—–]/u.test(after);
}

function dividePillRow(line: Line): Line[] {
  const end = endOfGluedRow(line.text);
  if (end === null) return [line];
  const tail = line.text.slice(end).trim();
  const time = /^(?:\p{Lu}[\p{L} -]{0,20} · )?\d{1,3} min(?: read)?(?=\p{Lu}|\s+\p{Lu})/u.exec(
    tail,
  )?.[0];
  const texts = [
    line.text.slice(0, end),
    ...(time === undefined ? [tail] : [time, tail.slice(time.length)]),
  ];
  return texts
    .map((text) => lineOf(text, { links: line.links }))
    .filter((piece) => piece.text !== '');
}

/** Headings in a row, each of which comes again: a table of contents. */
function withoutContents(lines: readonly Line[]): Line[] {
  const uses = new Map<string, number>();
  for (const { text } of lines) {
    if (isHeadingLine(text)) uses.set(text, (uses.get(text) ?? 0) + 1);
  }
  const kept: Line[] = [];
  let run: Line[] = [];
  const endRun = (): void => {
    const isContents = run.length >= 2;
    for (const line of run) {
      const left = uses.get(line.text) ?? 0;
      if (isContents && left > 1) uses.set(line.text, left - 1);
      else kept.push(line);
    }
    run = [];
  };
  for (const line of lines) {
    if (uses.has(line.text)) {
      run.push(line);
    } else if (line.text !== '' || run.length === 0) {
      endRun();
      kept.push(line);
    }
  }
  endRun();
  return kept;
}
