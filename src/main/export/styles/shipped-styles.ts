// The styles that come with the program: what each is called, its file, and the English it is written in.
// Invariant: a name is for good: scripts, settings and remembered exports use it.

export interface ShippedStyle {
  readonly name: string;
  /** As a reader finds it in a list. */
  readonly title: string;
  /** In `resources/csl`. */
  readonly file: string;
  /** Where the style's file leaves it open. Cite Them Right is British: single quotation marks. */
  readonly locale: 'en-US' | 'en-GB';
}

export const SHIPPED_STYLES: readonly ShippedStyle[] = [
  { name: 'apa', title: 'APA (7th edition)', file: 'apa.csl', locale: 'en-US' },
  {
    name: 'vancouver',
    title: 'Vancouver (NLM, ICMJE)',
    file: 'nlm-citation-sequence.csl',
    locale: 'en-US',
  },
  {
    name: 'harvard',
    title: 'Harvard (Cite Them Right)',
    file: 'harvard-cite-them-right.csl',
    locale: 'en-GB',
  },
  {
    name: 'chicago',
    title: 'Chicago (author-date)',
    file: 'chicago-author-date.csl',
    locale: 'en-US',
  },
  { name: 'nature', title: 'Nature', file: 'nature.csl', locale: 'en-GB' },
];

/** Used where nobody named one. */
export const DEFAULT_STYLE = 'apa';
/** The languages whose words come with the program, in `resources/csl/locales-….xml`. */
export const SHIPPED_LOCALES = ['en-US', 'en-GB'] as const;
