// `foldWords`, with the place of every word in the text it came from: what is found folded is marked as written.
// Invariant: the words are those of `foldWords`, in the same order; a place covers whole characters, with
// the marks that belong to them. A property test holds the two together.
import {
  ENTITY,
  foldCharacters,
  GREEK_NAMES,
  LETTER_FOLDS,
  LONE_GREEK,
  readEntity,
  TAG,
} from './fold-text.ts';

/** A folded word, and where it stands: `start` (included) to `end` (not included), in UTF-16 units. */
export interface PlacedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** A text under way, with the place in the first text that each of its units came from. */
interface Traced {
  text: string;
  readonly starts: number[];
  readonly ends: number[];
}

// A section's words come again at the next render, and most of them in the next section.
const MAX_CACHED = 20_000;
const MAX_CACHED_LENGTH = 40;
const cache = new Map<string, readonly PlacedWord[]>();

// No word reaches over a blank, and no folding looks further than one; but a tag may hold blanks.
const CHUNK = /\S+/gu;
const CHUNK_WITH_TAGS = new RegExp(`(?:${TAG.source}|\\S)+`, 'giu');

/** The folded words of a text with their places, in order. */
export function placedWords(text: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  for (const { 0: chunk, index } of text.matchAll(text.includes('<') ? CHUNK_WITH_TAGS : CHUNK)) {
    for (const { word, start, end } of foldChunk(chunk)) {
      words.push({ word, start: index + start, end: index + end });
    }
  }
  return words;
}

function foldChunk(chunk: string): readonly PlacedWord[] {
  if (chunk.length > MAX_CACHED_LENGTH) return traceChunk(chunk);
  const known = cache.get(chunk);
  if (known !== undefined) return known;
  if (cache.size >= MAX_CACHED) cache.clear();
  const words = traceChunk(chunk);
  cache.set(chunk, words);
  return words;
}

function traceChunk(chunk: string): PlacedWord[] {
  // The steps of `foldWords`, one by one.
  const plain = lowerCase(decompose(decodeMarkup(chunk)));
  const named = replaceEach(plain, LONE_GREEK, (letter) => ` ${GREEK_NAMES[letter] ?? letter} `);
  const folded = replaceEach(named, /[ßæœøđðþłıħŧŋ]/gu, (letter) => LETTER_FOLDS[letter] ?? letter);
  const { text, starts, ends } = decompose(folded, false);
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    word,
    start: starts[index] ?? 0,
    end: ends[index + word.length - 1] ?? 0,
  }));
}

function decodeMarkup(chunk: string): Traced {
  const traced: Traced = { text: chunk, starts: [], ends: [] };
  for (let at = 0; at < chunk.length; at += 1) {
    traced.starts.push(at);
    traced.ends.push(at + 1);
  }
  if (!/[&<]/u.test(chunk)) return traced;
  return replaceEach(
    replaceEach(traced, TAG, () => ''),
    ENTITY,
    (entity) => readEntity(entity, entity.slice(1, -1)),
  );
}

/** Compatibility forms and diacritics folded; a mark that is taken off widens the place of what it stood on. */
function decompose(traced: Traced, areMarksFolded = true): Traced {
  const made: Traced = { text: '', starts: [], ends: [] };
  let at = 0;
  for (const character of traced.text) {
    const start = traced.starts[at] ?? 0;
    const end = traced.ends[at + character.length - 1] ?? 0;
    at += character.length;
    const folded = areMarksFolded ? foldCharacters(character) : character.normalize('NFKD');
    const last = made.ends.length - 1;
    if (folded === '' && last >= 0 && made.ends[last] === start) widen(made.ends, last, end);
    append(made, folded, { start, end });
  }
  return made;
}

// All units of one character have one end, so that a word that ends with it takes all of it.
function widen(ends: number[], last: number, end: number): void {
  const before = ends[last];
  for (let at = last; at >= 0 && ends[at] === before; at -= 1) ends[at] = end;
}

// After the folding of marks no letter's lower case is longer or shorter than itself (a test goes through them all).
function lowerCase(traced: Traced): Traced {
  return { ...traced, text: traced.text.toLowerCase() };
}

function replaceEach(traced: Traced, pattern: RegExp, replace: (found: string) => string): Traced {
  const { text, starts, ends } = traced;
  const made: Traced = { text: '', starts: [], ends: [] };
  let done = 0;
  const copyTo = (to: number): void => {
    for (; done < to; done += 1) {
      append(made, text[done] ?? '', { start: starts[done] ?? 0, end: ends[done] ?? 0 });
    }
  };
  for (const { 0: found, index } of text.matchAll(pattern)) {
    copyTo(index);
    done = index + found.length;
    append(made, replace(found), { start: starts[index] ?? 0, end: ends[done - 1] ?? 0 });
  }
  if (done === 0) return traced;
  copyTo(text.length);
  return made;
}

function append(
  made: Traced,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): void {
  made.text += text;
  for (let unit = 0; unit < text.length; unit += 1) {
    made.starts.push(start);
    made.ends.push(end);
  }
}
