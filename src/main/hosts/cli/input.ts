// Reads what a person hands over: a file, a pipe, a word that must be of a certain kind.
// Invariant: nothing is guessed; what cannot be read is said by name.
import { readFileSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import { parseSlug, slugFromAddress, type Slug } from '../../../shared/domain/ids.ts';
import type { Session } from './session.ts';

/**
 * The text of a file, or of standard input for `-`. A byte order mark is dropped.
 * @throws AppError `file-unreadable`
 */
export async function readText(name: string): Promise<string> {
  try {
    const bytes = name === '-' ? await readStandardInput() : readFileSync(name);
    // Text in another encoding would lose its letters for good, so it is refused.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const what = name === '-' ? 'Standard input' : `The file ${name}`;
    if (isEncodingError(cause)) {
      throw new AppError(
        'file-unreadable',
        `${what} could not be read: it is not text in UTF-8. Nothing was changed. Save it as UTF-8 and try again.`,
        { ref: name, cause },
      );
    }
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'file-unreadable',
      `${what} could not be read (${why}). Nothing was changed. Check the name and try again.`,
      { ref: name, cause },
    );
  }
}

/**
 * A study's name, given as such or as its address.
 * @throws AppError `invalid-input`
 */
export function slugArgument(word: string): Slug {
  const slug = parseSlug(word) ?? (word.includes('/evidence/') ? slugFromAddress(word) : null);
  if (slug !== null) return slug;
  throw new AppError(
    'invalid-input',
    `“${word.slice(0, 100)}” is not the name of a study (like clark-2017-cytokine-responses). Nothing was changed. "companion search" shows the names.`,
  );
}

function isEncodingError(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    'code' in error &&
    error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
  );
}

// Not readFileSync(0): a pipe whose writer is slow answers that with EAGAIN.
async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * The file that an answer is to be put into, as it was typed.
 * @throws AppError `not-writable` where it can only be a folder: the end of the path would be taken for a file else
 */
export function outputFile(session: Pick<Session, 'path'>, name: string): string {
  if (name !== '' && !/[\\/]$/u.test(name)) return session.path(name);
  throw new AppError(
    'not-writable',
    `${name === '' ? 'An empty name' : name} names no file. Nothing was written. Name a file to write to.`,
    { ref: name },
  );
}

/** Several names; the single word `-` reads them from standard input, one a line. */
export async function slugArguments(words: readonly string[]): Promise<Slug[]> {
  const names =
    words.length === 1 && words[0] === '-'
      ? (await readText('-')).split(/\s+/u).filter((word) => word !== '')
      : words;
  return names.map(slugArgument);
}
