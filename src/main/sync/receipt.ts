// Makes the receipt of a run out of what it left in its queue, the mirror and the history.
// Invariant: a receipt names what changed with both texts, shortened; the whole texts are in the history.
import type { UnixMs } from '../../shared/domain/ids.ts';
import { isRetracted } from '../../shared/domain/study.ts';
import { compareReadings, type FieldChange } from '../../shared/domain/study-changes.ts';
import type { ChangedStudy, SyncReceipt } from '../../shared/domain/sync.ts';
import { cutAroundDifference } from '../../shared/util/cut-texts.ts';
import type { SourceStudies } from '../storage/atlas/source-studies.ts';
import type { ChangedRow, RunOutcomes } from '../storage/atlas/run-results.ts';
import type { StoredRun } from '../storage/atlas/sync-runs.ts';
import type { VersionReader } from '../storage/atlas/version-reader.ts';

export interface ReceiptInput {
  readonly run: StoredRun;
  readonly outcomes: RunOutcomes;
  readonly finishedAt: UnixMs;
}

/** The receipt of a run of a site. */
export function receiptOf(
  { run, outcomes, finishedAt }: ReceiptInput,
  sourceStudies: Pick<SourceStudies, 'shown'>,
  versions: VersionReader,
): SyncReceipt {
  const pairs = outcomes.changed.flatMap((row) => compared(row, sourceStudies, versions));
  return {
    id: run.token,
    kind: run.kind,
    source: run.source,
    startedAt: run.startedAt,
    finishedAt,
    discovery: run.discovery,
    listed: run.listed,
    requests: outcomes.requests,
    added: outcomes.added,
    changed: pairs.map(({ changed }) => changed),
    unchanged: outcomes.unchanged + run.settled,
    settled: run.settled,
    unreadable: outcomes.unreadable,
    failed: outcomes.failed,
    unlisted: run.unlisted,
    missing: outcomes.missing,
    gone: outcomes.gone,
    moved: outcomes.moved.flatMap(({ slug, to, hasLeft }) => (hasLeft ? [{ slug, to }] : [])),
    retracted: pairs.flatMap(({ changed, isNewlyRetracted }) =>
      isNewlyRetracted ? [changed.slug] : [],
    ),
    kept: 0,
    notices: run.notices,
  };
}

/** Without the two readings: where everything has changed, they are all that was ever copied, twice. */
interface Compared {
  readonly changed: ChangedStudy;
  readonly isNewlyRetracted: boolean;
}

function compared(
  { slug, before: hash }: ChangedRow,
  sourceStudies: Pick<SourceStudies, 'shown'>,
  versions: VersionReader,
): Compared[] {
  const shown = sourceStudies.shown(slug);
  const before = versions.reading(hash);
  if (shown === null || before === null) return [];
  const { reading: after, contentHash } = shown;
  const fields = shortened(compareReadings(before, after));
  const changed = { slug, title: after.title, before: hash, after: contentHash, fields };
  return [{ changed, isNewlyRetracted: isRetracted(after) && !isRetracted(before) }];
}

/** Changes with texts that fit into a receipt: of long ones the place where they differ first. */
export function shortened(changes: readonly FieldChange[]): FieldChange[] {
  return changes.map((change) => {
    const [before, after] = cutAroundDifference(change.before, change.after);
    return { ...change, before, after };
  });
}
