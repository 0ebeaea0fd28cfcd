// The words for what is cited of a study and where it is from; pure.
// Invariant: what nobody stated is never said to be the atlas's; each source is named for itself.
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { CslName } from '../../../shared/domain/csl.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import type {
  CorrectionKind,
  FieldValue,
  ReferenceField,
  ValueSource,
} from '../../../shared/domain/reference-fields.ts';
import { dateInWords } from '../../ui/dates.ts';

export type ReferenceView = MethodOutput<'reference.show'>;
export type FieldView = ReferenceView['fields'][number];
export type RecordReading = MethodOutput<'reference.read'>;
export type ProposedField = RecordReading['proposal'][number];

/** A line of names stays a line; the export has all of them. */
const MOST_NAMES = 25;
const MOST_LETTERS = 400;

/** `Volume`. */
export function labelOf({ label }: { readonly label: string }): string {
  return `${label.slice(0, 1).toUpperCase()}${label.slice(1)}`;
}

/** `article-journal` as `journal article`: the type of a work in words. */
export function typeInWords(type: string): string {
  return TYPE_WORDS[type] ?? type.replaceAll('-', ' ');
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  'article-journal': 'journal article',
  article: 'article elsewhere, such as a preprint',
  'article-magazine': 'magazine article',
  'article-newspaper': 'newspaper article',
  chapter: 'chapter of a book',
  entry: 'entry of a reference work',
  'entry-dictionary': 'entry of a dictionary',
  'entry-encyclopedia': 'entry of an encyclopedia',
  'paper-conference': 'conference paper',
  'post-weblog': 'post of a weblog',
  'review-book': 'review of a book',
};

/** A value as it is shown, shortened where it is long; null for none. */
export function valueInWords(field: ReferenceField, value: FieldValue | null): string | null {
  if (value === null) return null;
  if (typeof value === 'string') {
    if (field === 'type') return typeInWords(value);
    return value.length > MOST_LETTERS ? `${value.slice(0, MOST_LETTERS).trimEnd()}…` : value;
  }
  const names = value.slice(0, MOST_NAMES).map(nameInLine).join('; ');
  const more = value.length - MOST_NAMES;
  return more > 0 ? `${names}; and ${more.toLocaleString('en-GB')} more` : names;
}

/** A name as a reader may type it: `Family, Given`; `Family, Jr., Given`; an institution in braces. */
export function nameInLine(name: CslName): string {
  if (name.literal !== undefined) {
    return /[,;]/u.test(name.literal) || !name.literal.includes(' ')
      ? `{${name.literal}}`
      : name.literal;
  }
  const family = [name['non-dropping-particle'], name.family].filter(isText).join(' ');
  const given = [name.given, name['dropping-particle']].filter(isText).join(' ');
  return [family, name.suffix, given].filter(isText).join(', ');
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

const KIND_WORDS: Readonly<Record<CorrectionKind, string>> = {
  typed: 'typed by you',
  bibtex: 'set by you from a BibTeX record',
  ris: 'set by you from a RIS record',
  'csl-json': 'set by you from a CSL-JSON record',
  nbib: 'set by you from a PubMed record',
  doi: 'set by you from the register of the DOI',
};

const SOURCE_WORDS: Readonly<Record<Exclude<ValueSource, 'reader'>, string>> = {
  atlas: 'from the atlas',
  starter: 'from the starter set, which was checked against the publisher',
  kept: 'from the citation kept in your library; the copy of the atlas has this study no more',
  program: 'put there by this program',
};

/** Where what is cited is from; null where nothing is cited and nobody said so. */
export function sourceInWords(
  { from, correction }: Pick<FieldView, 'from' | 'correction'>,
  asOf: UnixMs | null,
): string | null {
  if (correction !== null) {
    const { kind, setAt, source } = correction;
    const set = `${KIND_WORDS[kind]} on ${dateInWords(setAt)}`;
    return source === '' ? set : `${set}: ${source}`;
  }
  if (from === null || from === 'reader') return null;
  const words = SOURCE_WORDS[from];
  return from === 'atlas' && asOf !== null ? `${words}, as shown on ${dateInWords(asOf)}` : words;
}

/** What others say where it differs from what is cited; null where nothing does, or nothing is to be said. */
export function othersInWords(view: FieldView): string | null {
  const { field, from, atlas, without, withoutFrom } = view;
  const cited = valueInWords(field, view.value);
  const stated = valueInWords(field, atlas);
  if (stated !== null) return stated === cited ? null : `The atlas says: ${stated}`;
  if (from !== 'reader') return null;
  const other = valueInWords(field, without);
  if (other === null || withoutFrom === null || withoutFrom === 'reader') {
    return 'Nothing else here says what it is.';
  }
  return other === cited ? null : `Without yours: ${other} (${SOURCE_WORDS[withoutFrom]})`;
}

/** What most references have. */
const EXPECTED: readonly ReferenceField[] = [
  'authors',
  'title',
  'journal',
  'date',
  'volume',
  'issue',
  'pages',
  'doi',
];

/** `Not known yet: volume, issue and pages.`; null where nothing is missing. */
export function missingInWords({ fields }: Pick<ReferenceView, 'fields'>): string | null {
  const numbered = fields.some(({ field, value }) => field === 'number' && value !== null);
  const missing = fields.filter(
    ({ field, value, correction }) =>
      EXPECTED.includes(field) &&
      value === null &&
      correction === null &&
      // An article with a number of its own has no pages.
      !(field === 'pages' && numbered),
  );
  if (missing.length === 0) return null;
  const names = missing.map(({ label }) => label);
  const last = names.pop() ?? '';
  return `Not known yet: ${names.length === 0 ? last : `${names.join(', ')} and ${last}`}.`;
}
