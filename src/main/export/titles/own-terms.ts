// Which words may be a reader's own protected terms, and which of all terms protect.
// Invariant: a term that no style could change, or that could never be found in a title, is refused in words.
import { AppError } from '../../../shared/contract/errors.ts';
import { PROTECTED_TERMS } from '../protected-terms.ts';
import type { OwnTerms } from '../bibtex/title-protection.ts';
import { cleanText, createTextIssues } from '../text/clean-text.ts';

/** A term as it stands in the reader's list. */
export interface TermView {
  readonly term: string;
  readonly from: 'shipped' | 'own';
  /** False for a shipped one that was left out. */
  readonly protects: boolean;
}

const MAX_TERM_LENGTH = 100;
const SHIPPED = new Set(PROTECTED_TERMS);

/** True for a term that the program brings along. */
export function isShippedTerm(term: string): boolean {
  return SHIPPED.has(term);
}

/** A term as it is stored. @throws AppError `invalid-input` in words */
export function cleanTerm(raw: string): string {
  const term = cleanText(raw, createTextIssues())
    .replace(/[{}\\]/gu, '')
    .trim();
  if (term.length > MAX_TERM_LENGTH) throw badTerm(raw, 'it is longer than 100 characters');
  if (!/\p{Lu}/u.test(term)) {
    throw badTerm(raw, 'it has no capital letter, so that no style changes it');
  }
  if (!/^[\p{L}\p{N}]/u.test(term) || !/[\p{L}\p{N}]$/u.test(term)) {
    throw badTerm(raw, 'it has to begin and end with a letter or a digit');
  }
  return term;
}

/** Every term, by the alphabet. */
export function termViews({ added, leftOut }: OwnTerms): TermView[] {
  const out = new Set(leftOut);
  const shipped = PROTECTED_TERMS.map((term): TermView => ({
    term,
    from: 'shipped',
    protects: !out.has(term),
  }));
  const own = added
    .filter((term) => !SHIPPED.has(term))
    .map((term): TermView => ({ term, from: 'own', protects: true }));
  const order = new Intl.Collator('en');
  return [...shipped, ...own].sort((one, other) => order.compare(one.term, other.term));
}

function badTerm(raw: string, why: string): AppError {
  return new AppError(
    'invalid-input',
    `“${raw.slice(0, MAX_TERM_LENGTH)}” cannot be a protected term: ${why}. Nothing was changed.`,
    { ref: raw.slice(0, MAX_TERM_LENGTH) },
  );
}
