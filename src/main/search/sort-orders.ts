// The orders that studies can be listed in, as permutations of all rows: a result is a walk over one.
// Invariant: every order is total and stable: equal studies stand newest first, then by title, then by
// slug, in both directions; studies that lack the value stand last in both.
import type { SortKey, SortOrder } from '../../shared/domain/search.ts';

/** What there is to sort by. Row → rank: equal values have equal ranks, `LACKING` stands for no value. */
export interface SortRanks {
  /** Rows by title, then slug (code points); those without a title last. */
  readonly byTitle: Int32Array;
  readonly title: Int32Array;
  readonly author: Int32Array;
  readonly year: Int32Array;
  readonly level: Int32Array;
}

export const LACKING = -1;

/** Newest first; within a year by title, then slug: the order that every other starts from. */
export function orderByYear(byTitle: Int32Array, year: Int32Array): Int32Array {
  return stableSort(byTitle, year, 'descending');
}

/**
 * All rows in an order; `ranks` are those of the sort key, of the year for relevance (without a text to
 * be relevant to, the newest come first). Null is the key's natural order.
 */
export function sortRows(
  newestFirst: Int32Array,
  ranks: Int32Array,
  { sort, order }: { readonly sort: SortKey; readonly order: SortOrder | null },
): Int32Array {
  const isNewestFirst = sort === 'relevance' || sort === 'year';
  if (isNewestFirst && order !== 'ascending') return newestFirst;
  return stableSort(newestFirst, ranks, order ?? 'ascending');
}

/**
 * A counting sort: rows that are equal keep the order they came in; those that lack the value go last.
 * Linear: 1.5 ms for 61,450 rows, where a comparing sort takes 20 ms.
 */
function stableSort(rows: Int32Array, ranks: Int32Array, order: SortOrder): Int32Array {
  let highest = 0;
  for (const rank of ranks) highest = Math.max(highest, rank);
  const bucketOf = (row: number): number => {
    const rank = ranks[row] ?? LACKING;
    if (rank === LACKING) return highest + 1;
    return order === 'ascending' ? rank : highest - rank;
  };
  const starts = new Int32Array(highest + 3);
  for (const row of rows) {
    const next = bucketOf(row) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket += 1) {
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  }
  const sorted = new Int32Array(rows.length);
  for (const row of rows) {
    const bucket = bucketOf(row);
    const place = starts[bucket] ?? 0;
    sorted[place] = row;
    starts[bucket] = place + 1;
  }
  return sorted;
}
