// What a run did, in words.
// Invariant: pure; a study that is gone, retracted or unreadable is told of even where nothing else changed.
import { badgeFlips } from '../../../shared/domain/receipt-text.ts';
import type { ReceiptKind, SyncReceipt } from '../../../shared/domain/sync.ts';
import { counted } from '../../ui/count-words.ts';
import { grouped } from '../../ui/sync-words.ts';

/** `Copy of the atlas`: what a receipt is of. */
export const KIND_WORDS: Readonly<Record<ReceiptKind, string>> = {
  'by-hand': 'Copy of the atlas',
  daily: 'Nightly look for changes',
  bundle: 'Bundle read in',
  reread: 'Kept pages read again',
};

/** A sentence for each thing that happened, the first with the numbers of all. */
export function receiptInWords(receipt: SyncReceipt): readonly string[] {
  const { kind, added, changed, unchanged, unreadable, failed, unlisted, missing, kept } = receipt;
  const flips = badgeFlips(receipt).length;
  const told: readonly (readonly [number, string])[] = [
    [
      1,
      kind === 'reread'
        ? `${counted(changed.length, 'page is', 'pages are')} read better now, ${grouped(unchanged)} as before.`
        : `${counted(added.length, 'study was', 'studies were')} added, ${grouped(changed.length)} changed, ${grouped(unchanged)} unchanged.`,
    ],
    [flips, `${counted(flips, 'study has', 'studies have')} a badge that says something else now.`],
    [
      receipt.retracted.length,
      `${counted(receipt.retracted.length, 'study is', 'studies are')} marked as retracted or withdrawn, and ${receipt.retracted.length === 1 ? 'was' : 'were'} not before.`,
    ],
    [
      receipt.gone.length,
      `${counted(receipt.gone.length, 'study is', 'studies are')} gone from the atlas. What you wrote about ${receipt.gone.length === 1 ? 'it' : 'them'} is here, and so is the last text.`,
    ],
    [
      receipt.moved.length,
      `${counted(receipt.moved.length, 'study has', 'studies have')} another address now.`,
    ],
    [
      missing.length,
      `${counted(missing.length, 'study was', 'studies were')} not at the address. Nothing is taken out for that: the address is asked again, a day later at the earliest.`,
    ],
    [
      unlisted.length,
      `${counted(unlisted.length, 'study is', 'studies are')} no longer listed by the site. Being left out of a list takes nothing out of your copy.`,
    ],
    [
      unreadable.length,
      `${counted(unreadable.length, 'page', 'pages')} could not be read as a study. Nothing of yours is touched by that, and the rest of the copy is whole.`,
    ],
    [
      failed.length,
      `${counted(failed.length, 'page', 'pages')} did not arrive: the site answered with an error or a refusal. ${failed.length === 1 ? 'It is' : 'They are'} asked for again later.`,
    ],
    [
      kept,
      `${counted(kept, 'study', 'studies')} of your copy ${kept === 1 ? 'was' : 'were'} newer and stayed.`,
    ],
  ];
  return told.filter(([count]) => count > 0).map(([, words]) => words);
}

/** What stood in a field, in quotes; silence as what it is. */
export function fieldInWords(text: string | null): string {
  return text === null ? 'not stated' : `“${text}”`;
}
