// Notes and their revisions.
// Invariant: no text is ever lost: every save is a revision, two writers at once both keep theirs, removing is a mark.
import { AppError } from '../../../shared/contract/errors.ts';
import type { ListId, NoteId, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { Note, NoteRevision, NoteSubject } from '../../../shared/domain/library.ts';
import { foldText } from '../../../shared/util/fold-text.ts';
import { NO_OTHER_NAMES, type StudyNames } from '../atlas/study-names.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';
import { createDraftDropper } from './drafts.ts';
import type { UndoLog } from './undo.ts';

interface NoteRow {
  readonly id: number;
  readonly slug: string | null;
  readonly list_id: number | null;
  readonly body: string;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly removed_at: number | null;
}

/** What a save answers: the note as it now stands and, where somebody else had saved meanwhile, the note that holds their text. */
export interface SavedNote {
  readonly note: Note;
  /** True where the text was saved on top of another writer's newer text: both are in the revisions. */
  readonly conflict: boolean;
}

export interface NewNote {
  readonly subject: NoteSubject;
  readonly body: string;
  /** Whose draft becomes this text; its draft goes with it. Null where there was none. */
  readonly writer?: string | null;
  readonly at: UnixMs;
}
export interface NoteEdit {
  readonly id: NoteId;
  readonly body: string;
  /** The revision that the writer was looking at. */
  readonly basedOn: number;
  /** As in `NewNote`. */
  readonly writer?: string | null;
  readonly at: UnixMs;
}

export interface NoteRepository {
  create(note: NewNote): Note;
  /**
   * Saves a new text. Where the note has moved on from `basedOn`, the text that stands and the new one are both
   * kept in the note, one below the other, and `conflict` is true.
   * @throws AppError `not-found`
   */
  edit(edit: NoteEdit): SavedNote;
  /** Marks a note as removed; its revisions stay. @throws AppError `not-found` */
  remove(id: NoteId, at: UnixMs): Note;
  /** The notes on a study, under all its names, or on a list. */
  of(subject: NoteSubject): Note[];
  find(id: NoteId): Note | null;
  /** All texts the note ever had, newest first. @throws AppError `not-found` */
  revisions(id: NoteId): NoteRevision[];
  /** The text of one revision. @throws AppError `not-found` */
  textOf(id: NoteId, revision: number): string;
  /** For undo: brings a note back to an earlier revision's text, as a new revision. */
  restore(
    id: number,
    before: { readonly revision: number; readonly removed: boolean } | null,
    at: UnixMs,
  ): void;
}

const CONFLICT_MARK = (at: UnixMs): string =>
  `\n\n---\n\n*Saved at the same time elsewhere (${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC); both texts are kept:*\n\n`;

/** Prepares the note statements. */
export function createNoteRepository(
  db: LibraryDatabase,
  undo: UndoLog,
  names: StudyNames = NO_OTHER_NAMES,
): NoteRepository {
  const columns = 'id, slug, list_id, body, revision, created_at, updated_at, removed_at';
  const byId = db.prepare<[number], NoteRow>(`SELECT ${columns} FROM note WHERE id = ?`);
  const bySlug = db.prepare<[string], NoteRow>(
    `SELECT ${columns} FROM note WHERE slug IN (SELECT value FROM json_each(?)) AND removed_at IS NULL ORDER BY id`,
  );
  const byList = db.prepare<[number], NoteRow>(
    `SELECT ${columns} FROM note WHERE list_id = ? AND removed_at IS NULL ORDER BY id`,
  );
  const insert = db.prepare<
    [string | null, number | null, string, string, number, number],
    { id: number }
  >(`
    INSERT INTO note (slug, list_id, body, search_body, revision, created_at, updated_at) VALUES (?, ?, ?, ?, 1, ?, ?) RETURNING id`);
  const update = db.prepare(
    'UPDATE note SET body = ?, search_body = ?, revision = revision + 1, updated_at = ?, removed_at = NULL WHERE id = ?',
  );
  const setRemoved = db.prepare('UPDATE note SET removed_at = ?, updated_at = ? WHERE id = ?');
  const allRevisions = db.prepare<
    [number],
    { note_id: number; revision: number; body: string; saved_at: number }
  >(
    'SELECT note_id, revision, body, saved_at FROM note_revision WHERE note_id = ? ORDER BY revision DESC',
  );
  const oneRevision = db.prepare<[number, number], { body: string }>(
    'SELECT body FROM note_revision WHERE note_id = ? AND revision = ?',
  );

  const dropDraft = createDraftDropper(db, names);

  function need(id: number): NoteRow {
    const row = byId.get(id);
    if (row === undefined) {
      throw new AppError('not-found', `There is no note number ${id}. Nothing was changed.`, {
        ref: String(id),
      });
    }
    return row;
  }
  function write(id: number, body: string, at: UnixMs): void {
    update.run(body, foldText(body), at, id);
  }

  return {
    create({ subject, body, writer = null, at }) {
      return inTransaction(db, () => {
        dropDraft({ writer, subject, note: null });
        const slug = 'slug' in subject ? subject.slug : null;
        const listId = 'listId' in subject ? subject.listId : null;
        const id = insert.get(slug, listId, body, foldText(body), at, at)?.id;
        if (id === undefined) throw new Error('the note was not stored');
        undo.recordNote(
          { label: `write a note on ${nameOf(slug)}`, at },
          { noteId: id, before: null },
        );
        return toNote(need(id));
      });
    },
    edit({ id, body, basedOn, writer = null, at }) {
      return inTransaction(db, () => {
        const row = need(id);
        if (row.removed_at !== null || basedOn > row.revision) throw goneOrUnknown(row, basedOn);
        dropDraft({ writer, subject: toNote(row).subject, note: id });
        const conflict = row.revision !== basedOn && row.body !== body;
        const text = conflict ? row.body + CONFLICT_MARK(at) + body : body;
        if (row.body === text) return { note: toNote(row), conflict: false };
        write(id, text, at);
        const before = { revision: row.revision, removed: false };
        undo.recordNote(
          { label: `change the note on ${nameOf(row.slug)}`, at },
          { noteId: id, before },
        );
        return { note: toNote(need(id)), conflict };
      });
    },
    remove(id, at) {
      return inTransaction(db, () => {
        const row = need(id);
        if (row.removed_at !== null) return toNote(row);
        setRemoved.run(at, at, id);
        undo.recordNote(
          { label: `remove the note on ${nameOf(row.slug)}`, at },
          { noteId: id, before: { revision: row.revision, removed: false } },
        );
        return toNote(row);
      });
    },
    of(subject) {
      const rows =
        'slug' in subject
          ? bySlug.all(JSON.stringify(names.of(subject.slug)))
          : byList.all(subject.listId);
      return rows.map(toNote);
    },
    find(id) {
      const row = byId.get(id);
      return row === undefined || row.removed_at !== null ? null : toNote(row);
    },
    revisions(id) {
      need(id);
      return allRevisions.all(id).map((row) => ({
        noteId: row.note_id as NoteId,
        revision: row.revision,
        body: row.body,
        savedAt: row.saved_at as UnixMs,
      }));
    },
    textOf(id, revision) {
      const row = need(id);
      const body = oneRevision.get(id, revision)?.body;
      if (body === undefined) throw noRevision(row, revision);
      return body;
    },
    restore(id, before, at) {
      const row = need(id);
      if (before === null || before.removed) {
        setRemoved.run(at, at, id);
        return;
      }
      const body = oneRevision.get(id, before.revision)?.body;
      if (body === undefined) throw new Error(`note ${id} has no revision ${before.revision}`);
      if (body === row.body) setRemoved.run(null, at, id);
      else write(id, body, at);
    },
  };
}

function goneOrUnknown(row: NoteRow, basedOn: number): AppError {
  if (row.removed_at === null) return noRevision(row, basedOn);
  return new AppError(
    'not-found',
    `Note ${row.id} was removed; undo or a new note brings its text back. Nothing was changed.`,
    { ref: String(row.id) },
  );
}

function noRevision(row: NoteRow, revision: number): AppError {
  return new AppError(
    'not-found',
    `Note ${row.id} has no revision ${revision} (the newest is ${row.revision}). Nothing was changed.`,
    { ref: String(row.id) },
  );
}

function nameOf(slug: string | null): string {
  return slug ?? 'a list';
}

function toNote(row: NoteRow): Note {
  const subject: NoteSubject =
    row.slug === null ? { listId: row.list_id as ListId } : { slug: row.slug as Slug };
  return {
    id: row.id as NoteId,
    subject,
    body: row.body,
    revision: row.revision,
    createdAt: row.created_at as UnixMs,
    updatedAt: row.updated_at as UnixMs,
  };
}
