// Writes what was made to a file that the reader chose, and remembers what it holds.
// Invariant: a path is never a caller's: a handle of this session stands for it; a file that is not ours is left alone.
import { basename } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import type { ListId } from '../../shared/domain/ids.ts';
import { writeExportFile } from '../export/write-file.ts';
import type { OpenServices, Services } from '../services.ts';

export interface TargetFile {
  readonly path: string;
  readonly text: string | Uint8Array;
  readonly force: boolean;
  readonly listId: ListId | null;
  /** What the file is, as it is remembered. */
  readonly format: string;
}

export interface SavedTarget {
  readonly written: boolean;
  readonly sha256: string;
  /** The name of the file that keeps what was there before, or null. */
  readonly kept: string | null;
}

/** The path behind a handle. @throws AppError `invalid-input` where none was chosen */
export function targetPath({ platform }: Services, target: string): string {
  const path = platform.files.pathOf(target);
  if (path !== null) return path;
  throw new AppError(
    'invalid-input',
    'The file to write to was not chosen in this session. Nothing was written. Choose it again.',
  );
}

/** Writes it. @throws AppError `target-not-ours`, `not-writable`, `disk-full` */
export function saveToTarget(
  services: Services,
  open: OpenServices,
  { path, text, force, listId, format }: TargetFile,
): SavedTarget {
  const { references } = open.library;
  const knownSha256 = references.targetHash(path);
  const { written, sha256, backup } = writeExportFile({ path, text, force, knownSha256 });
  references.rememberTarget({ path, listId, format, sha256, at: services.platform.now() });
  return { written, sha256, kept: backup === null ? null : basename(backup) };
}
