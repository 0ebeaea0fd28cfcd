// Cuts the typed text into pieces: brackets, words, phrases, and fields with what follows their colon.
// Invariant: every character of the text belongs to a piece or to blanks; nothing is refused here.
import { TEXT_FIELDS, type TextField } from '../../shared/domain/search.ts';
import { FILTER_FIELDS, type FilterField, type Place } from './query-ast.ts';

/** A run of characters, or what stood in quotes. `isClosed` is false for a quote that never ended. */
export interface TextPiece extends Place {
  readonly kind: 'text';
  readonly text: string;
  readonly isQuoted: boolean;
  readonly isClosed: boolean;
}

/** `name:` with what follows it. `nameEnd` is just behind the colon. */
interface FieldPlace extends Place {
  readonly nameEnd: number;
  /** The value came after a blank. */
  readonly isLate: boolean;
}

/** A text field with its one piece, or null where nothing usable follows. */
export interface TextFieldPiece extends FieldPlace {
  readonly kind: 'text-field';
  readonly field: TextField;
  readonly value: TextPiece | null;
}

/** A filter field with its values, which commas part. */
export interface FilterFieldPiece extends FieldPlace {
  readonly kind: 'filter-field';
  readonly field: FilterField;
  readonly values: readonly TextPiece[];
}

/** A sign: a bracket, or the minuses before something (`count` of them). */
export interface SignPiece extends Place {
  readonly kind: 'open' | 'close' | 'minus';
  readonly count: number;
}

export type Piece = TextPiece | TextFieldPiece | FilterFieldPiece | SignPiece;

// Keyboards that correct as one types turn straight quotes into curly ones: both mean a phrase.
const QUOTE = /["“”„]/u;
const BLANKS = /\s+/uy;
const RUN = /[^\s"“”„()]+/uy;
const VALUE_RUN = /[^\s"“”„(),]+/uy;
const MINUSES = /-+/uy;
const FIELD_NAME = /([A-Za-z]+):/uy;

/** The piece at `from` (blanks before it are skipped), or null at the end of the text. */
export function nextPiece(text: string, from: number): Piece | null {
  const at = skipBlanks(text, from);
  const first = text[at];
  if (first === undefined) return null;
  if (first === '(') return { kind: 'open', at, end: at + 1, count: 1 };
  if (first === ')') return { kind: 'close', at, end: at + 1, count: 1 };
  if (first === '-') {
    const end = at + match(MINUSES, text, at).length;
    return { kind: 'minus', at, end, count: end - at };
  }
  return readField(text, at) ?? readText(text, at, RUN);
}

/** Where the first character stands that is not blank. */
export function skipBlanks(text: string, from: number): number {
  return from + match(BLANKS, text, from).length;
}

/** A name before a colon that is no field of ours, or null: `doi` of `doi:10.1`. */
export function unknownFieldName(piece: TextPiece): string | null {
  if (piece.isQuoted) return null;
  const name = match(FIELD_NAME, piece.text, 0);
  // `syndrome:` is how a title goes on, not a field.
  return name === '' || name.length === piece.text.length ? null : name.slice(0, -1);
}

function readField(text: string, at: number): Piece | null {
  const typed = match(FIELD_NAME, text, at);
  if (typed === '') return null;
  const name = typed.slice(0, -1).toLowerCase();
  const nameEnd = at + typed.length;
  const valueAt = findValue(text, nameEnd);
  const isLate = valueAt > nameEnd;
  const textField = TEXT_FIELDS.find((field) => field === name);
  if (textField !== undefined) {
    const value = readText(text, valueAt, RUN);
    const end = value?.end ?? nameEnd;
    return { kind: 'text-field', field: textField, value, at, end, nameEnd, isLate };
  }
  const field = FILTER_FIELDS.find((known) => known === name);
  if (field === undefined) return null;
  const { values, end } = readValues(text, valueAt);
  return { kind: 'filter-field', field, values, at, end, nameEnd, isLate };
}

function readValues(text: string, from: number): { values: TextPiece[]; end: number } {
  const values: TextPiece[] = [];
  let end = skipCommas(text, from);
  // Two values need a comma between them: `list:"a"b` is a list and a word.
  while (values.length === 0 || text[end - 1] === ',') {
    const value = readText(text, end, VALUE_RUN);
    if (value === null) break;
    values.push(value);
    end = skipCommas(text, value.end);
  }
  return { values, end };
}

function skipCommas(text: string, from: number): number {
  let at = from;
  while (text[at] === ',') at += 1;
  return at;
}

// `author: clark` is meant as it looks, if what follows is nothing of its own: no sign, operator or field.
function findValue(text: string, nameEnd: number): number {
  const at = skipBlanks(text, nameEnd);
  if (at === nameEnd || text[at] === '-' || match(FIELD_NAME, text, at) !== '') return nameEnd;
  return isOperator(match(RUN, text, at)) ? nameEnd : at;
}

/** True for `or` in any case, and for `AND` and `NOT` in capitals, as PubMed has them. */
export function isOperator(text: string): boolean {
  return /^or$/iu.test(text) || text === 'AND' || text === 'NOT';
}

function readText(text: string, at: number, run: RegExp): TextPiece | null {
  const first = text[at];
  if (first === undefined) return null;
  if (!QUOTE.test(first)) {
    const found = match(run, text, at);
    const end = at + found.length;
    return found === ''
      ? null
      : { kind: 'text', text: found, at, end, isQuoted: false, isClosed: true };
  }
  const length = text.slice(at + 1).search(QUOTE);
  const isClosed = length >= 0;
  const end = isClosed ? at + 1 + length : text.length;
  return {
    kind: 'text',
    text: text.slice(at + 1, end),
    at,
    end: isClosed ? end + 1 : end,
    isQuoted: true,
    isClosed,
  };
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
