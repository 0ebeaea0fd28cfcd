// Reads a style's file that the person chose.
// Invariant: how large it is, is looked at first; what is no UTF-8 text is refused by name.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { MAX_STYLE_LENGTH } from '../export/styles/read-style.ts';
import type { FileGrants } from '../platform.ts';

// A character has at most four bytes in UTF-8; what is longer is refused without reading it.
const MAX_BYTES = 4 * MAX_STYLE_LENGTH;

/** The file's text. @throws AppError `invalid-input`, `file-unreadable` */
export function readStyleFile(files: FileGrants, handle: string): string {
  const path = files.pathOf(handle);
  if (path === null) {
    throw new AppError(
      'invalid-input',
      'The file was not chosen in this session. Nothing was changed. Choose it again.',
    );
  }
  const name = basename(path);
  const bytes = readBytes(path, name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError(
      'invalid-input',
      `${name} is no text in UTF-8, so it is no style. Nothing was changed.`,
      { ref: name, cause },
    );
  }
}

function readBytes(path: string, name: string): Uint8Array {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw unreadable(name, 'it is no ordinary file');
    if (stats.size > MAX_BYTES) {
      throw new AppError(
        'invalid-input',
        `${name} is too large to be a style (${Math.ceil(stats.size / 1_000_000)} MB). Nothing was changed.`,
        { ref: name },
      );
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreadable(name, error instanceof Error ? error.message : String(error));
  }
}

function unreadable(name: string, why: string): AppError {
  return new AppError(
    'file-unreadable',
    `${name} could not be read (${why}). Nothing was changed. Check the name and try again.`,
    { ref: name },
  );
}
