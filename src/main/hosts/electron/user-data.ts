// Where Chromium keeps its own files: in the data folder, and with them the lock of a single instance.
// Invariant: Electron refuses a folder that is not there; one that cannot be made is no reason not to start,
// for opening the files of the library says in words what is wrong with the data folder.
import { app } from 'electron';
import { makePrivateFolder } from '../../storage/paths.ts';

/** Puts Chromium's files into a folder, before the app is ready. False where the folder cannot be made. */
export function keepChromiumFilesIn(folder: string): boolean {
  try {
    makePrivateFolder(folder);
  } catch {
    return false;
  }
  app.setPath('userData', folder);
  return true;
}
