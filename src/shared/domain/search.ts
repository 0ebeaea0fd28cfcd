// Searching: what the query language knows, and what an answer looks like.
// Invariant: a filter value that no study has is still a value; "not stated" is always counted.
import type { Slug } from './ids.ts';
import type { ReadState } from './library.ts';
import type { PemValue } from './pem.ts';

export const SORT_KEYS = ['relevance', 'year', 'author', 'title', 'level'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export const SORT_ORDERS = ['ascending', 'descending'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** Facets of which a study has one value. */
export const SINGLE_FACETS = [
  'pem',
  'derived',
  'mine',
  'level',
  'type',
  'year',
  'read',
  'retracted',
  'changed',
] as const;
export type SingleFacet = (typeof SINGLE_FACETS)[number];

/** Facets of which a study has any number of values. */
export const MULTIPLE_FACETS = ['list', 'tag'] as const;
export type MultipleFacet = (typeof MULTIPLE_FACETS)[number];

/** The facets, each counted with the filters of the others applied and its own left out. */
export const FACETS = [...SINGLE_FACETS, ...MULTIPLE_FACETS] as const;
export type Facet = (typeof FACETS)[number];

/** Fields whose value is text: searched, not compared. */
export const TEXT_FIELDS = ['author', 'title', 'journal', 'note'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** A word or phrase that was looked for: folded words that stand side by side; the last may be a beginning. */
export interface HitTerm {
  readonly words: readonly string[];
  readonly isPrefix: boolean;
  readonly field: TextField | null;
}

/** Value → number of studies. `not-stated` is a key wherever a study can lack the value. */
export type FacetCounts = Readonly<Record<Facet, Readonly<Record<string, number>>>>;

/** Something about the query that was understood in a forgiving way. `at` and `length` count UTF-16 units. */
export interface QueryNotice {
  readonly at: number;
  readonly length: number;
  readonly message: string;
}

export interface SearchRequest {
  readonly query: string;
  readonly sort: SortKey;
  /** Null: the sort key's natural order (year newest first, relevance best first, all else A to Z; level E0 first). */
  readonly order: SortOrder | null;
}

export interface SearchAnswer {
  /** Every match, in order. */
  readonly slugs: readonly Slug[];
  readonly total: number;
  readonly counts: FacetCounts;
  readonly notices: readonly QueryNotice[];
}

/** Rows for display are read a page at a time. */
export const MAX_ROWS_PER_PAGE = 200;

/** What a list of studies shows of one. Labels are as the atlas shows them; null is "the page did not say". */
export interface StudyRow {
  readonly slug: Slug;
  readonly title: string;
  /** Up to three names, then "et al."; empty where there is no author. */
  readonly authors: string;
  readonly journal: string | null;
  readonly year: number | null;
  /** The evidence pill's label (`E2 Moderate`). */
  readonly level: string | null;
  readonly pem: PemValue;
  readonly pemLabel: string | null;
  readonly derived: PemValue;
  readonly mine: PemValue;
  readonly publicationType: string | null;
  readonly retracted: boolean;
  /** It reads otherwise than when it was last seen. */
  readonly changed: boolean;
  readonly read: ReadState;
  readonly tags: readonly string[];
}
