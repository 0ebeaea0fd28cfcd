// How many of some studies each list holds.
// Invariant: what is known stays until it is known anew; a list that does not answer counts as unknown.
import { useEffect, useState } from 'react';
import { request } from '../../api/client.ts';
import type { ListView } from '../../../shared/contract/types.ts';
import type { ListId, Slug } from '../../../shared/domain/ids.ts';

/** List → number of the studies that it holds; empty until it is known. */
export function useHeld(
  lists: readonly ListView[],
  slugs: readonly Slug[],
): ReadonlyMap<ListId, number> {
  const [held, setHeld] = useState<ReadonlyMap<ListId, number>>(new Map());
  useEffect(() => {
    let isWanted = true;
    void countHeld(lists, slugs).then((counts) => {
      if (isWanted) setHeld(counts);
    });
    return () => {
      isWanted = false;
    };
  }, [lists, slugs]);
  return held;
}

async function countHeld(
  lists: readonly ListView[],
  slugs: readonly Slug[],
): Promise<ReadonlyMap<ListId, number>> {
  const wanted = new Set(slugs);
  const counts = new Map<ListId, number>();
  await Promise.all(
    lists.map(async ({ id }) => {
      try {
        const shown = await request('list.show', { list: id });
        counts.set(id, shown.slugs.filter((slug) => wanted.has(slug)).length);
      } catch {
        // Only the words beside the name are missing then; adding to the list says what is wrong.
        counts.delete(id);
      }
    }),
  );
  return counts;
}
