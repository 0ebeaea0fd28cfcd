// Finds letters that were read in a wrong encoding, and says what they should have been.
// Invariant: nothing is mended; a finding is a place and a guess that a person confirms.

/** What Windows-1252 has where Latin-1 has control characters: character → byte. */
const WINDOWS: ReadonlyMap<string, number> = new Map(
  Array.from(
    '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ',
    (character, index) => [character, 0x80 + index] as const,
  ),
);
const TAIL = `[\\u0080-\\u00BF${[...WINDOWS.keys()].join('')}]`;
// UTF-8 taken for Latin-1 or Windows-1252: accented Latin, Greek, punctuation, what lies beyond.
const TAKEN_FOR_LATIN = new RegExp(
  `[ÂÃÄÅ]${TAIL}|[ÎÏ][\\u0080-\\u00BF\\u0152\\u0153\\u0160\\u0161\\u0178\\u017D\\u017E\\u0192\\u02C6\\u02DC]|[âï]${TAIL}{2}|ð${TAIL}{3}`,
  'gu',
);
const LOST = /\uFFFD/u;
const CONTROLS = /[\u0080-\u009F]/u;

/** Letters that are not what was meant. */
export interface WrongLetters {
  readonly found: string;
  /** What they stand for, where that can be told. */
  readonly meant: string | null;
}

/** The first letters of a text that look wrongly read, or null. */
export function wrongLetters(text: string): WrongLetters | null {
  if (!/[\u0080-\u009FÂÃÄÅÎÏâïð\uFFFD]/u.test(text)) return null;
  for (const [found] of text.matchAll(TAKEN_FOR_LATIN)) {
    const meant = readAsUtf8(found);
    if (meant !== null) return { found, meant };
  }
  const lost = LOST.exec(text) ?? CONTROLS.exec(text);
  return lost === null ? null : { found: lost[0], meant: null };
}

/** In words, for a remark on a value. */
export function wrongLettersSentence({ found, meant }: WrongLetters): string {
  return meant === null
    ? 'Letters were lost on the way here: the text was read in another encoding than it was written in. Copy it again from where it came.'
    : `“${found}” looks like “${meant}” that was read in a wrong encoding. It was not mended; copy the record again, or correct the text.`;
}

function readAsUtf8(text: string): string | null {
  const bytes = Array.from(text, (character) => WINDOWS.get(character) ?? character.charCodeAt(0));
  if (bytes.some((byte) => byte > 0xff)) return null;
  try {
    const read = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
    return /\p{Cc}/u.test(read) ? null : read;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
