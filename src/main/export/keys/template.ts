// The small language of key templates: `[auth][year][title:2words]`.
// Invariants: a template that cannot be read is refused in words, with the place; a made key is always valid.
import { AppError } from '../../../shared/contract/errors.ts';
import type { CslItem } from '../../../shared/domain/csl.ts';
import { KEY_WORDS, templateOfPreset, type KeyWord } from '../../../shared/domain/key-presets.ts';
import { ATLAS_KEY_PREFIX } from '../../../shared/domain/ids.ts';
import { lettersOf, nameWord, repairKey } from '../citation-keys.ts';
import { readDate } from '../text/dates.ts';

/** `[Title:2words:4letters]`: a word, its letters' case, and how much of it. */
interface Placeholder {
  readonly word: KeyWord;
  /** `lower` as `[auth]`; `capital` as `[Auth]`; `upper` with `:upper`. */
  readonly letters: 'lower' | 'capital' | 'upper';
  /** How many words of a title, or names of authors. */
  readonly count: number | null;
  /** How many letters at most. */
  readonly length: number | null;
}

type Part = string | Placeholder;

/** A template that was read. */
export type KeyTemplate = readonly Part[];

const MAX_TEMPLATE_LENGTH = 200;
/** One word of a title or a name: longer ones are cut, so that a key stays one that can be typed. */
const MAX_WORD_LENGTH = 24;
// So that a list of 3,000 authors does not make a key of 20 kB.
const MAX_KEY_LENGTH = 120;

const LITERAL = /[A-Za-z0-9_-]/u;
const MODIFIER = /^(?:(\d{1,2})(words?|names?|letters?)|(upper))$/u;

const SMALL_WORDS = new Set(
  (
    'a an and are as at but by der die das do does el en et for from how in into is it its la las le ' +
    'les los nor of on or per the their to un une upon versus via vs was what when why with without'
  ).split(' '),
);

/**
 * Reads a preset's name or a template.
 * @throws AppError `invalid-input` in words, with the character where it cannot be read
 */
export function parseKeyTemplate(preset: string): KeyTemplate {
  const text = templateOfPreset(preset);
  if (text.length > MAX_TEMPLATE_LENGTH) {
    throw badTemplate(text, MAX_TEMPLATE_LENGTH, 'it is longer than 200 characters');
  }
  const parts: Part[] = [];
  for (let index = 0; index < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
    if (character === '[') {
      const end = text.indexOf(']', index);
      if (end === -1) throw badTemplate(text, index, 'the bracket that opens here is never closed');
      parts.push(readPlaceholder(text, { start: index, end }));
      index = end + 1;
      continue;
    }
    if (!LITERAL.test(character)) {
      const why = `“${character}” cannot stand in a key; letters of a to z, digits, “_” and “-” can`;
      throw badTemplate(text, index, why);
    }
    parts.push(character);
    index += character.length;
  }
  if (!parts.some((part) => typeof part !== 'string')) {
    const why = 'it holds no word in brackets, so that every study would ask for the same key';
    throw badTemplate(text, text.length, why);
  }
  return parts;
}

/**
 * The key that a template makes of a citation, which is asked for only where it is needed. Always valid; not
 * yet unique. Nobody but a study itself is given the form of the atlas's own keys.
 */
export function keyFromTemplate(
  template: KeyTemplate,
  itemOf: () => CslItem,
  slug: string,
): string {
  const made = template
    .map((part) => {
      if (typeof part === 'string') return part;
      return part.word === 'slug' ? cut(slug, part) : fill(part, itemOf());
    })
    .join('');
  const own = ATLAS_KEY_PREFIX + slug;
  if (made === own) return own;
  const key = repairKey(made.slice(0, MAX_KEY_LENGTH)) ?? 'ref';
  return key.toLowerCase().startsWith(ATLAS_KEY_PREFIX) ? `ref-${key}` : key;
}

function readPlaceholder(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): Placeholder {
  const [name = '', ...modifiers] = text.slice(start + 1, end).split(':');
  const word = name.charAt(0).toLowerCase() + name.slice(1);
  if (!isKeyWord(word)) {
    const known = Object.keys(KEY_WORDS).map((each) => `[${each}]`);
    throw badTemplate(text, start, `there is no [${name}]; there are ${known.join(', ')}`);
  }
  let letters: Placeholder['letters'] = word === name ? 'lower' : 'capital';
  let count: number | null = null;
  let length: number | null = null;
  let place = start + 1 + name.length + 1;
  for (const modifier of modifiers) {
    const [, digits, unit = '', upper] = MODIFIER.exec(modifier) ?? [];
    const number = Number(digits);
    if (upper !== undefined) letters = 'upper';
    else if (digits !== undefined && number > 0 && unit.startsWith('letter')) length = number;
    else if (digits !== undefined && number > 0 && countsIn(word) === unit.slice(0, 4)) {
      count = number;
    } else {
      const counts = countsIn(word);
      const more = counts === null ? '' : `, :2${counts}s`;
      const why = `“:${modifier}” says nothing about [${name}]; :4letters${more} and :upper do`;
      throw badTemplate(text, place, why);
    }
    place += modifier.length + 1;
  }
  return { word, letters, count, length };
}

function isKeyWord(word: string): word is KeyWord {
  return Object.hasOwn(KEY_WORDS, word);
}

function countsIn(word: KeyWord): 'word' | 'name' | null {
  return word === 'title' ? 'word' : word === 'auths' ? 'name' : null;
}

function badTemplate(text: string, index: number, why: string): AppError {
  const place = index + 1;
  return new AppError(
    'invalid-input',
    `The template for keys, “${text.slice(0, MAX_TEMPLATE_LENGTH)}”, cannot be used: at character ${place}, ${why}. Nothing was changed.`,
    { ref: String(place) },
  );
}

function fill(part: Placeholder, item: CslItem): string {
  const words = wordsOf(part, item).map((word) => inCase(word, part.letters));
  return cut(words.join(''), part);
}

function cut(text: string, { length }: Placeholder): string {
  return length === null ? text : text.slice(0, length);
}

function inCase(word: string, letters: Placeholder['letters']): string {
  if (letters === 'lower') return word.toLowerCase();
  if (letters === 'upper') return word.toUpperCase();
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function wordsOf({ word, count }: Placeholder, item: CslItem): readonly string[] {
  switch (word) {
    case 'auth':
      return authorWords(item).slice(0, 1);
    case 'auths':
      return authorWords(item).slice(0, count ?? undefined);
    case 'year':
      return [yearOf(item) ?? 'nd'];
    case 'yy':
      return [yearOf(item)?.slice(-2) ?? 'nd'];
    case 'title':
      return tellingWords(item.title ?? '').slice(0, count ?? 1);
    case 'journal':
      return journalWord(item['container-title'] ?? '');
    case 'pmid':
      return [/\d+/u.exec(item.PMID ?? '')?.[0] ?? ''];
    case 'slug':
      return [];
  }
}

/** The names; where nobody is named, the title's first telling word stands in, as in other programs. */
function authorWords(item: CslItem): readonly string[] {
  const people = item.author ?? item.editor ?? [];
  const names = people.map((name) => nameWord(name).slice(0, MAX_WORD_LENGTH)).filter(Boolean);
  return names.length > 0 ? names : tellingWords(item.title ?? '').slice(0, 1);
}

function yearOf(item: CslItem): string | null {
  const digits = readDate(item.issued).year?.replace(/\D/gu, '') ?? '';
  return digits === '' ? null : digits;
}

/** The words that say something; all of them where none does ("What is it?"). */
function tellingWords(text: string): readonly string[] {
  const words = text
    .split(/\s+/u)
    .map((word) => lettersOf(word).slice(0, MAX_WORD_LENGTH))
    .filter(Boolean);
  const telling = words.filter((word) => !SMALL_WORDS.has(word.toLowerCase()));
  return telling.length > 0 ? telling : words;
}

function journalWord(name: string): readonly string[] {
  const words = tellingWords(name.replace(/\s[(:=].*$/u, ''));
  if (words.length < 2) return words;
  return [
    words
      .map((word) => word.charAt(0))
      .join('')
      .toUpperCase(),
  ];
}
