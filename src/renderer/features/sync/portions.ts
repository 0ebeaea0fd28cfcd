// Long lists in portions.
// Invariant: pure; all of them together are the list.

/** So many are drawn before more are asked for. */
export const SHOWN_FIRST = 50;
/** The most whose titles the core gives at once. */
const PORTION = 200;

/** The first portion is what is shown first, so that it is the same when all are shown. */
export function portionsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  const portions = [items.slice(0, SHOWN_FIRST)];
  for (let from = SHOWN_FIRST; from < items.length; from += PORTION) {
    portions.push(items.slice(from, from + PORTION));
  }
  return portions.filter((portion) => portion.length > 0);
}
