// The orders a reader can choose from, in words.
// Invariant: every pair of key and order has one option; null is the key's natural order, as in the core.
import type { SortKey, SortOrder } from '../../../shared/domain/search.ts';

export interface SortOption {
  readonly id: string;
  readonly label: string;
  readonly sort: SortKey;
  readonly order: SortOrder | null;
}

interface Directions {
  /** In the key's natural order, and the other way round. */
  readonly natural: string;
  readonly turned: string;
  readonly turnedOrder: SortOrder;
}

const WORDS: Readonly<Record<SortKey, Directions>> = {
  relevance: {
    natural: 'Relevance, best first',
    turned: 'Relevance, best last',
    turnedOrder: 'ascending',
  },
  year: { natural: 'Year, newest first', turned: 'Year, oldest first', turnedOrder: 'ascending' },
  author: { natural: 'Author, A to Z', turned: 'Author, Z to A', turnedOrder: 'descending' },
  title: { natural: 'Title, A to Z', turned: 'Title, Z to A', turnedOrder: 'descending' },
  level: {
    natural: 'Evidence level, E0 first',
    turned: 'Evidence level, E3 first',
    turnedOrder: 'descending',
  },
};

const KEYS: readonly SortKey[] = ['relevance', 'year', 'author', 'title', 'level'];

/** All orders, as a list to choose from shows them. */
export const SORT_OPTIONS: readonly SortOption[] = KEYS.flatMap((sort) => {
  const { natural, turned, turnedOrder } = WORDS[sort];
  return [
    { id: sort, label: natural, sort, order: null },
    { id: `${sort}-turned`, label: turned, sort, order: turnedOrder },
  ];
});

/** The option of a key and an order. */
export function sortOptionId(sort: SortKey, order: SortOrder | null): string {
  return order === WORDS[sort].turnedOrder ? `${sort}-turned` : sort;
}
