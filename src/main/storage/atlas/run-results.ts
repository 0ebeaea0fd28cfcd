// What a run's queue has come to, for its receipt and for what leaves the copy because of it.
// Invariant: read from the queue alone, so that a run that was resumed tells all that it did.
import type { ContentHash, Slug } from '../../../shared/domain/ids.ts';
import type { UnreadablePage } from '../../../shared/domain/sync.ts';
import type { MirrorDatabase } from '../open.ts';

/** A study that the run found to say something else. */
export interface ChangedRow {
  readonly slug: Slug;
  readonly before: ContentHash;
}

export interface RunOutcomes {
  readonly added: readonly Slug[];
  readonly changed: readonly ChangedRow[];
  readonly unchanged: number;
  readonly unreadable: readonly UnreadablePage[];
  readonly failed: readonly UnreadablePage[];
  readonly missing: readonly Slug[];
  /** Taken out of what is shown by this run. */
  readonly gone: readonly Slug[];
  /** Whose address leads elsewhere; `hasLeft`: it was taken out for that, by this run. */
  readonly moved: readonly { readonly slug: Slug; readonly to: Slug; readonly hasLeft: boolean }[];
  readonly requests: number;
}

/** By the number of the run. */
export interface RunResults {
  outcomesOf(run: RunNumber): RunOutcomes;
  /** Those of the outcomes that studies may leave the copy for. */
  leavingOf(run: RunNumber): Pick<RunOutcomes, 'missing' | 'moved'>;
}

interface RunNumber {
  readonly id: number;
}

/** Prepares the statements. */
export function createRunResults(db: MirrorDatabase): RunResults {
  const statements = prepare(db);
  const moved = (run: RunNumber): RunOutcomes['moved'] =>
    statements.moved.all(run.id).map(({ left, ...one }) => ({ ...one, hasLeft: left === 1 }));

  return {
    leavingOf: (run) => ({ missing: statements.slugs.all(run.id, 'missing'), moved: moved(run) }),
    outcomesOf(run) {
      const slugs = (outcome: string): Slug[] => statements.slugs.all(run.id, outcome);
      return {
        added: slugs('added'),
        changed: statements.changed.all(run.id),
        unchanged: statements.unchanged.get(run.id)?.pages ?? 0,
        unreadable: statements.unread.all(run.id, 'unreadable'),
        failed: statements.unread.all(run.id, 'failed'),
        missing: slugs('missing'),
        gone: slugs('gone'),
        moved: moved(run),
        requests: statements.requests.get(run.id)?.requests ?? 0,
      };
    },
  };
}

function prepare(db: MirrorDatabase) {
  return {
    slugs: db
      .prepare<[number, string], Slug>(
        'SELECT slug FROM sync_queue WHERE run_id = ? AND outcome = ? ORDER BY slug',
      )
      .pluck(true),
    changed: db.prepare<[number], ChangedRow>(`
      SELECT slug, hash_before AS before FROM sync_queue
      WHERE run_id = ? AND outcome = 'changed' AND hash_before IS NOT NULL ORDER BY slug`),
    unchanged: db.prepare<[number], { readonly pages: number }>(
      `SELECT count(*) AS pages FROM sync_queue WHERE run_id = ? AND outcome = 'unchanged'`,
    ),
    unread: db.prepare<[number, string], UnreadablePage>(`
      SELECT slug, url, ifnull(detail, '') AS reason FROM sync_queue WHERE run_id = ? AND outcome = ? ORDER BY slug`),
    moved: db.prepare<[number], { readonly slug: Slug; readonly to: Slug; readonly left: number }>(`
      SELECT slug, moved_to AS "to", has_left AS left FROM sync_queue
      WHERE run_id = ? AND outcome = 'moved' AND moved_to IS NOT NULL ORDER BY slug`),
    requests: db.prepare<[number], { readonly requests: number }>(
      'SELECT requests FROM sync_run WHERE id = ?',
    ),
  };
}
