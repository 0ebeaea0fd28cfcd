// Puts off what a search may not need: statements, orders.
// Invariant: made at most once; a failure is not kept.

/** A function that makes its value when first called and gives the same one ever after. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}
