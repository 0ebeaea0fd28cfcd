// A cheap question before a dear one: may a text be one of some words, by its first three letters?
// Invariant: it never says no to a text that is one of them, in capitals or not, with signs around it or not.

const LETTERS = 3;

/** The first letters of some words, all of them in small ASCII letters and at least three long. */
export class Beginnings {
  private readonly beginnings: ReadonlySet<string>;

  constructor(words: readonly string[]) {
    this.beginnings = new Set(words.map((word) => word.slice(0, LETTERS)));
  }

  /** True only where the text begins with three ASCII letters, and none of the words does so. */
  areNotOf(text: string): boolean {
    for (let at = 0; at < LETTERS; at += 1) {
      // Folds the capitals of ASCII onto its small letters.
      const code = text.charCodeAt(at) | 0x20;
      if (!(code >= 0x61 && code <= 0x7a)) return false;
    }
    return !this.beginnings.has(text.slice(0, LETTERS).toLowerCase());
  }
}
