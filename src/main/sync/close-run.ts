// Closes a run with its receipt, whether it is done or given up.
// Invariant: what a run has changed stands in a receipt, however it ended.
import type { UnixMs } from '../../shared/domain/ids.ts';
import type { SyncReceipt } from '../../shared/domain/sync.ts';
import { rememberVersions } from '../storage/atlas/copy-versions.ts';
import { distrustDates } from '../storage/atlas/date-trust.ts';
import { createSourceStudies } from '../storage/atlas/source-studies.ts';
import { createSyncRuns, type StoredRun } from '../storage/atlas/sync-runs.ts';
import { createVersionReader } from '../storage/atlas/version-reader.ts';
import type { MirrorDatabase } from '../storage/open.ts';
import { receiptOf } from './receipt.ts';

const DATES_ARE_WRONG =
  'A page had changed although its date in the site’s sitemap had not. The dates are not believed any more: the next sync asks for every page.';

/** Finishes a run that is done. Returns the receipt that is kept. */
export function closeRun(mirror: MirrorDatabase, run: StoredRun, at: UnixMs): SyncReceipt {
  const receipt = receiptFor(mirror, run, at);
  const { control } = run;
  // The control was asked for under a date that stood.
  const isControlChanged = receipt.changed.some(({ slug }) => slug === control);
  if (control !== null && isControlChanged) distrustDates(mirror, run.source, at);
  rememberVersions(mirror);
  return createSyncRuns(mirror).finish(
    run,
    isControlChanged ? { ...receipt, notices: [...receipt.notices, DATES_ARE_WRONG] } : receipt,
  );
}

/** Gives up a run that is not done: what it has done so far is kept, and told in a receipt where there is something to tell. */
export function closeEarly(mirror: MirrorDatabase, run: StoredRun, at: UnixMs): void {
  const runs = createSyncRuns(mirror);
  const { done, total } = runs.counts(run);
  const receipt = receiptFor(mirror, run, at);
  const isEmpty = receipt.added.length + receipt.changed.length + receipt.gone.length === 0;
  if (isEmpty && receipt.notices.length === 0) {
    runs.giveUp(run);
    return;
  }
  rememberVersions(mirror);
  const notice = `This sync was given up before it was done: ${done} of ${total} pages had been asked for.`;
  runs.finish(run, { ...receipt, notices: [...receipt.notices, notice] });
}

function receiptFor(mirror: MirrorDatabase, run: StoredRun, finishedAt: UnixMs): SyncReceipt {
  const outcomes = createSyncRuns(mirror).outcomesOf(run);
  return receiptOf(
    { run, outcomes, finishedAt },
    createSourceStudies(mirror, run.source),
    createVersionReader(mirror),
  );
}
