// The ways in which a new citation key can be made: presets by name, each a template.
// Invariant: a preset's name is for good (settings hold it); a preset or template says what new keys look like,
// and never changes a key that a study has.

/** The words in brackets that a template may hold; the explanation is for people. */
export const KEY_WORDS = {
  auth: 'the family name of the first author, or the institution',
  auths: 'the family names of all authors ([auths:2names] of the first two)',
  year: 'the year with four digits; nd where none is known',
  yy: 'the last two digits of the year',
  title: 'the first telling word of the title ([title:3words] the first three)',
  journal: 'the journal: a single word whole, a longer name by its initials',
  pmid: 'the PubMed number',
  slug: 'the atlas’s name of the study',
} as const;
export type KeyWord = keyof typeof KEY_WORDS;

export const KEY_PRESETS = {
  /** The atlas's own: what its own citations use. */
  atlas: 'mecfsatlas-[slug]',
  Clark2017: '[Auth][year]',
  clark2017cytokine: '[auth][year][title]',
} as const;

export const DEFAULT_KEY_PRESET = 'atlas';

/** The template that a preset's name stands for; anything else is a template itself. */
export function templateOfPreset(preset: string): string {
  return Object.hasOwn(KEY_PRESETS, preset)
    ? KEY_PRESETS[preset as keyof typeof KEY_PRESETS]
    : preset;
}
