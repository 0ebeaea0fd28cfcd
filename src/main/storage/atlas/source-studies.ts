// What syncs have learned of the studies' addresses at a source, and what leaves the mirror because of it.
// Invariant: finding nothing changed writes no row of a study; what goes has its tombstone in the history first.
import type { ContentHash, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { MovedStudy } from '../../../shared/domain/sync.ts';
import type { StudyReading } from '../../../shared/domain/study.ts';
import { inTransaction, type MirrorDatabase } from '../open.ts';

/** A study of the mirror as planning sees it. */
export interface KnownStudy {
  readonly slug: Slug;
  readonly contentHash: ContentHash;
  readonly origin: string;
  readonly originSource: string;
  readonly isGone: boolean;
  readonly checkedAt: UnixMs | null;
  readonly askedAt: UnixMs | null;
  readonly lastmod: string | null;
  readonly hasValidators: boolean;
  readonly isMissing: boolean;
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

/** A study whose address says that it is not there, with when it said so first. */
export interface MissingRow {
  readonly slug: Slug;
  readonly missingSince: UnixMs;
  readonly missingRun: string;
  readonly isShown: boolean;
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

/** Over one source. Methods that write run within a transaction of the caller, but `remove`. */
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
  missing(slugs: readonly Slug[]): MissingRow[];
  countShown(): number;
  /** The mirror shows it, from this source. */
  isShown(slug: Slug): boolean;
  /** Takes studies out of what is shown, tombstones first, and leads old addresses to new ones. */
  remove(
    leaving: { readonly gone: readonly Slug[]; readonly moved: readonly MovedStudy[] },
    at: UnixMs,
  ): void;
  /** Counts two further refusals from now: a person chose to keep them. */
  forgetMissing(slugs: readonly Slug[]): void;
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
    known: () =>
      statements.known.all(source).map(({ isGone, hasValidators, isMissing, ...study }) => ({
        ...study,
        isGone: isGone === 1,
        hasValidators: hasValidators === 1,
        isMissing: isMissing === 1,
      })),
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
    missing: (slugs) =>
      statements.missing
        .all({ source, slugs: JSON.stringify(slugs) })
        .map(({ isShown, ...row }) => ({ ...row, isShown: isShown === 1 })),
    countShown: () => statements.countShown.get(source)?.studies ?? 0,
    isShown: (slug) => statements.isShown.get(slug, source) !== undefined,
    remove({ gone, moved }, at) {
      const leaving = [
        ...gone.map((slug) => ({ slug, reason: 'gone' })),
        ...moved.map(({ slug, to }) => ({ slug, reason: `moved to ${to}` })),
      ];
      if (leaving.length === 0) return;
      inTransaction(db, () => {
        for (const { slug, reason } of leaving) statements.tombstone.run(slug, at, reason, slug);
      });
      inTransaction(db, () => {
        for (const { slug } of leaving) statements.leave.run(slug);
        for (const { slug, to } of moved) statements.putAlias.run(slug, to);
      });
    },
    forgetMissing: (slugs) =>
      void statements.forgetMissing.run({ source, slugs: JSON.stringify(slugs) }),
  };
}

type KnownRow = Omit<KnownStudy, 'isGone' | 'hasValidators' | 'isMissing'> & {
  readonly isGone: number;
  readonly hasValidators: number;
  readonly isMissing: number;
};
type Named = { readonly source: string; readonly slugs: string };

function prepare(db: MirrorDatabase) {
  return {
    known: db.prepare<[string], KnownRow>(`
      SELECT study.slug, content_hash AS contentHash, origin, origin_source AS originSource,
        status = 'gone' AS isGone, told.checked_at AS checkedAt, told.asked_at AS askedAt, told.lastmod,
        EXISTS (SELECT 1 FROM page WHERE page.slug = study.slug AND (etag IS NOT NULL OR last_modified IS NOT NULL))
          AS hasValidators,
        told.missing_since IS NOT NULL AS isMissing
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
      ON CONFLICT (source, slug) DO UPDATE SET checked_at = max(ifnull(checked_at, 0), excluded.checked_at)`),
    answered: db.prepare(`
      INSERT INTO source_study (source, slug, checked_at, asked_at, lastmod) VALUES (@source, @slug, @at, @at, @lastmod)
      ON CONFLICT (source, slug) DO UPDATE SET checked_at = max(ifnull(checked_at, 0), excluded.checked_at),
        asked_at = excluded.asked_at, lastmod = excluded.lastmod, missing_since = NULL, missing_run = NULL,
        failures = 0, failure = NULL, retry_at = NULL`),
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
      ON CONFLICT (source, slug) DO UPDATE SET missing_since = ifnull(missing_since, excluded.missing_since),
        missing_run = ifnull(missing_run, excluded.missing_run), failures = 0, failure = NULL, retry_at = NULL`),
    missing: db.prepare<[Named], Omit<MissingRow, 'isShown'> & { readonly isShown: number }>(`
      SELECT told.slug, missing_since AS missingSince, missing_run AS missingRun,
        EXISTS (SELECT 1 FROM study WHERE study.slug = told.slug AND status = 'present' AND origin = 'site'
          AND origin_source = told.source) AS isShown
      FROM source_study AS told
      WHERE told.source = @source AND missing_since IS NOT NULL AND told.slug IN (SELECT value FROM json_each(@slugs))`),
    countShown: db.prepare<[string], { readonly studies: number }>(`
      SELECT count(*) AS studies FROM study WHERE status = 'present' AND origin = 'site' AND origin_source = ?`),
    isShown: db.prepare<[string, string], object>(`
      SELECT slug FROM study WHERE slug = ? AND status = 'present' AND origin = 'site' AND origin_source = ?`),
    tombstone: db.prepare(`
      INSERT INTO history.tombstone (slug, at, reason, content_hash)
      SELECT ?, ?, ?, content_hash FROM study WHERE slug = ? AND status = 'present' ON CONFLICT DO NOTHING`),
    leave: db.prepare(`UPDATE study SET status = 'gone' WHERE slug = ? AND status = 'present'`),
    putAlias: db.prepare(`
      INSERT INTO slug_alias (alias, slug) VALUES (?, ?) ON CONFLICT (alias) DO UPDATE SET slug = excluded.slug`),
    forgetMissing: db.prepare(`
      UPDATE source_study SET missing_since = NULL, missing_run = NULL
      WHERE source = @source AND slug IN (SELECT value FROM json_each(@slugs))`),
  };
}
