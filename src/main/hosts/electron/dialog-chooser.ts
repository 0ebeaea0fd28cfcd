// Where a file goes, said in the system's own dialog.
// Invariant: a path comes from the dialog and stays in this process; the window sees a handle and a name.
import { basename } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import type { FileChooser, FileGrants } from '../../platform.ts';

/** A chooser over the window that `window` gives; without one the dialog stands by itself. */
export function createDialogChooser(options: {
  readonly files: FileGrants;
  readonly folders: readonly string[];
  readonly window: () => BrowserWindow | null;
}): FileChooser {
  return {
    kind: 'dialog',
    folders: options.folders,
    async chooseTarget(name) {
      const parent = options.window();
      // A suggestion is a name; where it goes is the person's choice.
      const question = { defaultPath: basename(name) };
      const answer =
        parent === null
          ? await dialog.showSaveDialog(question)
          : await dialog.showSaveDialog(parent, question);
      if (answer.canceled || answer.filePath === '') return null;
      return { target: options.files.grant(answer.filePath), shown: basename(answer.filePath) };
    },
  };
}
