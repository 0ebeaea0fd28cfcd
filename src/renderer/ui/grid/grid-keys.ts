// What a key means in a grid of studies.
// Invariant: pure; a key that means nothing here is left to the window.

/** What matters of a key event. */
export interface GridKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export interface GridSituation {
  /** The place that has the focus. */
  readonly place: number;
  readonly count: number;
  /** How many rows PageDown goes. */
  readonly pageRows: number;
  /** Rows have an order of their own. */
  readonly canMove: boolean;
}

export type GridAction =
  | { readonly kind: 'activate' | 'extend' | 'toggle'; readonly place: number }
  | { readonly kind: 'move'; readonly from: number; readonly to: number }
  | { readonly kind: 'select-all' }
  | { readonly kind: 'enter' };

/** The action of a key, or null. */
export function gridAction(key: GridKey, situation: GridSituation): GridAction | null {
  const { place, count, canMove } = situation;
  if (count === 0) return null;
  const isMod = key.ctrlKey || key.metaKey;
  if (key.altKey) {
    const to = place + (key.key === 'ArrowUp' ? -1 : key.key === 'ArrowDown' ? 1 : 0);
    if (!canMove || isMod || to === place || to < 0 || to >= count) return null;
    return { kind: 'move', from: place, to };
  }
  if (isMod) return key.key.toLowerCase() === 'a' && !key.shiftKey ? { kind: 'select-all' } : null;
  if (key.key === ' ') return { kind: key.shiftKey ? 'extend' : 'toggle', place };
  if (key.key === 'Enter') return key.shiftKey ? null : { kind: 'enter' };
  const target = targetOf(key.key, situation);
  if (target === null) return null;
  return { kind: key.shiftKey ? 'extend' : 'activate', place: target };
}

function targetOf(key: string, { place, count, pageRows }: GridSituation): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, place + step));
}
