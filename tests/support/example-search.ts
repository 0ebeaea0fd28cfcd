// A small atlas behind a fake bridge: enough of a search for tests of views.
// Invariant: it knows words in titles and `pem:` filters, no more; rows are the same at every asking.
import { AppError } from '../../src/shared/contract/errors.ts';
import type { SearchOpened, SearchRow } from '../../src/shared/contract/types.ts';
import type { Slug } from '../../src/shared/domain/ids.ts';
import { PEM_VALUES, type PemValue } from '../../src/shared/domain/pem.ts';
import type { FakeAnswers } from './fake-bridge.ts';

/** The row of a study; `number` makes its slug and its title. */
export function exampleRow(number: number, more: Partial<SearchRow> = {}): SearchRow {
  return {
    slug: `study-${number}` as Slug,
    title: `Study ${number} of fatigue`,
    authors: 'Montoya J, Hanson M',
    journal: 'Journal of Rest',
    year: 2000 + (number % 25),
    level: 'E2 Moderate',
    pem: PEM_VALUES[number % 4] ?? 'not-stated',
    pemLabel: null,
    derived: 'not-stated',
    mine: 'not-stated',
    publicationType: 'Cohort study',
    retracted: false,
    changed: false,
    read: 'unread',
    tags: [],
    ...more,
  };
}

/** Numbered studies, from 1. */
export function exampleRows(count: number): SearchRow[] {
  return Array.from({ length: count }, (_, index) => exampleRow(index + 1));
}

/** The search's methods over rows that `rows` gives at each question. */
export function exampleSearch(rows: () => readonly SearchRow[]): FakeAnswers {
  const results = new Map<string, readonly SearchRow[]>();
  const held = (result: string): readonly SearchRow[] => {
    const found = results.get(result);
    if (found === undefined) {
      throw new AppError('result-gone', 'The result is no longer held.', { retryable: true });
    }
    return found;
  };
  return {
    'search.open': ({ query, rows: count }) => {
      const broken = query.indexOf('level:E9');
      if (broken >= 0) {
        throw new AppError('query-syntax', `At character ${broken + 1}: there is no level E9.`, {
          ref: `${broken + 6}..${broken + 8}`,
        });
      }
      const { words, pem } = readQuery(query);
      const named = rows().filter(({ title }) =>
        words.every((word) => title.toLowerCase().includes(word)),
      );
      const found = named.filter((row) => pem.length === 0 || pem.includes(row.pem));
      const result = `result-${results.size + 1}`;
      results.set(result, found);
      return {
        result,
        total: found.length,
        counts: countsOf(named),
        notices: [],
        active: pem.map((value) => ({ facet: 'pem' as const, value })),
        elsewhere: query.includes('-level:') ? ['level' as const] : [],
        years: null,
        terms: words.map((word) => ({ words: [word], isPrefix: true, field: null })),
        rows: found.slice(0, count),
      };
    },
    'search.page': ({ result, from, count }) => ({
      rows: held(result).slice(from, from + count),
    }),
    'search.slugs': ({ result, from, to }) => ({
      slugs: held(result)
        .slice(from, to)
        .map(({ slug }) => slug),
    }),
    'search.place': ({ result, slug }) => {
      const place = held(result).findIndex((row) => row.slug === slug);
      return { place: place < 0 ? null : place };
    },
    'search.edit': ({ query, change }) => {
      const { words, pem } = readQuery(query);
      if ('clear' in change) return { query: words.join(' ') };
      if (!('facet' in change)) throw new Error('years are not part of this example');
      const kept = pem.filter((value) => value !== change.value);
      const values = change.on ? [...kept, change.value] : kept;
      const filter = values.length === 0 ? [] : [`pem:${values.join(',')}`];
      return { query: [...words, ...filter].join(' ') };
    },
    'search.rows': ({ slugs }) => ({
      rows: rows().filter(({ slug }) => slugs.includes(slug)),
      missing: [],
    }),
  };
}

function readQuery(query: string): { words: string[]; pem: string[] } {
  const parts = query.split(' ').filter((part) => part !== '');
  return {
    words: parts.filter((part) => !part.startsWith('pem:')).map((part) => part.toLowerCase()),
    pem: parts
      .filter((part) => part.startsWith('pem:'))
      .flatMap((part) => part.slice(4).split(',')),
  };
}

function countsOf(rows: readonly SearchRow[]): SearchOpened['counts'] {
  const by = (facet: 'pem' | 'derived' | 'mine'): Record<string, number> =>
    Object.fromEntries(PEM_VALUES.map((value: PemValue) => [value, count(rows, facet, value)]));
  return {
    pem: by('pem'),
    derived: by('derived'),
    mine: by('mine'),
    level: { E0: 0, E1: 0, E2: rows.length, E3: 0, 'not-stated': 0 },
    type: { 'Cohort study': rows.length, 'not-stated': 0 },
    year: { '2001': 1, '2024': 1, 'not-stated': 0 },
    read: { unread: rows.length, read: 0 },
    retracted: { no: rows.length, yes: 0 },
    changed: { no: rows.length, yes: 0 },
    list: {},
    tag: {},
  };
}

function count(
  rows: readonly SearchRow[],
  facet: 'pem' | 'derived' | 'mine',
  value: PemValue,
): number {
  return rows.filter((row) => row[facet] === value).length;
}
