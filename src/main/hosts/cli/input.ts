// Reads what a person hands over: a file, a pipe, a word that must be of a certain kind.
// Invariant: nothing is guessed; what cannot be read is said by name.
import { readFileSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import { parseSlug, slugFromAddress, type Slug } from '../../../shared/domain/ids.ts';

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

// Not readFileSync(0): a pipe whose writer is slow answers that with EAGAIN.
async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Several names; the single word `-` reads them from standard input, one a line. */
export async function slugArguments(words: readonly string[]): Promise<Slug[]> {
  const names =
    words.length === 1 && words[0] === '-'
      ? (await readText('-')).split(/\s+/u).filter((word) => word !== '')
      : words;
  return names.map(slugArgument);
}
