// A receipt of a sync as hosts see it.
import type { MethodOutput } from '../../shared/contract/types.ts';
import type { SyncReceipt } from '../../shared/domain/sync.ts';

/** The receipt with lists of its own. */
export function receiptView(receipt: SyncReceipt): MethodOutput<'sync.run'> {
  return {
    ...receipt,
    added: [...receipt.added],
    changed: [...receipt.changed],
    unreadable: [...receipt.unreadable],
    unlisted: [...receipt.unlisted],
  };
}
