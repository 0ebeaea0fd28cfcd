// Reads the versions of a study out of the history: what was shown, when, and from where it came.
// Invariant: nothing is written; a version is known by its content hash and stays readable for good.
import type { Database } from 'better-sqlite3';
import type { ContentHash, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { StudyReading, VersionOrigin } from '../../../shared/domain/study.ts';
import type { StudyNames } from '../atlas/study-names.ts';

/** A version that came to be shown. One text can do so twice. */
export interface StudyVersion {
  readonly hash: ContentHash;
  readonly at: UnixMs;
  readonly origin: VersionOrigin;
  readonly source: string;
}

export interface VersionRepository {
  /** All that is known of a study, under all its names, newest first. */
  of(slug: Slug): StudyVersion[];
  reading(hash: ContentHash): StudyReading | null;
  /** Whether this is a version of the study. */
  has(slug: Slug, hash: ContentHash): boolean;
}

/** Prepares the statements over a connection with the history attached as `history`. */
export function createVersionRepository(reader: Database, names: StudyNames): VersionRepository {
  const versions = reader.prepare<[string], StudyVersion>(`
    SELECT content_hash AS hash, seen_at AS at, origin, source FROM history.sighting
    WHERE slug IN (SELECT value FROM json_each(?)) ORDER BY seen_at DESC, slug, content_hash`);
  const reading = reader
    .prepare<[string], string>(
      'SELECT reading_json FROM history.study_version WHERE content_hash = ?',
    )
    .pluck(true);
  const has = reader
    .prepare<[string, string], number>(
      'SELECT 1 FROM history.study_version WHERE content_hash = ? AND slug IN (SELECT value FROM json_each(?))',
    )
    .pluck(true);
  const namesOf = (slug: Slug): string => JSON.stringify(names.of(slug));
  return {
    of: (slug) => versions.all(namesOf(slug)),
    reading(hash) {
      const json = reading.get(hash);
      return json === undefined ? null : (JSON.parse(json) as StudyReading);
    },
    has: (slug, hash) => has.get(hash, namesOf(slug)) !== undefined,
  };
}
