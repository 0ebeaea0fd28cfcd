// The folder `replaced/`: whatever made way for something else, for good.
// Invariant: a -wal never stays behind where its database has gone: SQLite would apply it to whatever
// comes next under that name. So the neighbours of a file go before the file itself.
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { makePrivateFolder, syncFolder, type DataPaths } from '../paths.ts';
import { fileStamp, numberedName } from './backup-names.ts';
import { errorCode, sizeOf, syncFile } from './files.ts';

const NEIGHBOURS = ['-wal', '-shm', '-journal'] as const;

/** Makes `replaced/<moment>/`, mode 0700, a new one each time, and answers its path. */
export function makeKeepFolder(paths: DataPaths, now: UnixMs): string {
  makePrivateFolder(paths.replaced);
  for (let attempt = 1; ; attempt += 1) {
    const folder = join(paths.replaced, numberedName(fileStamp(now), attempt));
    try {
      mkdirSync(folder, { mode: 0o700 });
      syncFolder(paths.replaced);
      syncFolder(paths.folder);
      return folder;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** True where anything is under this name: the database, or a neighbour that has lost it. */
export function hasAnything(path: string): boolean {
  return sizeOf(path) > 0 || NEIGHBOURS.some((suffix) => existsSync(path + suffix));
}

/** Moves a database with its neighbours; nothing is left under the old name. */
export function moveAway(from: string, to: string): void {
  moveNeighbours(from, to);
  if (existsSync(from)) renameSync(from, to);
  syncFolder(dirname(to));
  syncFolder(dirname(from));
}

/**
 * Moves the neighbours of a database away and gives the database itself a second name beside them, so
 * that its place can be taken by a rename and is never empty.
 */
export function keepAside(from: string, to: string): void {
  if (existsSync(from)) linkOrCopy(from, to);
  moveNeighbours(from, to);
  syncFolder(dirname(to));
  syncFolder(dirname(from));
}

/** Moves what SQLite keeps beside a database to stand beside `to`. */
export function moveNeighbours(from: string, to: string): void {
  for (const suffix of NEIGHBOURS) {
    if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix);
  }
}

// FAT and some network file systems have no hard links.
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!/^(?:EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS|EMLINK|EXDEV)$/u.test(errorCode(error))) throw error;
    copyFileSync(from, to);
    syncFile(to);
  }
}
