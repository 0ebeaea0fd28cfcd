// Reads a bundle from a file, line by line, and checks all of it.
// Invariant: whoever is told that a bundle is whole has seen every byte of it; it is never held in memory as a whole.
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { createZstdDecompress } from 'node:zlib';
import type { BundleStudy } from '../../../shared/contract/bundle-schema.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { BundleHeader, BundleInfo } from '../../../shared/domain/bundle.ts';
import { agreeOn, type AgreedReading } from './agree.ts';
import {
  BUNDLE_PROGRAM,
  checkTrailer,
  damagedBundle,
  DECOMPRESSION,
  isTrailer,
  isZstd,
  MAX_FILE_BYTES,
  MAX_LINE_BYTES,
  MAX_TOTAL_BYTES,
  parseHeaderLine,
  parseStudyLine,
  readSeal,
  SEAL_BYTES,
} from './format.ts';
import { frameEnd } from './frame-end.ts';
import { readLines, type LineLimits } from './lines.ts';

/** How far ahead of ours the clock of a bundle's maker may be. */
const CLOCKS_DIFFER_MS = 24 * 60 * 60 * 1000;

const CHUNK_BYTES = 128 * 1024;
/** Reading a page takes 1 to 2 ms; what else the thread has to do waits no longer than for so many. */
const STUDIES_AT_A_STRETCH = 8;

/** A bundle file that is open; reading it twice reads the same file. */
export interface OpenBundle {
  readonly handle: FileHandle;
  readonly bytes: number;
  close(): Promise<void>;
}

/** One study, checked. */
export interface ReadStudy extends AgreedReading {
  readonly study: BundleStudy;
  /** SHA-256 of its line. */
  readonly sha256: Buffer;
}

export interface ReadBundleOptions {
  /** This program's version. */
  readonly version: string;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly onStudy: (study: ReadStudy, place: number, header: BundleHeader) => void;
  /** The lines were found whole and in agreement before: pages that must be read alike are not read again. */
  readonly isProven?: boolean;
  readonly limits?: LineLimits;
}

/** @throws AppError `file-unreadable`, `bundle-damaged` */
export async function openBundle(path: string): Promise<OpenBundle> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, 'r');
    const stats = await handle.stat();
    if (!stats.isFile()) throw notReadable('it is not an ordinary file');
    const start = await readAt(handle, 0, 4);
    if (!isZstd(start)) throw damagedBundle('it is not a bundle of this program');
    if (stats.size > MAX_FILE_BYTES) throw damagedBundle('it is larger than any atlas');
    const opened = handle;
    return { handle, bytes: stats.size, close: () => opened.close() };
  } catch (error) {
    await handle?.close();
    if (error instanceof AppError) throw error;
    throw notReadable(error instanceof Error ? error.message : String(error), error);
  }
}

/** True where the file is a bundle from its beginning to its seal; what stands between is not looked at. */
export async function isBundleFile(path: string): Promise<boolean> {
  let bundle: OpenBundle;
  try {
    bundle = await openBundle(path);
  } catch (error) {
    if (error instanceof AppError && error.code === 'bundle-damaged') return false;
    throw error;
  }
  try {
    return (await sealOf(bundle)) !== null;
  } finally {
    await bundle.close();
  }
}

/**
 * Reads a bundle to its end.
 * @throws AppError `bundle-damaged`, `bundle-newer`, `file-unreadable`, `aborted`; and what `onStudy` throws
 */
export async function readBundle(
  bundle: OpenBundle,
  options: ReadBundleOptions,
): Promise<BundleInfo> {
  const { signal } = options;
  const fileHash = createHash('sha256');
  const unpacked = createZstdDecompress({ params: DECOMPRESSION, chunkSize: 256 * 1024 });
  const packedBytes = Math.max(0, bundle.bytes - SEAL_BYTES);
  // Whatever ends the pipe also ends the loop below, which tells it.
  pipeline(
    packedChunks(bundle.handle, packedBytes, (chunk) => fileHash.update(chunk)),
    unpacked,
    () => undefined,
  );
  try {
    const lines = readLines(
      unpacked,
      options.limits ?? { lineBytes: MAX_LINE_BYTES, totalBytes: MAX_TOTAL_BYTES },
    );
    const read = await readAll(lines, options);
    // Not before: a newer format may have another seal, and its header has been read by now.
    const seal = await sealOf(bundle);
    if (seal === null) throw damagedBundle('its end is missing');
    const end = await frameEnd((position, length) => readAt(bundle.handle, position, length));
    if (end !== packedBytes || !fileHash.digest().equals(seal)) {
      throw damagedBundle('some bytes of it were changed or added');
    }
    return { ...read.header, withPages: read.withPages, bytes: bundle.bytes, sha256: read.sha256 };
  } catch (error) {
    throw explain(error, signal);
  } finally {
    unpacked.destroy();
  }
}

// Not a stream of the handle's own: that would close the handle with it.
async function* packedChunks(
  handle: FileHandle,
  bytes: number,
  onChunk: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes;) {
    const chunk = await readAt(handle, at, Math.min(CHUNK_BYTES, bytes - at));
    // It has become shorter: what is missing will be missed.
    if (chunk.length === 0) return;
    onChunk(chunk);
    at += chunk.length;
    yield chunk;
  }
}

interface ReadLines {
  readonly header: BundleHeader;
  readonly withPages: number;
  readonly sha256: string;
}

async function readAll(
  lines: AsyncIterable<Buffer>,
  options: ReadBundleOptions,
): Promise<ReadLines> {
  const hash = createHash('sha256');
  let header: BundleHeader | null = null;
  let sha256: string | null = null;
  let count = 0;
  let withPages = 0;
  let lastSlug = '';
  for await (const line of lines) {
    options.signal.throwIfAborted();
    if (header === null) {
      header = parseHeaderLine(line);
      refuseFuture(header, options.now);
    } else if (sha256 !== null) {
      throw damagedBundle('something stands after its end');
    } else if (isTrailer(line)) {
      sha256 = hash.copy().digest('hex');
      checkTrailer(line, { count, sha256 });
      if (count !== header.count) throw damagedBundle('studies of it are missing');
      continue;
    } else {
      const read = readStudy(line, { header, place: count, options });
      const { slug, page } = read.study;
      // In order, so that none comes twice and none can be moved.
      if (slug <= lastSlug) throw damagedBundle(`${slug} is not in its place`, { ref: slug });
      lastSlug = slug;
      count += 1;
      if (count > header.count) throw damagedBundle('it holds more studies than it says');
      if (page !== null) withPages += 1;
      options.onStudy(read, count - 1, header);
      if (count % STUDIES_AT_A_STRETCH === 0) await turnOfOthers();
    }
    hash.update(line).update('\n');
  }
  if (header === null) throw damagedBundle('it is not a bundle of this program');
  if (sha256 === null) throw damagedBundle('its end is missing');
  return { header, withPages, sha256 };
}

function readStudy(
  line: Buffer,
  at: {
    readonly header: BundleHeader;
    readonly place: number;
    readonly options: ReadBundleOptions;
  },
): ReadStudy {
  const { header, options } = at;
  const { study, sha256 } = parseStudyLine(line, at.place + 1);
  const { name, version } = header.program;
  const isSameReader = name === BUNDLE_PROGRAM && version === options.version;
  const isAgreed = options.isProven === true && isSameReader;
  const agreed = agreeOn(isAgreed ? { ...study, page: null } : study, {
    createdAt: header.createdAt,
    isSameReader,
  });
  if ('fault' in agreed) throw damagedBundle(agreed.fault, { ref: study.slug });
  return { study, sha256, ...agreed };
}

function refuseFuture(header: BundleHeader, now: number): void {
  if (header.createdAt <= now + CLOCKS_DIFFER_MS) return;
  throw damagedBundle(
    'it says that it was made in the future (is the clock of this computer right?)',
  );
}

async function sealOf({ handle, bytes }: OpenBundle): Promise<Buffer | null> {
  if (bytes <= SEAL_BYTES) return null;
  return readSeal(await readAt(handle, bytes - SEAL_BYTES, SEAL_BYTES));
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function explain(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof AppError) return error;
  if (signal.aborted) return stoppedBundle(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(?:ZSTD_|Z_|ERR_STREAM_PREMATURE)/u.test(code)) {
    return damagedBundle('it was damaged on its way, or only a part of it is there', {
      cause: error,
    });
  }
  return code === '' ? error : notReadable(code, error);
}

/** Stopped by a person before anything was written. */
export function stoppedBundle(cause: unknown): AppError {
  return new AppError('aborted', 'Stopped. Nothing was changed.', { cause });
}

function notReadable(why: string, cause?: unknown): AppError {
  return new AppError(
    'file-unreadable',
    `The file could not be read (${why}). Nothing was changed. Check that it is there and try again.`,
    { cause },
  );
}
