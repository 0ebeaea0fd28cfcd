// CSL-JSON as reference managers and registers of DOIs write it, as drafts of records.
// Invariant: only what is known by name is looked at; a value of another kind than CSL has is a problem, never an error.
import { AppError } from '../../shared/contract/errors.ts';
import type { CslDate, CslName } from '../../shared/domain/csl.ts';
import { FIELD_FACTS, REFERENCE_FIELDS } from '../../shared/domain/reference-fields.ts';
import { dateText } from './item-fields.ts';
import { createLineFinder, DraftBuilder, type ReadText, type RecordDraft } from './record.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Item {
  readonly fields: Fields;
  /** Its place in the text. */
  readonly start: number;
  readonly end: number;
}

const NOT_SAID = new Set(['id', 'citation-key', 'categories', 'type']);
// Crossref's names for what CSL has others for.
const TYPES: Readonly<Record<string, string>> = {
  'journal-article': 'article-journal',
  'posted-content': 'article',
  'book-chapter': 'chapter',
  'proceedings-article': 'paper-conference',
  monograph: 'book',
  dissertation: 'thesis',
  article: 'article',
};

/** The records of a JSON text: one item, a list of them, or one a line. @throws AppError `invalid-input` where it is no JSON */
export function readCslJson(text: string): ReadText {
  const lineOf = createLineFinder(text);
  const { items, strange } = findItems(text);
  const records = items.map((item) => readItem(item, { text, lineOf }));
  const problems = strange.map((place) => ({
    line: lineOf(place),
    message: 'What stands here is no item of CSL-JSON and was passed over.',
  }));
  return { records, problems };
}

interface Found {
  readonly items: readonly Item[];
  readonly strange: readonly number[];
}

function findItems(text: string): Found {
  const places = topLevelObjects(text);
  const parsed = parseJson(text, places);
  const values = Array.isArray(parsed) ? (parsed as readonly unknown[]) : [parsed];
  const objects = values.flatMap((value) => (isFields(value) ? [unwrapped(value)] : []));
  const items = objects.map((fields, index) => ({
    fields,
    start: places[index]?.start ?? 0,
    end: places[index]?.end ?? text.length,
  }));
  return { items, strange: objects.length < values.length ? [0] : [] };
}

/** What Crossref's own interface answers holds the item in `message`. */
function unwrapped(value: Fields): Fields {
  return isFields(value['message']) ? value['message'] : value;
}

function parseJson(text: string, places: readonly Place[]): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    try {
      if (places.length > 1 && !text.trimStart().startsWith('[')) {
        return places.map(({ start, end }) => JSON.parse(text.slice(start, end)) as unknown);
      }
    } catch {
      // Not one item a line either: the error of the whole says where.
    }
    throw brokenJson(text, cause);
  }
}

function brokenJson(text: string, cause: unknown): AppError {
  const message = cause instanceof Error ? cause.message : '';
  const position = /position (\d+)/u.exec(message)?.[1];
  const line = createLineFinder(text)(position === undefined ? text.length : Number(position));
  return new AppError(
    'invalid-input',
    `The text looks like CSL-JSON and breaks off or is damaged on line ${line}. Nothing was changed. Copy the whole record again.`,
    { ref: `line ${line}`, cause },
  );
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where the outermost objects are, those of a list included. */
function topLevelObjects(text: string): Place[] {
  const places: Place[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (character === '}') {
      depth -= 1;
      if (depth === 0) places.push({ start, end: at + 1 });
      if (depth < 0) return places;
    }
  }
  return places;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function readItem(
  { fields, start, end }: Item,
  place: { readonly text: string; readonly lineOf: (offset: number) => number },
): RecordDraft {
  const draft = new DraftBuilder(place.lineOf(start));
  const lineOf = (name: string): number | null => {
    const at = place.text.indexOf(`"${name}"`, start);
    return at < 0 || at >= end ? null : place.lineOf(at);
  };
  const key = fields['citation-key'] ?? fields['id'];
  draft.key = typeof key === 'string' || typeof key === 'number' ? String(key).slice(0, 200) : null;
  const taken = new Set(NOT_SAID);
  for (const field of REFERENCE_FIELDS) {
    const { csl, kind } = FIELD_FACTS[field];
    taken.add(csl);
    const given = fields[csl];
    if (given === undefined || given === null) continue;
    const value =
      kind === 'names'
        ? namesOf(given)
        : kind === 'date'
          ? dateOf(given)
          : textOf(given, field === 'issn');
    if (value === null) {
      draft.problem(
        lineOf(csl),
        `“${csl}” does not hold what CSL-JSON has there; it was passed over.`,
      );
    } else {
      const text = field === 'type' && typeof value === 'string' ? (TYPES[value] ?? value) : value;
      draft.offer({ field, value: text, line: lineOf(csl) });
    }
  }
  for (const name of Object.keys(fields)) if (!taken.has(name)) draft.leaveOut(name, lineOf(name));
  return draft.build();
}

/** A text; of a list the first, or all where several belong together. */
function textOf(value: unknown, takesAll: boolean): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (!Array.isArray(value)) return null;
  const texts = (value as readonly unknown[]).filter((each) => typeof each === 'string');
  if (texts.length === 0) return value.length === 0 ? '' : null;
  return takesAll ? texts.join(', ') : (texts[0] ?? null);
}

function namesOf(value: unknown): CslName[] | null {
  if (!Array.isArray(value)) return null;
  const names: CslName[] = [];
  for (const each of value as readonly unknown[]) {
    if (!isFields(each)) return null;
    const { name, ...rest } = each;
    const parts = Object.entries(rest).filter(([, part]) => typeof part === 'string');
    // Registers call an institution `name`.
    names.push(typeof name === 'string' ? { literal: name } : Object.fromEntries(parts));
  }
  return names;
}

function dateOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!isFields(value)) return null;
  const parts = value['date-parts'];
  const dates = Array.isArray(parts) ? (parts as readonly unknown[]).map(partsOf) : [];
  const { season, literal, raw } = value;
  const date: CslDate = {
    'date-parts': dates.filter((each) => each.length > 0),
    ...(typeof season === 'string' || typeof season === 'number' ? { season } : {}),
    ...(typeof literal === 'string' ? { literal } : {}),
    ...(typeof raw === 'string' ? { raw } : {}),
  };
  return dateText(date) ?? (dates.length > 0 || Object.keys(date).length > 1 ? '' : null);
}

function partsOf(value: unknown): (number | string)[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[])
    .slice(0, 3)
    .filter((part): part is number | string => typeof part === 'number' || typeof part === 'string')
    .filter((part) => String(part).length < 12);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
