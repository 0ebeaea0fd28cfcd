// The studies that commands act on: those selected in the grid, else the one that is open.
// Invariant: one selection for the window; a view that leaves takes its selection with it.
import { create } from 'zustand';
import type { Slug } from '../../shared/domain/ids.ts';

interface Selection {
  readonly slugs: readonly Slug[];
}

export const useSelection = create<Selection>(() => ({ slugs: [] }));

/** Says what is selected now. */
export function select(slugs: readonly Slug[]): void {
  useSelection.setState({ slugs });
}

/** What a command acts on: the selection, else the open study, else nothing. */
export function chosenSlugs(open: Slug | null): readonly Slug[] {
  const { slugs } = useSelection.getState();
  return slugs.length > 0 ? slugs : open === null ? [] : [open];
}
