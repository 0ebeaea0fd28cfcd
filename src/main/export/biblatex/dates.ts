// Dates as biber reads them: ISO 8601 with seasons, ranges and "circa".
// Invariant: a day that no calendar has is never written, for biber would drop the whole date.
// Source: https://www.loc.gov/standards/datetime/ (levels 0 and 1), the biblatex manual 2.3.8.
import type { CslDate } from '../../../shared/domain/csl.ts';
import { readDate, type WorkDate } from '../text/dates.ts';

// EDTF numbers the seasons after the months.
const SEASONS: ReadonlyMap<string, number> = new Map([
  ['Spring', 21],
  ['Summer', 22],
  ['Autumn', 23],
  ['Fall', 23],
  ['Winter', 24],
]);
const ISO_RANGE = /^\s*(\d{4}[\d-]*)\s*\/\s*(\d{4}[\d-]*)\s*$/u;

/** The date, a range with its end; null where there is no year to be read. */
export function edtfDate(date: CslDate | undefined): string | null {
  if (date === undefined) return null;
  const [start, end] = endsOf(date);
  const first = edtfDay(readDate(start));
  const last = end === null ? null : edtfDay(readDate(end));
  return first === null || last === null || last === first ? first : `${first}/${last}`;
}

/** One date as far as it is known; null without a year. */
export function edtfDay(date: WorkDate): string | null {
  const year = edtfYear(date.year);
  if (year === null) return null;
  const circa = date.isCirca ? '~' : '';
  const season = SEASONS.get(date.season ?? '');
  if (season !== undefined) return `${year}-${season}${circa}`;
  if (date.month === null) return year + circa;
  const month = `${year}-${twoDigits(date.month)}`;
  const hasDay = date.day !== null && isInCalendar(Number(year), date.month, date.day);
  return `${hasDay ? `${month}-${twoDigits(date.day)}` : month}${circa}`;
}

/** True for a season in words that EDTF has no number for. */
export function isOddSeason(season: string | null): boolean {
  return season !== null && !SEASONS.has(season);
}

/** Beginning and end of a range; the end is null where there is but one date. */
function endsOf(date: CslDate): readonly [CslDate, CslDate | null] {
  const [start, end] = date['date-parts'] ?? [];
  if (start !== undefined && end !== undefined) {
    // A season would be said of both ends, and a range has none.
    const circa = date.circa === undefined ? {} : { circa: date.circa };
    return [
      { ...circa, 'date-parts': [start] },
      { ...circa, 'date-parts': [end] },
    ];
  }
  const [, first, last] = ISO_RANGE.exec(date.raw ?? date.literal ?? '') ?? [];
  if (first === undefined || last === undefined || start !== undefined) return [date, null];
  return [{ raw: first }, { raw: last }];
}

/** Four digits; a year before 1 as astronomers count them (44 BC is -0043). */
function edtfYear(year: string | null): string | null {
  if (year === null) return null;
  const before = /^(\d+) BC$/u.exec(year)?.[1];
  if (before === undefined) return year.length > 4 ? `Y${year}` : year.padStart(4, '0');
  const number = Number(before) - 1;
  return `${number === 0 ? '' : '-'}${String(number).padStart(4, '0')}`;
}

function isInCalendar(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
