// Forms in which references are completed: open ones are part of the place, and any view may ask for one.
// Invariant: what was typed stays until it is saved or the reader drops it; asking for a form again changes nothing in it.
import { create } from 'zustand';
import type { Slug } from '../../shared/domain/ids.ts';
import type { ReferenceForm } from '../../shared/domain/settings.ts';
import { changePlace, useSettings } from './settings-store.ts';

const EMPTY: ReferenceForm = { way: 'typed', values: {}, source: '' };

/** The study whose form was asked for and does not have the focus yet. */
export const useAskedForm = create<{ readonly slug: Slug | null }>(() => ({ slug: null }));

/** The open form of a study; undefined where there is none. */
export function useReferenceForm(slug: Slug): ReferenceForm | undefined {
  return useSettings(({ place }) => place.references.find((open) => open.slug === slug)?.form);
}

/** The same, for once. */
export function referenceFormNow(slug: Slug): ReferenceForm | undefined {
  return useSettings.getState().place.references.find((open) => open.slug === slug)?.form;
}

/** Keeps a form as it is now; undefined closes it. */
export function keepReferenceForm(slug: Slug, form: ReferenceForm | undefined): void {
  const others = useSettings.getState().place.references.filter((open) => open.slug !== slug);
  changePlace({ references: form === undefined ? others : [...others, { slug, form }] });
}

/** Opens a study's form, or the one that is open, and has it take the focus when it is there. */
export function askForReferenceForm(slug: Slug): void {
  if (referenceFormNow(slug) === undefined) keepReferenceForm(slug, EMPTY);
  useAskedForm.setState({ slug });
}

/** Opens the study with its form. */
export function completeReferenceOf(slug: Slug): void {
  changePlace({ slug, studyScroll: 0 });
  askForReferenceForm(slug);
}
