// Small acts on backup files: copy, hash, make durable, explain a failure.
// Invariant: none of them may open a live database. POSIX drops all locks that a process holds on a file
// as soon as it closes any handle of that file, so a plain read would unlock SQLite's own connections.
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  openSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import { isDiskFull } from '../disk-room.ts';
import { explainSqliteError, type DatabaseName } from '../sqlite-errors.ts';

/** The SHA-256 of a file in lower-case hex, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Copies a file to a new one (mode 0600), on the disk when this returns; answers the SHA-256 of what was copied. */
export async function copyAndHash(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const passOn = new Transform({
    transform(chunk: Buffer, _encoding, done): void {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(
    createReadStream(from),
    passOn,
    createWriteStream(to, { flags: 'wx', mode: 0o600 }),
  );
  syncFile(to);
  return hash.digest('hex');
}

/** Makes an empty file, mode 0600. SQLite would go by the umask. @throws where it exists */
export function createEmptyFile(path: string): void {
  closeSync(openSync(path, 'wx', 0o600));
}

/** Writes a new file (mode 0600) that is on the disk when this returns. */
export function writeDurably(path: string, text: string): void {
  writeFileSync(path, text, { flag: 'wx', mode: 0o600, flush: true });
}

/** Brings a file's content to the disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Bytes of a file; 0 where there is none. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The system's code of a failure (`ENOENT`), or the empty text. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What failed, for the sentence about it. */
export interface Failure {
  /** The file that SQLite was busy with, where it was. */
  readonly database: DatabaseName;
  /** A folder on the disk concerned. */
  readonly folder: string;
  /** What did not happen and what is safe, as one or two sentences. */
  readonly safe: string;
}

/** A failure of the disk or of SQLite as an `AppError`; anything else passes through. */
export function explainFailure(error: unknown, failure: Failure): unknown {
  // A full disk is told by whoever knows the most of what was going on: the outermost.
  if (error instanceof AppError && error.code !== 'disk-full') return error;
  const code = errorCode(error);
  const options = { ref: failure.folder, cause: error, retryable: true };
  if (isDiskFull(code, failure.folder)) {
    return new AppError(
      'disk-full',
      `The disk is full. ${failure.safe} Free some space and try again.`,
      options,
    );
  }
  if (/^(?:EACCES|EPERM|EROFS|EEXIST|ENOTDIR|EIO)$/u.test(code)) {
    return new AppError(
      'not-writable',
      `A file or folder in ${failure.folder} cannot be read or written (${code}). ${failure.safe} Check the rights on the data folder and the disk, then try again.`,
      options,
    );
  }
  return explainSqliteError(error, failure.database);
}
