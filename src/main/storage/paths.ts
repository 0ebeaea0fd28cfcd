// Where data lives: one folder for all hosts.
// Invariant: a folder or file that we make is readable by its owner alone; a folder we did not make is not re-moded.
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';

const FOLDER_NAME = 'mecfs-atlas-companion';

/** The files of one data folder, as absolute paths. */
export interface DataPaths {
  readonly folder: string;
  readonly library: string;
  readonly atlas: string;
  readonly history: string;
  readonly backups: string;
  /** What a restore has replaced. */
  readonly replaced: string;
}

/** What decides where the data folder is. */
export interface DataFolderChoice {
  /** `--data`, before all else. */
  readonly explicit: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly homeFolder: string;
}

/**
 * The data folder: `--data`, then `COMPANION_DATA`, then the platform's own place
 * (Linux: `$XDG_DATA_HOME` or `~/.local/share`; macOS: `~/Library/Application Support`; Windows: `%APPDATA%`).
 */
export function chooseDataFolder(choice: DataFolderChoice): string {
  const { environment, homeFolder } = choice;
  const named = choice.explicit ?? environment['COMPANION_DATA'] ?? '';
  if (named !== '') return resolve(named);
  if (choice.platform === 'win32') {
    return join(environment['APPDATA'] ?? join(homeFolder, 'AppData', 'Roaming'), FOLDER_NAME);
  }
  if (choice.platform === 'darwin') {
    return join(homeFolder, 'Library', 'Application Support', FOLDER_NAME);
  }
  const xdg = environment['XDG_DATA_HOME'] ?? '';
  // The XDG specification says to ignore a relative path.
  return join(xdg.startsWith('/') ? xdg : join(homeFolder, '.local', 'share'), FOLDER_NAME);
}

/** The paths in a data folder. Nothing is touched. */
export function dataPaths(folder: string): DataPaths {
  return {
    folder,
    library: join(folder, 'library.sqlite'),
    atlas: join(folder, 'atlas.sqlite'),
    history: join(folder, 'history.sqlite'),
    backups: join(folder, 'backups'),
    replaced: join(folder, 'replaced'),
  };
}

/**
 * Makes the folder where it is missing (mode 0700) and proves that it can be written.
 * @throws AppError `data-folder` where it is no folder, `not-writable`, `disk-full`
 */
export function prepareDataFolder(paths: DataPaths): void {
  try {
    makeFolder(paths.folder);
    // A folder that somebody else filled (a home folder given by mistake) keeps its mode.
    if (readdirSync(paths.folder).length === 0) chmodSync(paths.folder, 0o700);
    for (const file of [paths.library, paths.history, paths.atlas]) createPrivateFile(file);
    syncFolder(paths.folder);
  } catch (error) {
    throw folderError(paths.folder, error);
  }
}

// SQLite would make its files by the umask; its -wal and -shm take the mode of the file they belong to.
// Only where it is missing: closing a file drops every lock that this process has on it, SQLite's own among them.
function createPrivateFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
}

// Node's own recursive mkdir never returns where the parent exists and still says ENOENT (below /proc, say).
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it in between.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

/** Makes a folder of our own inside the data folder, mode 0700. */
export function makePrivateFolder(path: string): void {
  makeFolder(path);
}

/** Writes a folder's entries to the disk; a no-op where the platform cannot (Windows). */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function folderError(folder: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      `The disk that holds ${folder} is full. Nothing was changed. Free some space and try again.`,
      { retryable: true, ref: folder, cause: error },
    );
  }
  if (['EEXIST', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code) || isFile(folder)) {
    return new AppError(
      'data-folder',
      `${folder} is not a folder, so no data can be kept there. Nothing was changed. Name a folder with --data or COMPANION_DATA.`,
      { ref: folder, cause: error },
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT') {
    return new AppError(
      'not-writable',
      `The data folder ${folder} cannot be written. Nothing was changed. Give yourself the right to write there, or name another folder with --data or COMPANION_DATA.`,
      { ref: folder, cause: error },
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
