// The rows of the mirror as a bundle needs them: all that pages were read for, and what we have of one study.
// Invariant: a bundle is made of one moment of the copy, whatever is written meanwhile.
import type { ContentHash, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { OriginKind, StudyOrigin, StudyReading } from '../../../shared/domain/study.ts';
import type { MirrorDatabase, ReaderDatabase } from '../open.ts';
import { unpackBody } from './kept-pages.ts';

/** What is known of a study, as far as it decides whether a bundle may replace it. */
export interface KnownStudy {
  readonly contentHash: ContentHash;
  readonly origin: OriginKind;
  readonly checkedAt: UnixMs;
  readonly isGone: boolean;
}

/** Looks up one study in the mirror. */
export function createKnownStudies(db: MirrorDatabase): (slug: Slug) => KnownStudy | null {
  const find = db.prepare<
    [string],
    { content_hash: ContentHash; origin: OriginKind; checked_at: UnixMs; status: string }
  >(`SELECT content_hash, origin, max(study.checked_at, ifnull(told.checked_at, 0)) AS checked_at, status
    FROM study LEFT JOIN source_study AS told ON told.source = origin_source AND told.slug = study.slug
    WHERE study.slug = ?`);
  return (slug) => {
    const row = find.get(slug);
    if (row === undefined) return null;
    return {
      contentHash: row.content_hash,
      origin: row.origin,
      checkedAt: row.checked_at,
      isGone: row.status !== 'present',
    };
  };
}

type PageOrigin = Exclude<OriginKind, 'starter'>;

export interface BundleRow {
  readonly slug: Slug;
  readonly origin: StudyOrigin & { readonly kind: PageOrigin };
  readonly checkedAt: UnixMs;
  readonly changedAt: UnixMs;
  readonly reading: StudyReading;
  readonly page: {
    readonly url: string;
    readonly fetchedAt: UnixMs;
    readonly etag: string | null;
    readonly lastModified: string | null;
    readonly bytes: Uint8Array;
    readonly contentType: string | null;
  } | null;
}

/** The mirror as it was when `inSnapshot` began. */
export interface MirrorSnapshot {
  /** Studies that are here by their page, in the order of their slugs; starter rows and gone ones are not. */
  readonly slugs: readonly Slug[];
  /** The sites that studies were copied from. */
  readonly sites: readonly string[];
  /** @throws Error for a slug that is not among them */
  row(slug: Slug, withPage: boolean): BundleRow;
}

interface StoredRow {
  readonly origin: PageOrigin;
  readonly origin_source: string;
  readonly origin_at: UnixMs;
  readonly checked_at: UnixMs;
  readonly changed_at: UnixMs;
  readonly reading_json: string;
}
interface StoredPage {
  readonly url: string;
  readonly fetched_at: UnixMs;
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly content_type: string | null;
  readonly body_zstd: Buffer;
}

const BY_PAGE = "FROM atlas.study WHERE status = 'present' AND origin IS NOT 'starter'";

/** Runs `work` over one unchanging state of the mirror. The connection must not be used for anything else meanwhile. */
export async function inSnapshot<T>(
  db: ReaderDatabase,
  work: (snapshot: MirrorSnapshot) => Promise<T>,
): Promise<T> {
  db.exec('BEGIN');
  try {
    const row = db.prepare<[string], StoredRow>(`
      SELECT origin, origin_source, origin_at, max(study.checked_at, ifnull(told.checked_at, 0)) AS checked_at,
        changed_at, reading_json
      FROM atlas.study
        LEFT JOIN atlas.source_study AS told ON told.source = origin_source AND told.slug = study.slug
      WHERE study.slug = ?`);
    const page = db.prepare<[string], StoredPage>(
      'SELECT url, fetched_at, etag, last_modified, content_type, body_zstd FROM atlas.page WHERE slug = ?',
    );
    // BINARY, as JavaScript compares slugs.
    const slugs = db.prepare<[], Slug>(`SELECT slug ${BY_PAGE} ORDER BY slug`).pluck().all();
    const sites = db
      .prepare<[], string>(
        `SELECT DISTINCT origin_source ${BY_PAGE} AND origin = 'site' ORDER BY origin_source`,
      )
      .pluck()
      .all();
    return await work({
      slugs,
      sites,
      row(slug, withPage) {
        const stored = row.get(slug);
        if (stored === undefined) throw new Error(`there is no ${slug} in this snapshot`);
        return toRow(slug, stored, (withPage ? page.get(slug) : undefined) ?? null);
      },
    });
  } finally {
    db.exec('COMMIT');
  }
}

function toRow(slug: Slug, stored: StoredRow, page: StoredPage | null): BundleRow {
  return {
    slug,
    origin: { kind: stored.origin, source: stored.origin_source, at: stored.origin_at },
    checkedAt: stored.checked_at,
    changedAt: stored.changed_at,
    reading: JSON.parse(stored.reading_json) as StudyReading,
    page:
      page === null
        ? null
        : {
            url: page.url,
            fetchedAt: page.fetched_at,
            etag: page.etag,
            lastModified: page.last_modified,
            bytes: unpackBody(page.body_zstd),
            contentType: page.content_type,
          },
  };
}
