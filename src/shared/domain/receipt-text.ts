// A receipt in words: one sentence of it, or all of it as a text.
// Invariant: every study that the receipt names is in the whole text; where some are left out, it is said how many.
import type { Slug } from './ids.ts';
import { isBadgeFlip } from './study-changes.ts';
import type { ChangedStudy, ReceiptKind, SyncReceipt } from './sync.ts';

const KINDS: Readonly<Record<ReceiptKind, string>> = {
  'by-hand': 'Copy of the atlas',
  daily: 'Daily look for changes',
  bundle: 'Bundle read in',
  reread: 'Kept pages read again',
};

interface Counted {
  readonly length: number;
}

/** A receipt as far as it is counted: of its lists their lengths. */
export interface ReceiptCounts extends Pick<SyncReceipt, 'kind' | 'kept' | 'unchanged'> {
  readonly added: Counted;
  readonly changed: Counted;
  readonly unreadable: Counted;
  readonly failed: Counted;
  readonly missing: Counted;
  readonly gone: Counted;
  readonly moved: Counted;
  readonly retracted: Counted;
}

/** What it did, in one sentence. */
export function receiptSummary(receipt: ReceiptCounts): string {
  const parts = [
    [receipt.added.length, 'added'],
    [receipt.changed.length, receipt.kind === 'reread' ? 'read better' : 'changed'],
    [receipt.retracted.length, 'retracted or withdrawn'],
    [receipt.gone.length, 'gone'],
    [receipt.moved.length, 'moved'],
    [receipt.missing.length, 'not at their address'],
    [receipt.unreadable.length, 'unreadable'],
    [receipt.failed.length, 'not answered'],
    [receipt.kept, 'kept as they were'],
    [receipt.unchanged, 'unchanged'],
  ] as const;
  const told = parts.filter(([count, word]) => count > 0 || word === 'added' || word === 'changed');
  return `${KINDS[receipt.kind]}: ${told.map(([count, word]) => `${count} ${word}`).join(', ')}.`;
}

/** The studies of which a badge says something else, with the badges. */
export function badgeFlips(receipt: SyncReceipt): readonly ChangedStudy[] {
  return receipt.changed
    .map((study) => ({ ...study, fields: study.fields.filter(isBadgeFlip) }))
    .filter(({ fields }) => fields.length > 0);
}

/** The receipt as a text; with a limit, each list ends after so many lines and says how many are left out. */
export function receiptText(receipt: SyncReceipt, most = Infinity): string {
  const { listed, requests, discovery } = receipt;
  const section = (heading: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', `${heading}:`, ...shortened(lines, most)];
  const named = (heading: string, slugs: readonly Slug[]): string[] =>
    section(`${heading} (${slugs.length})`, slugs);
  const how = discovery === null ? '' : ` (${discovery})`;
  const lines = [
    `${KINDS[receipt.kind]}, finished ${moment(receipt.finishedAt)}`,
    `Source: ${receipt.source}`,
    `Begun ${moment(receipt.startedAt)}; ${listed} studies listed${how}, ${requests} requests.`,
    receiptSummary(receipt),
    ...receipt.notices,
    ...named('Added', receipt.added),
    ...section('Badges that changed', badgeFlips(receipt).flatMap(changeLines)),
    ...section('Changed, field by field', receipt.changed.flatMap(changeLines)),
    ...named('Retracted or withdrawn, by a banner of the page', receipt.retracted),
    ...named(
      'Gone: the address said so twice, a day apart; readable from the history',
      receipt.gone,
    ),
    ...section(
      'Moved to another address',
      receipt.moved.map(({ slug, to }) => `${slug} is now ${to}`),
    ),
    ...named(
      'Not at their address; what is in the copy stays until it says so again',
      receipt.missing,
    ),
    ...named('No longer listed; their addresses were asked', receipt.unlisted),
    ...section(
      'Could not be read as a study; kept out of the copy, and asked for again later',
      receipt.unreadable.map(({ url, reason }) => `${url}: ${reason}`),
    ),
    ...section(
      'Not answered with a page; asked for again later',
      receipt.failed.map(({ url, reason }) => `${url}: ${reason}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** A plain name for a file of the receipt. */
export function receiptFileName(receipt: SyncReceipt): string {
  return `atlas-receipt-${moment(receipt.finishedAt).slice(0, 16).replaceAll(/[: ]/gu, '-')}.txt`;
}

function shortened(lines: readonly string[], most: number): string[] {
  const shown = lines.slice(0, most).map((line) => `  ${line}`);
  const left = lines.length - shown.length;
  return left === 0 ? shown : [...shown, `  … and ${left} more (companion receipt)`];
}

function changeLines({ slug, title, fields }: ChangedStudy): string[] {
  return [
    title === slug ? slug : `${slug}: ${title}`,
    ...fields.map(
      ({ label, before, after }) => `  ${label}: ${quoted(before)} -> ${quoted(after)}`,
    ),
  ];
}

function quoted(text: string | null): string {
  return text === null ? 'not stated' : `“${text.replaceAll(/\s+/gu, ' ')}”`;
}

function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
