// Turns what stands behind a filter field into a filter, or says what is wrong with it, and where.
// Invariant: a value outside a closed set is never guessed at: "pem:maybe" is an error, not a search.
import { AppError } from '../../shared/contract/errors.ts';
import { PEM_VALUES } from '../../shared/domain/pem.ts';
import type { QueryNotice } from '../../shared/domain/search.ts';
import { EVIDENCE_LEVELS, type EvidenceLevel } from '../../shared/domain/study.ts';
import { characterNumber } from '../../shared/util/character-place.ts';
import type { Filter, FilterField, LevelRange, Place, YearRange } from './query-ast.ts';
import type { FilterFieldPiece, TextPiece } from './query-scanner.ts';

/** What one field means: its filters, one of which must hold, and what was understood forgivingly. */
export interface ReadFilter {
  readonly filters: readonly Filter[];
  readonly notices: readonly QueryNotice[];
}

const YEAR = /^\d{1,4}$/u;
const IS_WORDS = ['read', 'unread', 'retracted', 'changed'] as const;

/**
 * Reads the values of a filter field of `query`; none are left where all of them are empty.
 * @throws AppError `query-syntax` with the place (`<at>..<end>`) of a value that means nothing
 */
export function readFilter(piece: FilterFieldPiece, query: string): ReadFilter {
  const values = piece.values.filter((value) => value.text.trim() !== '');
  const notices: QueryNotice[] = [];
  try {
    const filters = values.length === 0 ? [] : readValues(piece.field, values, notices);
    return { filters, notices };
  } catch (error) {
    throw error instanceof MeansNothing ? querySyntaxError(query, error) : error;
  }
}

/** A value that means nothing; the sentence does not say yet where it stands. */
class MeansNothing extends Error {
  readonly place: Place;

  constructor(place: Place, message: string) {
    super(message);
    this.place = place;
  }
}

// The sentence counts characters, for a person; `ref` counts UTF-16 units, for a program.
function querySyntaxError(query: string, { place, message }: MeansNothing): AppError {
  const character = characterNumber(query, place.at);
  return new AppError('query-syntax', `At character ${character}: ${message}`, {
    ref: `${place.at}..${place.end}`,
  });
}

function readValues(
  field: FilterField,
  values: readonly TextPiece[],
  notices: QueryNotice[],
): readonly Filter[] {
  switch (field) {
    case 'pem':
    case 'derived':
    case 'mine':
      return [
        { facet: field, values: unique(values.map((value) => oneOf(PEM_VALUES, field, value))) },
      ];
    case 'year':
      return [{ facet: 'year', values: values.map((value) => readYears(value, notices)) }];
    case 'level':
      return [{ facet: 'level', values: values.map((value) => readLevels(value, notices)) }];
    case 'type':
    case 'list':
    case 'tag':
      return [
        {
          facet: field,
          values: values.map(({ text, at, end }) => ({ name: text.trim(), at, end })),
        },
      ];
    case 'is':
      return readIs(values);
  }
}

function readIs(values: readonly TextPiece[]): Filter[] {
  const words = unique(values.map((value) => oneOf(IS_WORDS, 'is', value)));
  const states = words.filter((word) => word === 'read' || word === 'unread');
  const filters: Filter[] = [];
  if (states.length > 0) filters.push({ facet: 'read', values: states });
  for (const facet of ['retracted', 'changed'] as const) {
    if (words.includes(facet)) filters.push({ facet, values: ['yes'] });
  }
  return filters;
}

function readYears(value: TextPiece, notices: QueryNotice[]): YearRange | 'not-stated' {
  const text = plain(value);
  if (text === 'not-stated') return 'not-stated';
  // `2015-2020` is how ranges are written everywhere else.
  const dashed = /^(\d{4})[-–](\d{4})$/u.exec(text);
  const [low = '', high = '', ...rest] = (
    dashed === null ? text : `${dashed[1] ?? ''}..${dashed[2] ?? ''}`
  ).split('..');
  const isRange = dashed !== null || text.includes('..');
  const isWrong = [low, high].some((year) => year !== '' && !YEAR.test(year));
  if (isWrong || rest.length > 0 || (low === '' && high === '')) {
    throw new MeansNothing(
      value,
      `“${value.text}” is no year. Write year:2015, year:2015..2020, year:2015.. or year:..2020; year:not-stated finds studies without one.`,
    );
  }
  if (dashed !== null) note(notices, value, `This was read as year:${low}..${high}.`);
  const from = low === '' ? null : Number(low);
  const to = isRange ? (high === '' ? null : Number(high)) : from;
  if (from === null || to === null || from <= to) return { from, to };
  note(notices, value, `The years stand in the wrong order; they were read as ${to}..${from}.`);
  return { from: to, to: from };
}

function readLevels(value: TextPiece, notices: QueryNotice[]): LevelRange | 'not-stated' {
  const text = plain(value);
  if (text === 'not-stated') return 'not-stated';
  const [low = '', high, ...rest] = text.split('..');
  const from = low === '' && high !== undefined ? 'E0' : levelOf(low);
  const to = high === undefined ? from : high === '' && low !== '' ? 'E3' : levelOf(high);
  if (from === null || to === null || rest.length > 0) {
    throw new MeansNothing(
      value,
      `“${value.text}” is no evidence level. There are E0 (strongest), E1, E2, E3 and not-stated; level:E0..E1 is a range.`,
    );
  }
  if (from <= to) return { from, to };
  note(notices, value, `The levels stand in the wrong order; they were read as ${to}..${from}.`);
  return { from: to, to: from };
}

function levelOf(text: string): EvidenceLevel | null {
  return EVIDENCE_LEVELS.find((level) => level.toLowerCase() === text) ?? null;
}

function oneOf<T extends string>(allowed: readonly T[], field: FilterField, value: TextPiece): T {
  const text = plain(value);
  const found = allowed.find((word) => word === text);
  if (found !== undefined) return found;
  throw new MeansNothing(
    value,
    `“${value.text}” is no value of ${field}:. It can be ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1) ?? ''}.`,
  );
}

// Case, and a blank or an underscore where the value has a hyphen, make no other meaning.
function plain(value: TextPiece): string {
  return value.text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/gu, '-');
}

function note(notices: QueryNotice[], place: Place, message: string): void {
  notices.push({ at: place.at, length: place.end - place.at, message });
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
