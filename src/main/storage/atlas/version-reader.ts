// Reads versions of studies out of the history, by their hashes, over the mirror's writer.
import type { ContentHash } from '../../../shared/domain/ids.ts';
import type { StudyReading } from '../../../shared/domain/study.ts';
import type { MirrorDatabase } from '../open.ts';

export interface VersionReader {
  /** What a version said, or null where the history lacks it. */
  reading(hash: ContentHash): StudyReading | null;
}

/** Prepares the statement. */
export function createVersionReader(db: MirrorDatabase): VersionReader {
  const find = db.prepare<[string], { readonly reading_json: string }>(
    'SELECT reading_json FROM history.study_version WHERE content_hash = ?',
  );
  return {
    reading(hash) {
      const row = find.get(hash);
      return row === undefined ? null : (JSON.parse(row.reading_json) as StudyReading);
    },
  };
}
