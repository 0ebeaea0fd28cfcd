// What kind of character a UTF-16 code unit is, looked up instead of matched: a title is scanned
// letter by letter, and `\p{…}` in a regular expression costs about ten times as much (measured).
// Invariant: the classes are Unicode's own, asked of the regular expressions once for each unit.

/** Bits of a class; a unit may be of several. */
export const LETTER = 1;
/** An upper-case letter; it is a `LETTER` too. */
export const UPPER = 2;
export const NUMBER = 4;
/** A combining mark, a raised or lowered letter or sign, a mark around a script (`clean-text.ts`). */
export const JOINED = 8;
/** A hyphen, dash or slash: it separates the parts of a compound. */
export const DIVIDER = 16;
const KNOWN = 128;

/** What can be part of a word. */
export const WORD = LETTER | NUMBER | JOINED;

const TESTS: readonly (readonly [number, RegExp])[] = [
  // Half of a pair: letters beyond the first plane have no case that matters here.
  [LETTER, /[\uD800-\uDFFF]/],
  // Raised and lowered letters (ₘ) are modifiers: they belong to the word, but have no case.
  [LETTER, /(?!\p{Lm})\p{L}/u],
  [UPPER, /\p{Lu}/u],
  [NUMBER, /\p{N}/u],
  [JOINED, /[\p{Lm}\p{M}⁺⁻⁼⁽⁾₊₋₌₍₎\uFDD0-\uFDD3]/u],
  [DIVIDER, /[-‐‑‒–—−/]/u],
];

const classes = new Uint8Array(0x10000);

/** The class of the code unit at `index`; 0 beyond the end. */
export function classAt(text: string, index: number): number {
  // Beyond the end charCodeAt gives NaN, and an array asked for that is slow for ever after.
  if (index >= text.length) return 0;
  const unit = text.charCodeAt(index);
  const known = classes[unit] ?? 0;
  return known === 0 ? learn(unit) : known;
}

function learn(unit: number): number {
  const character = String.fromCharCode(unit);
  const value = TESTS.reduce(
    (bits, [bit, test]) => (test.test(character) ? bits | bit : bits),
    KNOWN,
  );
  classes[unit] = value;
  return value;
}
