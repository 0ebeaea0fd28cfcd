// Columns in memory where a few studies have changed, have come, or have gone. Pure.
// Invariant: mended columns are those that reading all studies anew would give.
import type { Slug } from '../../../shared/domain/ids.ts';
import { renumberValues, type Stated } from '../../search/facet-table.ts';
import {
  CLOSED,
  joinParts,
  namesApart,
  rowsBySlug,
  type AtlasColumns,
  type AtlasRow,
} from './atlas-columns.ts';
import { rowOf } from './text-ranks.ts';

/** Columns that were mended. */
export interface MendedColumns {
  readonly atlas: AtlasColumns;
  /** The rows of them that were changed or have come. */
  readonly rows: ReadonlySet<number>;
  /** Where each row of before is now, -1 where it is none any more; null where all have kept their numbers. */
  readonly places: Int32Array | null;
}

/** What was read again. */
export interface ReadAgain {
  /** The ids that were asked for, each once. */
  readonly asked: readonly number[];
  /** Those of them that are rows now, by ascending id. */
  readonly studies: readonly AtlasRow[];
  readonly former: ReadonlyMap<Slug, Slug>;
}

/** The columns of before with these studies read again. Whoever has the old columns has done with them. */
export function mendColumns(before: AtlasColumns, again: ReadAgain): MendedColumns {
  const { studies, former } = again;
  const last = before.ids.at(-1) ?? -1;
  const isRow = (id: number): boolean => before.ids[rowOf(before.ids, id)] === id;
  const there = new Set(studies.map(([id]) => id));
  const keepsNumbers =
    again.asked.every((id) => id > last || isRow(id) === there.has(id)) &&
    // One that was removed, whose id was given to another: no sync does it, but nothing forbids it either.
    studies.every(([id, slug]) => id > last || before.slugs[rowOf(before.ids, id)] === slug) &&
    namesApart(before.former, former).size === 0;
  const { ids, slugs, rowOfSlug, places } = keepsNumbers
    ? lengthened(before, studies)
    : renumbered(before, again);
  const byRow = new Map(studies.map((study) => [rowOf(ids, study[0]), study] as const));
  const moved = (codes: Int32Array): Int32Array => {
    const now = new Int32Array(ids.length);
    if (places === null) now.set(codes);
    else for (const [row, place] of places.entries()) if (place >= 0) now[place] = codes[row] ?? 0;
    return now;
  };
  const closed = (name: keyof typeof CLOSED): Int32Array => {
    const codes = moved(before.single[name].codes);
    for (const [row, study] of byRow) codes[row] = study[CLOSED[name]];
    return codes;
  };
  const stated = <T>({ distinct, codes }: Stated<T>, pick: (study: AtlasRow) => T): Stated<T> => {
    const changed = new Map(Array.from(byRow, ([row, study]) => [row, pick(study)]));
    return renumberValues({ distinct, codes: moved(codes) }, changed, ids.length);
  };
  const atlas = joinParts({
    ids,
    slugs,
    rowOfSlug,
    former,
    codes: {
      pem: closed('pem'),
      derived: closed('derived'),
      level: closed('level'),
      retracted: closed('retracted'),
    },
    stated: {
      type: stated(before.stated.type, (study) => study[5]),
      year: stated(before.stated.year, (study) => study[6]),
    },
  });
  return { atlas, rows: new Set(byRow.keys()), places };
}

type Numbers = Pick<AtlasColumns, 'ids' | 'slugs' | 'rowOfSlug'> & Pick<MendedColumns, 'places'>;

/** Most studies that are new have higher ids than all before: the others keep their numbers. */
function lengthened(before: AtlasColumns, studies: readonly AtlasRow[]): Numbers {
  const last = before.ids.at(-1) ?? -1;
  const added = studies.filter(([id]) => id > last);
  const ids = new Float64Array(before.ids.length + added.length);
  ids.set(before.ids);
  // The same, longer: to make a map of 61,450 names takes 10 ms.
  const { slugs, rowOfSlug } = before;
  for (const [id, slug] of added) {
    ids[slugs.length] = id;
    rowOfSlug.set(slug, slugs.length);
    slugs.push(slug);
  }
  return { ids, slugs, rowOfSlug, places: null };
}

/** One that has gone, or has come between others, gives other numbers to those after it. */
function renumbered(before: AtlasColumns, { asked, studies }: ReadAgain): Numbers {
  const isAsked = new Set(asked);
  const places = new Int32Array(before.ids.length).fill(-1);
  const ids = new Float64Array(before.ids.length + studies.length);
  const slugs: Slug[] = [];
  let next = 0;
  const takeUpTo = (end: number): void => {
    for (let one = studies[next]; one !== undefined && one[0] < end; one = studies[next]) {
      ids[slugs.length] = one[0];
      slugs.push(one[1]);
      next += 1;
    }
  };
  for (let row = 0; row < before.ids.length; row += 1) {
    const id = before.ids[row] ?? 0;
    const slug = before.slugs[row];
    takeUpTo(id);
    const study = studies[next]?.[0] === id ? studies[next] : undefined;
    if (study !== undefined) next += 1;
    // Read again: it stays where it says what its id said before.
    const kept = isAsked.has(id) ? study?.[1] : slug;
    if (kept === undefined) continue;
    if (kept === slug) places[row] = slugs.length;
    ids[slugs.length] = id;
    slugs.push(kept === slug ? slug : kept);
  }
  takeUpTo(Infinity);
  return { ids: ids.slice(0, slugs.length), slugs, rowOfSlug: rowsBySlug(slugs), places };
}
