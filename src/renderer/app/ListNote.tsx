// The one note of a list.
import { lazy, Suspense, type ReactElement } from 'react';
import type { ListId } from '../../shared/domain/ids.ts';

const Notes = lazy(async () => ({ default: (await import('../features/notes/Notes.tsx')).Notes }));

/** The note, loaded when it is first asked for. */
export function ListNote({ listId }: { readonly listId: ListId }): ReactElement {
  return (
    <Suspense fallback={null}>
      <Notes subject={{ list: listId }} title="Note on this list" isSingle />
    </Suspense>
  );
}
