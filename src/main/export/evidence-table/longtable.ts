// An evidence table as a LaTeX `longtable` whose rows cite by the keys of the list's `.bib`.
// Invariants: it compiles with pdflatex whatever stands in it: a character that LaTeX has no form of is
// printed by its number there, and reported; text too long for a page goes on in the next row.
import { EVIDENCE_HEADINGS, type EvidenceColumn } from '../../../shared/domain/evidence-table.ts';
import { latexText, type LatexContext } from '../bibtex/latex-text.ts';
import { headerText } from '../bibtex/write-bibtex.ts';
import { PRODUCT_LINE, sealText } from '../file-seal.ts';
import { createTextIssues, mergeIssues, type TextIssues } from '../text/clean-text.ts';
import { withoutMarks } from '../text/plain-text.ts';

export interface LatexRow {
  readonly key: string;
  /** Clean text, lines parted by `\n`, in the order of the columns. */
  readonly cells: readonly string[];
}

export interface LatexTable {
  readonly name: string;
  readonly columns: readonly EvidenceColumn[];
  readonly rows: readonly LatexRow[];
  readonly notices: readonly string[];
}

/** Raised only when the same table gives other bytes than before. */
const LONGTABLE_WRITER_VERSION = 1;

// How wide the columns are beside each other: by what usually stands in them.
const WEIGHTS: Readonly<Record<EvidenceColumn, number>> = {
  citation: 16,
  key: 14,
  title: 22,
  year: 6,
  type: 12,
  sample: 12,
  definitions: 16,
  pem: 12,
  'pem-derived': 13,
  'pem-mine': 10,
  level: 12,
  'does-not-prove': 24,
  'own-coding': 18,
  'own-note': 24,
};

// More columns than this do not fit on an upright page.
const MAX_UPRIGHT = 6;

/** The table with its comment and its seal, for `\input`. `issues` collects what LaTeX cannot print. */
export function latexTable(table: LatexTable, issues: TextIssues): string {
  const { name, columns, rows, notices } = table;
  const context: LatexContext = { charset: 'ascii', issues };
  const isSideways = columns.length > MAX_UPRIGHT;
  const heads = columns
    .map((column) => `\\textbf{${wordsToLatex(EVIDENCE_HEADINGS[column].split(' '), context)}}`)
    .join(' &\n');
  const body = rows.flatMap((row) => latexRows(row, columns, context));
  const notice = notices.map((line) => wordsToLatex(line.split(' '), context)).join(' ');
  const lines = [
    ...headerLines(table, isSideways),
    '\\providecommand{\\companionchar}[2]{\\ifdefined\\Umathchar #1\\else[U+#2]\\fi}',
    ...(isSideways ? ['\\begin{landscape}'] : []),
    '\\begingroup',
    '\\footnotesize',
    '\\setlength{\\tabcolsep}{3pt}',
    `\\begin{longtable}{${columnWidths(columns)}}`,
    `\\caption[]{Evidence table: ${wordsToLatex(name.split(' '), context)}}\\\\`,
    `\\hline\n${heads} \\\\\n\\hline`,
    '\\endfirsthead',
    `\\hline\n${heads} \\\\\n\\hline`,
    '\\endhead',
    '\\hline',
    '\\endfoot',
    '\\hline',
    `\\multicolumn{${columns.length}}{p{\\dimexpr\\linewidth-2\\tabcolsep\\relax}}{${notice}}\\\\`,
    '\\endlastfoot',
    ...(body.length > 0 ? body : [`\\multicolumn{${columns.length}}{l}{No studies.} \\\\`]),
    '\\end{longtable}',
    '\\endgroup',
    ...(isSideways ? ['\\end{landscape}'] : []),
  ];
  return sealText(`${lines.join('\n')}\n`);
}

function headerLines({ name, rows, notices }: LatexTable, isSideways: boolean): string[] {
  const packages = [
    '[T1]{fontenc}',
    '{array}',
    '{longtable}',
    ...(isSideways ? ['{pdflscape}'] : []),
  ];
  return [
    PRODUCT_LINE,
    `evidence table: ${name}`,
    `studies: ${rows.length}`,
    `writer: longtable ${LONGTABLE_WRITER_VERSION}`,
    `The preamble needs: ${packages.map((options) => `\\usepackage${options}`).join(' ')}`,
    'Put it in with \\input; its keys are those of the .bib of the same list.',
    ...notices,
    'An edited copy of this file is never overwritten unless that is asked for.',
  ].map((line) => `% ${headerText(line)}`);
}

function columnWidths(columns: readonly EvidenceColumn[]): string {
  return columns
    .map((column) => {
      const width = `\\dimexpr ${shareOf(column, columns).toFixed(4)}\\linewidth-2\\tabcolsep\\relax`;
      return `>{\\raggedright\\arraybackslash}p{${width}}`;
    })
    .join('\n  ');
}

function shareOf(column: EvidenceColumn, columns: readonly EvidenceColumn[]): number {
  const sum = columns.reduce((total, each) => total + WEIGHTS[each], 0);
  return Math.floor((WEIGHTS[column] / sum) * 10_000) / 10_000;
}

// What a line across the page holds at this size, and how many lines of a row are sure to fit on a page.
const LETTERS_ACROSS = 90;
const LINES_OF_A_ROW = 16;

/** One row, or several where a cell is long: a row of a longtable never breaks across pages. */
function latexRows(
  { key, cells }: LatexRow,
  columns: readonly EvidenceColumn[],
  context: LatexContext,
): string[] {
  const hasKeyColumn = columns.includes('key');
  const parts = cells.map((cell, index) => {
    const column = columns[index] ?? 'key';
    if (column === 'key') return [`\\cite{${key}}`];
    const room = Math.floor(LETTERS_ACROSS * shareOf(column, columns)) * LINES_OF_A_ROW;
    const written = inParts(cell, Math.max(room, 60)).map((words) => wordsToLatex(words, context));
    if (column !== 'citation' || hasKeyColumn) return written;
    const cited = `${written.at(-1) ?? ''} \\cite{${key}}`;
    return [...written.slice(0, -1), cited];
  });
  const count = Math.max(...parts.map(({ length }) => length), 1);
  const rows = Array.from({ length: count }, (_, index) =>
    parts.map((part) => part[index] ?? '').join(' &\n'),
  );
  return rows.map((row, index) => `${row} \\\\${index === count - 1 ? '\\hline' : ''}`);
}

// Words, and lowered or raised text with what it is attached to.
const WORD = /(?:\uFDD0[^\uFDD1]*\uFDD1|\uFDD2[^\uFDD3]*\uFDD3|[^\s\uFDD0-\uFDD3])+|\n/gu;
const NEW_LINE = '\n';

/** The words in groups of about so many letters. */
function inParts(text: string, room: number): string[][] {
  const groups: string[][] = [];
  let group: string[] = [];
  let letters = 0;
  for (const word of (text.match(WORD) ?? []).flatMap((each) => pieces(each, room))) {
    if (letters + word.length > room && group.length > 0) {
      groups.push(group);
      group = [];
      letters = 0;
    }
    if (word === NEW_LINE && group.length === 0) continue;
    group.push(word);
    // A new line costs about half of one.
    letters += word === NEW_LINE ? room / LINES_OF_A_ROW / 2 : word.length + 1;
  }
  return group.length > 0 ? [...groups, group] : groups;
}

/** A word longer than a page is cut; all others are one piece. */
function pieces(word: string, room: number): string[] {
  if (word.length <= room) return [word];
  const units = withoutMarks(word).match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
  const parts: string[] = [];
  for (let start = 0; start < units.length; start += room) {
    parts.push(units.slice(start, start + room).join(''));
  }
  return parts;
}

function wordsToLatex(words: readonly string[], context: LatexContext): string {
  // The empty space lets TeX divide the first word, and keeps `[` and `*` from the `\\` before it.
  let out = '\\hspace{0pt}';
  let isFirst = true;
  for (const word of words) {
    if (word === NEW_LINE) {
      out += '\\par\\hspace{0pt}';
      isFirst = true;
      continue;
    }
    out += (isFirst ? '' : ' ') + breakable(word, context);
    isFirst = false;
  }
  // The period of "et al." ends no sentence.
  return out.replaceAll(' al. ', ' al.\\ ');
}

// TeX divides no word at a slash, and none that has no syllables.
const BREAK_AFTER = /(?<=[/_=&?.,;:-])(?=[^\s/_=&?.,;:-]{2})/u;
const MAX_UNBROKEN = 24;
const BREAK = '\\allowbreak\\hspace{0pt}';

function breakable(word: string, context: LatexContext): string {
  if (word.length <= 12) return printable(word, context);
  if (/[\uFDD0-\uFDD3]/u.test(word)) return printable(word, context);
  return word
    .split(BREAK_AFTER)
    .flatMap((part) => (part.length <= MAX_UNBROKEN ? [part] : chunks(part)))
    .map((part) => printable(part, context))
    .join(BREAK);
}

function chunks(word: string): string[] {
  const units = word.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
  return Array.from({ length: Math.ceil(units.length / 10) }, (_, index) =>
    units.slice(index * 10, index * 10 + 10).join(''),
  );
}

/** Text as LaTeX, with a number in place of each character that pdfLaTeX would stop at. */
function printable(text: string, context: LatexContext): string {
  const own = createTextIssues();
  const tex = latexText(text, 'outer', { ...context, issues: own });
  mergeIssues(own, context.issues);
  if (own.unmapped.size === 0) return tex;
  return (withoutMarks(text).match(/\P{M}\p{M}*|\p{M}+/gu) ?? [])
    .map((unit) => {
      const alone = createTextIssues();
      const form = latexText(unit, 'outer', { ...context, issues: alone });
      if (alone.unmapped.size === 0) return form;
      return `\\companionchar{${form}}{${numbersOf(unit)}}`;
    })
    .join('');
}

function numbersOf(text: string): string {
  return Array.from(text, (character) =>
    (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0'),
  ).join(' U+');
}
