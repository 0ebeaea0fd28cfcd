// The one note of a list.
import { Suspense, type ReactElement } from 'react';
import type { ListId } from '../../shared/domain/ids.ts';
import { lazyPart } from '../ui/lazy-part.ts';

const Notes = lazyPart(async () => ({
  default: (await import('../features/notes/Notes.tsx')).Notes,
}));

/** The note, loaded when it is first asked for. */
export function ListNote({ listId }: { readonly listId: ListId }): ReactElement {
  return (
    <Suspense fallback={null}>
      <Notes subject={{ list: listId }} title="Note on this list" isSingle />
    </Suspense>
  );
}
