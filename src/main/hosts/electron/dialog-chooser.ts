// Where a file goes, or which one is read, said in the system's own dialog.
// Invariant: a path comes from the dialog and stays in this process; the window sees a handle and a name.
import { basename } from 'node:path';
import { dialog, type BrowserWindow, type SaveDialogOptions } from 'electron';
import { BUNDLE_SUFFIX } from '../../../shared/domain/bundle.ts';
import type { FileChooser, FileGrants } from '../../platform.ts';

/** A chooser that takes a file the system has handed over in place of asking for one, once. */
export interface OfferedChooser extends FileChooser {
  /** The next source that is asked for is this file; null: it is asked for in the dialog again. */
  offer(path: string | null): void;
}

/** A chooser over the window that `window` gives; without one the dialog stands by itself. */
export function createDialogChooser(options: {
  readonly files: FileGrants;
  readonly folders: readonly string[];
  readonly window: () => BrowserWindow | null;
}): OfferedChooser {
  let offered: string | null = null;
  return {
    kind: 'dialog',
    folders: options.folders,
    async chooseTarget(name) {
      const parent = options.window();
      // A suggestion is a name; where it goes is the person's choice.
      const question: SaveDialogOptions = {
        defaultPath: basename(name),
        // Linux asks before a file is replaced only where it is told to; the others do.
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      };
      const answer =
        parent === null
          ? await dialog.showSaveDialog(question)
          : await dialog.showSaveDialog(parent, question);
      if (answer.canceled || answer.filePath === '') return null;
      return { target: options.files.grant(answer.filePath), shown: basename(answer.filePath) };
    },
    offer(path) {
      offered = path;
    },
    async chooseSource() {
      if (offered !== null) {
        const given = offered;
        offered = null;
        return { file: options.files.grant(given), shown: basename(given) };
      }
      const parent = options.window();
      const question = {
        title: 'Open a bundle',
        properties: ['openFile' as const],
        filters: [
          { name: 'Bundles of the atlas', extensions: [BUNDLE_SUFFIX.slice(1)] },
          { name: 'All files', extensions: ['*'] },
        ],
      };
      const answer =
        parent === null
          ? await dialog.showOpenDialog(question)
          : await dialog.showOpenDialog(parent, question);
      const [path] = answer.filePaths;
      if (answer.canceled || path === undefined) return null;
      return { file: options.files.grant(path), shown: basename(path) };
    },
  };
}
