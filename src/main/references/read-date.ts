// A date of a record as the library keeps dates.
// Invariant: a part that is no date (month 0, the 31st of February) is never kept; what was left out is said.

/** A date that was read, with what is to be said of it. */
export interface ReadDate {
  /** Null where nothing of it is a date. */
  readonly text: string | null;
  readonly remark: string | null;
  /** The remark is of something that a person should look at. */
  readonly isDoubtful: boolean;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const SEASONS: Readonly<Record<string, string>> = {
  spring: '21',
  summer: '22',
  autumn: '23',
  fall: '23',
  winter: '24',
};
const NUMBERS = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:T[\d:.Z+-]*)?$/u;
const YEAR_FIRST =
  /^(\d{4})[\s,-]+([a-z]{3})[a-z]*\.?(?:\s*[-–/]\s*[a-z]{3,9}\.?)?(?:\s+(\d{1,2})(?:\s*[-–]\s*\d{1,2})?)?$/iu;
const YEAR_LAST =
  /^(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([a-z]{3})[a-z]*\.?(?:\s+(\d{1,2}),?)?\s+(\d{4})$/iu;
const SEASON = /^(?:(\d{4})\s+)?(spring|summer|autumn|fall|winter)(?:\s+(\d{4}))?$/iu;
const MAX_WORDS = 100;

const sure = (text: string | null): ReadDate => ({ text, remark: null, isDoubtful: false });
const doubtful = (text: string | null, remark: string): ReadDate => ({
  text,
  remark,
  isDoubtful: true,
});

/** Reads a date: numbers, months by name, seasons, a range with a slash, or words ("in press"). */
export function readDate(given: string): ReadDate {
  const text = given
    .replace(/[/\s]+$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text === '') return sure(null);
  const range = /^(\d{4}-\d{2}(?:-\d{2})?|\d{4})\/(\d{4}-\d{2}(?:-\d{2})?|\d{4})$/u.exec(text);
  if (range?.[1] !== undefined && range[2] !== undefined) {
    const [start, end] = [readDate(range[1]), readDate(range[2])];
    const isWhole = !start.isDoubtful && !end.isDoubtful;
    return isWhole
      ? sure(`${start.text ?? ''}/${end.text ?? ''}`)
      : doubtful(start.text, `“${given}” is no span of two dates; its beginning is used.`);
  }
  const numbers = NUMBERS.exec(text);
  if (numbers !== null) return fromParts(given, numbers.slice(1));
  const seasons = SEASON.exec(text);
  const year = seasons?.[1] ?? seasons?.[3];
  const season = SEASONS[(seasons?.[2] ?? '').toLowerCase()];
  if (year !== undefined && season !== undefined) return sure(`${year}-${season}`);
  const first = YEAR_FIRST.exec(text);
  if (first !== null) return withMonthName(given, [first[1], first[2], first[3]]);
  const last = YEAR_LAST.exec(text);
  if (last !== null) return withMonthName(given, [last[4], last[2], last[1] ?? last[3]]);
  if (!/[\p{L}\p{N}]/u.test(text)) return doubtful(null, `“${text}” is no date.`);
  if (text.length > MAX_WORDS) return doubtful(null, 'The date is too long to be one.');
  return doubtful(
    text,
    `“${text}” is not a date that can be read; it would be printed as it stands.`,
  );
}

type Parts = readonly (string | undefined)[];

function withMonthName(given: string, [year, name, day]: Parts): ReadDate {
  const month = MONTHS.indexOf((name ?? '').toLowerCase()) + 1;
  if (month > 0) return fromParts(given, [year, String(month), day]);
  return doubtful(
    given.trim(),
    `“${given.trim()}” is not a date that can be read; it would be printed as it stands.`,
  );
}

function fromParts(given: string, [yearText = '', monthText, dayText]: Parts): ReadDate {
  const year = Number(yearText);
  if (year < 1000 || year > 2200) {
    return doubtful(
      null,
      `“${given.trim()}” names no year that could be right, so there is no date to use.`,
    );
  }
  if (monthText === undefined) return sure(yearText);
  const month = Number(monthText);
  if (month >= 21 && month <= 24 && dayText === undefined) return sure(`${yearText}-${month}`);
  if (month < 1 || month > 12) {
    return doubtful(
      yearText,
      `“${given.trim()}” has no month ${monthText}; the year alone is used.`,
    );
  }
  const toMonth = `${yearText}-${String(month).padStart(2, '0')}`;
  if (dayText === undefined) return sure(toMonth);
  const day = Number(dayText);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > lastDay) {
    return doubtful(toMonth, `“${given.trim()}” has no day ${dayText}; year and month are used.`);
  }
  return sure(`${toMonth}-${String(day).padStart(2, '0')}`);
}
