// The header fields of an answer, by their names in small letters.
// Invariant: a plain map behind it: `Headers` would bring the whole of `fetch` into whichever thread makes one.

/** What is asked of header fields; names are in small letters. */
export interface AnswerHeaders extends Iterable<[string, string]> {
  get(name: string): string | null;
}

/** Header fields out of pairs of name and value. */
export function answerHeaders(fields: Iterable<readonly [string, string]>): AnswerHeaders {
  const byName = new Map(fields);
  return {
    get: (name) => byName.get(name) ?? null,
    [Symbol.iterator]: () => byName.entries(),
  };
}
