// Whether a title is written as a heading ("A Study of Rest") or as a sentence ("A study of rest").
// Invariant: where no word tells, it is a sentence; its capitals are then kept.
import { classAt, LETTER, UPPER } from '../text/character-classes.ts';

// Words of four letters and more that Title Case leaves small.
const FUNCTION_WORDS = new Set(
  (
    'about across after against among amongst around before between despite during following from ' +
    'into like onto over since than that their through throughout toward towards under upon using ' +
    'versus when where which while with within without'
  ).split(' '),
);

const SMALL_A = 0x61;
const SMALL_Z = 0x7a;
const SPACE = 0x20;

// At least 60 % of the words that tell, as the house rule has it.
const TITLE_CASE_SHARE = 0.6;
const STOPS = '.:?!–—';
const MIN_TELLING_LENGTH = 4;

/**
 * True for a title whose words are capitalised as in a heading. What tells are words of four and
 * more letters that are neither first in the title or after a stop, nor small in every heading, nor
 * of mixed case. With no such word a title counts as a sentence.
 */
export function isTitleCase(title: string): boolean {
  let capitalised = 0;
  let small = 0;
  let start = -1;
  let hasCapitalInside = false;
  for (let index = 0; index <= title.length; index += 1) {
    const unit = index < title.length ? title.charCodeAt(index) : SPACE;
    const isSmall = unit >= SMALL_A && unit <= SMALL_Z;
    const kind = isSmall ? LETTER : unit === SPACE ? 0 : classAt(title, index);
    if ((kind & LETTER) !== 0 || (start !== -1 && isApostrophe(unit))) {
      if (start === -1) start = index;
      else if ((kind & UPPER) !== 0) hasCapitalInside = true;
      continue;
    }
    if (start === -1) continue;
    if (index - start >= MIN_TELLING_LENGTH && !hasCapitalInside && isAfterWord(title, start)) {
      if ((classAt(title, start) & UPPER) !== 0) capitalised += 1;
      else if (!FUNCTION_WORDS.has(title.slice(start, index))) small += 1;
    }
    start = -1;
    hasCapitalInside = false;
  }
  return capitalised > 0 && capitalised / (capitalised + small) >= TITLE_CASE_SHARE;
}

/** True where the word at `start` is not the first of the title nor the first after a stop. */
function isAfterWord(title: string, start: number): boolean {
  return start > 1 && !STOPS.includes(title.charAt(start - 2));
}

function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019;
}
