// One folding for everything that is searched and everything that is typed into a search.
// Invariant: text and query go through the same function, so what looks the same is found.

/** α to ω with final sigma: a lone Greek letter in a title is a symbol and is found by its name as well. */
export const GREEK_NAMES: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  ς: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};
/** Letters that no decomposition takes apart, and what they are folded to. */
export const LETTER_FOLDS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
};
/** A Greek letter that stands among others, as a symbol. */
export const LONE_GREEK = /(?<!\p{Script=Greek})[α-ω](?!\p{Script=Greek})/gu;
/** A tag that stands in titles now and then. */
export const TAG = /<\/?(?:sub|sup|i|b|em|strong|span|scp|u)(?:\s[^<>]*)?>/giu;
/** An entity; what is between its signs is the first group. */
export const ENTITY = /&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,5});/giu;
const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Entities decoded once and `<sub>`-like residue taken out, as both stand in titles now and then. */
export function decodeMarkup(text: string): string {
  if (!/[&<]/u.test(text)) return text;
  return text.replace(TAG, '').replace(ENTITY, readEntity);
}

/** What an entity stands for; `whole` itself where it is none. `name`: what is between `&` and `;`. */
export function readEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return NAMED_ENTITIES[name.toLowerCase()] ?? whole;
  const isHex = name[1] === 'x' || name[1] === 'X';
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : whole;
}

/**
 * The words of a text, folded: entities decoded, compatibility forms and diacritics folded, lower case, Greek
 * letters that are symbols by their names (`IFNγ` is `ifn gamma`). A word is a run of letters and digits of any script.
 */
export function foldWords(text: string): string[] {
  return foldRuns(decodeMarkup(text)).toLowerCase().match(WORD) ?? [];
}

const WORD = /[\p{L}\p{N}]+/gu;
const SPACE = 0x20;
const NEWLINE = 0x0a;
const LAST_OF_ASCII = 0x7f;

/** All but the capitals of ASCII folded, which most runs of text have no need of. No run depends on another. */
function foldRuns(text: string): string {
  let folded = '';
  let done = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === SPACE || code === NEWLINE) {
      start = at + 1;
    } else if (code > LAST_OF_ASCII) {
      at = endOfRun(text, at);
      folded += text.slice(done, start) + foldRun(text.slice(start, at));
      done = at;
      start = at + 1;
    }
  }
  return done === 0 ? text : folded + text.slice(done);
}

function endOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== SPACE && text.charCodeAt(at) !== NEWLINE) {
    at += 1;
  }
  return at;
}

function foldRun(text: string): string {
  const plain = foldCharacters(text).toLowerCase();
  const named = plain.replace(LONE_GREEK, (letter) => ` ${GREEK_NAMES[letter] ?? letter} `);
  const folded = named.replace(/[ßæœøđðþłıħŧŋ]/gu, (letter) => LETTER_FOLDS[letter] ?? letter);
  return folded.normalize('NFKD');
}

/** Compatibility forms and diacritics folded, case kept. */
export function foldCharacters(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '');
}

/** `foldWords` as one text, words separated by single spaces. */
export function foldText(text: string): string {
  return foldWords(text).join(' ');
}
