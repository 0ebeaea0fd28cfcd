// Records that were pasted and not yet taken over, by study.
// Invariant: a pasted text outlives a look at another study; it is not kept beyond the window, for it can be large
// and lies where it was copied from.
import { create } from 'zustand';
import type { Slug } from '../../../shared/domain/ids.ts';

const usePastedTexts = create<{ readonly bySlug: ReadonlyMap<Slug, string> }>(() => ({
  bySlug: new Map(),
}));

/** What was pasted for a study. */
export function usePasted(slug: Slug): string {
  return usePastedTexts(({ bySlug }) => bySlug.get(slug)) ?? '';
}

/** Keeps what was pasted; an empty text is none. */
export function keepPasted(slug: Slug, text: string): void {
  const bySlug = new Map(usePastedTexts.getState().bySlug);
  if (text === '') bySlug.delete(slug);
  else bySlug.set(slug, text);
  usePastedTexts.setState({ bySlug });
}
