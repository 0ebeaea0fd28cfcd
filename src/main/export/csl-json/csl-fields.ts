// What CSL-JSON's schema allows: types, and fields by what they hold, in the order in which they are written.
// Invariant: what is not listed here is not written; one unknown type makes Zotero refuse the whole file.
// Source: https://github.com/citation-style-language/schema, csl-data.json of CSL 1.0.2.

export const CSL_TYPES: ReadonlySet<string> = new Set(
  (
    'article article-journal article-magazine article-newspaper bill book broadcast chapter classic ' +
    'collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing ' +
    'interview legal_case legislation manuscript map motion_picture musical_score pamphlet ' +
    'paper-conference patent performance periodical personal_communication post post-weblog regulation ' +
    'report review review-book software song speech standard thesis treaty webpage'
  ).split(' '),
);

/** `rich`: text with `<i>`, `<b>`, `<sub>`, `<sup>`. `raw`: an address or identifier. `lines`: text of several lines. */
export type CslFieldKind = 'rich' | 'text' | 'number' | 'raw' | 'lines' | 'names' | 'date';

const FIELDS_OF: readonly (readonly [CslFieldKind, string])[] = [
  ['rich', 'title title-short shortTitle original-title reviewed-title translated-title'],
  [
    'names',
    'author chair collection-editor compiler composer container-author contributor curator director ' +
      'editor editorial-director executive-producer guest host illustrator interviewer narrator ' +
      'organizer original-author performer producer recipient reviewed-author script-writer ' +
      'series-creator translator',
  ],
  ['date', 'issued accessed available-date event-date original-date submitted'],
  ['rich', 'container-title container-title-short collection-title volume-title part-title'],
  ['text', 'journalAbbreviation'],
  [
    'number',
    'volume issue page page-first number number-of-pages number-of-volumes edition chapter-number ' +
      'collection-number part printing section supplement',
  ],
  [
    'text',
    'publisher publisher-place original-publisher original-publisher-place event event-title ' +
      'event-place genre medium status version archive archive_collection archive_location ' +
      'archive-place authority call-number dimensions division jurisdiction references scale source',
  ],
  ['raw', 'DOI PMID PMCID ISBN ISSN URL'],
  ['text', 'language year-suffix'],
  ['rich', 'abstract'],
  ['text', 'keyword'],
  ['lines', 'note annote'],
];

/** Each field and what it holds, in order of the file. */
export const CSL_FIELDS: readonly (readonly [string, CslFieldKind])[] = FIELDS_OF.flatMap(
  ([kind, names]) => names.split(' ').map((name) => [name, kind] as const),
);
