// Shows a folder in the system's own program for files.
// Invariant: a folder that is gone, or a system that shows none, is said in words with the path; never an error in a box.
import { dialog, shell, type BrowserWindow, type MessageBoxOptions } from 'electron';

/** Shows the folder that `find` gives, or makes. Never rejects. */
export async function showFolder(window: BrowserWindow, find: () => string): Promise<void> {
  let where = '';
  try {
    where = find();
    // Resolves to what went wrong.
    if ((await shell.openPath(where)) === '') return;
  } catch {
    // The folder could not be made: told like one that cannot be shown.
  }
  const question: MessageBoxOptions = {
    type: 'info',
    message: 'The folder could not be shown',
    detail: `It may be gone, on a disk that is not connected, or the system has no program that shows folders. Nothing was changed.${where === '' ? '' : `\n\n${where}`}`,
    buttons: ['Close'],
    noLink: true,
  };
  if (window.isDestroyed()) await dialog.showMessageBox(question);
  else await dialog.showMessageBox(window, question);
}
