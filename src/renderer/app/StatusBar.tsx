// The last line of the window: what was changed last, with its undo, and how it stands with the copy.
// Invariant: it is always there and never higher than one line of buttons, so that nothing jumps.
import type { ReactElement } from 'react';
import { undoLast, useLastChange } from '../api/undo-store.ts';
import { Button } from '../ui/Button.tsx';
import { CopyStanding } from './CopyStanding.tsx';
import styles from './StatusBar.module.css';

export interface StatusBarProps {
  /** Told of the place for the switches of the panes. */
  readonly onSlot: (slot: HTMLElement | null) => void;
}

/** The status bar. */
export function StatusBar({ onSlot }: StatusBarProps): ReactElement {
  const { done, canUndo, failure } = useLastChange();
  return (
    <footer className={styles['bar']}>
      <div ref={onSlot} />
      <p className={styles['done']}>{failure ?? (done === null ? '' : `Last change: ${done}.`)}</p>
      {canUndo && (
        <Button look="quiet" onPress={() => void undoLast()}>
          Undo
        </Button>
      )}
      <CopyStanding />
    </footer>
  );
}
