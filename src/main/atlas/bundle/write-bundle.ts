// Writes a bundle: a temporary file beside the target, flushed and renamed.
// Invariant: at every moment the old file or the new one is there, whole; a file that is no bundle is never replaced unasked,
// and kept as FILE.bak when it is.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { createZstdCompress } from 'node:zlib';
import type { BundleStudy } from '../../../shared/contract/bundle-schema.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { BundleHeader, BundleInfo } from '../../../shared/domain/bundle.ts';
import { keepBeside } from '../../files/keep-beside.ts';
import { COMPRESSION, headerLine, makeSeal, studyLine, trailerLine } from './format.ts';
import { isBundleFile, stoppedBundle } from './read-bundle.ts';

/** What else the thread has to do waits no longer than for so many. */
const STUDIES_AT_A_STRETCH = 8;

export interface BundleToWrite {
  readonly path: string;
  /** Replace a file that is no bundle. */
  readonly force: boolean;
  readonly header: BundleHeader;
  /** As many as the header says, in the order of their slugs. */
  readonly studies: Iterable<BundleStudy>;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

export interface WrittenBundle {
  readonly info: BundleInfo;
  /** Where a file that was no bundle is kept, or null. */
  readonly kept: string | null;
}

/**
 * @throws AppError `target-not-ours`, `not-writable`, `disk-full`, `aborted`; the old file is then as it was
 */
export async function writeBundle(bundle: BundleToWrite): Promise<WrittenBundle> {
  const { path, signal } = bundle;
  try {
    const target = await realTarget(path);
    const isForeign = await isForeignFile(target, bundle);
    const temporary = join(dirname(target), `.companion-${randomBytes(8).toString('hex')}.tmp`);
    try {
      const info = await writeTo(temporary, bundle);
      // Not before the bundle is whole: one that was stopped leaves nothing behind.
      const kept = isForeign ? keepBeside(target) : null;
      await rename(temporary, target);
      await syncFolder(dirname(target));
      return { info, kept };
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw signal.aborted && !(error instanceof AppError)
      ? stoppedBundle(error)
      : explain(path, error);
  }
}

async function writeTo(temporary: string, bundle: BundleToWrite): Promise<BundleInfo> {
  const { header, studies, signal } = bundle;
  // The texts are the atlas's and where they go is the reader's to say: nobody else reads the file meanwhile.
  const file = await open(temporary, 'wx', 0o600);
  try {
    const packed = createPacker(file);
    let count = 0;
    let withPages = 0;
    await packed.line(headerLine(header));
    for (const study of studies) {
      signal.throwIfAborted();
      await packed.line(studyLine(study));
      count += 1;
      if (study.page !== null) withPages += 1;
      bundle.onProgress(count);
      if (count % STUDIES_AT_A_STRETCH === 0) await turnOfOthers();
    }
    if (count !== header.count) throw new Error('The header counts other studies than were given.');
    const { sha256, bytes } = await packed.end(count);
    await file.chmod(0o644);
    await file.sync();
    return { ...header, withPages, bytes, sha256 };
  } finally {
    await file.close();
  }
}

interface Packer {
  line(text: string): Promise<void>;
  end(count: number): Promise<{ readonly sha256: string; readonly bytes: number }>;
}

/** Lines in, a sealed file out; each line waits until there is room for the next. */
function createPacker(file: FileHandle): Packer {
  const lineHash = createHash('sha256');
  const fileHash = createHash('sha256');
  const zstd = createZstdCompress({ params: COMPRESSION });
  let bytes = 0;
  async function drain(): Promise<void> {
    for await (const chunk of zstd as AsyncIterable<Buffer>) {
      fileHash.update(chunk);
      bytes += chunk.length;
      await file.appendFile(chunk);
    }
  }
  const drained = drain();
  // It is awaited at the end, or has been told through `failed` before.
  const failed = drained.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  async function write(text: string): Promise<void> {
    if (!zstd.write(text)) await Promise.race([once(zstd, 'drain'), failed]);
  }
  return {
    async line(text) {
      lineHash.update(text).update('\n');
      await write(`${text}\n`);
    },
    async end(count) {
      const digest = lineHash.digest();
      // Not before all is taken: Node (24) ends the frame with the last write it has, and then once more, which leaves
      // a second, empty frame behind the first.
      const taken = new Promise<void>((resolve, reject) => {
        zstd.write(`${trailerLine(count, digest)}\n`, (error) => {
          if (error === null || error === undefined) resolve();
          else reject(error);
        });
      });
      await Promise.race([taken, failed]);
      zstd.end();
      await drained;
      const seal = makeSeal(fileHash.digest());
      await file.appendFile(seal);
      return { sha256: digest.toString('hex'), bytes: bytes + seal.length };
    },
  };
}

/** The file behind a symbolic link; the path itself where nothing is there yet. */
async function realTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return path;
    throw error;
  }
}

/** Whether something else than a bundle is there. @throws AppError where that was not asked to be replaced */
async function isForeignFile(target: string, { path, force }: BundleToWrite): Promise<boolean> {
  let stats;
  try {
    stats = await stat(target);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  if (!stats.isFile()) {
    throw new AppError(
      'not-writable',
      `${path} is ${stats.isDirectory() ? 'a folder' : 'no ordinary file'}. Nothing was written. Name a file to write to.`,
      { ref: path },
    );
  }
  if (stats.size === 0 || (await isBundleFile(target))) return false;
  if (force) return true;
  throw new AppError(
    'target-not-ours',
    `${path} is there already and is not a bundle, so it was left as it is. Choose another name, or use --force: the file is then replaced and its content kept as ${basename(path)}.bak.`,
    { ref: path },
  );
}

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its rename is durable without.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'you have no permission to write there',
  EPERM: 'the system does not permit it',
  EROFS: 'the disk is read-only',
  ENAMETOOLONG: 'the name is too long',
};

function explain(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (error instanceof AppError || code === '') return error;
  const options = { ref: path, cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new AppError(
      'disk-full',
      `There is no room to write ${basename(path)}. What was there before is unchanged. Make room or choose another place, then try again.`,
      { ...options, retryable: true },
    );
  }
  return new AppError(
    'not-writable',
    `${path} cannot be written: ${REASONS[code] ?? `the system says ${code}`}. What was there before is unchanged. Choose another place, then try again.`,
    options,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
