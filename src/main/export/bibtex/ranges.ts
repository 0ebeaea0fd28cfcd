// Page, issue and volume ranges.
// Invariant: a hyphen becomes a range dash between two numbers only, never inside an article number
// such as S1473-3099(25)00411-6.

const DASH = '[-‐‑‒–—―−]+';
// 283, S12, e1033, 5516s, 353.e1, xii
const NUMBER = '(?:[A-Za-z]{0,4}\\.?\\d+[A-Za-z]{0,2}(?:\\.[A-Za-z]?\\d+)?|[ivxlcdm]+|[IVXLCDM]+)';
const RANGE = new RegExp(`(?<=^|[\\s,;])(${NUMBER})${DASH}(${NUMBER})(?=$|[\\s,;])`, 'gu');
// Spaces around a dash between two numbers.
const SPACED = new RegExp(`(\\d[A-Za-z]?)\\s+${DASH}\\s+([A-Za-z]?\\d)`, 'gu');

// By far the most pages: two numbers and a hyphen.
const ONE_RANGE = /^[A-Za-z]?\d+-[A-Za-z]?\d+$/;

/** The text with `--` between the ends of each range; null where it says nothing (empty, a dash). */
export function bibtexRange(text: string): string | null {
  if (ONE_RANGE.test(text)) return text.replace('-', '--');
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  return text.replace(SPACED, '$1-$2').replace(RANGE, '$1--$2');
}
