// One line under the editor: how it stands with the text, and the way on where it could not be saved.
// Invariant: always there and always of the same height; read aloud when its kind changes, not at each key.
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { announce } from '../../a11y/announcer.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './Notes.module.css';
import type { Saver } from './open-saver.ts';
import { saveStatus, toAnnounce, type SaveStatus } from './save-status.ts';
import type { SaverState } from './saver.ts';

/** After this long without an answer it is said. */
const LATE_MS = 5000;

export interface SaveStateProps {
  readonly id: string;
  readonly saver: Saver;
  readonly state: SaverState;
}

/** The state of saving in words. */
export function SaveState({ id, saver, state }: SaveStateProps): ReactElement {
  const [openedAt] = useState(() => Date.now());
  const now = Math.max(openedAt, state.typedAt, state.keptAt ?? 0, state.savedAt ?? 0);
  const status = saveStatus(state, now, useIsLate(state.inFlight !== null));
  const { kind, words } = status;
  const told = useRef<SaveStatus>(status);
  useEffect(() => {
    const sentence = toAnnounce(told.current, { kind, words });
    told.current = { kind, words };
    if (sentence !== null) announce(sentence);
  }, [kind, words]);
  const isTrouble =
    kind === 'waiting' || kind === 'failed' || kind === 'too-long' || kind === 'gone';
  return (
    <div className={styles['state']}>
      <p id={id} className={isTrouble ? styles['trouble'] : styles['quiet']}>
        {words}
      </p>
      {kind === 'failed' && (
        <div className={styles['buttons']}>
          <Button
            onPress={() => {
              saver.send({ kind: 'retried' });
            }}
          >
            Try again
          </Button>
          {state.failure?.isNoteGone === true && (
            <Button
              onPress={() => {
                saver.send({ kind: 'detached' });
              }}
            >
              Keep it as a new note
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function useIsLate(isUnderWay: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setTimeout(() => {
      setLate(true);
    }, LATE_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isUnderWay]);
  return isLate;
}
