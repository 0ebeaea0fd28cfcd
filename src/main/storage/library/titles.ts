// What the reader says of titles: terms of their own, and a title of a study as they want it.
// Invariants: the shipped terms are not stored, only what differs from them; what is stored of a title is what
// was typed; of a study with several names the title that was set last counts.
import type { Slug, UnixMs } from '../../../shared/domain/ids.ts';
import { NO_OTHER_NAMES, presentName, type StudyNames } from '../atlas/study-names.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';
import type { RowSelector, UndoLog } from './undo.ts';

/** What differs from the shipped terms. */
export interface StoredTerms {
  readonly added: readonly string[];
  readonly leftOut: readonly string[];
}

/** A title in the notation; null where the title is to stay as it stands. */
export interface StoredTitle {
  readonly notation: string | null;
}

export interface TitleRepository {
  terms(): StoredTerms;
  /** Makes terms protect or not; null takes away what was stored about one. Returns those that were changed. */
  setTerms(
    terms: readonly string[],
    as: { readonly protects: (term: string) => boolean | null; readonly label: string },
    at: UnixMs,
  ): string[];
  /** Null where the reader said nothing. */
  of(slug: Slug): StoredTitle | null;
  set(slug: Slug, title: StoredTitle, at: UnixMs): void;
  /** Returns whether there was one. */
  clear(slug: Slug, at: UnixMs): boolean;
}

/** Prepares the statements of titles. */
export function createTitleRepository(
  db: LibraryDatabase,
  undo: UndoLog,
  names: StudyNames = NO_OTHER_NAMES,
): TitleRepository {
  const allTerms = db.prepare<[], { term: string; protects: number }>(
    'SELECT term, protects FROM protected_term ORDER BY term',
  );
  const putTerm = db.prepare(`INSERT INTO protected_term (term, protects, set_at) VALUES (?, ?, ?)
    ON CONFLICT (term) DO UPDATE SET protects = excluded.protects, set_at = excluded.set_at`);
  const dropTerm = db.prepare('DELETE FROM protected_term WHERE term = ?');
  const titles = db.prepare<[string], { notation: string | null; set_at: number }>(
    'SELECT notation, set_at FROM own_title WHERE slug IN (SELECT value FROM json_each(?)) ORDER BY set_at DESC, slug DESC',
  );
  const putTitle = db.prepare(`INSERT INTO own_title (slug, notation, set_at) VALUES (?, ?, ?)
    ON CONFLICT (slug) DO UPDATE SET notation = excluded.notation, set_at = excluded.set_at`);
  const dropTitle = db.prepare('DELETE FROM own_title WHERE slug = ?');
  const last = (slug: Slug) => titles.get(JSON.stringify(names.of(slug)));
  const rowsOf = (slug: Slug): RowSelector[] =>
    names.of(slug).map((name) => ({ table: 'own_title', where: { slug: name } }));

  return {
    terms() {
      const rows = allTerms.all();
      const which = (protects: number): string[] =>
        rows.filter((row) => row.protects === protects).map(({ term }) => term);
      return { added: which(1), leftOut: which(0) };
    },
    setTerms(terms, { protects, label }, at) {
      return inTransaction(db, () => {
        const stored = new Map(allTerms.all().map((row) => [row.term, row.protects === 1]));
        const changed = [...new Set(terms)].filter(
          (term) => (stored.get(term) ?? null) !== protects(term),
        );
        const rows = changed.map((term): RowSelector => ({
          table: 'protected_term',
          where: { term },
        }));
        undo.record({ label, at, rows }, () => {
          for (const term of changed) {
            const value = protects(term);
            if (value === null) dropTerm.run(term);
            else putTerm.run(term, value ? 1 : 0, at);
          }
        });
        return changed;
      });
    },
    of(slug) {
      const row = last(slug);
      return row === undefined ? null : { notation: row.notation };
    },
    set(slug, { notation }, at) {
      inTransaction(db, () => {
        const before = last(slug);
        if (before !== undefined && before.notation === notation) return;
        // Later than what counted before, whatever the clock says.
        const time = Math.max(at, (before?.set_at ?? 0) + 1);
        const label = `set the title of ${slug}`;
        undo.record({ label, at, rows: rowsOf(slug) }, () =>
          putTitle.run(presentName(names, slug), notation, time),
        );
      });
    },
    clear(slug, at) {
      return inTransaction(db, () => {
        if (last(slug) === undefined) return false;
        undo.record({ label: `clear the own title of ${slug}`, at, rows: rowsOf(slug) }, () => {
          for (const name of names.of(slug)) dropTitle.run(name);
        });
        return true;
      });
    },
  };
}
