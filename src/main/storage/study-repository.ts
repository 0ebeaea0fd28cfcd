// Reads studies: from the mirror, and from the history where the mirror has none.
// Invariant: an old address of a study leads to the study; what was shown once can be shown again.
import type { ContentHash, Slug, UnixMs } from '../../shared/domain/ids.ts';
import { codingPem, type CodingAnswer } from '../../shared/domain/library.ts';
import { PEM_VALUES, type PemValue } from '../../shared/domain/pem.ts';
import type {
  MirrorStudy,
  OriginKind,
  StarterFacts,
  StudyReading,
} from '../../shared/domain/study.ts';
import { presentName, type StudyNames } from './atlas/study-names.ts';
import type { ReaderDatabase } from './open.ts';

interface StudyRow {
  readonly content_hash: string;
  readonly origin: OriginKind;
  readonly origin_source: string;
  readonly origin_at: number;
  readonly checked_at: number;
  readonly changed_at: number;
  readonly reading_json: string;
  readonly facts_json: string | null;
}

/** What the mirror and the history hold, counted. */
export interface StudyCounts {
  readonly byOrigin: Readonly<Record<OriginKind, number>>;
  readonly pem: Record<PemValue, number>;
  readonly derived: Record<PemValue, number>;
  readonly mine: Record<PemValue, number>;
  readonly withSummary: number;
  readonly versionsInHistory: number;
  readonly lists: number;
  readonly notes: number;
}

/** A site that shown studies came from: how many, and when it stood by them, the oldest check and the newest. */
export interface CopiedFrom {
  readonly source: string;
  readonly studies: number;
  readonly oldestCheckAt: UnixMs;
  readonly newestCheckAt: UnixMs;
}

export interface StudyRepository {
  /** The study in the mirror, by its slug or an older one; none where it is gone. */
  find(slug: Slug): MirrorStudy | null;
  /** The last version of a study that was ever shown, under any of its names. */
  lastShown(slug: Slug): MirrorStudy | null;
  /** The version that was shown at a time; the first one ever where that came later; null where there is none. */
  shownAt(slug: Slug, at: UnixMs): MirrorStudy | null;
  counts(): StudyCounts;
  /** The sites that shown studies came from, the one with the most studies first (12 ms at 6,145). */
  copiedFrom(): readonly CopiedFrom[];
}

interface ShownQuery {
  /** All names of the study, as JSON. */
  readonly names: string;
  readonly name: string;
}

// A page that was read anew by a better reader came from where it had come from before.
const original = (column: 'origin' | 'source', otherwise: string): string =>
  `CASE sighting.origin WHEN 'reread' THEN coalesce((SELECT ${column} FROM history.sighting AS earlier
    WHERE earlier.slug = sighting.slug AND earlier.origin <> 'reread' AND earlier.seen_at <= sighting.seen_at
    ORDER BY earlier.seen_at DESC LIMIT 1), ${otherwise}) ELSE sighting.${column} END`;

/** Prepares the statements. */
export function createStudyRepository(db: ReaderDatabase, names: StudyNames): StudyRepository {
  const find = db.prepare<[string], StudyRow>(`
    SELECT content_hash, origin, origin_source, origin_at,
      max(study.checked_at, ifnull(told.checked_at, 0)) AS checked_at, changed_at, reading_json, facts_json
    FROM atlas.study LEFT JOIN atlas.starter_fact USING (slug)
      LEFT JOIN atlas.source_study AS told ON told.source = study.origin_source AND told.slug = study.slug
    WHERE study.slug = ? AND status = 'present'`);
  const shown = (where: string, order: string): string => `
    SELECT content_hash, ${original('origin', "'site'")} AS origin, ${original('source', "''")} AS origin_source, seen_at AS origin_at, seen_at AS checked_at,
      seen_at AS changed_at, reading_json, facts_json
    FROM history.sighting JOIN history.study_version USING (content_hash)
      LEFT JOIN atlas.starter_fact ON starter_fact.slug = sighting.slug
    WHERE sighting.slug IN (SELECT value FROM json_each(@names)) ${where}
    ORDER BY seen_at ${order}, sighting.slug = @name DESC LIMIT 1`;
  const lastShown = db.prepare<[ShownQuery], StudyRow>(shown('', 'DESC'));
  const shownBy = db.prepare<[ShownQuery & { readonly at: number }], StudyRow>(
    shown('AND seen_at <= @at', 'DESC'),
  );
  const firstShown = db.prepare<[ShownQuery], StudyRow>(shown('', 'ASC'));
  const shownQuery = (slug: Slug): ShownQuery => ({
    names: JSON.stringify(names.of(slug)),
    name: presentName(names, slug),
  });
  const copied = db.prepare<[], CopiedFrom>(`
    SELECT origin_source AS source, count(*) AS studies,
      min(max(study.checked_at, ifnull(told.checked_at, 0))) AS oldestCheckAt,
      max(max(study.checked_at, ifnull(told.checked_at, 0))) AS newestCheckAt
    FROM atlas.study LEFT JOIN atlas.source_study AS told ON told.source = study.origin_source AND told.slug = study.slug
    WHERE status = 'present' AND origin = 'site' GROUP BY origin_source ORDER BY studies DESC, origin_source`);

  const coded = db.prepare<[], { slug: Slug; required: CodingAnswer }>(
    'SELECT slug, required FROM library.own_coding ORDER BY coded_at, slug',
  );

  function tally(sql: string): Map<string, number> {
    return new Map(
      db
        .prepare<[], { name: string; studies: number }>(sql)
        .all()
        .map((row) => [row.name, row.studies]),
    );
  }
  function one(sql: string): number {
    return db.prepare<[], { studies: number }>(sql).get()?.studies ?? 0;
  }
  function byPem(counts: ReadonlyMap<string, number>): Record<PemValue, number> {
    const [required = 0, notRequired = 0, unclear = 0, notStated = 0] = PEM_VALUES.map(
      (value) => counts.get(value) ?? 0,
    );
    return { required, 'not-required': notRequired, unclear, 'not-stated': notStated };
  }

  // A study counts once: the coding that was made last, whatever name it stands under.
  function codedStudies(): Map<string, number> {
    const last = new Map(
      coded.all().map(({ slug, required }) => [presentName(names, slug), codingPem({ required })]),
    );
    const counts = new Map<string, number>();
    for (const value of last.values()) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  }

  return {
    find: (slug) => toStudy(find.get(presentName(names, slug))),
    lastShown: (slug) => toStudy(lastShown.get(shownQuery(slug))),
    shownAt(slug, at) {
      const query = shownQuery(slug);
      return toStudy(shownBy.get({ ...query, at }) ?? firstShown.get(query));
    },
    counts() {
      const origins = tally(
        `SELECT origin AS name, count(*) AS studies FROM atlas.study WHERE status = 'present' GROUP BY origin`,
      );
      const mine = codedStudies();
      const coded = [...mine.values()].reduce((sum, studies) => sum + studies, 0);
      const total = [...origins.values()].reduce((sum, studies) => sum + studies, 0);
      return {
        byOrigin: {
          starter: origins.get('starter') ?? 0,
          'given-page': origins.get('given-page') ?? 0,
          site: origins.get('site') ?? 0,
          bundle: origins.get('bundle') ?? 0,
        },
        pem: byPem(
          tally(
            `SELECT pem AS name, count(*) AS studies FROM atlas.study WHERE status = 'present' GROUP BY pem`,
          ),
        ),
        derived: byPem(
          tally(
            `SELECT derived AS name, count(*) AS studies FROM atlas.study WHERE status = 'present' GROUP BY derived`,
          ),
        ),
        mine: byPem(mine.set('not-stated', Math.max(0, total - coded))),
        withSummary: one(
          `SELECT count(*) AS studies FROM atlas.study WHERE status = 'present' AND has_summary = 1`,
        ),
        versionsInHistory: one('SELECT count(*) AS studies FROM history.study_version'),
        lists: one('SELECT count(*) AS studies FROM library.reading_list WHERE removed_at IS NULL'),
        notes: one('SELECT count(*) AS studies FROM library.note WHERE removed_at IS NULL'),
      };
    },
    copiedFrom: () => copied.all(),
  };
}

function toStudy(row: StudyRow | undefined): MirrorStudy | null {
  if (row === undefined) return null;
  return {
    reading: JSON.parse(row.reading_json) as StudyReading,
    origin: { kind: row.origin, source: row.origin_source, at: row.origin_at as UnixMs },
    facts: row.facts_json === null ? null : (JSON.parse(row.facts_json) as StarterFacts),
    contentHash: row.content_hash as ContentHash,
    checkedAt: row.checked_at as UnixMs,
    changedAt: row.changed_at as UnixMs,
  };
}
