// The notes on a study, or the one note on a list: shown, written, taken back.
// Invariant: one editor at a time; leaving it never drops a text, whatever the core answers.
import { useCallback, useId, useRef, useState, type ReactElement } from 'react';
import { changePlace } from '../../api/settings-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useCommand } from '../../commands/registry.ts';
import type { NoteView } from '../../../shared/contract/types.ts';
import type { ListId, NoteId, Slug } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { continueDraft } from './drafts.ts';
import { Editor } from './Editor.tsx';
import { NoteCard } from './NoteCard.tsx';
import styles from './Notes.module.css';
import { OfferedDraft } from './OfferedDraft.tsx';
import {
  openSaver,
  subjectKey,
  unfinishedSaver,
  useStuckSaver,
  type SubjectInput,
} from './open-saver.ts';
import { Revisions } from './Revisions.tsx';
import { startSaver } from './saver.ts';
import { useDrafts, useSaverLife, type OpenEditor } from './use-drafts.ts';

export interface NotesProps {
  readonly subject: { readonly slug: Slug } | { readonly list: ListId };
  /** The heading over the notes. */
  readonly title: string;
  /** One note at most, as on a list. */
  readonly isSingle: boolean;
}

/** The notes on a study or a list. */
export function Notes(props: NotesProps): ReactElement {
  // Another subject is another view: what is left of this one is saved when it goes.
  return <NotesOn key={subjectKey(props.subject)} {...props} />;
}

function NotesOn({ subject: given, title, isSingle }: NotesProps): ReactElement {
  const [subject] = useState<SubjectInput>(given);
  const answer = useAnswer('note.list', { subject }, ['library']);
  const listed = answer.value?.notes ?? null;
  const [open, setOpen] = useState<OpenEditor | null>(() => {
    const saver = unfinishedSaver(subject);
    return saver === null ? null : { saver, takesFocus: false };
  });
  const found = useDrafts(subject, open, setOpen);
  const [revisionsOf, setRevisionsOf] = useState<NoteId | null>(null);
  const stuck = useStuckSaver(subject);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  useSaverLife(open?.saver ?? null);

  const notes = listed ?? [];
  const edit = (note: NoteView | null): void => {
    const saver =
      unfinishedSaver(subject, note?.id ?? null) ?? openSaver(subject, startSaver(note));
    setOpen({ saver, takesFocus: true });
  };
  const write = (): void => {
    if (isSingle && listed === null) return;
    const only = isSingle ? (notes[0] ?? null) : null;
    if (open !== null && (isSingle || open.saver.getState().note === null)) {
      document.getElementById(`${headingId}-editor`)?.querySelector('textarea')?.focus();
    } else edit(only);
  };
  useCommand('list' in subject ? 'list.note' : 'note.new', write);
  const last = notes.at(-1);
  useCommand(
    'note.revisions',
    () => {
      if (last !== undefined) setRevisionsOf(last.id);
    },
    open === null && last !== undefined,
  );
  const done = useCallback(() => {
    changePlace({ note: null });
    setOpen(null);
    // The button that was pressed goes; who has moved on meanwhile is left alone.
    const editor = document.getElementById(`${headingId}-editor`);
    if (editor?.contains(document.activeElement) === true) heading.current?.focus();
  }, [headingId]);

  const editor = open !== null && (
    <li key={`editor-${open.saver.id}`} id={`${headingId}-editor`}>
      <Editor
        saver={open.saver}
        listed={listed}
        takesFocus={open.takesFocus}
        onDone={done}
        onRevisions={setRevisionsOf}
      />
    </li>
  );
  const editedNote = open?.saver.getState().note ?? null;
  const isEditedListed = notes.some((note) => note.id === editedNote);
  // One array: where a new note joins the others, its editor moves and stays the same editor.
  const cards = notes.map((note) =>
    note.id === editedNote ? (
      editor
    ) : (
      <li key={note.id}>
        <NoteCard
          note={note}
          onEdit={() => {
            edit(note);
          }}
          onRevisions={() => {
            setRevisionsOf(note.id);
          }}
          onRemoved={() => {
            heading.current?.focus();
          }}
        />
      </li>
    ),
  );
  return (
    <section className={styles['notes']} aria-labelledby={headingId}>
      <h3 id={headingId} ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {answer.error !== null && <ErrorNotice error={answer.error} onRetry={answer.retry} />}
      {found.error !== null && answer.error === null && (
        <ErrorNotice error={found.error} onRetry={found.retry} />
      )}
      {stuck !== null && stuck !== open?.saver && (
        <Notice tone="danger">
          <p>
            A text that you left is not saved yet:{' '}
            {stuck.getState().failure?.message ?? 'it is too long.'} It is still here.
          </p>
          <p>
            <Button
              onPress={() => {
                setOpen({ saver: stuck, takesFocus: true });
              }}
            >
              Go back to it
            </Button>
          </p>
        </Notice>
      )}
      {found.offered.map((draft) => (
        <OfferedDraft
          key={`${draft.writer}-${draft.note ?? 'new'}`}
          subject={subject}
          draft={draft}
          onUse={() => {
            found.remove(draft);
            setOpen({
              saver: continueDraft({ subject, draft, notes, open: open?.saver ?? null }),
              takesFocus: true,
            });
          }}
          onDropped={() => {
            found.remove(draft);
          }}
        />
      ))}
      {listed !== null && notes.length === 0 && open === null && (
        <p className={styles['quiet']}>No note yet.</p>
      )}
      {(notes.length > 0 || open !== null) && (
        <ul className={styles['list']}>{isEditedListed ? cards : [...cards, editor]}</ul>
      )}
      {(!isSingle || (listed !== null && notes.length === 0)) &&
        (open === null || open.saver.getState().note !== null) && (
          <div>
            <Button onPress={write}>Write a note</Button>
          </div>
        )}
      {revisionsOf !== null && (
        <Revisions
          note={revisionsOf}
          onClose={() => {
            setRevisionsOf(null);
          }}
        />
      )}
    </section>
  );
}
