// Finds in a text, as it is shown, the words that a search looked for.
// Invariant: what is marked is what the search found by: words compared folded, side by side, by the same
// folding as the index; the text itself is never changed.
import { placedWords, type PlacedWord } from '../util/fold-places.ts';
import type { HitTerm, TextField } from './search.ts';

/** A stretch of text to mark: `start` (included) to `end` (not included), in UTF-16 units. */
export interface Hit {
  readonly start: number;
  readonly end: number;
}

/**
 * The stretches of a text that the terms ask for, in order and disjoint. A term with a field marks that
 * field alone; one without marks every text. A phrase is one stretch with what stands between its words
 * (`TNF-α`), a beginning marks its whole word.
 * @param field What the text is; `text` or null for what has no field of its own
 */
export function markHits(
  text: string,
  terms: readonly HitTerm[],
  field: TextField | 'text' | null,
): readonly Hit[] {
  const asked = terms.filter((term) => term.field === null || term.field === field);
  if (asked.length === 0 || text === '') return [];
  const words = placedWords(text);
  const hits: Hit[] = [];
  for (let place = 0; place < words.length; place += 1) {
    for (const term of asked) {
      const end = endOfMatch(words, place, term);
      if (end !== null) addHit(hits, { start: words[place]?.start ?? 0, end });
    }
  }
  return hits;
}

function endOfMatch(words: readonly PlacedWord[], place: number, term: HitTerm): number | null {
  const last = term.words.length - 1;
  for (let offset = 0; offset <= last; offset += 1) {
    const wanted = term.words[offset] ?? '';
    const word = words[place + offset]?.word;
    if (word === undefined) return null;
    const isBeginning = term.isPrefix && offset === last;
    if (isBeginning ? !word.startsWith(wanted) : word !== wanted) return null;
  }
  return words[place + last]?.end ?? null;
}

// Hits come by their starts, so that only the last can overlap.
function addHit(hits: Hit[], hit: Hit): void {
  const last = hits.at(-1);
  if (last === undefined || hit.start >= last.end) hits.push(hit);
  else if (hit.end > last.end) hits[hits.length - 1] = { start: last.start, end: hit.end };
}
