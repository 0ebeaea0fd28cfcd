// Files on their way in from a browser: a tab sends one, the core reads it by its handle.
// Invariant: no upload grows beyond the limit, few lie there at once, and every file is gone when it was used, when newer
// ones push it out, or when the server closes.
import { open } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import type { FileGrants } from '../../platform.ts';
import type { Incoming } from '../../storage/incoming.ts';

/** A whole copy with pages of 200 kB is estimated at less than 100 MB: they share most of their markup. */
export const MAX_UPLOAD_BYTES = 1024 ** 3;
/** Two windows with one each, and one more that was chosen anew. */
const MAX_KEPT = 3;

export interface Uploads {
  /**
   * Receives a body into a file of its own; answers with its handle.
   * @throws AppError `invalid-input` where it is too large, empty, or another one is coming; `disk-full`, `not-writable`
   */
  receive(body: AsyncIterable<Buffer>): Promise<string>;
}

/** Uploads into the data folder's private place for what is coming in. */
export function createUploads(
  files: FileGrants,
  incoming: Incoming,
  maxBytes = MAX_UPLOAD_BYTES,
): Uploads {
  const kept: string[] = [];
  let isReceiving = false;

  return {
    async receive(body) {
      if (isReceiving) {
        throw new AppError(
          'invalid-input',
          'Another file is being taken in just now. Nothing was changed. Wait until it is done, then choose yours again.',
          { retryable: true },
        );
      }
      isReceiving = true;
      const path = incoming.newFile();
      try {
        await save(body, path, maxBytes);
      } catch (error) {
        incoming.remove(path);
        throw explain(error);
      } finally {
        isReceiving = false;
      }
      const handle = files.grant(path);
      kept.push(handle);
      while (kept.length > MAX_KEPT) files.release(kept.shift() ?? '');
      return handle;
    },
  };
}

async function save(body: AsyncIterable<Buffer>, path: string, maxBytes: number): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      await file.appendFile(chunk);
    }
  } finally {
    await file.close();
  }
  if (bytes > 0) return;
  throw new AppError(
    'invalid-input',
    'The file is empty. Nothing was changed. Choose another one.',
  );
}

/** Says what the most is. */
export function tooLarge(maxBytes: number): AppError {
  return new AppError(
    'invalid-input',
    `The file is larger than ${Math.floor(maxBytes / 1_000_000)} MB, which is the most that can be taken in this way. Nothing was changed. The command line takes larger ones: companion sync --source FILE.`,
  );
}

function explain(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof AppError || code === '') return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      'There is no room to take the file in. Nothing was changed. Make room in the data folder, then choose it again.',
      { cause: error, retryable: true },
    );
  }
  return new AppError(
    'file-unreadable',
    `The file did not arrive as a whole (${code}). Nothing was changed. Choose it again.`,
    { cause: error, retryable: true },
  );
}
