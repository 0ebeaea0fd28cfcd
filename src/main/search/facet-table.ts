// The filtered columns of all studies, in memory by row: what filters and counts run over.
// Invariant: every row has one value of each single facet, "not stated" among them; rows are numbered
// from 0 in the order of the studies' ids.
import type { MultipleFacet, SingleFacet } from '../../shared/domain/search.ts';
import { foldText } from '../../shared/util/fold-text.ts';

export const NOT_STATED = 'not-stated';

/** `codes[row]` is a place in `values`. */
export interface SingleColumn {
  readonly values: readonly string[];
  readonly codes: Int32Array;
}

/** One name with the rows that have it, ascending. */
export interface NamedRows {
  readonly name: string;
  readonly key: string;
  readonly rows: Int32Array;
}

export interface FacetTable {
  readonly size: number;
  readonly single: Readonly<Record<SingleFacet, SingleColumn>>;
  readonly multiple: Readonly<Record<MultipleFacet, readonly NamedRows[]>>;
}

/** By what names of lists, tags and types are compared: folded, or as they are where nothing is left of them. */
export function nameKey(name: string): string {
  const folded = foldText(name);
  return folded === '' ? name.trim().toLowerCase() : folded;
}

/** What was read, before it is put in order: `distinct[codes[row]]`, in the order in which they are first seen. */
export interface Stated<T> {
  readonly distinct: readonly T[];
  readonly codes: Int32Array;
}

/** A column over whatever values there are, in order, spelt as where first seen; null is "not stated", the last. */
export function openColumn({ distinct, codes }: Stated<string | null>): SingleColumn {
  // Folding takes a microsecond, more in a fresh process: once a label, not once a study.
  const keys = distinct.map((label) => nameKey(label ?? NOT_STATED));
  const spelling = new Map<string, string>();
  for (const [code, key] of keys.entries()) {
    if (!spelling.has(key)) spelling.set(key, distinct[code] ?? NOT_STATED);
  }
  spelling.delete(nameKey(NOT_STATED));
  const ordered = [...spelling.keys()].sort();
  const values = [...ordered.map((key) => spelling.get(key) ?? key), NOT_STATED];
  return { values, codes: renumber(codes, keys, ordered) };
}

/** The column of years, ascending; null is "not stated", the last. */
export function yearColumn({ distinct, codes }: Stated<number | null>): SingleColumn {
  const ordered = distinct.filter((year) => year !== null).sort((a, b) => a - b);
  return {
    values: [...ordered.map(String), NOT_STATED],
    codes: renumber(codes, distinct, ordered),
  };
}

export interface Numbering<T> {
  /** The next row's value. */
  add(value: T): void;
  finish(): Stated<T>;
}

/** Numbers values in the order in which they are first seen; `room` is how many are likely to come. */
export function createNumbering<T>(room: number): Numbering<T> {
  const codeOf = new Map<T, number>();
  let codes = new Int32Array(room);
  let size = 0;
  return {
    add(value) {
      if (size === codes.length) {
        const longer = new Int32Array(Math.max(16, size * 2));
        longer.set(codes);
        codes = longer;
      }
      // One look-up a study: in a fresh process nothing has been optimised yet.
      const code = codeOf.get(value) ?? codeOf.size;
      if (code === codeOf.size) codeOf.set(value, code);
      codes[size] = code;
      size += 1;
    },
    finish: () => ({ distinct: [...codeOf.keys()], codes: codes.slice(0, size) }),
  };
}

/** The same where some rows state something else, and others have come to the end: as if all were numbered anew. */
export function renumberValues<T>(
  before: Stated<T>,
  changed: ReadonlyMap<number, T>,
  size: number,
): Stated<T> {
  const distinct = [...before.distinct];
  const codeOf = new Map(distinct.map((value, code) => [value, code]));
  const codes = new Int32Array(size);
  codes.set(before.codes);
  for (const [row, value] of changed) {
    const code = codeOf.get(value) ?? distinct.length;
    if (code === distinct.length) distinct.push(value);
    codeOf.set(value, code);
    codes[row] = code;
  }
  const places = new Int32Array(distinct.length).fill(-1);
  const seen: T[] = [];
  for (let row = 0; row < size; row += 1) {
    const code = codes[row] ?? 0;
    if (places[code] === -1) {
      places[code] = seen.length;
      seen.push(distinct[code] as T);
    }
    codes[row] = places[code] ?? 0;
  }
  return { distinct: seen, codes };
}

/** Places in `ordered` for codes; for a `values[code]` that is not among them the one after the last. */
function renumber<T>(stated: Int32Array, values: readonly T[], ordered: readonly T[]): Int32Array {
  const codes = new Int32Array(stated.length);
  const placeOf = new Map(ordered.map((value, place) => [value, place]));
  const places = values.map((value) => placeOf.get(value) ?? ordered.length);
  for (let row = 0; row < codes.length; row += 1) {
    codes[row] = places[stated[row] ?? 0] ?? ordered.length;
  }
  return codes;
}
