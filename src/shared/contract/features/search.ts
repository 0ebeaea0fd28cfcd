// Searching, for scripts (`run`, `rows`) and for a window, which never holds a whole result: it opens
// one, and asks for the rows it shows.
import { z } from 'zod';
import { READ_STATES } from '../../domain/library.ts';
import {
  FACETS,
  MAX_ROWS_PER_PAGE,
  SORT_KEYS,
  SORT_ORDERS,
  TEXT_FIELDS,
  type Facet,
} from '../../domain/search.ts';
import { pemValue, slug } from '../study-schemas.ts';
import { MAX_ITEMS, textOrNull, texts } from './common.ts';

const MAX_QUERY = 100_000;
const MAX_YEAR = 9999;

const notice = z.strictObject({
  at: z.number().int(),
  length: z.number().int(),
  message: z.string(),
});
const counts = z.record(z.enum(FACETS), z.record(z.string(), z.number().int())) satisfies z.ZodType<
  Record<Facet, Record<string, number>>
>;

const searchRow = z.strictObject({
  slug,
  title: z.string(),
  authors: z.string(),
  journal: textOrNull,
  year: z.number().int().nullable(),
  level: textOrNull,
  pem: pemValue,
  pemLabel: textOrNull,
  derived: pemValue,
  mine: pemValue,
  publicationType: textOrNull,
  retracted: z.boolean(),
  changed: z.boolean(),
  read: z.enum(READ_STATES),
  tags: texts,
});

const request = {
  query: z.string().max(MAX_QUERY).default(''),
  sort: z.enum(SORT_KEYS).default('relevance'),
  order: z.enum(SORT_ORDERS).nullable().default(null),
};
const resultId = z.string().min(1).max(64);
const index = z.number().int().min(0).max(MAX_ITEMS);
const year = z.number().int().min(0).max(MAX_YEAR).nullable();

export const SEARCH_METHODS = {
  'search.run': {
    input: z.strictObject(request),
    output: z.strictObject({
      slugs: z.array(slug),
      total: z.number().int(),
      counts,
      notices: z.array(notice),
    }),
  },
  'search.rows': {
    input: z.strictObject({ slugs: z.array(slug).max(MAX_ROWS_PER_PAGE) }),
    output: z.strictObject({
      rows: z.array(searchRow),
      /** Studies that the copy lacks and the reader has touched: what the library knows of them. */
      missing: z.array(
        z.strictObject({
          slug,
          /** As the reader's citation of it has it; null where none was kept. */
          title: textOrNull,
          read: z.enum(READ_STATES),
          tags: texts,
        }),
      ),
    }),
  },
  /** Searches and keeps the result for a while under a name; answers with the first rows. */
  'search.open': {
    input: z.strictObject({
      ...request,
      rows: z.number().int().min(0).max(MAX_ROWS_PER_PAGE).default(60),
    }),
    output: z.strictObject({
      result: resultId,
      total: z.number().int(),
      counts,
      notices: z.array(notice),
      /** The facet values that the query asks for, where it does so plainly: what chips show as on. */
      active: z.array(z.strictObject({ facet: z.enum(FACETS), value: z.string() })),
      elsewhere: z.array(z.enum(FACETS)),
      /** The plain range of years in the query, or null. */
      years: z.strictObject({ from: year, to: year }).nullable(),
      /** What was looked for, to be marked in what is shown. */
      terms: z.array(
        z.strictObject({
          words: texts,
          isPrefix: z.boolean(),
          field: z.enum(TEXT_FIELDS).nullable(),
        }),
      ),
      rows: z.array(searchRow),
    }),
  },
  /** Rows of an open result by place. Errors: `result-gone`. */
  'search.page': {
    input: z.strictObject({
      result: resultId,
      from: index,
      count: z.number().int().min(1).max(MAX_ROWS_PER_PAGE),
    }),
    output: z.strictObject({ rows: z.array(searchRow) }),
  },
  /** Slugs of an open result from a place up to, not including, another. Errors: `result-gone`. */
  'search.slugs': {
    input: z.strictObject({ result: resultId, from: index, to: index }),
    output: z.strictObject({ slugs: z.array(slug) }),
  },
  /** Where a study stands in an open result; null where it is not in it. Errors: `result-gone`. */
  'search.place': {
    input: z.strictObject({ result: resultId, slug }),
    output: z.strictObject({ place: z.number().int().nullable() }),
  },
  /** The query with one facet value switched on or off, or with another range of years. */
  'search.edit': {
    input: z.strictObject({
      query: z.string().max(MAX_QUERY),
      change: z.union([
        z.strictObject({ facet: z.enum(FACETS), value: z.string().max(1000), on: z.boolean() }),
        z.strictObject({ years: z.strictObject({ from: year, to: year }).nullable() }),
        z.strictObject({ clear: z.literal('filters') }),
      ]),
    }),
    output: z.strictObject({ query: z.string() }),
  },
};
