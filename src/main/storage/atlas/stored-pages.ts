// Walks over the pages of studies as they were received, with what the mirror shows of each.
// Invariant: one batch in memory at a time, and no statement is open while a batch is worked on.
import type { ContentHash, Slug } from '../../../shared/domain/ids.ts';
import type { StudyReading } from '../../../shared/domain/study.ts';
import type { MirrorDatabase } from '../open.ts';
import { unpackBody } from './kept-pages.ts';

export interface StoredPage {
  readonly slug: Slug;
  readonly url: string;
  /** Null where what was kept is damaged. */
  readonly bytes: Uint8Array | null;
  readonly contentType: string | null;
  readonly shown: { readonly reading: StudyReading; readonly contentHash: ContentHash };
}

export interface StoredPages {
  count(): number;
  /** All pages in the order of their slugs, so many at a time. */
  batches(size: number): Generator<readonly StoredPage[]>;
}

interface Row {
  readonly slug: Slug;
  readonly url: string;
  readonly content_type: string | null;
  readonly body_zstd: Buffer;
  readonly reading_json: string;
  readonly content_hash: ContentHash;
}

/** Prepares the statements. */
export function createStoredPages(db: MirrorDatabase): StoredPages {
  const count = db.prepare<[], { readonly pages: number }>(
    'SELECT count(*) AS pages FROM page JOIN study USING (slug)',
  );
  const after = db.prepare<[string, number], Row>(`
    SELECT slug, page.url, content_type, body_zstd, reading_json, content_hash
    FROM page JOIN study USING (slug) WHERE slug > ? ORDER BY slug LIMIT ?`);
  return {
    count: () => count.get()?.pages ?? 0,
    *batches(size) {
      for (let last = ''; ;) {
        const rows = after.all(last, size);
        if (rows.length === 0) return;
        last = rows.at(-1)?.slug ?? last;
        yield rows.map(({ slug, url, content_type: contentType, body_zstd: body, ...row }) => ({
          slug,
          url,
          contentType,
          bytes: unpackIfSound(body),
          shown: {
            reading: JSON.parse(row.reading_json) as StudyReading,
            contentHash: row.content_hash,
          },
        }));
      }
    },
  };
}

function unpackIfSound(body: Uint8Array): Uint8Array | null {
  try {
    return unpackBody(body);
  } catch (error) {
    // What zlib cannot unpack has a code; one damaged page must not keep the others from being read.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
