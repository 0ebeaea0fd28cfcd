// Methods of what is printed.
// Invariant: only a PDF is written, and only to a file that was chosen; a file that is not ours is left alone.
import { basename } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import { writeExportFile } from '../../export/write-file.ts';
import type { Services } from '../../services.ts';
import type { Handler } from '../router.ts';

const PDF_START = '%PDF-';

/** `print.save`: writes a PDF that the host made. Errors: `invalid-input`, `target-not-ours`, `not-writable`, `disk-full`. */
export const savePrint: Handler<Services, 'print.save'> = async (
  services,
  { target, pdf, force },
) => {
  const path = services.platform.files.pathOf(target);
  if (path === null) {
    throw new AppError(
      'invalid-input',
      'The file to write to was not chosen in this session. Nothing was written. Choose it again.',
    );
  }
  const bytes = Buffer.from(pdf, 'base64');
  if (!bytes.subarray(0, PDF_START.length).equals(Buffer.from(PDF_START))) {
    throw new AppError('invalid-input', 'What came to be saved is no PDF. Nothing was written.');
  }
  const { references } = (await services.open()).library;
  const result = writeExportFile({
    ...{ path, text: bytes, force },
    knownSha256: references.targetHash(path),
  });
  references.rememberTarget({
    ...{ path, listId: null, format: 'pdf' },
    sha256: result.sha256,
    at: services.platform.now(),
  });
  return {
    written: result.written,
    sha256: result.sha256,
    kept: result.backup === null ? null : basename(result.backup),
  };
};
