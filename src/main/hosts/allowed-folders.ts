// The folders that a person allowed at start (`--allow DIR`): the one way to name a place without a dialog.
// Invariant: a folder is real, whole and absolute before the host begins; a file or a missing one is refused in words.
import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';

/**
 * The folders as they truly lie on the disk, each once.
 * @throws AppError `invalid-input`
 */
export function allowedFolders(given: readonly string[]): readonly string[] {
  return [...new Set(given.map(realFolder))];
}

function realFolder(given: string): string {
  const refused = (why: string, cause?: unknown): AppError =>
    new AppError(
      'invalid-input',
      `--allow takes a folder that is there, and ${resolve(given)} ${why}. Nothing was started. Make the folder, or name another one.`,
      { ref: given, cause },
    );
  if (given === '') throw refused('was left empty');
  let real: string;
  try {
    real = realpathSync(resolve(given));
  } catch (cause) {
    throw refused('cannot be found', cause);
  }
  if (!statSync(real).isDirectory()) throw refused('is no folder');
  return real;
}
