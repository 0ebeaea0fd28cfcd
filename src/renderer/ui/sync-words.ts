// A copy of the atlas in words: how it stands, how long the rest takes, how old it is.
// Invariant: pure; no time is named that cannot be told, and being offline is a state like any other.
import type { Status, SyncStateView } from '../../shared/contract/types.ts';
import { receiptSummary } from '../../shared/domain/receipt-text.ts';
import type { CopyVersion, SyncProgress, SyncState, SyncWait } from '../../shared/domain/sync.ts';
import { counted } from './count-words.ts';
import { ageInWords, timeInWords } from './dates.ts';

const STATES: Readonly<Record<SyncState, string>> = {
  idle: 'Nothing is being copied',
  checking: 'Asking the site what there is',
  planning: 'Working out what is new',
  fetching: 'Copying',
  removing: 'Looking after studies that are no longer listed',
  finishing: 'Finishing',
  waiting: 'Waiting',
  paused: 'Paused',
  'needs-decision': 'Waiting for your decision',
  failed: 'Stopped by an error',
};

/** True where a site is copied: what is read on this computer is over in moments and cannot be paused. */
export function isOfSite(source: string | null): boolean {
  return source === null || /^https?:/iu.test(source);
}

/** `Copying: 412 of 6,145 studies (6 %)`; while it waits, why. */
export function progressInWords(sync: Pick<SyncStateView, 'progress' | 'source'>): string {
  const { state, done, total, wait } = sync.progress;
  if (wait !== null) return waitInWords(wait);
  const isReading = state === 'fetching' && !isOfSite(sync.source);
  const words = isReading ? 'Reading kept pages' : STATES[state];
  if (total === 0 || state !== 'fetching') return words;
  const percent = Math.floor((100 * done) / total);
  const what = isReading ? 'pages' : 'studies';
  return `${words}: ${doneInWords(sync.progress)} ${what} (${percent} %)`;
}

/** `412 of 6,145`. */
export function doneInWords({ done, total }: Pick<SyncProgress, 'done' | 'total'>): string {
  return `${grouped(done)} of ${grouped(total)}`;
}

function waitInWords({ reason, until }: SyncWait): string {
  if (reason === 'offline') return 'Offline. The copy goes on when the connection is back.';
  return `Waiting until ${timeInWords(until)}: the site asked for silence.`;
}

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

/**
 * `about 1 hour 20 minutes left`; null while it cannot be told. The longer, the rounder: it is an estimate, and a
 * number that changes all the time helps nobody.
 */
export function leftInWords(leftMs: number | null): string | null {
  if (leftMs === null) return null;
  const minutes = leftMs / MINUTE_MS;
  if (minutes < 1) return 'less than a minute left';
  const rounded = roundTo(minutes, minutes < 10 ? 1 : minutes < HOUR_MINUTES ? 5 : 10);
  const hours = Math.floor(rounded / HOUR_MINUTES);
  const rest = rounded % HOUR_MINUTES;
  const parts = [
    hours > 0 ? counted(hours, 'hour', 'hours') : '',
    rest > 0 && hours < 10 ? counted(rest, 'minute', 'minutes') : '',
  ].filter((part) => part !== '');
  return `about ${parts.join(' ')} left`;
}

function roundTo(value: number, step: number): number {
  return Math.round(value / step) * step;
}

/** How the copying stands, in a few words for a line; null where nothing goes on and nothing waits. */
export function standingInWords(sync: SyncStateView): string | null {
  const { progress, isRunning, unfinished, failure } = sync;
  if (isRunning) {
    const { wait, state } = progress;
    if (wait?.reason === 'offline') return 'Offline: the copy waits';
    if (wait !== null) return `Copy waits until ${timeInWords(wait.until)}, as the site asked`;
    const left = leftInWords(progress.leftMs);
    const words = progressInWords(sync);
    return left === null || state !== 'fetching' ? words : `${words} · ${left}`;
  }
  if (unfinished !== null) {
    if (unfinished.pendingRemoval !== null) return 'The copy needs your decision';
    return `Copy ${unfinished.isPaused ? 'paused' : 'cut off'} at ${doneInWords(unfinished)}`;
  }
  if (failure === null) return null;
  if (failure.code === 'sync-running') return 'Another program is copying';
  return failure.code === 'source-unreachable'
    ? 'Copy not renewed: the site was not reached'
    : 'The last copy stopped';
}

/** `Generator v1 / Scanner v1.4 / policy v0.1`: what the atlas made the studies with; null where no page said. */
export function versionInWords(version: Omit<CopyVersion, 'studies'>): string | null {
  const parts = [
    ['Generator', version.generator],
    ['Scanner', version.scanner],
    ['policy', version.policy],
  ] as const;
  const told = parts.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  return told.length === 0 ? null : told.join(' / ');
}

/** `Copy checked 3 days ago · Generator v1 / Scanner v1.4 / policy v0.1`. */
export function copyInWords({ checkedAt, versions }: Status['copy'], now: number): string {
  if (checkedAt === null) return 'No copy taken yet';
  const [first] = versions;
  const version = first === undefined ? null : versionInWords(first);
  const age = `Copy checked ${ageInWords(checkedAt, now)}`;
  if (version === null) return age;
  return `${age} · ${version}${versions.length > 1 ? ' and others' : ''}`;
}

/** The last line of the window: how the copying stands, else how old the copy is, and both where the last one failed. */
export function copyLine(sync: SyncStateView | null, age: string): string {
  const standing = sync === null ? null : standingInWords(sync);
  if (standing === null) return age;
  const isOver = sync?.isRunning === false && sync.unfinished === null;
  return isOver && age !== '' ? `${standing} · ${age}` : standing;
}

/** What is said aloud when the standing has changed; null for every single step. */
export function announcementOf(before: SyncStateView, after: SyncStateView): string | null {
  if (after.isRunning) {
    if (!before.isRunning) {
      if (!isOfSite(after.source)) return 'Reading the kept pages has begun.';
      return before.unfinished === null ? 'The copy has begun.' : 'The copy goes on.';
    }
    const [was, is] = [before.progress.wait?.reason, after.progress.wait?.reason];
    return is === 'offline' && was !== 'offline' && after.progress.wait !== null
      ? waitInWords(after.progress.wait)
      : null;
  }
  if (!before.isRunning) return null;
  const { unfinished, failure } = after;
  if (unfinished !== null && unfinished.pendingRemoval !== null) {
    return 'The copy waits for your decision.';
  }
  if (unfinished?.isPaused === true) return `The copy is paused at ${doneInWords(unfinished)}.`;
  if (failure !== null) return `The copy has stopped. ${failure.message}`;
  if (after.receipt !== null && after.receipt.id !== before.receipt?.id) {
    return `Done. ${receiptSummary(after.receipt)}`;
  }
  return 'The copy has stopped. What was copied is kept.';
}

/** `6,145`. */
export function grouped(number: number): string {
  return number.toLocaleString('en-GB');
}
