// Words that were probably meant as an operator or a filter. They stay words; what they were read as is told.
// Invariant: the answer is never changed by a guess, only explained.
import type { QueryNotice } from '../../shared/domain/search.ts';

const SLIPS: readonly { readonly pattern: RegExp; readonly message: string }[] = [
  {
    // `NOT` in capitals is understood.
    pattern: /(?<=^|[\s(])not(?=\s+\S)/gu,
    message:
      'This was read as the word “not”. To leave a word out, put a minus before it: -cytokine.',
  },
  {
    pattern:
      /(?<=^|[\s(])pem\s+:?\s*(?:required|not[ -]required|unclear|not[ -]stated)(?=$|[\s)])/giu,
    message:
      'This was read as words in the text. The atlas’s badge is searched with pem:required, pem:not-required, pem:unclear or pem:not-stated.',
  },
];
const MAX_LOOKED_AT = 2_000;

/** Notices about likely slips in a query, in order of place; words in quotation marks are meant as they stand. */
export function likelySlips(query: string): QueryNotice[] {
  const text = query
    .slice(0, MAX_LOOKED_AT)
    .replace(/"[^"]*"?/gu, (quoted) => '"'.repeat(quoted.length));
  return SLIPS.flatMap(({ pattern, message }) =>
    [...text.matchAll(pattern)].map(({ index, 0: slip }) => ({
      at: index,
      length: slip.length,
      message,
    })),
  );
}
