// The editor of one note: a text field, its preview, and the state of saving in words.
// Invariant: the text in the field is the saver's; nothing here can drop it.
import { useEffect, useId, useRef, useState, useSyncExternalStore, type ReactElement } from 'react';
import { changePlace, useSettings } from '../../api/settings-store.ts';
import { useCommand } from '../../commands/registry.ts';
import type { CommandId } from '../../../shared/domain/commands.ts';
import type { NoteId } from '../../../shared/domain/ids.ts';
import type { NoteView } from '../../../shared/contract/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { FormattedText } from './NoteText.tsx';
import styles from './Notes.module.css';
import type { Saver } from './open-saver.ts';
import { SaveState } from './SaveState.tsx';
import { isSettled, isTooLong } from './saver.ts';
import { textClass } from './text-class.ts';
import { useField } from './use-field.ts';

export interface EditorProps {
  readonly saver: Saver;
  /** The notes as the core last told them; null before the first answer. */
  readonly listed: readonly NoteView[] | null;
  /** True after a command or a press; an editor that opens by itself takes no focus. */
  readonly takesFocus: boolean;
  readonly onDone: () => void;
  readonly onRevisions: (note: NoteId) => void;
}

/** The editor. */
export function Editor(props: EditorProps): ReactElement {
  const { saver, listed, onDone, onRevisions } = props;
  const state = useSyncExternalStore(saver.subscribe, saver.getState);
  const [isPreview, setPreview] = useState(false);
  const [isClosing, setClosing] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const [startText] = useState(() => saver.getState().text);
  const id = useId();
  useListed(saver, listed);
  const field = useField(saver, props.takesFocus);

  // It closes when the list shows what was saved, so that no older text is seen in between.
  const isShownBelow =
    listed === null ||
    state.note === null ||
    state.isGone ||
    listed.some((note) => note.id === state.note && note.revision >= (state.basedOn ?? 0));
  useNotePlace(state.note);
  const isClosed = isClosing && isSettled(state) && isShownBelow;
  useEffect(() => {
    if (isClosed) onDone();
  }, [isClosed, onDone]);

  const save = (): void => {
    saver.send({ kind: 'version-wanted' });
  };
  const togglePreview = (): void => {
    setPreview(!isPreview);
    if (isPreview) setTimeout(() => field.current?.focus());
  };
  const showRevisions = (): void => {
    save();
    if (state.note !== null) onRevisions(state.note);
  };
  useEditorCommand('note.save', save, hasFocus);
  useEditorCommand('note.preview', togglePreview, hasFocus);
  useEditorCommand('note.revisions', showRevisions, hasFocus);

  return (
    // It listens to where the focus goes, not to being pressed.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles['editor']}
      role="group"
      aria-label={state.note === null ? 'New note' : 'Editing the note'}
      onFocus={() => {
        setFocus(true);
      }}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        setFocus(false);
        save();
      }}
    >
      {state.hasConflict && (
        <Notice tone="warn" isAlert>
          <p>This note was also changed elsewhere; both texts are kept below each other.</p>
          <p>
            <Button
              onPress={() => {
                saver.send({ kind: 'conflict-seen' });
              }}
            >
              I have seen it
            </Button>
          </p>
        </Notice>
      )}
      <div hidden={isPreview}>
        <label className={styles['label']} htmlFor={`${id}-text`}>
          Note in Markdown
        </label>
        <textarea
          id={`${id}-text`}
          ref={field}
          className={textClass('field', state.text)}
          rows={10}
          dir="auto"
          // React would write a megabyte into the page twice at each key; see useField for the way back.
          defaultValue={startText}
          aria-describedby={`${id}-state`}
          aria-invalid={isTooLong(state)}
          onChange={(event) => {
            setClosing(false);
            saver.send({ kind: 'typed', text: event.target.value, at: Date.now() });
          }}
          onSelect={(event) => {
            const cursor = event.currentTarget.selectionStart;
            changePlace({ note: { id: saver.getState().note, cursor } });
          }}
        />
      </div>
      {isPreview && (
        <div role="group" aria-label="Preview of the note">
          {state.text.trim() === '' ? (
            <p className={styles['quiet']}>Nothing typed yet: there is nothing to preview.</p>
          ) : (
            <FormattedText text={state.text} prefix={`preview-${saver.id}`} />
          )}
        </div>
      )}
      <SaveState id={`${id}-state`} saver={saver} state={state} />
      <div className={styles['buttons']}>
        <Button onPress={togglePreview}>{isPreview ? 'Write' : 'Preview'}</Button>
        <Button onPress={save}>Save a version now</Button>
        {state.note !== null && <Button onPress={showRevisions}>Earlier versions</Button>}
        <Button
          look="main"
          onPress={() => {
            save();
            setClosing(true);
          }}
        >
          Done
        </Button>
      </div>
    </div>
  );
}

/** The editor that has the focus answers before any other that is open. */
function useEditorCommand(id: CommandId, run: () => void, hasFocus: boolean): void {
  useCommand(id, run);
  useCommand(id, run, hasFocus);
}

/** A new note that became a version has a name by which the place finds it again. */
function useNotePlace(note: NoteId | null): void {
  useEffect(() => {
    const { place } = useSettings.getState();
    if (note === null || place.note === null || place.note.id !== null) return;
    changePlace({ note: { id: note, cursor: place.note.cursor } });
  }, [note]);
}

/** Tells the saver what the core says of its note. */
function useListed(saver: Saver, listed: readonly NoteView[] | null): void {
  const wasListed = useRef(false);
  useEffect(() => {
    if (listed === null) return;
    const note = listed.find((each) => each.id === saver.getState().note);
    if (note !== undefined) saver.send({ kind: 'seen', note });
    else if (wasListed.current) saver.send({ kind: 'gone' });
    wasListed.current = note !== undefined;
  }, [saver, listed]);
}
