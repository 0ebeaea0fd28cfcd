// The receipts of syncs: found, shown whole, written to a file.
// Invariant: a receipt is never changed; what is written is the text that is shown.
import { AppError } from '../../../shared/contract/errors.ts';
import {
  receiptFileName,
  receiptSummary,
  receiptText,
} from '../../../shared/domain/receipt-text.ts';
import type { SyncReceipt } from '../../../shared/domain/sync.ts';
import { writeExportFile } from '../../export/write-file.ts';
import type { OpenServices, Services } from '../../services.ts';
import type { Handler } from '../router.ts';
import { receiptView } from '../receipt-view.ts';

/** `sync.receipts`: newest first, with all the words that are asked for. */
export const listReceipts: Handler<Services, 'sync.receipts'> = async (
  services,
  { query, limit },
) => {
  const { syncs } = await services.open();
  const words = query.split(/\s+/u).filter((word) => word !== '');
  return {
    receipts: syncs.receipts(words, limit).map(({ counts, ...receipt }) => ({
      ...receipt,
      kind: counts.kind,
      summary: receiptSummary(counts),
    })),
  };
};

/** `sync.receipt`: one whole, as a value and as a text. Errors: `not-found`. */
export const showReceipt: Handler<Services, 'sync.receipt'> = async (services, { id }) => {
  const receipt = findReceipt(await services.open(), id);
  return {
    receipt: receiptView(receipt),
    text: receiptText(receipt),
    fileName: receiptFileName(receipt),
  };
};

/** `sync.saveReceipt`: the text to a chosen file. Errors: `not-found`, `invalid-input`, `target-not-ours`, `not-writable`, `disk-full`. */
export const saveReceipt: Handler<Services, 'sync.saveReceipt'> = async (
  services,
  { id, target, force },
) => {
  const path = services.platform.files.pathOf(target);
  if (path === null) {
    throw new AppError(
      'invalid-input',
      'The file to write to was not chosen in this session. Nothing was written. Choose it again.',
    );
  }
  const text = receiptText(findReceipt(await services.open(), id));
  writeExportFile({ path, text, force, knownSha256: null });
  return { written: true };
};

function findReceipt({ syncs }: OpenServices, id: string): SyncReceipt {
  const receipt = syncs.receipt(id);
  if (receipt !== null) return receipt;
  throw new AppError(
    'not-found',
    'There is no receipt of this name. Nothing was changed. "companion receipts" lists them.',
    { ref: id },
  );
}
