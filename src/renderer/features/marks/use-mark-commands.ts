// The commands that mark studies: read state and tags, for what is selected, else for the open study.
// Invariant: what was done is told in the status line, with its undo; so is why something was not done.
import type { Slug } from '../../../shared/domain/ids.ts';
import { toApiError } from '../../api/client.ts';
import { chosenSlugs, useSelection } from '../../api/selection.ts';
import { useLastChange } from '../../api/undo-store.ts';
import { useCommand } from '../../commands/registry.ts';
import { toggleRead } from './read-state.ts';

export interface MarkCommandsOptions {
  readonly openSlug: Slug | null;
  readonly isShown: boolean;
  /** Opens the dialog for tags on the chosen studies. */
  readonly onTag: () => void;
}

/** Answers `read.toggle` and `tag.add` while there is something to mark and it is in sight. */
export function useMarkCommands({ openSlug, isShown, onTag }: MarkCommandsOptions): void {
  const hasSelection = useSelection((state) => state.slugs.length > 0);
  const canMark = isShown && (openSlug !== null || hasSelection);
  useCommand(
    'read.toggle',
    () => {
      toggleRead(chosenSlugs(openSlug)).catch((error: unknown) => {
        useLastChange.setState({ failure: toApiError(error).message });
      });
    },
    canMark,
  );
  useCommand('tag.add', onTag, canMark);
}
