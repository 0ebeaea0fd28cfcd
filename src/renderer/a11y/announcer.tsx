// What a screen reader is told without being asked: counts and results, politely and once.
// Invariant: one live region for the whole window; the same sentence twice in a row is said once.
import type { ReactElement } from 'react';
import { create } from 'zustand';
import styles from './announcer.module.css';

const useAnnouncement = create<{ readonly text: string }>(() => ({ text: '' }));

/** Says a sentence when the reader's software is next silent. */
export function announce(text: string): void {
  if (useAnnouncement.getState().text !== text) useAnnouncement.setState({ text });
}

/** The live region; once, at the end of the page. */
export function Announcer(): ReactElement {
  const text = useAnnouncement((state) => state.text);
  return (
    <div className={styles['region']} role="status" aria-live="polite">
      {text}
    </div>
  );
}
