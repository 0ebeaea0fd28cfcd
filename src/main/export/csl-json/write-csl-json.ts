// A CSL-JSON file from works and their keys: what pandoc, Quarto, Typst and citation processors read.
// Invariants: the file is valid by CSL's schema, whatever came in; nothing of the atlas or of the reader
// is in it (styles print `note`); the same input gives the same bytes.
import type { CslDate, CslItem, CslName } from '../../../shared/domain/csl.ts';
import type { ExportWarning } from '../bibtex/write-bibtex.ts';
import { sortByKey } from '../citation-keys.ts';
import { createTextIssues, type TextIssues } from '../text/clean-text.ts';
import { readDate } from '../text/dates.ts';
import { bareDoi } from '../text/identifiers.ts';
import { ownText, plainText } from '../text/plain-text.ts';
import { richPieces } from '../text/rich-text.ts';
import { takenOut } from '../text/taken-out.ts';
import { CSL_FIELDS, CSL_TYPES, type CslFieldKind } from './csl-fields.ts';

export interface KeyedItem {
  readonly key: string;
  readonly item: CslItem;
}

/** The works as CSL-JSON in UTF-8, two spaces a level, sorted by key; `[]` for none. */
export function writeCslJson(entries: readonly KeyedItem[]): {
  readonly text: string;
  readonly warnings: readonly ExportWarning[];
} {
  const warnings: ExportWarning[] = [];
  const items = sortByKey(entries).map(({ key, item }) => {
    const issues = createTextIssues();
    const written = toCslItem(key, item, issues);
    const warn = (code: string, message: string): void => {
      warnings.push({ key, code, message });
    };
    if (!CSL_TYPES.has(item.type)) {
      warn(
        'unknown-type',
        `CSL has no type “${item.type.slice(0, 40)}”; it is written as “document”.`,
      );
    }
    const gone = takenOut(issues);
    if (gone !== null) warn(gone.code, gone.message);
    return written;
  });
  return { text: `${JSON.stringify(items, null, 2)}\n`, warnings };
}

type Written = string | number | readonly object[] | object;

function toCslItem(key: string, item: CslItem, issues: TextIssues): object {
  const source = item as unknown as Readonly<Record<string, unknown>>;
  const fields = CSL_FIELDS.flatMap(([name, kind]) => {
    const value = source[name];
    const written = value === undefined ? null : toField({ name, kind, value }, issues);
    return written === null ? [] : [[name, written] as const];
  });
  return {
    id: key,
    'citation-key': key,
    type: CSL_TYPES.has(item.type) ? item.type : 'document',
    ...Object.fromEntries<Written>(fields),
  };
}

interface Field {
  readonly name: string;
  readonly kind: CslFieldKind;
  readonly value: unknown;
}

function toField({ name, kind, value }: Field, issues: TextIssues): Written | null {
  if (kind === 'names') return Array.isArray(value) ? toNames(value, issues) : null;
  if (kind === 'date') return toDate(value, issues);
  if (typeof value === 'number') return kind === 'number' ? value : String(value);
  if (typeof value !== 'string') return null;
  const text = WRITE_TEXT[kind](value, issues);
  if (text === '') return null;
  return name === 'DOI' ? bareDoi(text) : text;
}

const WRITE_TEXT = {
  rich: richText,
  lines: ownText,
  text: plainText,
  number: plainText,
  raw: plainText,
} as const;

/** CSL-JSON takes these elements for formatting; all else is text. */
function richText(raw: string, issues: TextIssues): string {
  return richPieces(raw, issues)
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      return piece.kind === 'open' ? `<${piece.element}>` : `</${piece.element}>`;
    })
    .join('');
}

const NAME_PARTS = [
  'family',
  'given',
  'dropping-particle',
  'non-dropping-particle',
  'suffix',
  'literal',
] as const;
const NAME_FLAGS = ['comma-suffix', 'static-ordering', 'parse-names'] as const;

function toNames(names: readonly unknown[], issues: TextIssues): readonly object[] | null {
  const written = names.flatMap((name) => {
    if (typeof name !== 'object' || name === null) return [];
    const parts = NAME_PARTS.flatMap((part) => {
      const text = plainText((name as CslName)[part], issues);
      return text === '' ? [] : [[part, text] as const];
    });
    const flags = NAME_FLAGS.flatMap((flag) => {
      const value = (name as Readonly<Record<string, unknown>>)[flag];
      return isFlag(value) ? [[flag, value] as const] : [];
    });
    return parts.length === 0 ? [] : [Object.fromEntries<Written | boolean>([...parts, ...flags])];
  });
  return written.length === 0 ? null : written;
}

function isFlag(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Dates as numbers where they can be read (`1993-00-00` is the year), else the words. */
function toDate(value: unknown, issues: TextIssues): object | null {
  if (typeof value !== 'object' || value === null) return null;
  const date = value as CslDate;
  const ends = (date['date-parts'] ?? []).slice(0, 2).flatMap((parts) => {
    const numbers = toDateParts(readDate({ 'date-parts': [parts] }));
    return numbers === null ? [] : [numbers];
  });
  const read = readDate(date);
  const first = toDateParts(read);
  const dates = ends.length > 0 ? ends : first === null ? [] : [first];
  const season = read.season === null ? 0 : SEASONS.indexOf(read.season) + 1;
  const literal = plainText(read.text ?? '', issues);
  if (dates.length === 0) return literal === '' ? null : { literal };
  return {
    'date-parts': dates,
    ...(read.season === null ? {} : { season: season > 0 ? season : read.season }),
    ...(read.isCirca ? { circa: true } : {}),
  };
}

const SEASONS = ['Spring', 'Summer', 'Autumn', 'Winter'];

function toDateParts({ year, month, day }: ReturnType<typeof readDate>): number[] | null {
  if (year === null) return null;
  const number = year.endsWith(' BC') ? -Number(year.slice(0, -3)) : Number(year);
  return [number, month, day].filter((part) => part !== null);
}
