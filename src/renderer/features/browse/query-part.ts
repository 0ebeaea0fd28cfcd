// A part of the query with what stands around it: an error is shown where it is.
// Invariant: pure; places count UTF-16 units, and no character is cut in two.

export interface QueryPart {
  readonly before: string;
  /** The part itself; empty where something is missing. */
  readonly part: string;
  readonly after: string;
}

const AROUND = 40;
const PART_MAX = 80;

/** The place in an error's `ref` (`<at>..<end>`), or null. */
export function placeInRef(ref: string | null): { at: number; end: number } | null {
  const match = /^(\d+)\.\.(\d+)$/.exec(ref ?? '');
  return match === null ? null : { at: Number(match[1]), end: Number(match[2]) };
}

/** The part from `at` to `end`, with some of the query on both sides; "…" stands for what is left out. */
export function partOf(query: string, at: number, end: number): QueryPart {
  const from = onBoundary(query, clamp(at, query));
  const to = Math.max(from, onBoundary(query, clamp(end, query)));
  const start = onBoundary(query, Math.max(0, from - AROUND));
  const stop = onBoundary(query, Math.min(query.length, to + AROUND));
  return {
    before: (start > 0 ? '…' : '') + query.slice(start, from),
    part: shortened(query.slice(from, to)),
    after: query.slice(to, stop) + (stop < query.length ? '…' : ''),
  };
}

function clamp(place: number, query: string): number {
  return Math.max(0, Math.min(query.length, place));
}

/** The place, or the one before where it would fall into a surrogate pair. */
function onBoundary(query: string, place: number): number {
  const isInPair =
    place > 0 && place < query.length && (query.codePointAt(place - 1) ?? 0) > 0xff_ff;
  return isInPair ? place - 1 : place;
}

function shortened(part: string): string {
  return part.length <= PART_MAX ? part : `${part.slice(0, onBoundary(part, PART_MAX))}…`;
}
