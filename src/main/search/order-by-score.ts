// Puts matches in the order of their scores.
// Invariant: total and stable as every other order: equal scores stand newest first, then by title, then by
// slug; what has no score comes last in both directions.

/** What is ordered. Row → score (NaN: none); `inTitle`: 1 for the rows that go before all others. */
export interface ScoredMatches {
  readonly matches: Uint8Array;
  readonly scores: Float64Array | null;
  readonly inTitle: Uint8Array | null;
  /** The least relevant first. */
  readonly isAscending: boolean;
}

/** Puts a set of rows (1 for each) newest first, then by title, then by slug. */
export type NewestFirst = (members: Uint8Array) => Int32Array;

/** The matching rows in order. */
export function orderByScore(scored: ScoredMatches, newestFirst: NewestFirst): Int32Array {
  const { matches, inTitle, isAscending } = scored;
  if (inTitle === null) return orderTier(scored, matches, newestFirst);
  const titled = orderTier(scored, intersect(matches, inTitle, 1), newestFirst);
  const others = orderTier(scored, intersect(matches, inTitle, 0), newestFirst);
  return isAscending ? join(others, titled) : join(titled, others);
}

/** The rows of an order that are in the set. */
export function pick(order: Int32Array, members: Uint8Array): Int32Array {
  const picked = new Int32Array(order.length);
  let count = 0;
  // By index: `filter` with a function takes five times as long (61,450 rows: 4.6 ms).
  for (let place = 0; place < order.length; place += 1) {
    const row = order[place] ?? 0;
    if (members[row] !== 1) continue;
    picked[count] = row;
    count += 1;
  }
  return picked.subarray(0, count);
}

function orderTier(
  { scores, isAscending }: ScoredMatches,
  members: Uint8Array,
  newestFirst: NewestFirst,
): Int32Array {
  if (scores === null) return newestFirst(members);
  const withScore: number[] = [];
  const lacking = new Uint8Array(members.length);
  for (let row = 0; row < members.length; row += 1) {
    if (members[row] !== 1) continue;
    if (Number.isNaN(scores[row])) lacking[row] = 1;
    else withScore.push(row);
  }
  const rows = Int32Array.from(withScore);
  const scoreOf = (row: number): number => scores[row] ?? 0;
  if (isAscending) rows.sort((a, b) => scoreOf(a) - scoreOf(b));
  else rows.sort((a, b) => scoreOf(b) - scoreOf(a));
  settleTies(rows, scores, newestFirst);
  return lacking.includes(1) ? join(rows, newestFirst(lacking)) : rows;
}

// Ties are few where texts differ in length: only the rows in them are put in the other order.
function settleTies(rows: Int32Array, scores: Float64Array, newestFirst: NewestFirst): void {
  const ties: Int32Array[] = [];
  const tied = new Uint8Array(scores.length);
  for (let start = 0, end = 1; start < rows.length; start = end, end += 1) {
    const score = scores[rows[start] ?? 0];
    while (end < rows.length && scores[rows[end] ?? 0] === score) end += 1;
    if (end - start === 1) continue;
    const tie = rows.subarray(start, end);
    ties.push(tie);
    for (const row of tie) tied[row] = 1;
  }
  if (ties.length === 0) return;
  const places = new Int32Array(scores.length);
  for (const [place, row] of newestFirst(tied).entries()) places[row] = place;
  for (const tie of ties) tie.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
}

function intersect(set: Uint8Array, other: Uint8Array, wanted: 0 | 1): Uint8Array {
  const both = new Uint8Array(set.length);
  for (let row = 0; row < set.length; row += 1) {
    if (set[row] === 1 && other[row] === wanted) both[row] = 1;
  }
  return both;
}

function join(first: Int32Array, second: Int32Array): Int32Array {
  const joined = new Int32Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
