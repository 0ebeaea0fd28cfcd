// What can be done with the chosen studies from anywhere: lists, tags, read state.
import { Suspense, useState, type ReactElement } from 'react';
import { chosenSlugs } from '../api/selection.ts';
import { openPrint } from '../api/printing.ts';
import { useSettings } from '../api/settings-store.ts';
import { useCommand } from '../commands/registry.ts';
import type { Slug } from '../../shared/domain/ids.ts';
import { useMarkCommands } from '../features/marks/use-mark-commands.ts';
import { useCiteCommands } from './use-cite-commands.ts';
import { lazyPart } from '../ui/lazy-part.ts';

const AddToListDialog = lazyPart(async () => ({
  default: (await import('../features/lists/AddToListDialog.tsx')).AddToListDialog,
}));
const TagDialog = lazyPart(async () => ({
  default: (await import('../features/marks/TagDialog.tsx')).TagDialog,
}));

interface OpenDialog {
  readonly kind: 'list' | 'tag';
  readonly slugs: readonly Slug[];
}

export interface StudyActionsProps {
  readonly isShown: boolean;
}

/** The dialogs of these commands; nothing while none is open. */
export function StudyActions({ isShown }: StudyActionsProps): ReactElement | null {
  const slug = useSettings(({ place }) => place.slug);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const open = (kind: OpenDialog['kind']): void => {
    const slugs = chosenSlugs(slug);
    if (slugs.length > 0) setDialog({ kind, slugs });
  };
  useCommand(
    'list.add',
    () => {
      open('list');
    },
    isShown,
  );
  useCommand(
    'study.print',
    () => {
      if (slug !== null) openPrint({ slug });
    },
    isShown && slug !== null,
  );
  useCiteCommands(slug, isShown);
  useMarkCommands({
    openSlug: slug,
    isShown,
    onTag: () => {
      open('tag');
    },
  });
  if (dialog === null) return null;
  const close = (): void => {
    setDialog(null);
  };
  return (
    <Suspense fallback={null}>
      {dialog.kind === 'list' ? (
        <AddToListDialog slugs={dialog.slugs} onClose={close} />
      ) : (
        <TagDialog slugs={dialog.slugs} onClose={close} />
      )}
    </Suspense>
  );
}
