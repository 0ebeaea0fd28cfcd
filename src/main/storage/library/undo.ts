// Taking back: each change to the library that can be undone keeps the rows before and after it.
// Invariant: what is put back is exactly what was there; where something else changed it since, nothing is touched.
import { AppError } from '../../../shared/contract/errors.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import type { UndoStep } from '../../../shared/domain/library.ts';
import type { LibraryDatabase } from '../open.ts';

// The tables that undo may write, with their columns: names reach SQL text from here alone.
const TABLES = {
  reading_list: ['id', 'name', 'name_key', 'created_at', 'updated_at', 'removed_at'],
  list_entry: ['list_id', 'slug', 'position', 'added_at'],
  study_tag: ['slug', 'tag_key', 'tag', 'tagged_at'],
  read_state: ['slug', 'state', 'at'],
  left_remark: ['slug', 'lack', 'left_at'],
  own_coding: [
    'slug',
    'definitions_json',
    'required',
    'how',
    'quote',
    'page',
    'checked_full_text',
    'coded_at',
  ],
  citation_key: ['key', 'slug', 'is_alias', 'assigned_at'],
  protected_term: ['term', 'protects', 'set_at'],
  own_title: ['slug', 'notation', 'set_at'],
  reference_field: ['slug', 'field', 'value_json', 'source', 'kind', 'set_at'],
  citation_style: ['name', 'title', 'uri', 'parent_uri', 'csl', 'added_at'],
} as const;
type UndoTable = keyof typeof TABLES;

/** Some rows of one table, by the values of a few columns. */
export interface RowSelector {
  readonly table: UndoTable;
  readonly where: Readonly<Record<string, string | number>>;
}
type Row = Readonly<Record<string, unknown>>;

/** Rows of one table before and after a change; or a note whose text was changed. */
type RecordedChange =
  | {
      readonly kind: 'rows';
      readonly selector: RowSelector;
      readonly before: readonly Row[];
      readonly after: readonly Row[];
    }
  | { readonly kind: 'note'; readonly noteId: number; readonly before: NoteState | null };

/** What undo needs to know of a note: its text is put back as a new revision, never by deleting one. */
export interface NoteState {
  readonly revision: number;
  readonly removed: boolean;
}

const KEPT_STEPS = 500;

/** Undo over one open library. Every method runs inside the caller's transaction. */
export interface UndoLog {
  /** Runs `change` and records what it did to the selected rows, under a label for people ("remove 3 studies from “POTS”"). Nothing changed: nothing recorded. */
  record<T>(
    step: { readonly label: string; readonly at: UnixMs; readonly rows: readonly RowSelector[] },
    change: () => T,
  ): T;
  /** Records the state that a note had before a change; null where it was made. */
  recordNote(
    step: { readonly label: string; readonly at: UnixMs },
    change: { readonly noteId: number; readonly before: NoteState | null },
  ): void;
  /** The label of the step recorded since this was asked last; null where nothing was changed. */
  takeRecorded(): string | null;
  /** The next step that `undoLast` would take back, or null. */
  next(): UndoStep | null;
  /**
   * Takes back the last change.
   * @throws AppError `nothing-to-undo`; `conflict` where the rows are no longer as the change left them
   */
  undoLast(at: UnixMs, restoreNote: (noteId: number, before: NoteState | null) => void): UndoStep;
}

/** Prepares the undo log's statements. */
export function createUndoLog(db: LibraryDatabase): UndoLog {
  const insert = db.prepare('INSERT INTO undo_step (label, at, changes_json) VALUES (?, ?, ?)');
  const trim = db.prepare('DELETE FROM undo_step WHERE id <= (SELECT max(id) FROM undo_step) - ?');
  const last = db.prepare<[], { id: number; label: string; at: number; changes_json: string }>(
    'SELECT id, label, at, changes_json FROM undo_step WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1',
  );
  const markUndone = db.prepare('UPDATE undo_step SET undone_at = ? WHERE id = ?');

  let recorded: string | null = null;

  function save(label: string, at: UnixMs, changes: readonly RecordedChange[]): void {
    recorded = label;
    insert.run(label, at, JSON.stringify(changes));
    trim.run(KEPT_STEPS);
  }

  function rowsOf(selector: RowSelector): Row[] {
    const { text, values } = whereClause(selector);
    const columns = TABLES[selector.table];
    return db
      .prepare<unknown[], Row>(
        `SELECT ${columns.join(', ')} FROM ${selector.table} WHERE ${text} ORDER BY ${columns.join(', ')}`,
      )
      .all(...values);
  }

  function putBack(change: Extract<RecordedChange, { kind: 'rows' }>): void {
    const { selector } = change;
    if (JSON.stringify(rowsOf(selector)) !== JSON.stringify(change.after)) {
      throw new AppError(
        'conflict',
        'This was changed again somewhere else since, so it was not taken back. Nothing was changed.',
      );
    }
    const columns = TABLES[selector.table];
    // Rows of other tables may point at a list, so its row is updated in place and never taken out while it is named.
    const insertRow = db.prepare(
      `INSERT OR REPLACE INTO ${selector.table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    if (selector.table === 'reading_list' && change.before.length === 0) {
      db.prepare('UPDATE reading_list SET removed_at = updated_at WHERE id = ?').run(
        selector.where['id'],
      );
      return;
    }
    if (selector.table === 'reading_list') {
      const assignments = columns.map((column) => `${column} = ?`).join(', ');
      for (const row of change.before) {
        db.prepare(`UPDATE reading_list SET ${assignments} WHERE id = ?`).run(
          ...columns.map((column) => row[column]),
          row['id'],
        );
      }
      return;
    }
    const { text, values } = whereClause(selector);
    db.prepare(`DELETE FROM ${selector.table} WHERE ${text}`).run(...values);
    for (const row of change.before) insertRow.run(...columns.map((column) => row[column]));
  }

  return {
    record(step, change) {
      const before = step.rows.map(rowsOf);
      const result = change();
      const changes = step.rows.flatMap((selector, index): RecordedChange[] => {
        const after = rowsOf(selector);
        const earlier = before[index] ?? [];
        return JSON.stringify(earlier) === JSON.stringify(after)
          ? []
          : [{ kind: 'rows', selector, before: earlier, after }];
      });
      if (changes.length > 0) save(step.label, step.at, changes);
      return result;
    },
    recordNote(step, change) {
      save(step.label, step.at, [{ kind: 'note', ...change }]);
    },
    takeRecorded() {
      const label = recorded;
      recorded = null;
      return label;
    },
    next() {
      const row = last.get();
      return row === undefined ? null : { id: row.id, label: row.label, at: row.at as UnixMs };
    },
    undoLast(at, restoreNote) {
      const row = last.get();
      if (row === undefined) {
        throw new AppError('nothing-to-undo', 'There is nothing to undo. Nothing was changed.');
      }
      const changes = JSON.parse(row.changes_json) as readonly RecordedChange[];
      for (const change of [...changes].reverse()) {
        if (change.kind === 'rows') putBack(change);
        else restoreNote(change.noteId, change.before);
      }
      markUndone.run(at, row.id);
      return { id: row.id, label: row.label, at: row.at as UnixMs };
    },
  };
}

function whereClause(selector: RowSelector): {
  readonly text: string;
  readonly values: readonly (string | number)[];
} {
  const known: readonly string[] = TABLES[selector.table];
  const names = Object.keys(selector.where);
  const foreign = names.find((name) => !known.includes(name));
  if (foreign !== undefined || names.length === 0) {
    throw new Error(`undo: no column ${foreign ?? ''} in ${selector.table}`);
  }
  return {
    text: names.map((name) => `${name} = ?`).join(' AND '),
    values: Object.values(selector.where),
  };
}
