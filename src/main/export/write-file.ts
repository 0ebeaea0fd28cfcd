// Puts an exported text where it was asked for: the one place of the exports that touches the disk.
// Invariants: a file that somebody else wrote or edited is never overwritten unasked, and kept as
// FILE.bak when it is; at every moment the old file or the new one is there, whole.
import { randomBytes } from 'node:crypto';
import * as nodeFs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { keepBeside, type KeepingFiles } from '../files/keep-beside.ts';
import { readSeal, sha256 } from './file-seal.ts';

export interface FileToWrite {
  readonly path: string;
  /** Text is written as UTF-8. */
  readonly text: string | Uint8Array;
  /** Overwrite a file that is not ours; its content is kept beside it. */
  readonly force: boolean;
  /** SHA-256 of the file as this library wrote it last, if it did. */
  readonly knownSha256: string | null;
}

export interface WrittenFile {
  /** False where the file had exactly this content already. */
  readonly written: boolean;
  /** Of the file's bytes, lower-case hex. */
  readonly sha256: string;
  /** Where a foreign file's content was kept, or null. */
  readonly backup: string | null;
}

/** What is needed of a disk; tests give one that is full. */
export type FileSystem = KeepingFiles &
  Pick<
    typeof nodeFs,
    | 'fchmodSync'
    | 'readFileSync'
    | 'readlinkSync'
    | 'realpathSync'
    | 'renameSync'
    | 'rmSync'
    | 'statSync'
    | 'writeFileSync'
  >;

const NEW_FILE_MODE = 0o644;

/**
 * Writes the text as UTF-8 through a temporary file in the same folder, flushed and renamed; a
 * symbolic link is followed, an existing file's mode kept.
 * @throws AppError `target-not-ours`, `disk-full`, `not-writable`, `file-unreadable`; the old file is
 * then as it was
 */
export function writeExportFile(file: FileToWrite, fs: FileSystem = nodeFs): WrittenFile {
  const target = attempt(file.path, () => resolveTarget(file.path, fs));
  const digest = sha256(file.text);
  const old = readOld(file.path, target, fs);
  if (old?.digest === digest) return { written: false, sha256: digest, backup: null };
  const isForeign = old !== null && !isOurs(old, file.knownSha256);
  if (isForeign && !file.force) throw notOurs(file, old.text);
  if (old !== null && isReadOnly(old)) throw readOnly(file.path);
  return attempt(file.path, () => {
    const backup = isForeign ? keepBeside(target, fs) : null;
    replace({ target, text: file.text, mode: old?.mode ?? null }, fs);
    return { written: true, sha256: digest, backup };
  });
}

interface OldFile {
  readonly text: string;
  readonly digest: string;
  readonly mode: number;
}

// A rename would replace it all the same; who takes the right to write from a file wants it kept.
function isReadOnly({ mode }: OldFile): boolean {
  return (mode & 0o222) === 0;
}

function readOnly(path: string): AppError {
  return new AppError(
    'not-writable',
    `${path} is read-only, so it was left as it is. Choose another name, or make it writable.`,
    { ref: path },
  );
}

function isOurs(old: OldFile, knownSha256: string | null): boolean {
  return old.digest === knownSha256 || readSeal(old.text) === 'intact';
}

function notOurs({ path, text, knownSha256 }: FileToWrite, old: string): AppError {
  // RIS, CSL-JSON, CSV and a PDF have no comments to hold a seal: of those only the library remembers what was written.
  const isSealless = typeof text !== 'string' || readSeal(text) === 'foreign';
  const why =
    readSeal(old) === 'changed'
      ? 'was changed since this program wrote it'
      : isSealless && knownSha256 !== null
        ? 'is no longer what this program wrote there'
        : 'was not written by this program';
  return new AppError(
    'target-not-ours',
    `${path} ${why}, so it was left as it is. Choose another name, or use --force: the file is then replaced and its content kept as ${basename(path)}.bak.`,
    { ref: path },
  );
}

/** The file behind a symbolic link, there yet or not. */
function resolveTarget(path: string, fs: FileSystem): string {
  let target = resolve(path);
  // 40 links is where Linux gives up as well.
  for (let links = 0; links < 40; links += 1) {
    const next = readLink(target, fs);
    if (next === null) return target;
    target = resolve(dirname(target), next);
  }
  throw new AppError(
    'not-writable',
    `${path} is a symbolic link that leads in a circle. Nothing was written.`,
    { ref: path },
  );
}

function readLink(path: string, fs: FileSystem): string | null {
  try {
    return fs.readlinkSync(path);
  } catch (error) {
    // EINVAL: a file, not a link. UNKNOWN is Windows's word for the same.
    if (['EINVAL', 'ENOENT', 'UNKNOWN'].includes(errorCode(error))) return null;
    throw error;
  }
}

function readOld(path: string, target: string, fs: FileSystem): OldFile | null {
  try {
    const stats = fs.statSync(target);
    if (!stats.isFile()) {
      const what = stats.isDirectory() ? 'a folder' : 'no ordinary file';
      throw new AppError(
        'not-writable',
        `${path} is ${what}. Nothing was written. Name a file to write to.`,
        { ref: path },
      );
    }
    const bytes = fs.readFileSync(target);
    return { text: bytes.toString('utf8'), digest: sha256(bytes), mode: stats.mode & 0o7777 };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    if (error instanceof AppError || errorCode(error) === 'ENOTDIR') throw explain(path, error);
    throw new AppError(
      'file-unreadable',
      `${path} is there but cannot be read (${errorCode(error)}), so it was left as it is. Choose another name, or make it readable.`,
      { ref: path, cause: error },
    );
  }
}

interface Replacement {
  readonly target: string;
  readonly text: string | Uint8Array;
  readonly mode: number | null;
}

function replace({ target, text, mode }: Replacement, fs: FileSystem): void {
  const folder = dirname(target);
  // A short name of its own: the target's name may already be as long as a name can be.
  const temporary = join(folder, `.companion-${randomBytes(8).toString('hex')}.tmp`);
  try {
    const file = fs.openSync(temporary, 'wx', NEW_FILE_MODE);
    try {
      fs.writeFileSync(file, text, 'utf8');
      if (mode !== null) fs.fchmodSync(file, mode);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    fs.renameSync(temporary, target);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  // Windows opens no folders; its rename is durable without.
  if (process.platform !== 'win32') syncPath(folder, fs);
}

function syncPath(path: string, fs: FileSystem): void {
  const handle = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Runs an action on the disk; whatever fails becomes a sentence. */
function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw explain(path, error);
  }
}

function explain(path: string, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = errorCode(error);
  if (code === '') return error;
  const options = { ref: path, cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new AppError(
      'disk-full',
      `There is no room to write ${path}. What was there before is unchanged. Make room or choose another place, then export again.`,
      { ...options, retryable: true },
    );
  }
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'its folder does not exist',
    ENOTDIR: 'a part of its path is a file, not a folder',
    EACCES: 'you have no permission to write there',
    EPERM: 'the system does not permit it',
    EROFS: 'the disk is read-only',
    ENAMETOOLONG: 'the name is too long',
    EBUSY: 'another program holds it',
    EMFILE: 'too many files are open',
  };
  const reason = reasons[code] ?? `the system says ${code}`;
  return new AppError(
    'not-writable',
    `${path} cannot be written: ${reason}. What was there before is unchanged. Choose another place, then export again.`,
    options,
  );
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
