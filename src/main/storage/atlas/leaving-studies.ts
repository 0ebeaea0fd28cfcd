// The studies that leave the mirror, by what their addresses at a source have said.
// Invariant: what goes has its tombstone in the history first, and the run's queue knows it in the same transaction.
import type { Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { MovedStudy } from '../../../shared/domain/sync.ts';
import { inTransaction, type MirrorDatabase } from '../open.ts';

/** A study whose address says that it is not there, with when it said so first. */
export interface MissingRow {
  readonly slug: Slug;
  readonly missingSince: UnixMs;
  readonly missingRun: string;
  readonly isShown: boolean;
}

/** A study whose address leads to another one, with since when. */
export interface MovedRow extends MovedStudy {
  readonly movedSince: UnixMs;
  readonly movedRun: string;
  /** Null where the mirror does not show it; else whether it came from this source. */
  readonly isShownFromHere: boolean | null;
  readonly isTargetShown: boolean;
  /** It was led there before. */
  readonly isKnown: boolean;
}

/** Over one source. */
export interface LeavingStudies {
  /** Those of these whose addresses said that they are not there. */
  missing(slugs: readonly Slug[]): MissingRow[];
  /** Those of these whose addresses lead to other studies. */
  moved(slugs: readonly Slug[]): MovedRow[];
  /** How many studies that came from this source are shown. */
  countShown(): number;
  /**
   * Takes studies out of what is shown, tombstones first, and leads old addresses to new ones. The run's queue knows it
   * in the same transaction, so that its receipt is right however often it is resumed.
   */
  remove(
    leaving: { readonly gone: readonly Slug[]; readonly moved: readonly MovedStudy[] },
    run: { readonly id: number; readonly at: UnixMs },
  ): void;
  /** Counts two further answers from now on: a person chose to keep them. Within a transaction of the caller. */
  forgetLeaving(slugs: readonly Slug[]): void;
}

/** Prepares the statements for one source. */
export function createLeavingStudies(db: MirrorDatabase, source: string): LeavingStudies {
  const statements = prepare(db);
  return {
    missing: (slugs) =>
      statements.missing
        .all({ source, slugs: JSON.stringify(slugs) })
        .map(({ isShown, ...row }) => ({ ...row, isShown: isShown === 1 })),
    moved: (slugs) =>
      statements.moved
        .all({ source, slugs: JSON.stringify(slugs) })
        .map(({ isShownFromHere, isTargetShown, isKnown, ...row }) => ({
          ...row,
          isTargetShown: isTargetShown === 1,
          isKnown: isKnown === 1,
          isShownFromHere: isShownFromHere === null ? null : isShownFromHere === 1,
        })),
    countShown: () => statements.countShown.get(source)?.studies ?? 0,
    remove({ gone, moved }, { id, at }) {
      const leaving = [
        ...gone.map((slug) => ({ slug, reason: 'gone' })),
        ...moved.map(({ slug, to }) => ({ slug, reason: `moved to ${to}` })),
      ];
      if (leaving.length === 0) return;
      inTransaction(db, () => {
        for (const { slug, reason } of leaving) statements.tombstone.run(slug, at, reason, slug);
      });
      inTransaction(db, () => {
        for (const { slug } of leaving) statements.leave.run(slug, source);
        for (const slug of gone) statements.noteGone.run(id, slug);
        for (const { slug, to } of moved) {
          // Who was led to the old address is led on; the new one leads nowhere else.
          statements.repoint.run(to, slug);
          statements.dropAlias.run(to);
          statements.putAlias.run(slug, to);
          statements.noteLeft.run(id, slug);
        }
      });
    },
    forgetLeaving: (slugs) =>
      void statements.forgetLeaving.run({ source, slugs: JSON.stringify(slugs) }),
  };
}

type Named = { readonly source: string; readonly slugs: string };

function prepare(db: MirrorDatabase) {
  return {
    missing: db.prepare<[Named], Omit<MissingRow, 'isShown'> & { readonly isShown: number }>(`
      SELECT told.slug, missing_since AS missingSince, missing_run AS missingRun,
        EXISTS (SELECT 1 FROM study WHERE study.slug = told.slug AND status = 'present' AND origin = 'site'
          AND origin_source = told.source) AS isShown
      FROM source_study AS told
      WHERE told.source = @source AND missing_since IS NOT NULL AND told.slug IN (SELECT value FROM json_each(@slugs))`),
    countShown: db.prepare<[string], { readonly studies: number }>(`
      SELECT count(*) AS studies FROM study WHERE status = 'present' AND origin = 'site' AND origin_source = ?`),
    moved: db.prepare<
      [Named],
      Omit<MovedRow, 'isShownFromHere' | 'isTargetShown' | 'isKnown'> & {
        readonly isShownFromHere: number | null;
        readonly isTargetShown: number;
        readonly isKnown: number;
      }
    >(`
      SELECT told.slug, moved_to AS "to", moved_since AS movedSince, moved_run AS movedRun,
        (SELECT origin = 'site' AND origin_source = told.source FROM study
          WHERE study.slug = told.slug AND status = 'present') AS isShownFromHere,
        EXISTS (SELECT 1 FROM study WHERE study.slug = moved_to AND status = 'present') AS isTargetShown,
        EXISTS (SELECT 1 FROM slug_alias WHERE alias = told.slug AND slug_alias.slug = moved_to) AS isKnown
      FROM source_study AS told
      WHERE told.source = @source AND moved_to IS NOT NULL AND told.slug IN (SELECT value FROM json_each(@slugs))`),
    dropAlias: db.prepare('DELETE FROM slug_alias WHERE alias = ?'),
    repoint: db.prepare('UPDATE slug_alias SET slug = ? WHERE slug = ?'),
    noteGone: db.prepare(
      `UPDATE sync_queue SET outcome = 'gone', has_left = 1 WHERE run_id = ? AND slug = ?`,
    ),
    noteLeft: db.prepare('UPDATE sync_queue SET has_left = 1 WHERE run_id = ? AND slug = ?'),
    tombstone: db.prepare(`
      INSERT INTO history.tombstone (slug, at, reason, content_hash)
      SELECT ?, ?, ?, content_hash FROM study WHERE slug = ? AND status = 'present' ON CONFLICT DO NOTHING`),
    leave: db.prepare(`
      UPDATE study SET status = 'gone'
      WHERE slug = ? AND status = 'present' AND origin = 'site' AND origin_source = ?`),
    putAlias: db.prepare(`
      INSERT INTO slug_alias (alias, slug) VALUES (?, ?) ON CONFLICT (alias) DO UPDATE SET slug = excluded.slug`),
    forgetLeaving: db.prepare(`
      UPDATE source_study SET missing_since = NULL, missing_run = NULL, moved_to = NULL, moved_since = NULL, moved_run = NULL
      WHERE source = @source AND slug IN (SELECT value FROM json_each(@slugs))`),
  };
}
