// Words for what the style processor throws at a style that is well-formed and still wrong.
// Invariant: it says that nothing was written, and names the style.
import { AppError } from '../../shared/contract/errors.ts';

const MAX_REASON = 200;

/** A failure of the style, in words. */
export function styleFailed(title: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, MAX_REASON);
  return new AppError(
    'invalid-input',
    `The style “${title}” cannot be used: the style processor stops at it (${reason}). Nothing was written. Choose another style.`,
    { cause: error },
  );
}
