// Text as Zotero's importer of RIS gives it back: it takes every value but notes and abstracts for HTML.
// Invariant: only what it would read as a tag or an entity is written as one; all other programs read
// the plain character.
import type { TextIssues } from '../text/clean-text.ts';
import { LATIN_1_NAMES } from '../text/html-entities.ts';
import { richPieces } from '../text/rich-text.ts';

// HTML reads these names without a semicolon, too, whatever follows: `&section=2` as `§ion=2`.
// https://html.spec.whatwg.org/multipage/named-characters.html
const BARE_NAMES = ['AMP', 'COPY', 'GT', 'LT', 'QUOT', 'REG', 'amp', 'gt', 'lt', 'quot'];
const ENTITY = new RegExp(
  `&(?=#|[A-Za-z][A-Za-z0-9]*;|(?:${[...BARE_NAMES, ...LATIN_1_NAMES].join('|')}))`,
  'gu',
);
// A tag begins with a letter, a slash, "!" or "?"; "p < 0.05" and "<2" are text.
const TAG = /<(?=[A-Za-z/!?])/gu;

/** One clean value: what looks like HTML is written so that it is text. */
export function zoteroText(clean: string): string {
  return clean.replace(ENTITY, '&amp;').replace(TAG, '&lt;');
}

/** A title: Zotero shows `<i>`, `<b>`, `<sub>` and `<sup>` in it where they come as entities. */
export function zoteroRichText(raw: string, issues: TextIssues): string {
  return richPieces(raw, issues)
    .map((piece) => {
      if (piece.kind === 'text') return zoteroText(piece.text);
      return `&lt;${piece.kind === 'close' ? '/' : ''}${piece.element}&gt;`;
    })
    .join('');
}
