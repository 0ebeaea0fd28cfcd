// Copying citations and formatting them in a style: the words of the contract for it.
// Invariant: an id is for good: settings and scripts name it.
import { EXPORT_FORMATS } from './export-formats.ts';

/** A list of references, or one citation of all of them as it stands in a text. */
export const STYLE_PARTS = ['bibliography', 'citation'] as const;

/**
 * What a citation is copied as: `\cite{…}`, `\parencite{…}`, `[@…]` of pandoc, formatted with its italics,
 * or what a format writes.
 */
export const COPY_FORMS = ['cite', 'parencite', 'pandoc', 'rich', ...EXPORT_FORMATS] as const;
export type CopyForm = (typeof COPY_FORMS)[number];

/** To be shown wherever styles are chosen: the terms of the styles and of their processor ask for it. */
export const STYLE_CREDIT =
  'Styles and formatting by the Citation Style Language project (citationstyles.org) and citeproc-js by Frank Bennett.';
