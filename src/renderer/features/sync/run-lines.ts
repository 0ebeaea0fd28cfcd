// What the part "Now" says and lets one do.
// Invariant: pure; what can be pressed follows from what the core said, and an unfinished copy is never passed over by a
// new one.
import type { SyncStateView } from '../../../shared/contract/types.ts';
import { counted } from '../../ui/count-words.ts';
import { doneInWords, isOfSite, leftInWords, progressInWords } from '../../ui/sync-words.ts';

export interface RunLines {
  /** How it stands, in one sentence. */
  readonly line: string;
  /** What else there is to know. */
  readonly details: readonly string[];
  readonly done: number;
  readonly total: number;
}

export interface RunChoices {
  /** `resume` goes on with what is unfinished. */
  readonly begin: 'start' | 'resume';
  readonly canBegin: boolean;
  readonly canPause: boolean;
  readonly canStop: boolean;
}

/** The standing in words. */
export function runLines(sync: SyncStateView): RunLines {
  const { progress, isRunning, unfinished } = sync;
  if (isRunning) {
    const { done, total, wait, current, currentTitle, unreadable, leftMs } = progress;
    const left = leftInWords(leftMs);
    const details = [
      ...(wait !== null && total > 0 ? [`${doneInWords(progress)} studies are copied.`] : []),
      ...(left === null ? [] : [`${left.charAt(0).toUpperCase()}${left.slice(1)}.`]),
      ...(current === null || wait !== null ? [] : [`Asked for last: ${currentTitle ?? current}`]),
      ...(unreadable === 0
        ? []
        : [`${counted(unreadable, 'page', 'pages')} could not be read so far.`]),
    ];
    return { line: progressInWords(sync), details, done, total };
  }
  if (unfinished === null) {
    return { line: 'Nothing is being copied.', details: [], done: 0, total: 0 };
  }
  const { done, total, isPaused, pendingRemoval } = unfinished;
  if (pendingRemoval !== null) {
    return {
      line: 'Waiting for your decision.',
      details: ['Everything else of this copy is done and kept.'],
      done,
      total,
    };
  }
  return {
    line: `${isPaused ? 'Paused' : 'Cut off'} at ${doneInWords(unfinished)} studies.`,
    details: [
      isPaused
        ? 'What was copied can be used. The rest waits until you press Resume.'
        : 'What was copied can be used. The rest goes on by itself when the companion is opened, or now when you press Resume.',
    ],
    done,
    total,
  };
}

/** What can be pressed. */
export function runChoices(sync: SyncStateView): RunChoices {
  const { isRunning, unfinished, source } = sync;
  return {
    begin: unfinished === null || isRunning ? 'start' : 'resume',
    canBegin: !isRunning && (unfinished?.pendingRemoval ?? null) === null,
    canPause: isRunning && isOfSite(source),
    canStop: isRunning || unfinished !== null,
  };
}
