// Texts that are being worked on and were not set yet, by study: a pasted record, a title.
// Invariant: they outlive a look at another study. They are not kept beyond the window: a record can be large, and lies
// where it was copied from.
import { create } from 'zustand';
import type { Slug } from '../../../shared/domain/ids.ts';

interface Kept {
  readonly pasted: ReadonlyMap<Slug, string>;
  readonly titles: ReadonlyMap<Slug, string>;
}

const useKept = create<Kept>(() => ({ pasted: new Map(), titles: new Map() }));

/** What was pasted for a study. */
export function usePasted(slug: Slug): string {
  return useKept(({ pasted }) => pasted.get(slug)) ?? '';
}

/** Keeps what was pasted; an empty text is none. */
export function keepPasted(slug: Slug, text: string): void {
  useKept.setState(({ pasted }) => ({ pasted: changed(pasted, slug, text === '' ? null : text) }));
}

/** The title that is being typed for a study; null where none is. */
export function useTypedTitle(slug: Slug): string | null {
  return useKept(({ titles }) => titles.get(slug)) ?? null;
}

/** Keeps a title as it is typed; null drops it. */
export function keepTitle(slug: Slug, text: string | null): void {
  useKept.setState(({ titles }) => ({ titles: changed(titles, slug, text) }));
}

function changed(
  texts: ReadonlyMap<Slug, string>,
  slug: Slug,
  text: string | null,
): ReadonlyMap<Slug, string> {
  const next = new Map(texts);
  if (text === null) next.delete(slug);
  else next.set(slug, text);
  return next;
}
