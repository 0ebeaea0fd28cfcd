// Where Chromium keeps its own files: in the data folder, and with them the lock of a single instance.
// Invariant: where they cannot be kept is no reason not to start, for opening the files of the library says in words
// what is wrong with the data folder; and a program that does not start for a lock says whose it is.
import { createHash } from 'node:crypto';
import { readlinkSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { makePrivateFolder } from '../../storage/paths.ts';

/**
 * Puts Chromium's files into a folder, before the app is ready. Where it cannot hold them (a disk that can only be read,
 * a stick or a network drive without links) they go to a folder of their own among the system's: Electron would say
 * that another instance is running, and the program would end without a word.
 */
export function keepChromiumFilesIn(folder: string): void {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const elsewhere = path.join(app.getPath('userData'), name);
  const home = [folder, elsewhere].find(canHoldLock);
  if (home !== undefined) app.setPath('userData', home);
}

/** Chromium's lock is a link on Linux and macOS, a file on Windows. */
function canHoldLock(folder: string): boolean {
  const probe = path.join(folder, `probe-${process.pid}`);
  try {
    makePrivateFolder(folder);
    if (process.platform === 'win32') writeFileSync(probe, '');
    else symlinkSync('nowhere', probe);
    unlinkSync(probe);
    return true;
  } catch {
    return false;
  }
}

/**
 * The other computer that holds the lock of Chromium's files, in a folder that both see, or null. Chromium writes the
 * computer's name and the process into the lock, and believes a name that is not its own.
 */
export function computerWithLock(ownName: string): string | null {
  try {
    const holder = readlinkSync(path.join(app.getPath('userData'), 'SingletonLock'));
    const name = holder.slice(0, holder.lastIndexOf('-'));
    return name === '' || name === ownName ? null : name;
  } catch {
    // No lock, or Windows, whose lock says nothing.
    return null;
  }
}
