// Which studies were written between two states of the mirror.
// Invariant: null where the mirror does not know them all, or so many that they are not read in one go.
import type { Database } from 'better-sqlite3';
import { once } from './once.ts';

/** At 61,450 studies mending one takes some 50 microseconds, so many some 25 ms: half of what a window may be kept waiting. */
const MOST_MENDED = 300;

export interface StudyWrites {
  /** The ids of the studies that were written after one `study_revision` and up to another; a redirect names none. */
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
      // Fewer: they are forgotten by now.
      return ids.length === count ? [...new Set(ids.filter((id) => id !== null))] : null;
    },
  };
}
