// Methods of what is printed.
// Invariant: only a PDF is written, and only to a file that was chosen; a file that is not ours is left alone.
import { AppError } from '../../../shared/contract/errors.ts';
import type { Services } from '../../services.ts';
import type { Handler } from '../router.ts';
import { saveToTarget, targetPath } from '../save-to-target.ts';

const PDF_START = '%PDF-';

/** `print.save`: writes a PDF that the host made. Errors: `invalid-input`, `target-not-ours`, `not-writable`, `disk-full`. */
export const savePrint: Handler<Services, 'print.save'> = async (
  services,
  { target, pdf, force },
) => {
  const path = targetPath(services, target);
  const bytes = Buffer.from(pdf, 'base64');
  if (!bytes.subarray(0, PDF_START.length).equals(Buffer.from(PDF_START))) {
    throw new AppError('invalid-input', 'What came to be saved is no PDF. Nothing was written.');
  }
  const open = await services.open();
  return saveToTarget(services, open, {
    ...{ path, text: bytes, force, listId: null, format: 'pdf' },
  });
};
