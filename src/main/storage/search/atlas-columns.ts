// The filtered columns of the mirror's studies in memory: made of all rows, or mended where a few have changed. Pure.
// Invariant: mended columns are those that reading all studies anew would give; row numbers follow the ids, ascending.
import type { Slug } from '../../../shared/domain/ids.ts';
import { PEM_VALUES } from '../../../shared/domain/pem.ts';
import { EVIDENCE_LEVELS } from '../../../shared/domain/study.ts';
import {
  NOT_STATED,
  numberValues,
  openColumn,
  renumberValues,
  yearColumn,
  type SingleColumn,
  type Stated,
} from '../../search/facet-table.ts';
import { rowOf } from './text-ranks.ts';

/** What the mirror says of every study. `ids` ascending: `ids[row]` is the row's `study.id`. */
export interface AtlasColumns {
  readonly ids: Float64Array;
  readonly slugs: readonly Slug[];
  /** By every name a study has had. */
  readonly rowOfSlug: Map<Slug, number>;
  readonly single: Readonly<
    Record<'pem' | 'derived' | 'level' | 'type' | 'year' | 'retracted', SingleColumn>
  >;
  /** What the columns over open values were made of. */
  readonly stated: { readonly type: Stated<string | null>; readonly year: Stated<number | null> };
  /** Names that are not the present ones of their studies. */
  readonly former: ReadonlyMap<Slug, Slug>;
}

/** Columns that were mended, and the rows of them that were changed or have come. */
export interface MendedColumns {
  readonly atlas: AtlasColumns;
  readonly rows: ReadonlySet<number>;
}

/** A study as it is read; closed values by their places. */
export type AtlasRow = readonly [
  id: number,
  slug: Slug,
  pem: number,
  derived: number,
  level: number,
  type: string | null,
  year: number | null,
  retracted: number,
];

const LEVEL_VALUES = [...EVIDENCE_LEVELS, NOT_STATED];
export const NO_OR_YES = ['no', 'yes'] as const;

/** Columns of all studies. Pure. */
export function toAtlasColumns(
  rows: readonly AtlasRow[],
  former: ReadonlyMap<Slug, Slug>,
): AtlasColumns {
  const ids = new Float64Array(rows.length);
  const slugs: Slug[] = [];
  const rowOfSlug = new Map<Slug, number>();
  const pem = new Int32Array(rows.length);
  const derived = new Int32Array(rows.length);
  const level = new Int32Array(rows.length);
  const retracted = new Int32Array(rows.length);
  const types: (string | null)[] = [];
  const years: (number | null)[] = [];
  // By index: a fresh process has not optimised iterators yet.
  for (let row = 0; row < rows.length; row += 1) {
    const study = rows[row];
    if (study === undefined) continue;
    ids[row] = study[0];
    slugs.push(study[1]);
    rowOfSlug.set(study[1], row);
    pem[row] = study[2];
    derived[row] = study[3];
    level[row] = study[4];
    types.push(study[5]);
    years.push(study[6]);
    retracted[row] = study[7];
  }
  const type = numberValues(types);
  const year = numberValues(years);
  addFormerNames(rowOfSlug, former);
  return {
    ids,
    slugs,
    rowOfSlug,
    single: {
      pem: { values: PEM_VALUES, codes: pem },
      derived: { values: PEM_VALUES, codes: derived },
      level: { values: LEVEL_VALUES, codes: level },
      type: openColumn(type),
      year: yearColumn(year),
      retracted: { values: NO_OR_YES, codes: retracted },
    },
    stated: { type, year },
    former,
  };
}

/**
 * Columns where these studies were asked for again, of which those in `studies` are rows; null where that gives other
 * rows their numbers. Most studies that are new have higher ids than all before. Whoever has the old columns has done
 * with them.
 */
export function mendColumns(
  before: AtlasColumns,
  studies: readonly AtlasRow[],
  asked: readonly number[],
): MendedColumns | null {
  const last = before.ids.at(-1) ?? -1;
  const added = studies.filter(([id]) => id > last);
  const changed = studies.slice(0, studies.length - added.length);
  const isRow = (id: number): boolean => before.ids[rowOf(before.ids, id)] === id;
  const there = new Set(changed.map(([id]) => id));
  // One that was a row and is none any more, or the reverse, gives other numbers to those after it.
  for (const id of asked) if (id <= last && isRow(id) !== there.has(id)) return null;
  // One that was removed, whose id was given to another: no sync does it, but nothing forbids it either.
  for (const [id, slug] of changed) if (before.slugs[rowOf(before.ids, id)] !== slug) return null;
  const ids = new Float64Array(before.ids.length + added.length);
  ids.set(before.ids);
  ids.set(
    added.map(([id]) => id),
    before.ids.length,
  );
  const slugs = [...before.slugs, ...added.map(([, slug]) => slug)];
  const byRow = new Map(studies.map((study) => [rowOf(ids, study[0]), study] as const));
  const column = (name: 'pem' | 'derived' | 'level' | 'retracted', place: 2 | 3 | 4 | 7) => {
    const { values, codes } = before.single[name];
    const mended = new Int32Array(ids.length);
    mended.set(codes);
    for (const [row, study] of byRow) mended[row] = study[place];
    return { values, codes: mended };
  };
  const statedAt = <T>(pick: (study: AtlasRow) => T): Map<number, T> =>
    new Map(Array.from(byRow, ([row, study]) => [row, pick(study)]));
  const type = renumberValues(
    before.stated.type,
    statedAt((study) => study[5]),
    ids.length,
  );
  const year = renumberValues(
    before.stated.year,
    statedAt((study) => study[6]),
    ids.length,
  );
  // The same map, longer: to make one of 61,450 names takes 10 ms.
  for (const [row, study] of byRow) before.rowOfSlug.set(study[1], row);
  if (added.length > 0) addFormerNames(before.rowOfSlug, before.former);
  const atlas: AtlasColumns = {
    ids,
    slugs,
    rowOfSlug: before.rowOfSlug,
    single: {
      pem: column('pem', 2),
      derived: column('derived', 3),
      level: column('level', 4),
      type: openColumn(type),
      year: yearColumn(year),
      retracted: column('retracted', 7),
    },
    stated: { type, year },
    former: before.former,
  };
  return { atlas, rows: new Set(byRow.keys()) };
}

function addFormerNames(rowOfSlug: Map<Slug, number>, former: ReadonlyMap<Slug, Slug>): void {
  for (const [name, present] of former) {
    const row = rowOfSlug.get(present);
    if (row !== undefined) rowOfSlug.set(name, row);
  }
}

/** True where the same names lead to the same studies. */
export function areSameNames(
  one: ReadonlyMap<Slug, Slug>,
  other: ReadonlyMap<Slug, Slug>,
): boolean {
  if (one.size !== other.size) return false;
  for (const [name, present] of one) if (other.get(name) !== present) return false;
  return true;
}
