// Who waits for a network hears that the computer has slept, or is online again.
// Invariant: a listener that has left is told nothing.
import type { OnWake } from '../sync/connection.ts';

export interface Wakes {
  readonly onWake: OnWake;
  /** Tells all that listen. */
  readonly wake: () => void;
}

/** Nobody listens yet. */
export function createWakes(): Wakes {
  const listeners = new Set<() => void>();
  return {
    onWake(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    wake() {
      for (const listener of [...listeners]) listener();
    },
  };
}
