// How far a copy is, in the dock and the taskbar.
// Invariant: pure; nothing is shown where nothing is under way.
import type { SyncProgress } from '../../../shared/domain/sync.ts';

/** As `BrowserWindow.setProgressBar` takes it: below 0 none, above 1 of unknown length. */
export interface ShownProgress {
  readonly value: number;
  /** Windows shows it in the colour of the bar. */
  readonly mode: 'none' | 'normal' | 'indeterminate' | 'paused' | 'error';
}

const NONE: ShownProgress = { value: -1, mode: 'none' };
const UNKNOWN = 2;

/** What the bar shows of a copy. */
export function shownProgress({ state, done, total, wait }: SyncProgress): ShownProgress {
  const share = total === 0 ? UNKNOWN : Math.min(1, done / total);
  switch (state) {
    case 'idle':
    case 'failed':
      return NONE;
    case 'checking':
    case 'planning':
      return { value: UNKNOWN, mode: 'indeterminate' };
    case 'fetching':
    case 'removing':
    case 'finishing':
      if (wait !== null) return { value: share, mode: 'paused' };
      return { value: share, mode: total === 0 ? 'indeterminate' : 'normal' };
    case 'waiting':
    case 'paused':
    case 'needs-decision':
      return { value: share, mode: 'paused' };
  }
}
