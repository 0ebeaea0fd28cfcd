// Where the program is between start and end, and which windows are open.
// Invariant: one place knows; every file that enforces an order asks here.

export interface OpenWindow {
  close(): void;
  destroy(): void;
}

export const lifecycle: {
  phase: 'starting' | 'ready' | 'gone';
  isQuitting: boolean;
  /** What happened, in order: the tests compare it with Electron's. */
  readonly order: string[];
  readonly windows: Set<OpenWindow>;
} = { phase: 'starting', isQuitting: false, order: [], windows: new Set() };

/** Refuses what may be done only when the app is ready. */
export function needsReady(what: string): void {
  if (lifecycle.phase === 'starting') throw new Error(`${what} before the app is ready`);
}

/** Refuses what must be done before the app is ready. */
export function needsStarting(what: string): void {
  if (lifecycle.phase !== 'starting') throw new Error(`${what} after the app is ready`);
}
