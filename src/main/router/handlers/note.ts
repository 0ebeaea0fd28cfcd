// Methods of notes. A text that arrives here is stored before anything is answered.
import { hostname } from 'node:os';
import type { Slug } from '../../../shared/domain/ids.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { NoteSubject } from '../../../shared/domain/library.ts';
import type { ListReference } from '../../storage/library/lists.ts';
import type { OpenServices, Services } from '../../services.ts';
import type { Handler } from '../router.ts';
import { isWriterGone, markProcess, nameWriter } from '../../notes/writers.ts';
import { isProcessAlive } from '../../sync/lock.ts';
import { touchStudies } from '../touch.ts';

const ownProcess = markProcess(process.pid, hostname());

type SubjectInput = { readonly slug: Slug } | { readonly list: ListReference };

function subjectOf(open: OpenServices, subject: SubjectInput): NoteSubject {
  return 'slug' in subject
    ? { slug: subject.slug }
    : { listId: open.library.lists.find(subject.list).id };
}

function refuseEmpty(body: string): void {
  if (body.trim() !== '') return;
  throw new AppError(
    'invalid-input',
    'The note is empty, so nothing was stored. Write a text, or remove the note.',
  );
}

/** `note.create`: stores a note on a study or a list. Errors: `invalid-input` for an empty text, `not-found`. */
export const createNote: Handler<Services, 'note.create'> = async (
  services,
  { subject, body, writer },
) => {
  refuseEmpty(body);
  const open = await services.open();
  const about = subjectOf(open, subject);
  if ('slug' in about) touchStudies(services, open, [about.slug]);
  const at = services.platform.now();
  const note = open.library.notes.create({ subject: about, body, writer, at });
  return { note, undo: open.library.undo.takeRecorded() };
};

/** `note.edit`: stores a new text; where the note moved on from `basedOn`, both texts are kept. Errors: `not-found`. */
export const editNote: Handler<Services, 'note.edit'> = async (services, edit) => {
  refuseEmpty(edit.body);
  const open = await services.open();
  const saved = open.library.notes.edit({ ...edit, at: services.platform.now() });
  return { ...saved, undo: open.library.undo.takeRecorded() };
};

/** `note.remove`: marks a note as removed; its texts stay. Errors: `not-found`. */
export const removeNote: Handler<Services, 'note.remove'> = async (services, { id }) => {
  const open = await services.open();
  const note = open.library.notes.remove(id, services.platform.now());
  return { note, undo: open.library.undo.takeRecorded() };
};

/** `note.list`: the notes on a study or a list, oldest first. */
export const listNotes: Handler<Services, 'note.list'> = async (services, { subject }) => {
  const open = await services.open();
  return { notes: open.library.notes.of(subjectOf(open, subject)) };
};

/** `note.revisions`: every text a note had, newest first. Errors: `not-found`. */
export const noteRevisions: Handler<Services, 'note.revisions'> = async (services, { id }) => {
  const { library } = await services.open();
  return { revisions: library.notes.revisions(id) };
};

/** `note.compare`: what changed between two revisions of a note. Errors: `not-found`. */
export const compareRevisions: Handler<Services, 'note.compare'> = async (
  services,
  { id, from, to },
) => {
  const { library } = await services.open();
  const [before, after] = [from, to].map((revision) => library.notes.textOf(id, revision));
  const { compareTexts } = await import('../../notes/compare-texts.ts');
  return { parts: await compareTexts(before ?? '', after ?? '') };
};

/** `note.draft`: keeps what is being typed; an empty text drops it. Not told as a change. Errors: `not-found`. */
export const keepDraft: Handler<Services, 'note.draft'> = async (
  services,
  { subject, body, ...draft },
) => {
  const open = await services.open();
  const place = { ...draft, subject: subjectOf(open, subject) };
  const isEmpty = body.trim() === '';
  const savedAt = services.platform.now();
  open.quietly(({ drafts }) => {
    if (isEmpty) drafts.drop(place);
    else drafts.save({ ...place, body, savedAt });
  });
  return { savedAt: isEmpty ? null : savedAt };
};

/** `note.drafts`: the drafts on a study or a list, of all writers, newest first. Errors: `not-found`. */
export const listDrafts: Handler<Services, 'note.drafts'> = async (services, { subject }) => {
  const open = await services.open();
  const drafts = open.library.drafts.of(subjectOf(open, subject)).map((draft) => ({
    ...draft,
    isLeft: isWriterGone(draft.writer, ownProcess, isProcessAlive),
  }));
  return { drafts };
};

/** `note.writer`: a name for a window's drafts. */
export const giveWriter: Handler<Services, 'note.writer'> = ({ platform }) =>
  Promise.resolve({ writer: nameWriter(ownProcess, platform.windows) });
