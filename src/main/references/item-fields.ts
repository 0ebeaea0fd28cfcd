// A reference's fields in and out of CSL-JSON.
// Invariant: what is not asked for is left as it is; a value that goes in comes out the same.
import type { CslDate, CslItem } from '../../shared/domain/csl.ts';
import {
  FIELD_FACTS,
  type FieldValue,
  type ReferenceField,
} from '../../shared/domain/reference-fields.ts';

/** What an item says in a field; null where it says nothing. */
export function valueOf(item: CslItem, field: ReferenceField): FieldValue | null {
  const { csl, kind } = FIELD_FACTS[field];
  if (kind === 'names') {
    const names = csl === 'editor' ? item.editor : item.author;
    return names === undefined || names.length === 0 ? null : names;
  }
  if (kind === 'date') return item.issued === undefined ? null : dateText(item.issued);
  const value = item[csl];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The item with a field set, or without it. */
export function withValue(item: CslItem, field: ReferenceField, value: FieldValue | null): CslItem {
  const { csl, kind } = FIELD_FACTS[field];
  // An item without a type is a document: CSL demands one.
  if (value === null && csl === 'type') return { ...item, type: 'document' };
  if (value === null) {
    const rest = Object.entries(item).filter(([name]) => name !== csl);
    return { ...Object.fromEntries(rest), type: item.type };
  }
  return { ...item, [csl]: kind === 'date' && typeof value === 'string' ? toDate(value) : value };
}

const MONTH_OR_SEASON = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u;

/** CSL's date for a date as the library has it; words stay words. */
export function toDate(text: string): CslDate {
  const parts = text.split('/').map(datePartsOf);
  const [start, end] = parts;
  if (start === undefined || start === null || parts.length > 2 || end === null) {
    return { literal: text };
  }
  const [year = 0, month] = start;
  if (end === undefined && month !== undefined && month > 20) {
    return { 'date-parts': [[year]], season: month - 20 };
  }
  return { 'date-parts': end === undefined ? [start] : [start, end] };
}

function datePartsOf(text: string): number[] | null {
  const match = MONTH_OR_SEASON.exec(text);
  if (match === null) return null;
  // Groups that did not take part are undefined, which their type does not say.
  const parts: readonly (string | undefined)[] = match.slice(1);
  return parts.flatMap((part) => (part === undefined ? [] : [Number(part)]));
}

/** A CSL date as the library writes dates; null where it says nothing. */
export function dateText(date: CslDate): string | null {
  const dates = (date['date-parts'] ?? []).flatMap((parts) => {
    const text = partsText(parts);
    return text === null ? [] : [text];
  });
  const [start] = dates;
  if (start === undefined) {
    const words = (date.literal ?? date.raw ?? '').trim();
    return words === '' ? null : words;
  }
  const season = Number(date.season);
  if (/^\d{4}$/u.test(start) && dates.length === 1 && season >= 1 && season <= 4) {
    return `${start}-${20 + season}`;
  }
  return dates.slice(0, 2).join('/');
}

/** `2017-5` as `2017-05`. What is no number or is zero is left as it stands, for whoever checks it. */
function partsText(parts: readonly (number | string)[]): string | null {
  const words = parts.map((part) => String(part).trim()).filter((part) => part !== '');
  const [year, ...rest] = words;
  if (year === undefined) return null;
  return [year.padStart(4, '0'), ...rest.map((part) => part.padStart(2, '0'))].join('-');
}
