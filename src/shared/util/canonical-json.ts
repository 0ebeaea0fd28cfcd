// JSON with one form for one value: keys sorted, no blanks. What is hashed is written this way.

/** The canonical JSON text of a value made of objects, arrays, strings, numbers, booleans and null. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(
      Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    );
  });
}
