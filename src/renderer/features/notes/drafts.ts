// Drafts that are found when notes are opened: one's own go back into the editor, others are offered. One's own is
// this window's, else the newest of a window whose program is gone: the one that was left.
// Invariant: a draft is dropped only when its text is safe elsewhere, or the reader said so.
import { request } from '../../api/client.ts';
import type { NoteDraft, NoteView } from '../../../shared/contract/types.ts';
import { openSaver, type Saver, type SubjectInput } from './open-saver.ts';
import { isDurable, startSaver, type SaverState } from './saver.ts';
import { isOwnWriter } from './writer.ts';

export interface Found {
  /** What goes straight into the editor, or null. */
  readonly own: NoteDraft | null;
  readonly offered: readonly NoteDraft[];
}

/** Sorts what was found; pure. A text that a note has already is not offered. */
export function sortDrafts(
  drafts: readonly NoteDraft[],
  notes: readonly NoteView[],
  writer: string,
): Found {
  const open = drafts.filter((draft) => !notes.some((note) => note.body === draft.body));
  const own =
    open.find((draft) => draft.writer === writer) ?? open.find((draft) => draft.isLeft) ?? null;
  return { own, offered: open.filter((draft) => draft !== own) };
}

/** An editor's state that begins with a draft's text. A note that is gone makes it a new note. */
export function stateFromDraft(draft: NoteDraft, notes: readonly NoteView[]): SaverState {
  const note = notes.find((each) => each.id === draft.note) ?? null;
  const start = startSaver(note);
  const isOwn = isOwnWriter(draft.writer) && note?.id === (draft.note ?? undefined);
  return {
    ...start,
    // Where the note has moved on since, the older number makes the core keep both texts.
    basedOn: note === null ? null : (draft.basedOn ?? note.revision),
    text: draft.body,
    held: isOwn ? draft.body : '',
    typedAt: Date.now(),
    unkeptSince: Date.now(),
    isKeepingWanted: !isOwn,
    keptAt: isOwn ? draft.savedAt : null,
  };
}

/** Drops a draft for good. @throws ApiError */
export async function dropDraft(subject: SubjectInput, draft: NoteDraft): Promise<void> {
  const { writer, note, basedOn } = draft;
  // Under the name that it stands under, where the study has several.
  const place = 'slug' in draft.subject ? draft.subject : subject;
  await request('note.draft', {
    writer,
    subject: place,
    note,
    basedOn,
    body: '',
  });
}

/** Takes a draft over into an editor; the draft itself is dropped once the text is safe. */
export function takeOver(
  subject: SubjectInput,
  draft: NoteDraft,
  notes: readonly NoteView[],
): Saver {
  const saver = openSaver(subject, stateFromDraft(draft, notes));
  dropWhenSafe(saver, draft);
  return saver;
}

/** Drops a draft as soon as the saver's text, which holds it, is safe. */
export function dropWhenSafe(saver: Saver, draft: NoteDraft): void {
  const isSamePlace = (): boolean =>
    isOwnWriter(draft.writer) && saver.getState().note === draft.note;
  if (isSamePlace()) return;
  const look = (): void => {
    const state = saver.getState();
    if (state.inFlight !== null || state.failure !== null || !isDurable(state)) return;
    stop();
    // What cannot be dropped is offered once more next time: a text too many, never one too few.
    dropDraft(saver.subject, draft).catch(() => undefined);
  };
  const stop = saver.subscribe(look);
  look();
}

const SEPARATOR = '\n\n---\n\n';

export interface Continuation {
  readonly subject: SubjectInput;
  readonly draft: NoteDraft;
  readonly notes: readonly NoteView[];
  /** The editor that is open, or null. */
  readonly open: Saver | null;
}

/** "Use it": the draft's text in an editor; below what is being typed where that is a text for the same note. */
export function continueDraft({ subject, draft, notes, open }: Continuation): Saver {
  const target = notes.some((note) => note.id === draft.note) ? draft.note : null;
  const state = open?.getState();
  if (open === null || state?.note !== target || state.text === state.saved) {
    return takeOver(subject, draft, notes);
  }
  open.send({ kind: 'appended', text: state.text + SEPARATOR + draft.body, at: Date.now() });
  open.send({ kind: 'keeping-wanted' });
  dropWhenSafe(open, draft);
  return open;
}
