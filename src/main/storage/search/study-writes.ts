// Which studies were written between two states of the mirror.
// Invariant: null where the mirror does not know them all, or so many that reading all studies is no more work.
import type { Database } from 'better-sqlite3';
import { once } from './once.ts';

/** Mending a study takes some 50 microseconds; reading 61,450 anew takes 300 ms. */
const MOST_MENDED = 1000;

export interface StudyWrites {
  /** The ids of the studies that were written after one `study_revision` and up to another. */
  since(before: number, now: number): number[] | null;
}

/** Makes the reader over a connection with the mirror attached as `atlas`. */
export function createStudyWrites(reader: Database): StudyWrites {
  const written = once(() =>
    reader
      .prepare<[number, number], number | null>(
        'SELECT study_id FROM atlas.study_write WHERE number > ? ORDER BY number LIMIT ?',
      )
      .pluck(true),
  );
  return {
    since(before, now) {
      const count = now - before;
      if (count < 0 || count > MOST_MENDED) return null;
      const ids = written().all(before, count);
      // Fewer: they are forgotten by now. Null among them: a redirect.
      if (ids.length !== count) return null;
      const studies = ids.filter((id) => id !== null);
      return studies.length === count ? [...new Set(studies)] : null;
    },
  };
}
