// Pages as received: of studies, so that a better reader can read them again, and of what was no study.
// Invariant: bytes are kept as they came (unpacked from the connection's own packing), never as decoded.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import type { ReceivedBody } from '../../atlas/source.ts';
import type { MirrorDatabase, ReaderDatabase } from '../open.ts';

/** No page is larger; what claims to be is damaged. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Packs a body: zstd takes a tenth of gzip's time for the same size. */
export function packBody(bytes: Uint8Array): Buffer {
  return zstdCompressSync(bytes);
}

/** @throws RangeError or an error of zlib's for what was not packed by `packBody` */
export function unpackBody(packed: Uint8Array): Buffer {
  return zstdDecompressSync(packed, { maxOutputLength: MAX_BYTES });
}

/** A page that is no study. */
export interface KeptPage extends ReceivedBody {
  readonly url: string;
  readonly fetchedAt: UnixMs;
  /** Why it is kept, in words; null where that is plain. */
  readonly reason: string | null;
}

/** The names under which pages are kept. */
export type KeptPageName = 'methodology' | 'unreadable-example' | `unreadable:${string}`;

export interface KeptPages {
  /** Keeps a page in the place of an older one of the name; within a transaction of the caller, or alone. */
  keep(name: KeptPageName, page: KeptPage): void;
  forget(name: KeptPageName): void;
}

/** Prepares the statements. */
export function createKeptPages(db: MirrorDatabase): KeptPages {
  const put = db.prepare(`
    INSERT OR REPLACE INTO kept_page (name, url, fetched_at, reason, content_type, body_zstd) VALUES (?, ?, ?, ?, ?, ?)`);
  const drop = db.prepare('DELETE FROM kept_page WHERE name = ?');
  return {
    keep(name, page) {
      const body = packBody(page.bytes);
      put.run(name, page.url, page.fetchedAt, page.reason, page.contentType, body);
    },
    forget: (name) => void drop.run(name),
  };
}

interface KeptRow {
  readonly url: string;
  readonly fetched_at: number;
  readonly reason: string | null;
  readonly content_type: string | null;
  readonly body_zstd: Buffer;
}

/** The page kept under a name, or null. */
export function findKeptPage(
  db: MirrorDatabase | ReaderDatabase,
  name: KeptPageName,
): KeptPage | null {
  const table = db.name === ':memory:' ? 'atlas.kept_page' : 'kept_page';
  const row = db
    .prepare<[string], KeptRow>(
      `SELECT url, fetched_at, reason, content_type, body_zstd FROM ${table} WHERE name = ?`,
    )
    .get(name);
  if (row === undefined) return null;
  return {
    url: row.url,
    fetchedAt: row.fetched_at as UnixMs,
    reason: row.reason,
    contentType: row.content_type,
    bytes: unpackBody(row.body_zstd),
  };
}
