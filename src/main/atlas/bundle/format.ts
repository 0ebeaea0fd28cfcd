// A bundle as bytes: lines of JSON in one zstd frame, and a seal behind it. Texts and numbers only; no disk.
// Invariant: every byte of the file is covered by a SHA-256, and every study's line by one of its own.
import { createHash } from 'node:crypto';
import { constants } from 'node:zlib';
import {
  anyBundleHeader,
  BUNDLE_FORMAT,
  BUNDLE_VERSION,
  bundleHeader,
  bundleStudy,
  bundleTrailer,
  type BundleStudy,
} from '../../../shared/contract/bundle-schema.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { BundleHeader } from '../../../shared/domain/bundle.ts';

/** The program's name in the headers of the bundles that it makes. */
export const BUNDLE_PROGRAM = 'ME/CFS Atlas Companion';
/** A page has up to 5 MB; its letters may take twice as much in JSON, and its reading as much again. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;
/** 61,450 studies with pages of 200 kB are 12 GB. */
export const MAX_TOTAL_BYTES = 32 * 1024 ** 3;
/** A whole copy with pages of 200 kB is estimated at less than 100 MB: they share most of their markup. */
export const MAX_FILE_BYTES = 2 * 1024 ** 3;

// Pages share most of their markup: the window reaches over some forty of them. It is also what reading takes of memory.
const WINDOW_LOG = 23;
/** For `createZstdCompress`. The checksum lets any zstd program notice damage. */
export const COMPRESSION = {
  [constants.ZSTD_c_compressionLevel]: 9,
  [constants.ZSTD_c_windowLog]: WINDOW_LOG,
  [constants.ZSTD_c_checksumFlag]: 1,
};
/** For `createZstdDecompress`: a frame that asks for more memory is refused. */
export const DECOMPRESSION = { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG };

const ZSTD_MAGIC = 0xfd2fb528;
// A frame that every zstd program skips (RFC 8878, 3.1.2), with the SHA-256 of all bytes before it.
const SEAL_MAGIC = 0x184d2a5b;
const HASH_BYTES = 32;
export const SEAL_BYTES = 8 + HASH_BYTES;

/** The end of a bundle file, by the SHA-256 of all that stands before it. */
export function makeSeal(sha256: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(SEAL_MAGIC, 0);
  head.writeUInt32LE(HASH_BYTES, 4);
  return Buffer.concat([head, sha256]);
}

/** The SHA-256 in a seal; null where these bytes are none. */
export function readSeal(bytes: Buffer): Buffer | null {
  const isSeal =
    bytes.length === SEAL_BYTES &&
    bytes.readUInt32LE(0) === SEAL_MAGIC &&
    bytes.readUInt32LE(4) === HASH_BYTES;
  return isSeal ? bytes.subarray(8) : null;
}

/** True where a file that begins so may be a bundle. */
export function isZstd(start: Buffer): boolean {
  return start.length >= 4 && start.readUInt32LE(0) === ZSTD_MAGIC;
}

/** The first line, without its end. */
export function headerLine(header: BundleHeader): string {
  const { createdAt, maker, program, sources, count } = header;
  const line = { format: BUNDLE_FORMAT, version: BUNDLE_VERSION, createdAt, maker, program };
  return JSON.stringify({ ...line, sources, count });
}

/** @throws AppError `bundle-newer`, `bundle-damaged` */
export function parseHeaderLine(line: Buffer): BundleHeader {
  const value = jsonOrNothing(line);
  const any = anyBundleHeader.safeParse(value);
  if (!any.success) throw damagedBundle('it is not a bundle of this program');
  if (any.data.version > BUNDLE_VERSION) {
    throw new AppError(
      'bundle-newer',
      `This bundle was made by a newer version of the program (its format is ${any.data.version}; this version reads up to ${BUNDLE_VERSION}). Nothing was changed. Update the program, then try again.`,
      { ref: String(any.data.version) },
    );
  }
  const header = bundleHeader.safeParse(value);
  if (!header.success) throw damagedBundle('its first line does not say what it has to say');
  const { createdAt, maker, program, sources, count } = header.data;
  return { createdAt, maker, program, sources, count };
}

/** A study's line, without its end. The last member is the SHA-256 of all that stands before it in the line. */
export function studyLine(study: BundleStudy): string {
  const text = JSON.stringify(study).slice(0, -1);
  return `${text},"sha256":"${sha256Of(text).toString('hex')}"}`;
}

const HASH_MEMBER = /^,"sha256":"([0-9a-f]{64})"\}$/u;
const HASH_MEMBER_BYTES = ',"sha256":""}'.length + 2 * HASH_BYTES;

export interface ParsedLine {
  readonly study: BundleStudy;
  readonly sha256: Buffer;
}

/**
 * A study's line. `number` counts from 1, for the sentence.
 * @throws AppError `bundle-damaged`
 */
export function parseStudyLine(line: Buffer, number: number): ParsedLine {
  const text = line.subarray(0, -HASH_MEMBER_BYTES);
  const stated = HASH_MEMBER.exec(line.subarray(-HASH_MEMBER_BYTES).toString('latin1'))?.[1];
  const sha256 = sha256Of(text);
  if (stated !== sha256.toString('hex')) {
    throw damagedBundle(`the line of its study number ${number} was changed or cut`);
  }
  const parsed = bundleStudy.safeParse(parseJson(Buffer.concat([text, Buffer.from('}')])));
  if (parsed.success) return { study: parsed.data, sha256 };
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? '' : issue.path.join('.').slice(0, 100);
  throw damagedBundle(
    `its study number ${number} does not have the form that it must have (${where === '' ? 'line' : where}: ${issue?.message.slice(0, 200) ?? ''})`,
  );
}

/** The last line, without its end; `sha256` is of every byte of the lines before. */
export function trailerLine(count: number, sha256: Buffer): string {
  return JSON.stringify({ end: BUNDLE_FORMAT, count, sha256: sha256.toString('hex') });
}

/** True for a line that ends the bundle. */
export function isTrailer(line: Buffer): boolean {
  return line.subarray(0, 7).toString('latin1') === '{"end":';
}

/** @throws AppError `bundle-damaged` where it does not agree with what was read */
export function checkTrailer(
  line: Buffer,
  read: { readonly count: number; readonly sha256: string },
): void {
  const trailer = bundleTrailer.safeParse(parseJson(line));
  if (!trailer.success) throw damagedBundle('its last line is not what it has to be');
  if (trailer.data.count !== read.count || trailer.data.sha256 !== read.sha256) {
    throw damagedBundle('its studies are not those that it was made with');
  }
}

/** A bundle that is not taken: `why` completes “because …”, `ref` names the study. */
export function damagedBundle(
  why: string,
  more: { readonly ref?: string; readonly cause?: unknown } = {},
): AppError {
  return new AppError(
    'bundle-damaged',
    `This bundle cannot be used, because ${why}. Nothing was taken in, and nothing was changed. Copy or fetch the file again; if that does not help, ask whoever made it.`,
    { ref: more.ref ?? null, cause: more.cause },
  );
}

function sha256Of(text: string | Uint8Array): Buffer {
  return createHash('sha256').update(text).digest();
}

function jsonOrNothing(line: Buffer): unknown {
  try {
    return parseJson(line);
  } catch {
    // What cannot be read is no header, and is told as that.
    return null;
  }
}

function parseJson(line: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line));
  } catch (cause) {
    throw damagedBundle('a line of it is no JSON', { cause });
  }
}
