// SQLite's failures in words, by the file they happened in.
// Invariant: every sentence says what is safe; a corrupt library is never replaced in silence.
import { SqliteError } from 'better-sqlite3';
import { AppError } from '../../shared/contract/errors.ts';

/** The three files by what they are to a person. */
export type DatabaseName = 'library' | 'mirror' | 'history';

const WORDS: Readonly<Record<DatabaseName, string>> = {
  library: 'library (notes, lists, tags)',
  mirror: 'copy of the atlas',
  history: 'history of the atlas',
};

/** True for a lock held by somebody else. */
export function isBusy(error: unknown): boolean {
  return error instanceof SqliteError && /^SQLITE_(?:BUSY|LOCKED)/u.test(error.code);
}

/** True where the file is damaged or is no database at all. */
export function isCorrupt(error: unknown): boolean {
  return error instanceof SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/u.test(error.code);
}

/** The failure as an `AppError`; what is not SQLite's passes through. */
export function explainSqliteError(error: unknown, name: DatabaseName): unknown {
  if (!(error instanceof SqliteError)) return error;
  const options = { ref: name, cause: error };
  const words = WORDS[name];
  if (isBusy(error)) {
    return new AppError(
      'locked',
      `Another program is writing to the ${words} and did not finish within five seconds. Nothing was changed. Try again when it is done.`,
      { ...options, retryable: true },
    );
  }
  if (error.code.startsWith('SQLITE_FULL')) return diskFullError(name, error);
  if (/^SQLITE_(?:READONLY|CANTOPEN|PERM|AUTH|IOERR)/u.test(error.code)) {
    return new AppError(
      'not-writable',
      `The ${words} could not be read or written (${error.code}). What was saved before is safe. Check the rights on the data folder and the disk, then try again.`,
      { ...options, retryable: true },
    );
  }
  if (isCorrupt(error)) return corruptError(name, error);
  return error;
}

/** No room is left, in words. */
export function diskFullError(ref: string, cause: unknown): AppError {
  return new AppError(
    'disk-full',
    'The disk is full, so this could not be saved. What was saved before is safe. Free some space and try again.',
    { ref, cause, retryable: true },
  );
}

/** A damaged file, in words that say what to do with each of the three. */
export function corruptError(name: DatabaseName, cause: unknown): AppError {
  const options = { ref: name, cause };
  if (name === 'library') {
    return new AppError(
      'library-corrupt',
      'The library file (notes, lists, tags) is damaged and was left as it is. "companion restore" shows what each backup holds and puts one in place; the damaged file is kept.',
      options,
    );
  }
  if (name === 'history') {
    return new AppError(
      'history-corrupt',
      'The history of the atlas is damaged. Notes and lists are safe; they are kept in another file. The next start builds it again from the newest backup and what can still be read, and keeps the damaged file.',
      options,
    );
  }
  return new AppError(
    'mirror-corrupt',
    'The copy of the atlas is damaged. Notes and lists are safe; they are kept in another file. The next start builds it again from the starter set and keeps the damaged file; "companion sync" fetches the rest.',
    options,
  );
}
