// A pasted text as records, whatever format it is in; and the one of them that is of a study.
// Invariant: nothing but an AppError is thrown for any text; the main thread is never held for long: the text has a
// limit, and between records others have their turn.
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/contract/errors.ts';
import { RECORD_FORMAT_NAMES, type RecordFormat } from '../../shared/domain/reference-fields.ts';
import { wrongLetters } from './encoding.ts';
import { refuseMany, type ReadText, type RecordProblem } from './record.ts';

/** A paste is a record or a few; a whole library is another thing. */
export const MAX_TEXT_CHARACTERS = 1_000_000;
const MAX_PROBLEMS = 50;
const SLICE_MS = 20;

export interface ReadRecords extends ReadText {
  readonly format: RecordFormat;
}

/** @throws AppError `invalid-input` in words: too long, no record in it, damaged as a whole */
export async function readRecords(
  given: string,
  wanted: RecordFormat | null,
): Promise<ReadRecords> {
  if (given.length > MAX_TEXT_CHARACTERS) {
    throw new AppError(
      'invalid-input',
      `The text has ${(given.length / 1e6).toFixed(1)} million characters; up to ${MAX_TEXT_CHARACTERS / 1e6} million are read. Nothing was changed. Give the one record of this study, or a part of the file with it.`,
    );
  }
  const text = given.replace(/^\uFEFF/u, '');
  const format = wanted ?? detectFormat(text);
  if (format === null) throw notRecognised(text);
  const { records, problems } = await readAs(format, text);
  if (records.length === 0) throw nothingRead(format, problems);
  refuseMany(records.length);
  return { format, records, problems: limited([...encodingProblems(text), ...problems]) };
}

/** What the text looks like: by the form of its first record. Null where it looks like none. */
export function detectFormat(text: string): RecordFormat | null {
  if (/^\s*[[{]/u.test(text)) return 'csl-json';
  const places = (
    [
      ['ris', /^[^\S\n]{0,80}TY {1,2}-/mu],
      ['nbib', /^PMID ?- ?\d/mu],
      ['bibtex', /@[^\S\n]{0,80}[A-Za-z]{1,40}\s{0,80}[{(]/u],
    ] as const
  ).flatMap(([format, form]) => {
    const at = text.search(form);
    return at < 0 ? [] : [{ format, at }];
  });
  return places.sort((one, other) => one.at - other.at)[0]?.format ?? null;
}

async function readAs(format: RecordFormat, text: string): Promise<ReadText> {
  switch (format) {
    case 'bibtex': {
      const { readBibtex } = await import('./read-bibtex.ts');
      return await readBibtex(text, createBreather());
    }
    case 'ris':
      return (await import('./read-ris.ts')).readRis(text);
    case 'nbib':
      return (await import('./read-nbib.ts')).readNbib(text);
    case 'csl-json':
      return (await import('./read-csl-json.ts')).readCslJson(text);
  }
}

function createBreather(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE_MS) return;
    await setImmediate();
    began = performance.now();
  };
}

function encodingProblems(text: string): RecordProblem[] {
  const problems: RecordProblem[] = [];
  if (text.includes('\0')) {
    problems.push({
      line: null,
      message:
        'The text holds zero bytes, as a text in UTF-16 does that was read as another. Letters may be missing.',
    });
  }
  for (const [index, content] of text.split('\n').entries()) {
    const wrong = wrongLetters(content);
    if (wrong === null) continue;
    const meant = wrong.meant === null ? '' : `, which looks like “${wrong.meant}”`;
    problems.push({
      line: index + 1,
      message: `Letters here were read in a wrong encoding (“${wrong.found}”${meant}). Nothing was mended. Copy the record again, or save the file as UTF-8.`,
    });
    if (problems.length >= 5) break;
  }
  return problems;
}

function limited(problems: readonly RecordProblem[]): RecordProblem[] {
  if (problems.length <= MAX_PROBLEMS) return [...problems];
  const more = problems.length - MAX_PROBLEMS;
  return [...problems.slice(0, MAX_PROBLEMS), { line: null, message: `And ${more} more.` }];
}

function notRecognised(text: string): AppError {
  const what =
    text.trim() === ''
      ? 'The text is empty.'
      : 'No record was recognised in the text: neither BibTeX (@article{…), RIS (TY  - JOUR), CSL-JSON ({ or [) nor PubMed’s format (PMID- 123).';
  return new AppError(
    'invalid-input',
    `${what} Nothing was changed. Copy the whole record, from its first line on.`,
  );
}

function nothingRead(format: RecordFormat, problems: readonly RecordProblem[]): AppError {
  const [first] = problems;
  const why =
    first === undefined
      ? ''
      : ` ${first.line === null ? '' : `Line ${first.line}: `}${first.message}`;
  return new AppError(
    'invalid-input',
    `The text looks like ${RECORD_FORMAT_NAMES[format]}, but no record could be read from it.${why} Nothing was changed. Copy the whole record again.`,
    { ref: first?.line === undefined || first.line === null ? null : `line ${first.line}` },
  );
}
