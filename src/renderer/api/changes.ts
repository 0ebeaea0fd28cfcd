// Counts the changes that the core tells of, so that views know when to ask again.
// Invariant: one number a part; it only grows.
import { create } from 'zustand';
import { onCoreEvent } from './client.ts';
import { isOwnSeen } from './seen.ts';

type Part = 'mirror' | 'library';

interface Changes {
  readonly mirror: number;
  readonly library: number;
}

export const useChanges = create<Changes>(() => ({ mirror: 0, library: 0 }));

/** Says that parts have changed: for what this window did itself and need not wait to be told. */
export function noteChange(...parts: readonly Part[]): void {
  useChanges.setState((before) => ({
    mirror: before.mirror + (parts.includes('mirror') ? 1 : 0),
    library: before.library + (parts.includes('library') ? 1 : 0),
  }));
}

let watchers = 0;
let endListening = (): void => undefined;

/** Listens until what it returns is called, by all who have called it; each change is counted once. */
export function watchChanges(): () => void {
  watchers += 1;
  if (watchers === 1) {
    endListening = onCoreEvent((event) => {
      if (event.type === 'data.changed') noteChange(...event.parts);
      // The mark of a change goes where another window has shown it.
      if (event.type === 'study.seen' && !isOwnSeen(event)) noteChange('library');
    });
  }
  return () => {
    watchers -= 1;
    if (watchers === 0) endListening();
  };
}
