// Drafts of notes: what is being typed, durable when a call returns, without a revision for every pause.
// Invariant: a draft goes only when its text has become a revision, in the same transaction, or when its
// writer empties it. Removing a note, or deleting a list, leaves its drafts: they are texts that are
// nowhere else. Undo does not know drafts: what was typed is not what was done. Where a study has several names
// (`study-names.ts`), a draft stays in the place that it has, so that two texts never fall into one.
import { AppError } from '../../../shared/contract/errors.ts';
import type { ListId, NoteId, Slug, UnixMs } from '../../../shared/domain/ids.ts';
import type { NoteDraft, NoteSubject } from '../../../shared/domain/library.ts';
import { NO_OTHER_NAMES, type StudyNames } from '../atlas/study-names.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';

/** Which draft: a writer has one for each subject and note. */
export type DraftPlace = Pick<NoteDraft, 'writer' | 'subject' | 'note'>;

export interface DraftRepository {
  /** Stores a draft in the place of the one before. @throws AppError `not-found` where the subject has no such note */
  save(draft: NoteDraft): void;
  /** Drops a draft, if there is one. */
  drop(place: DraftPlace): void;
  /** All drafts on a subject, of all writers, newest first. */
  of(subject: NoteSubject): NoteDraft[];
}

interface DraftRow {
  readonly writer: string;
  readonly slug: string | null;
  readonly list_id: number | null;
  readonly note_id: number | null;
  readonly based_on: number | null;
  readonly body: string;
  readonly saved_at: number;
}

// As in the unique index: nulls are equal here.
const PLACE = `ifnull(slug, '') = ifnull(@slug, '') AND ifnull(list_id, 0) = ifnull(@listId, 0)
  AND ifnull(note_id, 0) = ifnull(@note, 0) AND writer = @writer`;

/** Prepares the statements of drafts. */
export function createDraftRepository(
  db: LibraryDatabase,
  names: StudyNames = NO_OTHER_NAMES,
): DraftRepository {
  const put =
    db.prepare(`INSERT INTO note_draft (writer, slug, list_id, note_id, based_on, body, saved_at)
    VALUES (@writer, @slug, @listId, @note, @basedOn, @body, @savedAt)
    ON CONFLICT (ifnull(slug, ''), ifnull(list_id, 0), ifnull(note_id, 0), writer) DO UPDATE
    SET based_on = excluded.based_on, body = excluded.body, saved_at = excluded.saved_at`);
  const ofSubject = db.prepare<[{ names: string; listId: number | null }], DraftRow>(`
    SELECT writer, slug, list_id, note_id, based_on, body, saved_at FROM note_draft
    WHERE CASE WHEN @listId IS NULL THEN slug IN (SELECT value FROM json_each(@names)) ELSE list_id = @listId END
    ORDER BY saved_at DESC, rowid DESC`);
  const noteOf = db.prepare<{ note: number }, { slug: Slug | null; list_id: ListId | null }>(
    'SELECT slug, list_id FROM note WHERE id = @note',
  );
  const drop = createDraftDropper(db, names);
  const placeOf = createPlaceFinder(db, names);

  /** The subject as the note itself has it: its draft stands under the same name. */
  function subjectOfNote(note: NoteId, given: NoteSubject): NoteSubject {
    const row = noteOf.get({ note });
    if (row !== undefined && row.slug !== null && 'slug' in given) {
      if (names.of(given.slug).includes(row.slug)) return { slug: row.slug };
    }
    if (row !== undefined && 'listId' in given && row.list_id === given.listId) return given;
    throw noSuchNote(note);
  }
  return {
    save(draft) {
      inTransaction(db, () => {
        const { writer, note, basedOn, body, savedAt, subject } = draft;
        const place = note === null ? placeOf(draft) : subjectOfNote(note, subject);
        const about = columnsOf(place);
        put.run({ writer, ...about, note, basedOn, body, savedAt });
      });
    },
    drop(place) {
      inTransaction(db, () => {
        drop(place);
      });
    },
    of: (subject) =>
      ofSubject
        .all(
          'slug' in subject
            ? { names: JSON.stringify(names.of(subject.slug)), listId: null }
            : { names: '[]', listId: subject.listId },
        )
        .map(toDraft),
  };
}

/** Drops a draft inside the caller's transaction; a writer of null has none. */
export function createDraftDropper(
  db: LibraryDatabase,
  names: StudyNames,
): (place: Omit<DraftPlace, 'writer'> & { readonly writer: string | null }) => void {
  const drop = db.prepare(`DELETE FROM note_draft WHERE ${PLACE}`);
  const placeOf = createPlaceFinder(db, names);
  return ({ writer, subject, note }) => {
    if (writer === null) return;
    drop.run({ writer, note, ...columnsOf(placeOf({ writer, subject, note })) });
  };
}

// Where a writer's draft stands: under the name given, else under another name of the study, where there is one.
function createPlaceFinder(
  db: LibraryDatabase,
  names: StudyNames,
): (place: DraftPlace) => NoteSubject {
  const has = db.prepare(`SELECT 1 FROM note_draft WHERE ${PLACE}`).pluck(true);
  return ({ writer, subject, note }) => {
    if ('listId' in subject) return subject;
    const places = [subject.slug, ...names.of(subject.slug)];
    const found = places.find(
      (slug) => has.get({ writer, note, ...columnsOf({ slug }) }) !== undefined,
    );
    return { slug: found ?? subject.slug };
  };
}

function columnsOf(subject: NoteSubject): { slug: string | null; listId: number | null } {
  return 'slug' in subject
    ? { slug: subject.slug, listId: null }
    : { slug: null, listId: subject.listId };
}

function noSuchNote(note: NoteId): AppError {
  return new AppError(
    'not-found',
    `There is no note number ${note} here, so the draft was not stored. The text is still where it was typed; save it as a new note.`,
    { ref: String(note) },
  );
}

function toDraft(row: DraftRow): NoteDraft {
  return {
    writer: row.writer,
    subject: row.slug === null ? { listId: row.list_id as ListId } : { slug: row.slug as Slug },
    note: row.note_id as NoteId | null,
    basedOn: row.based_on,
    body: row.body,
    savedAt: row.saved_at as UnixMs,
  };
}
