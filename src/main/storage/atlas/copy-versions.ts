// Which generator, scanner and policy of the atlas the copy was made by, counted once after each change of it.
// Invariant: what the pages state; a page without a snapshot line counts as none.
import type { CopyVersion } from '../../../shared/domain/sync.ts';
import { inTransaction, type MirrorDatabase, type ReaderDatabase } from '../open.ts';

const STATE_NAME = 'copy-versions';

const MADE_BY = `SELECT json_extract(reading_json, '$.snapshot.generator', '$.snapshot.scanner', '$.snapshot.policy')
  FROM study WHERE status = 'present' AND origin IN ('site', 'bundle') AND reading_json ->> '$.snapshot' IS NOT NULL`;
const MOST_REMEMBERED = 20;

/** Counts the versions of what the mirror shows, and remembers them: counting reads every study (0.7 s at 61,450). */
export function rememberVersions(db: MirrorDatabase): void {
  // Counted here: SQLite's GROUP BY gathers all rows before it counts, 20 MB of them at 61,450 studies.
  const counts = new Map<string, number>();
  for (const made of db.prepare<[], string>(MADE_BY).pluck(true).iterate()) {
    counts.set(made, (counts.get(made) ?? 0) + 1);
  }
  const versions = [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_REMEMBERED)
    .map(([made, studies]): CopyVersion => {
      const [generator = null, scanner = null, policy = null] = JSON.parse(made) as (
        string | null
      )[];
      return { generator, scanner, policy, studies };
    });
  inTransaction(db, () =>
    db
      .prepare('INSERT OR REPLACE INTO sync_state (name, value) VALUES (?, ?)')
      .run(STATE_NAME, JSON.stringify(versions)),
  );
}

/** As counted last, the most common first. */
export function copyVersions(db: ReaderDatabase): readonly CopyVersion[] {
  const row = db
    .prepare<[string], { readonly value: string }>(
      'SELECT value FROM atlas.sync_state WHERE name = ?',
    )
    .get(STATE_NAME);
  return row === undefined ? [] : (JSON.parse(row.value) as CopyVersion[]);
}
