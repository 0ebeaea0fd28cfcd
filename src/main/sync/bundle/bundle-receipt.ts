// What an import of a bundle did: as its caller is told, and as it is kept among the receipts of syncs.
import { randomUUID } from 'node:crypto';
import {
  bundleSource,
  type BundleInfo,
  type BundleReceipt,
} from '../../../shared/domain/bundle.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { ChangedStudy, SyncReceipt } from '../../../shared/domain/sync.ts';

/** What was done. */
export interface ImportOutcome extends Pick<
  BundleReceipt,
  'startedAt' | 'finishedAt' | 'added' | 'unchanged' | 'kept'
> {
  readonly changed: readonly ChangedStudy[];
  readonly retracted: readonly Slug[];
}

/** As the caller is told. */
export function bundleReceiptOf(bundle: BundleInfo, outcome: ImportOutcome): BundleReceipt {
  const { startedAt, finishedAt, added, changed, unchanged, kept } = outcome;
  return {
    bundle,
    startedAt,
    finishedAt,
    added,
    changed: changed.map(({ slug }) => slug),
    unchanged,
    kept,
  };
}

/** As all receipts are kept, so that what came by a bundle is found among them. */
export function syncReceiptOf(bundle: BundleInfo, outcome: ImportOutcome): SyncReceipt {
  const { startedAt, finishedAt, added, changed, retracted, unchanged, kept } = outcome;
  return {
    id: randomUUID(),
    kind: 'bundle',
    source: `a bundle ${bundleSource(bundle)}`,
    startedAt,
    finishedAt,
    discovery: null,
    listed: bundle.count,
    requests: 0,
    added,
    changed,
    unchanged,
    settled: 0,
    unreadable: [],
    failed: [],
    unlisted: [],
    missing: [],
    gone: [],
    moved: [],
    retracted,
    kept: kept.length,
    notices: ['Not checked against the site. A sync checks it.'],
  };
}
