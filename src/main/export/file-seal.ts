// The line in a written file's header by which the program knows its own work again.
// Invariant: a file whose seal fits is letter for letter what the program wrote; any edit, of the
// entries or of the header, breaks it.
import { createHash } from 'node:crypto';

/** The header's first line, without `% `: who wrote the file. */
export const PRODUCT_LINE = 'ME/CFS Atlas Companion';

// `% content-sha256: <64 hex digits>`: SHA-256 of the file's UTF-8 bytes without this one line. With
// it "changed since" is known of a file that no library remembers, on another computer too.
const SEAL = /^% content-sha256: ([0-9a-f]{64})\n/mu;
const HEADER = /^(?:%[^\n]*\n)*/u;

/** SHA-256 of a text's UTF-8 bytes, in lower-case hex. */
export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The text with its seal as the last line of its header (the `%` lines at its beginning). */
export function sealText(text: string): string {
  const { length } = HEADER.exec(text)?.[0] ?? '';
  const seal = `% content-sha256: ${sha256(text)}\n`;
  return text.slice(0, length) + seal + text.slice(length);
}

/**
 * `intact`: written by this program and not changed since. `changed`: its header says that this
 * program wrote it, but somebody has edited it. `foreign`: somebody else's.
 */
export function readSeal(text: string): 'intact' | 'changed' | 'foreign' {
  const header = HEADER.exec(text)?.[0] ?? '';
  if (!header.startsWith(`% ${PRODUCT_LINE}\n`)) return 'foreign';
  const match = SEAL.exec(header);
  if (match === null) return 'changed';
  const [line, digest] = match;
  const unsealed = text.slice(0, match.index) + text.slice(match.index + line.length);
  return sha256(unsealed) === digest ? 'intact' : 'changed';
}
