// Remarks of the report before an export that the reader leaves as they are.
// Invariant: a row says that somebody decided so; no sync writes one. All names of a study count as one.
import type { Slug, UnixMs } from '../../../shared/domain/ids.ts';
import { isLack, LACK_WORDS, type Lack } from '../../../shared/domain/thin.ts';
import { NO_OTHER_NAMES, presentName, type StudyNames } from '../atlas/study-names.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';
import type { UndoLog } from './undo.ts';

export interface LeftRemarkRepository {
  of(slugs: readonly Slug[]): ReadonlyMap<Slug, ReadonlySet<Lack>>;
  /** Leaves the remark as it is; answers whether that is new. */
  leave(slug: Slug, lack: Lack, at: UnixMs): boolean;
  /** Brings the remark up again; answers whether it was left. */
  raise(slug: Slug, lack: Lack, at: UnixMs): boolean;
}

/** Prepares the statements. */
export function createLeftRemarkRepository(
  db: LibraryDatabase,
  undo: UndoLog,
  names: StudyNames = NO_OTHER_NAMES,
): LeftRemarkRepository {
  const all = db.prepare<[], { slug: Slug; lack: string }>('SELECT slug, lack FROM left_remark');
  const put = db.prepare(
    'INSERT INTO left_remark (slug, lack, left_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const drop = db.prepare('DELETE FROM left_remark WHERE slug = ? AND lack = ?');
  function change(
    { slug, lack, verb }: { slug: Slug; lack: Lack; verb: string },
    at: UnixMs,
    run: (name: Slug) => number,
  ): boolean {
    const label = `${verb} “${LACK_WORDS[lack].name}” of ${slug}`;
    return inTransaction(db, () => {
      const rows = names.of(slug).map((name) => ({
        table: 'left_remark' as const,
        where: { slug: name, lack },
      }));
      return undo.record({ label, at, rows }, () => {
        const counts = names.of(slug).map(run);
        return counts.some((count) => count > 0);
      });
    });
  }
  return {
    of(slugs) {
      const left = new Map<Slug, Set<Lack>>();
      for (const { slug, lack } of all.all()) {
        if (!isLack(lack)) continue;
        const name = presentName(names, slug);
        left.set(name, (left.get(name) ?? new Set()).add(lack));
      }
      return new Map(slugs.map((slug) => [slug, left.get(presentName(names, slug)) ?? new Set()]));
    },
    leave(slug, lack, at) {
      const present = presentName(names, slug);
      return change({ slug, lack, verb: 'leave' }, at, (name) =>
        name === present ? put.run(name, lack, at).changes : 0,
      );
    },
    raise: (slug, lack, at) =>
      change({ slug, lack, verb: 'no longer leave' }, at, (name) => drop.run(name, lack).changes),
  };
}
