// The citation styles that the reader added: their files, as they were given.
// Invariant: a style is kept letter for letter; adding and removing one can be taken back.
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';
import type { UndoLog } from './undo.ts';

export interface AddedStyle {
  /** Lower case; what a person calls it by. */
  readonly name: string;
  readonly title: string;
  /** What the file says that it is, or null. */
  readonly uri: string | null;
  /** The style whose rules it borrows, or null. */
  readonly parentUri: string | null;
  readonly text: string;
  readonly addedAt: UnixMs;
}

export interface StyleRepository {
  /** By name. */
  all(): AddedStyle[];
  /** Stores a style; one of this name is replaced. Equal ones are left alone. */
  put(style: AddedStyle): void;
  /** True where there was one. */
  remove(name: string, at: UnixMs): boolean;
}

interface StyleRow {
  readonly name: string;
  readonly title: string;
  readonly uri: string | null;
  readonly parent_uri: string | null;
  readonly csl: string;
  readonly added_at: number;
}

/** Prepares the statements for styles. */
export function createStyleRepository(db: LibraryDatabase, undo: UndoLog): StyleRepository {
  const all = db.prepare<[], StyleRow>(
    'SELECT name, title, uri, parent_uri, csl, added_at FROM citation_style ORDER BY name',
  );
  const put =
    db.prepare(`INSERT INTO citation_style (name, title, uri, parent_uri, csl, added_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET title = excluded.title, uri = excluded.uri, parent_uri = excluded.parent_uri, csl = excluded.csl, added_at = excluded.added_at
    WHERE excluded.csl IS NOT csl`);
  const remove = db.prepare('DELETE FROM citation_style WHERE name = ?');
  const rowsOf = (name: string) => [{ table: 'citation_style', where: { name } }] as const;
  return {
    all: () =>
      all.all().map((row) => ({
        name: row.name,
        title: row.title,
        uri: row.uri,
        parentUri: row.parent_uri,
        text: row.csl,
        addedAt: row.added_at as UnixMs,
      })),
    put({ name, title, uri, parentUri, text, addedAt }) {
      const step = { label: `add the style “${title}”`, at: addedAt, rows: rowsOf(name) };
      inTransaction(db, () =>
        undo.record(step, () => put.run(name, title, uri, parentUri, text, addedAt)),
      );
    },
    remove(name, at) {
      const step = { label: `remove the style “${name}”`, at, rows: rowsOf(name) };
      return inTransaction(db, () => undo.record(step, () => remove.run(name).changes > 0));
    },
  };
}
