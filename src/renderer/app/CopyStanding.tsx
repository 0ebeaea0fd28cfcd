// How it stands with the copy, in a few words at the end of the window; all of it is on the screen of the copy.
// Invariant: one line, always there, never wider than its place, so that nothing jumps; it is not read out by itself.
import { useEffect, useState, type ReactElement } from 'react';
import { useAnswer } from '../api/use-answer.ts';
import { useSyncState } from '../api/sync-store.ts';
import { runCommand } from '../commands/registry.ts';
import { copyInWords, copyLine } from '../ui/sync-words.ts';
import { useNow } from '../ui/use-now.ts';
import styles from './StatusBar.module.css';

/** The first studies come first. */
const ASK_AFTER_MS = 1000;

/** The button that says it and leads to the rest. */
export function CopyStanding(): ReactElement {
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setTime(true);
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  const sync = useSyncState();
  // While a copy runs its age is not shown, and changes all the time.
  const isAsked = isTime && sync?.isRunning !== true;
  const status = useAnswer('status.get', isAsked ? {} : null, ['mirror']);
  const now = useNow();
  const age = status.value === null ? '' : copyInWords(status.value.copy, now);
  const words = copyLine(sync, age);
  return (
    <>
      <button
        type="button"
        className={styles['copy']}
        onClick={() => {
          runCommand('go.sync');
        }}
      >
        <span className={styles['words']}>
          {words === '' ? 'How it stands with the copy' : words}
        </span>
      </button>
      {/* Where there is no room for one more thing to press: the screens above lead there too. */}
      <p className={styles['line']}>{words}</p>
    </>
  );
}
