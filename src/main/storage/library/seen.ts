// Which version of a study the reader was shown last.
// Invariant: one row a study, written when it was shown or first touched; undo does not know it, and no sync
// writes it. Where a study has several names (`study-names.ts`), the version shown last counts.
import type { ContentHash, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import { NO_OTHER_NAMES, presentName, type StudyNames } from '../atlas/study-names.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';

/** A version, and when it was shown. */
export interface SeenVersion {
  readonly hash: ContentHash;
  readonly at: UnixMs;
}

/** A version of a study that is shown now. */
export interface ShownVersion {
  readonly slug: Slug;
  readonly hash: ContentHash;
}

export interface SeenRepository {
  of(slug: Slug): SeenVersion | null;
  /** The version was shown: it takes the place of the one before. */
  record(shown: ShownVersion, at: UnixMs): void;
  /** For studies of which no version is known as seen; the others stay as they are. */
  recordFirst(shown: readonly ShownVersion[], at: UnixMs): void;
}

/** Prepares the statements. */
export function createSeenRepository(
  db: LibraryDatabase,
  names: StudyNames = NO_OTHER_NAMES,
): SeenRepository {
  const find = db.prepare<[string], SeenVersion>(`SELECT content_hash AS hash, seen_at AS at
    FROM seen_version WHERE slug IN (SELECT value FROM json_each(?)) ORDER BY seen_at DESC, slug DESC`);
  const put = db.prepare(`INSERT INTO seen_version (slug, content_hash, seen_at) VALUES (?, ?, ?)
    ON CONFLICT (slug) DO UPDATE SET content_hash = excluded.content_hash, seen_at = excluded.seen_at`);
  const of = (slug: Slug): SeenVersion | null => find.get(JSON.stringify(names.of(slug))) ?? null;
  function write({ slug, hash }: ShownVersion, at: UnixMs): void {
    // Later than what counted before, whatever the clock says.
    const last = of(slug);
    put.run(presentName(names, slug), hash, last === null ? at : Math.max(at, last.at + 1));
  }
  return {
    of,
    record(shown, at) {
      if (of(shown.slug)?.hash === shown.hash) return;
      inTransaction(db, () => {
        write(shown, at);
      });
    },
    recordFirst(shown, at) {
      const news = shown.filter(({ slug }) => of(slug) === null);
      if (news.length === 0) return;
      inTransaction(db, () => {
        for (const version of news) if (of(version.slug) === null) write(version, at);
      });
    },
  };
}
