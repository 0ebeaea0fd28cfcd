// JSON with one form for one value: keys sorted, no blanks. What is hashed is written this way.

/** The canonical JSON text of a value made of objects, arrays, strings, numbers, booleans and null. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

// A copy with its keys in order is written several times faster than through a replacer.
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key as keyof typeof value])]));
}
