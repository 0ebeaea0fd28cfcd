// A file in a folder that was allowed when the program was started, by its name alone.
// Invariant: what is granted lies in that folder: no name, and no link that stands under it, leads out.
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';

const MAX_NAME_BYTES = 200;
// Characters that part a path, control or turn round the writing, or mean something to Windows.
const NOT_IN_NAMES = /[/\\:*?"<>|\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/** @throws AppError `invalid-input`, in words, for a name that is not one of a file and nothing else */
export function requireFileName(name: string): void {
  const why =
    name.trim() === '' || name !== basename(name) || NOT_IN_NAMES.test(name)
      ? 'It must be the name of a file, without folders and without any of / \\ : * ? " < > |'
      : name.startsWith('.') || name.includes('..')
        ? 'It must not begin with a dot or hold two dots in a row'
        : /[. ]$/u.test(name) || DEVICE.test(name)
          ? 'Windows does not take it as the name of a file'
          : Buffer.byteLength(name) > MAX_NAME_BYTES
            ? 'It is too long'
            : null;
  if (why === null) return;
  throw new AppError(
    'invalid-input',
    `“${name.replace(/\p{Cc}/gu, ' ').slice(0, 60)}” cannot be the name of the file. ${why}. Nothing was written. Choose another name.`,
  );
}

/**
 * The path of a file of this name in an allowed folder; a link is followed where it stays inside.
 * @throws AppError `invalid-input` for the name or a link that leads out; `not-writable` where the folder is gone, or
 * may not be entered
 */
export function pathInFolder(folder: string, name: string): string {
  requireFileName(name);
  const inside = realFolder(folder);
  const path = join(inside, name);
  if (!isLink(path, folder)) return path;
  const target = realPathOrNull(path);
  if (target !== null && dirname(target).concat(sep).startsWith(inside.concat(sep))) return target;
  throw new AppError(
    'invalid-input',
    `“${name}” is a link that leads out of the folder, or nowhere. Nothing was written. Choose another name.`,
    { ref: name },
  );
}

function isLink(path: string, folder: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch (error) {
    // The folder can be listed, and what is in it not looked at.
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new AppError(
      'not-writable',
      `What is in the folder ${folder} may not be looked at (${String(error.code)}). Nothing was written. Change the rights of the folder, or choose another place.`,
      { ref: folder, retryable: true },
    );
  }
}

function realFolder(folder: string): string {
  const real = realPathOrNull(folder);
  if (real !== null && statSync(real).isDirectory()) return real;
  throw new AppError(
    'not-writable',
    `The folder ${folder} is no longer there. Nothing was written. Put it back, or choose another place.`,
    { ref: folder, retryable: true },
  );
}

function realPathOrNull(path: string): string | null {
  try {
    return realpathSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
