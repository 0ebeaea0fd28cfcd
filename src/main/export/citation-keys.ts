// Citation keys: what is valid, how one is made, and how several are kept apart.
// Invariant: keys are `[A-Za-z][A-Za-z0-9_-]*` and unique ignoring case: bibtex 0.99d skips the
// second of two entries whose keys differ in case only ("Repeated entry").
import type { CslItem, CslName } from '../../shared/domain/csl.ts';
import { ATLAS_KEY_PREFIX } from '../../shared/domain/ids.ts';
import { createTextIssues, cleanText } from './text/clean-text.ts';
import { readDate } from './text/dates.ts';

const VALID_KEY = /^[A-Za-z][A-Za-z0-9_-]*$/u;
// Before a key that would begin with a digit or a dash.
const PREFIX = 'ref';
const MAX_MADE_LENGTH = 24;

// Letters that no decomposition takes apart.
const FOLDS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
  ħ: 'h',
  Ħ: 'H',
  ŧ: 't',
  Ŧ: 'T',
  ŋ: 'n',
  Ŋ: 'N',
};

/** True for a key that every BibTeX reader takes: a letter, then letters, digits, `_` and `-`. */
export function isValidKey(key: string): boolean {
  return VALID_KEY.test(key);
}

/**
 * The nearest valid key: diacritics folded, each run of other characters one `-`, `ref` before what
 * does not begin with a letter. Null where no letter or digit is left.
 */
export function repairKey(key: string): string | null {
  if (isValidKey(key)) return key;
  const repaired = fold(key)
    .replace(/[^A-Za-z0-9_-]+/gu, '-')
    .replace(/^[^A-Za-z0-9_]+|-+$/gu, '');
  if (!/[A-Za-z0-9]/u.test(repaired)) return null;
  return /^[A-Za-z]/u.test(repaired) ? repaired : PREFIX + repaired;
}

/** The atlas's own key of a study: `mecfsatlas-<slug>`. */
export function defaultKeyForSlug(slug: string): string {
  return ATLAS_KEY_PREFIX + fold(slug).replace(/[^A-Za-z0-9_-]+/gu, '-');
}

/**
 * A key from first author and year (`Vlcek2014`); from the title's first long word where nobody is
 * named; `nd` for a missing year. Always valid.
 */
export function makeKey(item: CslItem): string {
  const first = item.author?.[0] ?? item.editor?.[0];
  const who = first === undefined ? '' : nameWord(first);
  const stem = who === '' ? titleWord(item.title ?? '') : who;
  const year = readDate(item.issued).year?.replace(/\D/gu, '') ?? 'nd';
  return `${stem === '' ? PREFIX : stem}${year}`;
}

/**
 * One key for each wanted one, all different ignoring case, none of them in `taken`. A wanted key
 * that is free goes to the first who wants it; the others get `a`, `b`, … `z`, `aa` at the end, and
 * no suffix takes a key that somebody else in the batch wants as it stands. What is no valid key is
 * repaired, and comes after those that are.
 *
 * Who of several gets the bare key depends on the order: give the wanted keys in an order that does
 * not change, such as by slug.
 */
export function uniqueKeys(wanted: readonly string[], taken: Iterable<string>): string[] {
  const used = new Set<string>();
  for (const key of taken) used.add(sameCase(key));
  const keys = wanted.map((key) => (isValidKey(key) ? key : (repairKey(key) ?? PREFIX)));
  const isClaimed = keys.map((key, index) => key === wanted[index] && claim(key, used));
  // Those that had to be repaired come after those that have their own.
  const isOwn = keys.map((key, index) => {
    return isClaimed[index] === true || (key !== wanted[index] && claim(key, used));
  });
  return keys.map((key, index) => (isOwn[index] === true ? key : withSuffix(key, used)));
}

/** True, once, for a key that nobody has. */
function claim(key: string, used: Set<string>): boolean {
  const folded = sameCase(key);
  if (used.has(folded)) return false;
  used.add(folded);
  return true;
}

/**
 * The keys of items from elsewhere, in their order: the item's `citation-key`, else its `id`, else
 * one made from author and year; repaired where invalid, kept apart by suffixes.
 */
export function keysForItems(items: readonly CslItem[]): string[] {
  return uniqueKeys(
    items.map((item) => repairKey(wantedKey(item)) ?? makeKey(item)),
    [],
  );
}

/** What the item asks to be called: its `citation-key`, else its `id`; empty where it has neither. */
export function wantedKey(item: CslItem): string {
  const own = item['citation-key'];
  // Input from elsewhere may lack the `id` that CSL-JSON demands.
  const { id } = item as Partial<CslItem>;
  return own === undefined || own.trim() === '' ? String(id ?? '').trim() : own.trim();
}

/** Sorted by key, the same way on every machine: ignoring case, then by character codes. */
export function sortByKey<Keyed extends { readonly key: string }>(
  entries: readonly Keyed[],
): Keyed[] {
  return entries
    .map((entry) => ({ entry, folded: sameCase(entry.key) }))
    .sort((one, other) => {
      if (one.folded !== other.folded) return one.folded < other.folded ? -1 : 1;
      if (one.entry.key === other.entry.key) return 0;
      return one.entry.key < other.entry.key ? -1 : 1;
    })
    .map(({ entry }) => entry);
}

function sameCase(key: string): string {
  return key.toLowerCase();
}

function withSuffix(key: string, used: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const candidate = key + keySuffix(number);
    if (used.has(sameCase(candidate))) continue;
    used.add(sameCase(candidate));
    return candidate;
  }
}

/** 1 is `a`, 26 `z`, 27 `aa`: as columns of a table are named. */
export function keySuffix(number: number): string {
  let rest = number;
  let text = '';
  while (rest > 0) {
    text = String.fromCodePoint(97 + ((rest - 1) % 26)) + text;
    rest = Math.floor((rest - 1) / 26);
  }
  return text;
}

/** Diacritics taken off, letters kept in their case. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{ASCII}]/gu, (character) => FOLDS[character] ?? character);
}

/** The letters and digits of a text, folded to ASCII, without what stands between them. */
export function lettersOf(text: string): string {
  return fold(cleanText(text, createTextIssues())).replace(/[^A-Za-z0-9]+/gu, '');
}

/** A name as one word of a key: the family name with its particle, an institution's name or initials; may be empty. */
export function nameWord(name: CslName): string {
  if (name.family === undefined) return institutionWord(name.literal ?? name.given ?? '');
  return startWithLetter(lettersOf((name['non-dropping-particle'] ?? '') + name.family));
}

/** The whole name where it is short, else the initials of its capitalised words (`NIHCE`). */
function institutionWord(name: string): string {
  const whole = lettersOf(name);
  if (whole.length <= MAX_MADE_LENGTH) return startWithLetter(whole);
  const initials = (name.match(/(?<![\p{L}\p{N}])\p{Lu}/gu) ?? []).join('');
  return startWithLetter(lettersOf(initials)) || whole.slice(0, MAX_MADE_LENGTH);
}

function titleWord(title: string): string {
  const words = title.split(/\s+/u).map(lettersOf);
  const word = words.find((candidate) => candidate.length > 3) ?? words.find(Boolean) ?? '';
  return startWithLetter(word.slice(0, MAX_MADE_LENGTH));
}

function startWithLetter(word: string): string {
  return word === '' || /^[A-Za-z]/u.test(word) ? word : PREFIX + word;
}
