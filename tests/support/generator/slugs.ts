// Slugs of the form the atlas's addresses have; for generated studies only.
// Invariant: the product never computes a slug; this exists because the fake atlas has to name its pages.
import type { Author } from '../../../src/shared/domain/study.ts';
import { parseSlug, type Slug } from '../../../src/shared/domain/ids.ts';

const SMALL_WORDS = new Set([
  'and',
  'the',
  'for',
  'with',
  'from',
  'into',
  'than',
  'there',
  'its',
  'that',
  'are',
]);

/** `<surname>-<year>-<word1>-<word2>`: lower case, letters outside ASCII deleted, small words skipped. */
export function slugStem(author: Author | undefined, year: number, title: string): string {
  const words = title
    .split(/[\s/–—-]+/u)
    .map(letters)
    .filter((word) => word.length > 2 && !SMALL_WORDS.has(word));
  return [surname(author), String(year), ...words.slice(0, 2)].join('-');
}

/** The stem, or the stem with `-2`, `-3` … where it is taken. Adds the result to `taken`. */
export function freeSlug(stem: string, taken: Set<string>): Slug {
  let candidate = stem;
  for (let number = 2; taken.has(candidate); number += 1) candidate = `${stem}-${number}`;
  taken.add(candidate);
  const slug = parseSlug(candidate);
  if (slug === null) throw new Error(`the generator made no slug: ${candidate}`);
  return slug;
}

function surname(author: Author | undefined): string {
  if (author === undefined) return 'unknown';
  const name = 'literal' in author ? (author.literal.split(' ')[0] ?? '') : author.family;
  const parts = name
    .split(/[\s-]+/u)
    .map(letters)
    .filter((part) => part !== '');
  return parts.length === 0 ? 'unknown' : parts.join('-');
}

function letters(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/gu, '');
}
