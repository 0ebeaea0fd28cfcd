// Every text that was exported, compressed, by its hash: what a list gave in a format on a day can be had again.
// Invariant: what was exported is never changed and never deleted; equal texts are stored once.
import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ListId, UnixMs } from '../../../shared/domain/ids.ts';
import { canonicalJson } from '../../../shared/util/canonical-json.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';

/** What an export is of: the list, the format, and what else was chosen for it. */
export interface ExportSubject {
  readonly listId: ListId;
  readonly format: string;
  /** A style, or whatever else makes another text of the same list. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface KeptExport {
  readonly text: string;
  readonly entries: number;
  readonly madeAt: UnixMs;
}

export interface KeptExportRepository {
  /** Keeps a text that is given out now; one that equals the last is not written again. */
  keep(subject: ExportSubject, made: KeptExport): void;
  /** The last text made by then, or null. @throws AppError `library-corrupt` where the bytes are not what they were */
  lastBy(subject: ExportSubject, at: UnixMs): KeptExport | null;
}

interface MadeRow {
  readonly sha256: string;
  readonly made_at: number;
}

/** Prepares the statements. */
export function createKeptExportRepository(db: LibraryDatabase): KeptExportRepository {
  const putText = db.prepare(
    'INSERT INTO exported_text (sha256, bytes, entries) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const putMade = db.prepare(
    'INSERT INTO export_made (list_id, format, options_json, sha256, made_at) VALUES (?, ?, ?, ?, ?)',
  );
  const last = db.prepare<[number, string, string, number], MadeRow>(`
    SELECT sha256, made_at FROM export_made
    WHERE list_id = ? AND format = ? AND options_json = ? AND made_at <= ?
    ORDER BY made_at DESC, id DESC LIMIT 1`);
  const text = db.prepare<[string], { readonly bytes: Buffer; readonly entries: number }>(
    'SELECT bytes, entries FROM exported_text WHERE sha256 = ?',
  );
  const find = ({ listId, format, options }: ExportSubject, at: number): MadeRow | undefined =>
    last.get(listId, format, canonicalJson(options), at);
  return {
    keep(subject, made) {
      inTransaction(db, () => {
        const sha256 = digest(made.text);
        if (find(subject, Number.MAX_SAFE_INTEGER)?.sha256 === sha256) return;
        putText.run(sha256, zstdCompressSync(Buffer.from(made.text, 'utf8')), made.entries);
        const options = canonicalJson(subject.options);
        putMade.run(subject.listId, subject.format, options, sha256, made.madeAt);
      });
    },
    lastBy(subject, at) {
      const row = find(subject, at);
      if (row === undefined) return null;
      const kept = text.get(row.sha256);
      const read = kept === undefined ? null : decompress(kept.bytes);
      if (kept === undefined || read === null || digest(read) !== row.sha256) {
        throw new AppError(
          'library-corrupt',
          'The export that was kept from then is damaged, so it is not given out. Your notes and lists are not touched by that; a backup has it as it was.',
        );
      }
      return { text: read, entries: kept.entries, madeAt: row.made_at as UnixMs };
    },
  };
}

function decompress(bytes: Buffer): string | null {
  try {
    return zstdDecompressSync(bytes).toString('utf8');
  } catch {
    // Damaged; said in words by the caller.
    return null;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
