// Puts rows in order: by walking an order of all rows, or, for a few of them, by asking for their titles alone.
// Invariant: both ways give the same order; an order of all rows is made once for each state of the mirror.
import type { SearchRequest } from '../../../shared/domain/search.ts';
import { pick } from '../../search/order-by-score.ts';
import { orderByYear, sortRows } from '../../search/sort-orders.ts';
import type { AtlasColumns } from './atlas-columns.ts';
import { ranksOf, type FacetLoader } from './load-facets.ts';
import type { MendedColumns } from './mend-columns.ts';
import { once } from './once.ts';
import { atOnce, type Steps } from './steps.ts';
import type { TextRanks, TextRanksLoader } from './text-ranks.ts';

/** Orders over one state of the mirror. Sets of rows are masks: 1 for each member. */
export interface RowOrders {
  /** The members newest first, then by title, then by slug. */
  newestFirst(members: Uint8Array): Int32Array;
  /** The members in the order asked for; relevance, where there is nothing to score, is newest first. */
  inOrder(members: Uint8Array, request: SearchRequest): Int32Array;
  /** The orders over mended columns; of the texts that were read, those that have changed are read again. */
  mended(columns: MendedColumns): RowOrders;
  /** Reads the texts again that were needed so far, for rows that were read anew by a loader. */
  readAnew(by: FacetLoader, ids: Float64Array): Steps<Texts>;
}

/** What has been read of the texts to sort by. */
export interface Texts {
  readonly titles: TextRanks | null;
  readonly authors: TextRanks | null;
}

const NO_TEXTS: Texts = { titles: null, authors: null };

// The titles of all 6,145 studies take 18 ms to read and sort, those of 2,000 take 3.5: for a process
// that searches once the few are enough. One that goes on searching reads all, and walks over them.
const MAX_ROWS_ASKED_FOR = 2_000;
const MAX_TIMES_ASKED = 2;

/** Makes the orders; nothing is read before one is needed. */
export function createRowOrders(
  loader: FacetLoader,
  atlas: AtlasColumns,
  known: Texts = NO_TEXTS,
): RowOrders {
  const made = new Map<string, Int32Array>();
  let timesAsked = 0;
  let { titles, authors } = known;
  const year = once(() => ranksOf(atlas.single.year));
  const allTitles = (): TextRanks => (titles ??= atOnce(loader.titles.read(atlas.ids)));
  const allAuthors = (): TextRanks => (authors ??= atOnce(loader.authors.read(atlas.ids)));
  const ranks = {
    relevance: year,
    year,
    title: () => allTitles().ranks,
    author: () => allAuthors().ranks,
    level: () => ranksOf(atlas.single.level),
  };
  function keep(name: string, make: () => Int32Array): Int32Array {
    const order = made.get(name) ?? make();
    made.set(name, order);
    return order;
  }
  function allNewestFirst(): Int32Array {
    return keep('newest first', () => orderByYear(allTitles().order, year()));
  }
  function newestFirst(members: Uint8Array): Int32Array {
    const isWorthAll = titles !== null || timesAsked >= MAX_TIMES_ASKED;
    const few = isWorthAll ? null : rowsOf(members, MAX_ROWS_ASKED_FOR);
    if (few === null) return pick(allNewestFirst(), members);
    timesAsked += 1;
    return loader.newestFirst(few, atlas);
  }
  return {
    newestFirst,
    inOrder(members, request) {
      const { sort, order } = request;
      if ((sort === 'relevance' || sort === 'year') && order !== 'ascending') {
        return newestFirst(members);
      }
      const all = keep(`${sort} ${order ?? ''}`, () =>
        sortRows(allNewestFirst(), ranks[sort](), request),
      );
      return pick(all, members);
    },
    mended(columns) {
      const mend = (texts: TextRanks | null, text: TextRanksLoader): TextRanks | null =>
        texts === null ? null : text.mend(texts, columns);
      const texts = {
        titles: mend(titles, loader.titles),
        authors: mend(authors, loader.authors),
      };
      return createRowOrders(loader, columns.atlas, texts);
    },
    *readAnew(by, ids) {
      return {
        titles: titles === null ? null : yield* by.titles.read(ids),
        authors: authors === null ? null : yield* by.authors.read(ids),
      };
    },
  };
}

/** The members, or null where there are more than `most`. */
function rowsOf(members: Uint8Array, most: number): number[] | null {
  const rows: number[] = [];
  for (let row = 0; row < members.length; row += 1) {
    if (members[row] !== 1) continue;
    if (rows.length === most) return null;
    rows.push(row);
  }
  return rows;
}
