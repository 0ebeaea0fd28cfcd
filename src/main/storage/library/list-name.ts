// The name of a reading list: what it may be, and when two are one.
// Invariant: pure; a name is kept as it was typed, but for what does not print and runs of spaces.
import { AppError } from '../../../shared/contract/errors.ts';
import { foldText } from '../../../shared/util/fold-text.ts';

const MAX_NAME_LENGTH = 200;

/** A name as it is kept. @throws AppError `invalid-input` for one without a letter or digit, or a very long one */
export function cleanListName(name: string): string {
  const clean = name.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  if (listNameKey(clean) === '' || clean.length > MAX_NAME_LENGTH) {
    throw new AppError(
      'invalid-input',
      `A list needs a name of 1 to ${MAX_NAME_LENGTH} characters with a letter or a digit in it. Nothing was changed.`,
    );
  }
  return clean;
}

/** The same for names that differ in case or accents only. */
export function listNameKey(name: string): string {
  return foldText(name);
}
