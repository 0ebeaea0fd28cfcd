// Which studies read otherwise than when they were last seen.
// Invariant: a study that was never seen has not changed; of one with several names the version seen last counts.
import type { Database } from 'better-sqlite3';
import type { ContentHash, Slug } from '../../../shared/domain/ids.ts';
import type { StudyNames } from '../atlas/study-names.ts';
import { once } from './once.ts';

const CHANGED = `SELECT s.slug FROM library.seen_version v CROSS JOIN atlas.study s ON s.slug = v.slug
  WHERE s.content_hash IS NOT v.content_hash`;
const SEEN = `SELECT content_hash FROM library.seen_version WHERE slug IN (SELECT value FROM json_each(?))
  ORDER BY seen_at DESC, slug DESC LIMIT 1`;
const PRESENT = 'SELECT content_hash FROM atlas.study WHERE slug = ?';

export interface ChangedLoader {
  /** By their present names. */
  changed(): Slug[];
  /** The version seen last, or null. */
  seenOf(names: readonly Slug[]): ContentHash | null;
}

/** Makes the loader over the reader's connection. */
export function createChangedLoader(reader: Database, names: StudyNames): ChangedLoader {
  const changed = once(() => reader.prepare<[], Slug>(CHANGED).pluck(true));
  const seen = once(() => reader.prepare<[string], ContentHash>(SEEN).pluck(true));
  const present = once(() => reader.prepare<[string], ContentHash>(PRESENT).pluck(true));
  const seenOf = (all: readonly Slug[]): ContentHash | null =>
    seen().get(JSON.stringify(all)) ?? null;
  return {
    seenOf,
    changed() {
      const former = names.former();
      const found = changed().all();
      if (former.size === 0) return found;
      const renamed = [...new Set(former.values())].filter((slug) => {
        const last = seenOf(names.of(slug));
        return last !== null && last !== present().get(slug);
      });
      return [...found.filter((slug) => names.of(slug).length === 1), ...renamed];
    },
  };
}
