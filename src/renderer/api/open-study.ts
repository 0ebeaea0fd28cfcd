// The open study by its present name: a place may name it as the atlas did before.
// Invariant: the place keeps the name it was opened under, so that nothing that is being typed is drawn anew.
import { create } from 'zustand';
import type { Slug } from '../../shared/domain/ids.ts';
import { useSettings } from './settings-store.ts';

interface Named {
  readonly asked: Slug | null;
  readonly present: Slug | null;
}

/** What the core answered to the place's name last. */
const useNamed = create<Named>(() => ({ asked: null, present: null }));

/** Says under which name the study is shown that was asked for by `asked`. */
export function noteName(asked: Slug, present: Slug): void {
  const before = useNamed.getState();
  if (before.asked === asked && before.present === present) return;
  useNamed.setState({ asked, present });
}

function presentNameOf(slug: Slug | null, { asked, present }: Named): Slug | null {
  return slug !== null && slug === asked ? present : slug;
}

/** The open study as lists name it; null where none is open. */
export function useOpenSlug(): Slug | null {
  const slug = useSettings(({ place }) => place.slug);
  return useNamed((named) => presentNameOf(slug, named));
}

/** The same, for once. */
export function openSlugNow(): Slug | null {
  return presentNameOf(useSettings.getState().place.slug, useNamed.getState());
}
