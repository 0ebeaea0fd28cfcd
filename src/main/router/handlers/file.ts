// Methods of the files that a person chooses to write to.
// Invariant: a path never comes from a caller: a handle stands for what was chosen, or for a name in a
// folder that was allowed at the start.
import { AppError } from '../../../shared/contract/errors.ts';
import type { Services } from '../../services.ts';
import { pathInFolder, requireFileName } from '../allowed-folder.ts';
import type { Handler } from '../router.ts';
import { shownPath } from '../shown-path.ts';

/** `file.places`: how this host can put a file somewhere; `folders` are for reading, their places are what counts. */
export const showPlaces: Handler<Services, 'file.places'> = ({ platform }) => ({
  chooser: platform.chooser.kind,
  folders: platform.chooser.folders.map(shownPath),
});

/** `file.offer`: a handle to write to. Errors: `invalid-input` for a name or folder that cannot be, `not-writable`. */
export const offerFile: Handler<Services, 'file.offer'> = async (services, { name, folder }) => {
  const { chooser, files } = services.platform;
  if (folder === null) {
    requireFileName(name);
    return (await chooser.chooseTarget(name)) ?? { target: null, shown: null };
  }
  const allowed = chooser.folders[folder];
  if (allowed === undefined) {
    throw new AppError(
      'invalid-input',
      'There is no such folder among those that were allowed at the start. Nothing was written. Choose one of the others.',
      { ref: String(folder) },
    );
  }
  const path = pathInFolder(allowed, name);
  return { target: files.grant(path), shown: shownPath(path) };
};
