// A bundle in words: what it is, what taking it in did, how far that is. Pure.
// Invariant: it is always said who made it and when, and that nothing of it was checked against the site.
import type { BundleInfoView, BundleReceiptView } from '../../../shared/contract/types.ts';
import type { BundleProgress } from '../../../shared/domain/bundle.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { counted } from '../../ui/count-words.ts';
import { ageInWords, dateInWords } from '../../ui/dates.ts';
import { grouped } from '../../ui/sync-words.ts';

/** What is in a bundle, a sentence each; before it is taken in. */
export function bundleInWords(info: BundleInfoView, now: number): readonly string[] {
  const { count, withPages, maker, createdAt, sources } = info;
  const pages =
    withPages === count
      ? 'each with its page as received'
      : withPages === 0
        ? 'without their pages'
        : `${grouped(withPages)} of them with their page as received`;
  return [
    `Made by ${maker} on ${dateInWords(createdAt)} (${ageInWords(createdAt, now)}).`,
    `${counted(count, 'study', 'studies')}, ${pages}.`,
    sources.length === 0
      ? 'It names no site that its studies were copied from.'
      : `Copied from ${sources.join(', ')}, as its maker says.`,
    'The file is whole: every study in it is as it was when the bundle was made.',
  ];
}

/** What taking it in did, a sentence each. */
export function takenInWords(receipt: BundleReceiptView): readonly string[] {
  const { added, changed, unchanged, kept, bundle } = receipt;
  const lines = [
    `${counted(added.length, 'study was', 'studies were')} added, ${grouped(changed.length)} changed, ${grouped(unchanged)} unchanged.`,
  ];
  if (kept.length > 0) {
    lines.push(
      `${counted(kept.length, 'study stays', 'studies stay')} as in your copy, which knows better: checked later, or found gone.`,
    );
  }
  lines.push(
    `What came from it says so: from a bundle made by ${bundle.maker}, not checked against the site. The next copy from the site checks it.`,
    'Your notes, lists and tags were not touched.',
  );
  return lines;
}

/** How far it is, in one line. */
export function stepInWords({ step, done, total }: BundleProgress): string {
  const words = {
    fetching: 'Fetching the bundle',
    checking: 'Reading the bundle and checking all of it',
    importing: 'Taking the studies in',
    writing: 'Writing the bundle',
  }[step];
  return total === 0 ? `${words}…` : `${words}: ${Math.floor((100 * done) / total)} %`;
}

/** What was made, a sentence each. */
export function madeInWords(
  made: {
    readonly bundle: BundleInfoView;
    readonly leftOut: readonly { readonly slug: string; readonly why: string }[];
    readonly kept: string | null;
  },
  shown: string,
): readonly string[] {
  const { bundle, leftOut, kept } = made;
  const lines = [
    `${shown} holds ${counted(bundle.count, 'study', 'studies')} (${megabytes(bundle.bytes)} MB).`,
  ];
  if (kept !== null) lines.push(`What was there before is kept as ${kept}.`);
  if (leftOut.length > 0) {
    lines.push(
      `${counted(leftOut.length, 'study is', 'studies are')} not in it, or without the page: ${leftOut
        .slice(0, 5)
        .map(({ slug }) => slug)
        .join(', ')}${leftOut.length > 5 ? ' and others' : ''}.`,
    );
  }
  return lines;
}

/** `61 MB, of 22 November 2026`: what is known of a bundle before it is looked into. */
export function fileInWords(bytes: number, changedAt: UnixMs): string {
  return `${megabytes(bytes)} MB, of ${dateInWords(changedAt)}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 });
}
