// What syncs did and left unfinished, as hosts see it.
import type { MethodOutput, Status } from '../../shared/contract/types.ts';
import type { SyncReceipt, UnfinishedSync } from '../../shared/domain/sync.ts';

/** The receipt with lists of its own. */
export function receiptView(receipt: SyncReceipt): MethodOutput<'sync.run'> {
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

/** The unfinished run with lists of its own. */
export function unfinishedView(run: UnfinishedSync): NonNullable<Status['unfinishedSync']> {
  const { pendingRemoval: pending } = run;
  return {
    ...run,
    pendingRemoval: pending === null ? null : { ...pending, examples: [...pending.examples] },
  };
}
