// Answers of the core about copies of the atlas, for tests of their views.
import type { MethodOutput, SyncStateView } from '../../src/shared/contract/types.ts';
import type { ContentHash, Slug } from '../../src/shared/domain/ids.ts';
import {
  NO_PROGRESS,
  type ChangedStudy,
  type SyncProgress,
  type SyncReceipt,
  type UnfinishedSync,
} from '../../src/shared/domain/sync.ts';
import { EXAMPLE_TIME, exampleReceipt, exampleSyncState } from './example-answers.ts';

export const EXAMPLE_SITE = 'https://www.mecfsatlas.com';

/** A copy at work. */
export function exampleRun(progress: Partial<SyncProgress> = {}): SyncStateView {
  return exampleSyncState({
    isRunning: true,
    source: EXAMPLE_SITE,
    startedAt: EXAMPLE_TIME,
    progress: { ...NO_PROGRESS, state: 'fetching', done: 412, total: 6145, ...progress },
  });
}

/** A copy that was paused. */
export function exampleUnfinished(more: Partial<UnfinishedSync> = {}): SyncStateView {
  const run = {
    source: EXAMPLE_SITE,
    kind: 'by-hand',
    startedAt: EXAMPLE_TIME,
    done: 412,
    total: 6145,
    isPaused: true,
    hasFailed: false,
    pendingRemoval: null,
    ...more,
  } as const;
  const { pendingRemoval: pending } = run;
  return exampleSyncState({
    unfinished: {
      ...run,
      pendingRemoval: pending === null ? null : { ...pending, examples: [...pending.examples] },
    },
  });
}

/** `added-7`. */
export function exampleSlug(kind: string, number = 1): Slug {
  return `${kind}-${number}` as Slug;
}

/** A study that says something else in two fields, one of them a badge. */
export function exampleChange(number: number): ChangedStudy {
  return {
    slug: exampleSlug('changed', number),
    title: `Changed study ${number}`,
    before: 'a'.repeat(64) as ContentHash,
    after: 'b'.repeat(64) as ContentHash,
    fields: [
      {
        field: 'badge.pem',
        label: 'PEM',
        before: 'PEM required',
        after: number % 2 === 0 ? null : 'PEM not required',
      },
      { field: 'journal', label: 'Journal', before: 'Old Journal', after: 'New Journal' },
    ],
  };
}

/** A receipt with something in each of its lists. */
export function exampleFullReceipt(added = 3): SyncReceipt {
  return exampleReceipt({
    listed: 6145,
    requests: 6150,
    added: Array.from({ length: added }, (_, number) => exampleSlug('added', number)),
    changed: [exampleChange(1), exampleChange(2)],
    unchanged: 6100,
    unreadable: [
      {
        slug: exampleSlug('unreadable'),
        url: `${EXAMPLE_SITE}/evidence/unreadable-1`,
        reason: 'it has no title',
      },
    ],
    failed: [
      {
        slug: exampleSlug('failed'),
        url: `${EXAMPLE_SITE}/evidence/failed-1`,
        reason: 'the site answered with an error (500)',
      },
    ],
    unlisted: [exampleSlug('unlisted')],
    missing: [exampleSlug('missing')],
    gone: [exampleSlug('gone')],
    moved: [{ slug: exampleSlug('moved'), to: exampleSlug('moved', 2) }],
    retracted: [exampleSlug('retracted')],
    notices: ['The page on methods names a feed.'],
  });
}

/** The same as the core answers it, with lists of its own. */
export function receiptAnswer(receipt: SyncReceipt): MethodOutput<'sync.run'> {
  return {
    ...receipt,
    added: [...receipt.added],
    changed: receipt.changed.map((study) => ({ ...study, fields: [...study.fields] })),
    unreadable: [...receipt.unreadable],
    failed: [...receipt.failed],
    unlisted: [...receipt.unlisted],
    missing: [...receipt.missing],
    gone: [...receipt.gone],
    moved: [...receipt.moved],
    retracted: [...receipt.retracted],
    notices: [...receipt.notices],
  };
}
