// What syncs have learned of the studies' addresses at a source.
// Invariant: finding nothing changed writes no row of a study.
import type { ContentHash, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { MovedStudy } from '../../../shared/domain/sync.ts';
import type { StudyReading } from '../../../shared/domain/study.ts';
import type { MirrorDatabase } from '../open.ts';
import { unpackBody } from './kept-pages.ts';

/** A study of the mirror as planning sees it. */
export interface KnownStudy {
  readonly slug: Slug;
  readonly contentHash: ContentHash;
  readonly origin: string;
  readonly originSource: string;
  readonly isGone: boolean;
  /** When the source last stood by it; null where this source never did. */
  readonly checkedAt: UnixMs | null;
  readonly askedAt: UnixMs | null;
  /** The sitemap's date when it was asked for last. */
  readonly lastmod: string | null;
  /** The source sent something to ask again with. */
  readonly hasValidators: boolean;
  /** Its address said that it is not there. */
  readonly isMissing: boolean;
  /** Its address leads to another study, under which it is shown. */
  readonly isMoved: boolean;
}

/** What a source told of a study by answering for it. */
export interface Answered {
  readonly slug: Slug;
  readonly lastmod: string | null;
}

/** A page that could not be read. */
export interface FailedPage {
  readonly slug: Slug;
  readonly reason: string;
}

export interface StoredValidators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** A version that the mirror shows, and where it is from. */
export interface ShownVersion {
  readonly reading: StudyReading;
  readonly contentHash: ContentHash;
  readonly isOfSource: boolean;
}

/** When and by which run. */
export interface RunStamp {
  readonly at: UnixMs;
  readonly token: string;
}

/** Over one source. Methods that write run within a transaction of the caller. */
export interface SourceStudies {
  known(): KnownStudy[];
  failed(): { readonly slug: Slug; readonly retryAt: UnixMs }[];
  /** What to send with the request for a study: only where the mirror shows what this source sent with them. */
  validatorsOf(slug: Slug): StoredValidators | null;
  shown(slug: Slug): ShownVersion | null;
  /** The source stands by these, by its sitemap's dates. */
  settled(slugs: readonly Slug[], at: UnixMs): void;
  answered(studies: readonly Answered[], at: UnixMs): void;
  failedToRead(pages: readonly FailedPage[], at: UnixMs): void;
  saidMissing(slugs: readonly Slug[], run: RunStamp): void;
  saidMoved(moved: readonly MovedStudy[], run: RunStamp): void;
  /** Addresses that failed or were missing the last time. */
  troubled(): ReadonlySet<Slug>;
  /** What the mirror keeps of the page; null where it keeps none. */
  bodyOf(slug: Slug): Uint8Array | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_RETRY_DAYS = 30;

/** When a page that failed so often in a row is worth asking again: after 1, 2, 4 … 30 days. */
export function retryAt(failures: number, now: UnixMs): UnixMs {
  return (now + DAY_MS * Math.min(MAX_RETRY_DAYS, 2 ** (failures - 1))) as UnixMs;
}

/** Prepares the statements for one source. */
export function createSourceStudies(db: MirrorDatabase, source: string): SourceStudies {
  const statements = prepare(db);
  return {
    known() {
      // All studies there are: one row at a time, and what many of them say kept once.
      const texts = new Map<string, string>();
      const once = (text: string): string => {
        const kept = texts.get(text);
        if (kept === undefined) texts.set(text, text);
        return kept ?? text;
      };
      const studies: KnownStudy[] = [];
      for (const row of statements.known.iterate(source)) {
        studies.push({
          slug: row.slug,
          contentHash: row.contentHash,
          origin: once(row.origin),
          originSource: once(row.originSource),
          isGone: row.isGone === 1,
          checkedAt: row.checkedAt,
          askedAt: row.askedAt,
          lastmod: row.lastmod === null ? null : once(row.lastmod),
          hasValidators: row.hasValidators === 1,
          isMissing: row.isMissing === 1,
          isMoved: row.isMoved === 1,
        });
      }
      return studies;
    },
    failed: () => statements.failed.all(source),
    validatorsOf: (slug) => statements.validators.get(slug, source) ?? null,
    shown(slug) {
      const row = statements.shown.get(slug);
      if (row === undefined) return null;
      return {
        reading: JSON.parse(row.reading_json) as StudyReading,
        contentHash: row.content_hash as ContentHash,
        isOfSource: row.origin === 'site' && row.origin_source === source,
      };
    },
    settled: (slugs, at) =>
      void statements.settled.run({ source, at, slugs: JSON.stringify(slugs) }),
    answered(studies, at) {
      for (const study of studies) {
        statements.answered.run({ ...study, source, at });
        // An address that answers for itself leads nowhere else any more.
        statements.dropAlias.run(study.slug);
        statements.present.run(study.slug);
      }
    },
    failedToRead(pages, at) {
      for (const { slug, reason } of pages) {
        const failures = (statements.failures.get(source, slug)?.failures ?? 0) + 1;
        const again = retryAt(failures, at);
        statements.noteFailure.run({ source, slug, failures, reason, again });
      }
    },
    saidMissing(slugs, run) {
      for (const slug of slugs) {
        statements.noteMissing.run({ source, slug, at: run.at, token: run.token });
      }
    },
    saidMoved(moved, run) {
      for (const { slug, to } of moved) {
        statements.noteMoved.run({ source, slug, to, at: run.at, token: run.token });
      }
    },
    troubled: () => new Set(statements.troubled.all(source).map(({ slug }) => slug)),
    bodyOf(slug) {
      const row = statements.body.get(slug);
      return row === undefined ? null : unpackBody(row.body_zstd);
    },
  };
}

// The later of two checks; one that lies more than a day ahead is that of a clock that was wrong.
const LATER = `CASE WHEN checked_at > excluded.checked_at + ${DAY_MS} THEN excluded.checked_at
  ELSE max(ifnull(checked_at, 0), excluded.checked_at) END`;

type KnownRow = Omit<KnownStudy, 'isGone' | 'hasValidators' | 'isMissing' | 'isMoved'> & {
  readonly isMoved: number;
  readonly isGone: number;
  readonly hasValidators: number;
  readonly isMissing: number;
};

function prepare(db: MirrorDatabase) {
  return {
    known: db.prepare<[string], KnownRow>(`
      SELECT study.slug, content_hash AS contentHash, origin, origin_source AS originSource,
        status = 'gone' AS isGone, told.checked_at AS checkedAt, told.asked_at AS askedAt, told.lastmod,
        EXISTS (SELECT 1 FROM page WHERE page.slug = study.slug AND (etag IS NOT NULL OR last_modified IS NOT NULL))
          AS hasValidators,
        told.missing_since IS NOT NULL AS isMissing,
        EXISTS (SELECT 1 FROM slug_alias WHERE alias = study.slug) AS isMoved
      FROM study LEFT JOIN source_study AS told ON told.source = ? AND told.slug = study.slug
      ORDER BY study.slug`),
    failed: db.prepare<[string], { readonly slug: Slug; readonly retryAt: UnixMs }>(
      'SELECT slug, retry_at AS retryAt FROM source_study WHERE source = ? AND retry_at IS NOT NULL',
    ),
    validators: db.prepare<[string, string], StoredValidators>(`
      SELECT etag, last_modified AS lastModified FROM page JOIN study USING (slug)
      WHERE slug = ? AND origin = 'site' AND origin_source = ? AND status = 'present'
        AND (etag IS NOT NULL OR last_modified IS NOT NULL)`),
    shown: db.prepare<
      [string],
      {
        readonly reading_json: string;
        readonly content_hash: string;
        readonly origin: string;
        readonly origin_source: string;
      }
    >('SELECT reading_json, content_hash, origin, origin_source FROM study WHERE slug = ?'),
    settled: db.prepare(`
      INSERT INTO source_study (source, slug, checked_at) SELECT @source, value, @at FROM json_each(@slugs) WHERE true
      ON CONFLICT (source, slug) DO UPDATE SET checked_at = ${LATER}`),
    answered: db.prepare(`
      INSERT INTO source_study (source, slug, checked_at, asked_at, lastmod) VALUES (@source, @slug, @at, @at, @lastmod)
      ON CONFLICT (source, slug) DO UPDATE SET checked_at = ${LATER},
        asked_at = excluded.asked_at, lastmod = excluded.lastmod, missing_since = NULL, missing_run = NULL,
        moved_to = NULL, moved_since = NULL, moved_run = NULL, failures = 0, failure = NULL, retry_at = NULL`),
    dropAlias: db.prepare('DELETE FROM slug_alias WHERE alias = ?'),
    present: db.prepare(`UPDATE study SET status = 'present' WHERE slug = ? AND status = 'gone'`),
    failures: db.prepare<[string, string], { readonly failures: number }>(
      'SELECT failures FROM source_study WHERE source = ? AND slug = ?',
    ),
    noteFailure: db.prepare(`
      INSERT INTO source_study (source, slug, failures, failure, retry_at) VALUES (@source, @slug, @failures, @reason, @again)
      ON CONFLICT (source, slug) DO UPDATE SET failures = excluded.failures, failure = excluded.failure,
        retry_at = excluded.retry_at`),
    noteMissing: db.prepare(`
      INSERT INTO source_study (source, slug, missing_since, missing_run) VALUES (@source, @slug, @at, @token)
      ON CONFLICT (source, slug) DO UPDATE SET
        -- A clock that was in the future once must not keep it from ever counting.
        missing_since = ifnull(min(missing_since, excluded.missing_since), excluded.missing_since),
        missing_run = ifnull(missing_run, excluded.missing_run), failures = 0, failure = NULL, retry_at = NULL`),
    noteMoved: db.prepare(`
      INSERT INTO source_study (source, slug, moved_to, moved_since, moved_run) VALUES (@source, @slug, @to, @at, @token)
      ON CONFLICT (source, slug) DO UPDATE SET
        moved_since = CASE WHEN moved_to IS excluded.moved_to THEN ifnull(min(moved_since, excluded.moved_since), excluded.moved_since) ELSE excluded.moved_since END,
        moved_run = CASE WHEN moved_to IS excluded.moved_to THEN ifnull(moved_run, excluded.moved_run) ELSE excluded.moved_run END,
        moved_to = excluded.moved_to, missing_since = NULL, missing_run = NULL, failures = 0, failure = NULL, retry_at = NULL`),
    troubled: db.prepare<[string], { readonly slug: Slug }>(`
      SELECT slug FROM source_study WHERE source = ? AND (failures > 0 OR missing_since IS NOT NULL OR moved_to IS NOT NULL)`),
    body: db.prepare<[string], { readonly body_zstd: Buffer }>(
      'SELECT body_zstd FROM page WHERE slug = ?',
    ),
  };
}
