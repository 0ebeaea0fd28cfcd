// What a reference consists of, field by field: what a reader may set where the atlas says nothing or is wrong.
// Invariant: one value a field; `null` as a correction means "deliberately nothing", which is not "never set".
import type { CslItem, CslName } from './csl.ts';
import type { Slug, UnixMs } from './ids.ts';

/** In the order in which they are shown. A field's name is for good: the library names it. */
export const REFERENCE_FIELDS = [
  'type',
  'title',
  'authors',
  'editors',
  'journal',
  'date',
  'volume',
  'issue',
  'pages',
  'number',
  'doi',
  'pmid',
  'pmcid',
  'url',
  'publisher',
  'place',
  'edition',
  'issn',
  'isbn',
  'language',
  'abstract',
] as const;
export type ReferenceField = (typeof REFERENCE_FIELDS)[number];

/**
 * Text for all fields but names. A date is `2017`, `2017-05`, `2017-05-23`, two of them with a slash between, a
 * season as `2017-21` (spring) to `2017-24`, or words ("in press").
 */
export type FieldValue = string | readonly CslName[];

/** How a correction came about. */
export const CORRECTION_KINDS = ['typed', 'bibtex', 'ris', 'csl-json', 'nbib', 'doi'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** A field of a reference as the reader set it. */
export interface Correction {
  readonly field: ReferenceField;
  /** Null: deliberately nothing, also where the atlas says something. */
  readonly value: FieldValue | null;
  /** In words: where the value is from. May be empty. */
  readonly source: string;
  readonly kind: CorrectionKind;
  readonly setAt: UnixMs;
}

/** Corrections of one study. */
export interface StudyCorrections {
  readonly slug: Slug;
  readonly corrections: readonly Correction[];
}

/** What a field is called for people, and in CSL-JSON. */
export const FIELD_FACTS: Readonly<
  Record<
    ReferenceField,
    {
      readonly label: string;
      readonly csl: keyof CslItem;
      readonly kind: 'text' | 'names' | 'date';
    }
  >
> = {
  type: { label: 'type', csl: 'type', kind: 'text' },
  title: { label: 'title', csl: 'title', kind: 'text' },
  authors: { label: 'authors', csl: 'author', kind: 'names' },
  editors: { label: 'editors', csl: 'editor', kind: 'names' },
  journal: { label: 'journal or book', csl: 'container-title', kind: 'text' },
  date: { label: 'date', csl: 'issued', kind: 'date' },
  volume: { label: 'volume', csl: 'volume', kind: 'text' },
  issue: { label: 'issue', csl: 'issue', kind: 'text' },
  pages: { label: 'pages', csl: 'page', kind: 'text' },
  number: { label: 'number', csl: 'number', kind: 'text' },
  doi: { label: 'DOI', csl: 'DOI', kind: 'text' },
  pmid: { label: 'PubMed id', csl: 'PMID', kind: 'text' },
  pmcid: { label: 'PubMed Central id', csl: 'PMCID', kind: 'text' },
  url: { label: 'address', csl: 'URL', kind: 'text' },
  publisher: { label: 'publisher', csl: 'publisher', kind: 'text' },
  place: { label: 'place', csl: 'publisher-place', kind: 'text' },
  edition: { label: 'edition', csl: 'edition', kind: 'text' },
  issn: { label: 'ISSN', csl: 'ISSN', kind: 'text' },
  isbn: { label: 'ISBN', csl: 'ISBN', kind: 'text' },
  language: { label: 'language', csl: 'language', kind: 'text' },
  abstract: { label: 'abstract', csl: 'abstract', kind: 'text' },
};

/** The types that a work may have: those of CSL that the writers know. */
export const WORK_TYPES = [
  'article-journal',
  'article',
  'article-magazine',
  'article-newspaper',
  'book',
  'chapter',
  'dataset',
  'document',
  'entry',
  'entry-dictionary',
  'entry-encyclopedia',
  'manuscript',
  'paper-conference',
  'post-weblog',
  'report',
  'review',
  'review-book',
  'software',
  'speech',
  'thesis',
  'webpage',
] as const;

/** True for the name of a field. */
export function isReferenceField(word: string): word is ReferenceField {
  return (REFERENCE_FIELDS as readonly string[]).includes(word);
}

/** What a pasted record may be written in. */
export const RECORD_FORMATS = ['bibtex', 'ris', 'csl-json', 'nbib'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

/** What a record's format is called. */
export const RECORD_FORMAT_NAMES: Readonly<Record<RecordFormat, string>> = {
  bibtex: 'BibTeX',
  ris: 'RIS',
  'csl-json': 'CSL-JSON',
  nbib: 'PubMed',
};

/** Whether a record is of the same paper as a study, as far as can be told. */
export const MATCH_VERDICTS = ['same', 'unsure', 'other'] as const;
export type MatchVerdict = (typeof MATCH_VERDICTS)[number];

/**
 * Who a value is from: the reader; the atlas; the starter set's record, which was checked against the publisher; the
 * library's copy of the citation, where the copy of the atlas has the study no more; or put there by the program (the
 * type, an address in place of a DOI).
 */
export const VALUE_SOURCES = ['reader', 'atlas', 'starter', 'kept', 'program'] as const;
export type ValueSource = (typeof VALUE_SOURCES)[number];
