// A CSL date in the parts a bibliography writer needs, whatever form it came in.
// Invariant: what cannot be read as a date stays as the text it was.
import type { CslDate } from '../../../shared/domain/csl.ts';

/** A date as far as it is known. `text` is set where there is no year to be read ("in press"). */
export interface WorkDate {
  /** Digits, or null; years before 1 as `44 BC`. */
  readonly year: string | null;
  /** 1 to 12. */
  readonly month: number | null;
  /** 1 to 31; never without a month, and null for a range of days. */
  readonly day: number | null;
  /** A season in words, as a title has it: `Spring`. */
  readonly season: string | null;
  readonly isCirca: boolean;
  readonly text: string | null;
}

const NO_DATE: WorkDate = {
  year: null,
  month: null,
  day: null,
  season: null,
  isCirca: false,
  text: null,
};
const SEASONS = ['Spring', 'Summer', 'Autumn', 'Winter'];
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH_NAME =
  /\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b/iu;
const SEASON_NAME = /\b(spring|summer|autumn|fall|winter)\b/iu;
const ISO_DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T[\d:.Z+-]*)?(\s*\/.*)?$/u;
const YEAR = /(?<!\d)(1[5-9]\d{2}|20\d{2})(?!\d)/u;
const CIRCA = /^(?:c\.|ca\.?|circa)\s*/iu;

/** Reads a CSL date. A range gives its start, without the day. */
export function readDate(date: CslDate | undefined): WorkDate {
  if (date === undefined) return NO_DATE;
  const dates = date['date-parts'];
  const onlyYear = dates?.length === 1 && dates[0]?.length === 1 ? dates[0][0] : undefined;
  // Nine of ten dates are a year and nothing else.
  if (typeof onlyYear === 'number' && onlyYear > 0 && isBare(date)) {
    return { ...NO_DATE, year: String(onlyYear) };
  }
  const isCirca = date.circa === true || date.circa === 1 || date.circa === 'true';
  const parts = dates?.[0]?.map(toInteger) ?? [];
  const [year, month, day] = parts;
  if (year !== undefined && year !== null && year !== 0) {
    const isRange = (dates?.length ?? 0) > 1;
    const inMonth = fromNumbers(year, month ?? null, isRange ? null : (day ?? null));
    const season = seasonOf(date.season);
    return { ...inMonth, season: season ?? inMonth.season, isCirca };
  }
  const text = date.literal ?? date.raw ?? '';
  const read = readText(text.trim());
  return isCirca ? { ...read, isCirca } : read;
}

function isBare(date: CslDate): boolean {
  return date.season === undefined && date.circa === undefined;
}

function fromNumbers(year: number, month: number | null, day: number | null): WorkDate {
  const written = year < 0 ? `${-year} BC` : String(year);
  const isMonth = month !== null && month >= 1 && month <= 12;
  const isDay = isMonth && day !== null && day >= 1 && day <= 31;
  return {
    ...NO_DATE,
    year: written,
    month: isMonth ? month : null,
    day: isDay ? day : null,
    // EDTF's 21 to 24, and citeproc's older 13 to 16, are seasons.
    season: month === null ? null : (SEASONS[month >= 21 ? month - 21 : month - 13] ?? null),
  };
}

function seasonOf(season: CslDate['season']): string | null {
  if (season === undefined || season === '') return null;
  const number = toInteger(season);
  return number === null ? capitalised(String(season).trim()) : (SEASONS[number - 1] ?? null);
}

function readText(text: string): WorkDate {
  if (text === '') return NO_DATE;
  const iso = ISO_DATE.exec(text);
  if (iso?.[1] !== undefined) {
    const day = iso[4] === undefined ? toInteger(iso[3]) : null;
    return fromNumbers(Number(iso[1]), toInteger(iso[2]), day);
  }
  const isCirca = CIRCA.test(text);
  const rest = text.replace(CIRCA, '');
  const year = YEAR.exec(rest)?.[1];
  if (year === undefined) return { ...NO_DATE, text };
  const season = SEASON_NAME.exec(rest)?.[1];
  if (season !== undefined) return { ...NO_DATE, year, season: capitalised(season), isCirca };
  const monthName = MONTH_NAME.exec(rest)?.[1];
  if (monthName !== undefined) {
    const month = MONTHS.indexOf(monthName.slice(0, 3).toLowerCase()) + 1;
    return { ...fromNumbers(Number(year), month, dayIn(rest, year)), isCirca };
  }
  // A year and nothing else around it; more than that ("2019, in press") is kept as it stands.
  return /^\W*$/u.test(rest.replace(year, ''))
    ? { ...NO_DATE, year, isCirca }
    : { ...NO_DATE, text };
}

/** The day, where the text names exactly one. */
function dayIn(text: string, year: string): number | null {
  const numbers = text.replace(year, ' ').match(/\d+/gu) ?? [];
  return numbers.length === 1 ? toInteger(numbers[0]) : null;
}

function toInteger(value: number | string | undefined): number | null {
  if (value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isInteger(number) ? number : null;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
