// A sync in words, with its numbers.
import type { SyncStateView } from '../../shared/contract/types.ts';
import type { SyncReceipt, SyncState } from '../../shared/domain/sync.ts';

const STATES: Readonly<Record<SyncState, string>> = {
  idle: 'Nothing is being copied',
  checking: 'Asking the site what there is',
  planning: 'Working out what is new',
  fetching: 'Copying',
  removing: 'Looking after studies that are no longer listed',
  finishing: 'Finishing',
  waiting: 'Waiting, as the site asked',
  paused: 'Paused',
  'needs-decision': 'Waiting for your decision',
  failed: 'Stopped by an error',
};

/** `Copying: 412 of 6,145 studies (7 %)`. */
export function progressInWords({ progress }: Pick<SyncStateView, 'progress'>): string {
  const { state, done, total } = progress;
  const words = STATES[state];
  if (total === 0) return words;
  const percent = Math.floor((100 * done) / total);
  return `${words}: ${grouped(done)} of ${grouped(total)} studies (${percent} %)`;
}

/** What a finished sync did, a sentence each. */
export function receiptInWords(receipt: SyncReceipt): readonly string[] {
  const { added, changed, unchanged, unreadable, unlisted } = receipt;
  const lines = [
    `${counted(added.length, 'study was', 'studies were')} added, ${grouped(changed.length)} changed, ${grouped(unchanged)} unchanged.`,
  ];
  if (unreadable.length > 0) {
    lines.push(
      `${counted(unreadable.length, 'page', 'pages')} could not be read as a study. Nothing of yours is touched by that, and the rest of the copy is whole.`,
    );
  }
  if (unlisted.length > 0) {
    lines.push(
      `${counted(unlisted.length, 'study is', 'studies are')} no longer listed by the site. They stay in your copy.`,
    );
  }
  return lines;
}

function counted(number: number, one: string, many: string): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

/** `6,145`. */
export function grouped(number: number): string {
  return number.toLocaleString('en-GB');
}
