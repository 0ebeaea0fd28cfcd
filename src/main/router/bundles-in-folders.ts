// The bundles that lie in a folder that was allowed when the program was started.
// Invariant: what is listed and what is granted lies in that folder and is called a bundle; nothing else of it is told.
import { readdirSync, statSync } from 'node:fs';
import { AppError } from '../../shared/contract/errors.ts';
import { BUNDLE_SUFFIX } from '../../shared/domain/bundle.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import { pathInFolder } from './allowed-folder.ts';

export interface BundleFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly changedAt: UnixMs;
}

/** Those of a folder, in no order; none where it is gone or may not be read. */
export function bundlesIn(folder: string): BundleFile[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
  return names.flatMap((name) => findBundle(folder, name) ?? []);
}

/** The path of a bundle. @throws AppError `not-found`, and those of `pathInFolder` */
export function bundleInFolder(folder: string | undefined, name: string): string {
  const found = folder === undefined ? null : fileIn(folder, name);
  if (found !== null) return found.path;
  throw new AppError(
    'not-found',
    'There is no such bundle in the folders that were allowed at the start. Nothing was changed. Choose another one.',
  );
}

/** Null also for a name, a link or a folder that `pathInFolder` refuses: it is none of ours to offer. */
function findBundle(folder: string, name: string): BundleFile | null {
  try {
    return fileIn(folder, name);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function fileIn(folder: string, name: string): BundleFile | null {
  if (!name.endsWith(BUNDLE_SUFFIX)) return null;
  const path = pathInFolder(folder, name);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return null;
  return { name, path, bytes: stats.size, changedAt: Math.floor(stats.mtimeMs) as UnixMs };
}
