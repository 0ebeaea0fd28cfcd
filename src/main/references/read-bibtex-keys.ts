// Reads of a .bib what says which work an entry is: its key, DOI, PubMed number, title and year.
// Invariants: the file is never written; an entry that cannot be read does not hide its neighbours, and is told.
import type { parse as parseBibtex } from '@retorquere/bibtex-parser';
import { AppError } from '../../shared/contract/errors.ts';
import { bareDoi, bareNumber, doiOfAddress } from '../export/text/identifiers.ts';

/** One entry of a .bib. */
export interface BibEntry {
  readonly key: string;
  /** Bare, in small letters. */
  readonly doi: string | null;
  readonly pmid: string | null;
  readonly title: string;
  readonly year: string | null;
}

export interface BibKeys {
  /** In the order of the file; those without a key are left out. */
  readonly entries: readonly BibEntry[];
  /** What could not be read, each with its line. */
  readonly problems: readonly string[];
}

/** At most so much is parsed in one go (some 40 ms), so that a window is answered meanwhile. */
const SLICE_LENGTH = 6_000;
const MAX_PROBLEMS = 20;
// Only these are translated from LaTeX; the rest is looked at as it stands.
const NOT_TRANSLATED = /^(?!(?:title|year|date)$)/;

/** Reads a .bib or a piece of one; `signal` ends a long one between two slices. */
export async function readBibtexKeys(text: string, signal: AbortSignal): Promise<BibKeys> {
  const { parse } = await import('@retorquere/bibtex-parser');
  const entries: BibEntry[] = [];
  const problems: string[] = [];
  let strings: Record<string, string> = {};
  let line = 1;
  for (const slice of slicesOf(text)) {
    if (signal.aborted) {
      throw new AppError('aborted', 'The reading of the .bib was stopped. Nothing was changed.');
    }
    const read = parseSlice(parse, slice, strings);
    ({ strings } = read);
    for (const { lineInSlice, what } of read.problems) {
      problems.push(`line ${line + lineInSlice - 1}: ${what}`);
    }
    entries.push(...read.entries);
    line += slice.split('\n').length - 1;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  return { entries, problems: problems.slice(0, MAX_PROBLEMS) };
}

/** The text in pieces that begin with an entry at the beginning of a line. */
function slicesOf(text: string): string[] {
  const slices: string[] = [];
  let start = 0;
  for (const { index } of text.matchAll(/^[ \t]*@[a-z]+[ \t]*[{(]/gimu)) {
    if (index - start < SLICE_LENGTH) continue;
    slices.push(text.slice(start, index));
    start = index;
  }
  slices.push(text.slice(start));
  return slices;
}

interface Slice {
  readonly entries: readonly BibEntry[];
  readonly strings: Record<string, string>;
  readonly problems: readonly { readonly lineInSlice: number; readonly what: string }[];
}

function parseSlice(
  parse: typeof parseBibtex,
  slice: string,
  strings: Record<string, string>,
): Slice {
  let library: ReturnType<typeof parseBibtex>;
  try {
    library = parse(slice, {
      strings: { ...strings },
      sentenceCase: false,
      english: false,
      caseProtection: false,
      unsupported: 'ignore',
      applyCrossRef: false,
      verbatimFields: [NOT_TRANSLATED],
    });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return { entries: [], strings, problems: [{ lineInSlice: 1, what: oneLine(what) }] };
  }
  return {
    entries: library.entries.flatMap(({ key, fields }) =>
      key === '' ? [] : [toEntry(key, fields)],
    ),
    strings: { ...strings, ...library.strings },
    problems: library.errors.map(({ error, input }) => ({
      lineInSlice: lineOf(error, input, slice),
      what: oneLine(error),
    })),
  };
}

/** The parser counts from the slice's beginning; where it names no line, the text it stopped at tells. */
function lineOf(error: string, input: string | undefined, slice: string): number {
  const said = Number(/ at line (\d+)/u.exec(error)?.[1]);
  if (said > 0) return said;
  const index = input === undefined || input === '' ? -1 : slice.indexOf(input);
  return index === -1 ? 1 : slice.slice(0, index).split('\n').length;
}

function oneLine(text: string): string {
  return text
    .replace(/ at line \d+, column \d+/u, '')
    .replace(/\s+/gu, ' ')
    .slice(0, 120);
}

function toEntry(key: string, fields: Readonly<Record<string, unknown>>): BibEntry {
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value.replace(/\\([_&%#${}])/gu, '$1').trim() : '';
  };
  const doi = bareDoi(text('doi')) ?? doiOfAddress(text('url'));
  return {
    key,
    doi: doi?.toLowerCase() ?? null,
    pmid: pmidOf(text),
    title: plain(text('title')),
    year: /(?<!\d)\d{4}(?!\d)/u.exec(text('year') || text('date'))?.[0] ?? null,
  };
}

function pmidOf(text: (name: string) => string): string | null {
  const field = text('pmid');
  if (/^\D*\d{1,9}\D*$/u.test(field) && !/pmc/iu.test(field)) return bareNumber(field);
  const register = text('eprinttype') || text('archiveprefix');
  if (/^pubmed$/iu.test(register)) return bareNumber(text('eprint'));
  const noted = /\bPMID:?\s*(\d{1,9})\b/iu.exec(text('note') || text('annote'))?.[1];
  return noted ?? /pubmed\.ncbi\.nlm\.nih\.gov\/(\d+)/u.exec(text('url'))?.[1] ?? null;
}

function plain(title: string): string {
  return title
    .replace(/<\/?[a-z]+[^<>]*>/giu, '')
    .replace(/[{}]/gu, '')
    .normalize('NFC');
}
