// How a sync stands, as lines of a terminal. Pure.
// Invariant: enough lines to see it move, not enough to fill a screen; a study is told by its title where one is known.
import type { SyncProgress } from '../../../shared/domain/sync.ts';

const STEPS = 20;
/** A title of the usual length stays on one line beside the numbers. */
const LONGEST_NAME = 100;

export interface ProgressLine {
  /** What the line is about: a second line of the same step tells nothing new. */
  readonly step: string;
  readonly text: string;
}

/** The line of a standing; null where the command's answer says how it ended. */
export function progressLine(progress: SyncProgress): ProgressLine | null {
  const { state, done, total, wait } = progress;
  if (state === 'idle' || state === 'failed' || state === 'paused' || state === 'needs-decision') {
    return null;
  }
  if (wait !== null) {
    const until = new Date(wait.until).toISOString().slice(11, 19);
    return only(
      wait.reason === 'offline'
        ? 'no connection; waiting for it (Ctrl-C stops)'
        : `the site asks for silence until ${until} UTC; waiting (Ctrl-C stops)`,
    );
  }
  if (state !== 'fetching' || total === 0) return only(state);
  const size = Math.max(1, Math.floor(total / STEPS));
  const step = `fetching ${done === total ? done : done - (done % size)} of ${total}`;
  const name = progress.currentTitle ?? progress.current;
  return { step, text: name === null || done === total ? step : `${step}: ${oneLine(name)}` };
}

const only = (text: string): ProgressLine => ({ step: text, text });

/** A title is somebody else's text: it gets one line, and nothing that a terminal would obey. */
function oneLine(name: string): string {
  const clean = name.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const letters = [...clean];
  return letters.length <= LONGEST_NAME ? clean : `${letters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
