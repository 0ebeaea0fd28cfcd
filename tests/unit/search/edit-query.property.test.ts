// Whatever is in the search field: a chip switched on is shown as on, and switched off again leaves what was there.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  describeQuery,
  levelCodes,
  plainFilters,
} from '../../../src/main/search/describe-query.ts';
import { editQuery } from '../../../src/main/search/edit-query.ts';
import type { FacetTable } from '../../../src/main/search/facet-table.ts';
import { nameKey } from '../../../src/main/search/facet-table.ts';
import { parseQuery } from '../../../src/main/search/parse-query.ts';
import type { QueryNode } from '../../../src/main/search/query-ast.ts';
import { AppError } from '../../../src/shared/contract/errors.ts';
import type { Facet } from '../../../src/shared/domain/search.ts';
import { describeTree } from './support/describe-tree.ts';

const column = { values: [], codes: new Int32Array(0) };
const table: FacetTable = {
  size: 0,
  single: {
    ...{ pem: column, derived: column, mine: column, level: column },
    ...{ type: column, year: column, read: column, retracted: column, changed: column },
  },
  multiple: { list: [], tag: [] },
};
const parts = fc.constantFrom(
  ...['fatigue', 'covid-19', 'a', 'or', 'or', 'AND', 'NOT', 'not', '-', '(', ')', '"', '“', ','],
  ...['author:', 'title:', 'list:', 'tag:a', 'type:', 'pem:', 'mine:unclear', 'year:', 'level:E0'],
  ...[
    'pem:required',
    'pem:unclear,required',
    'is:read,retracted',
    'is:changed',
    'is:read',
    'year:2015',
    'E1',
  ],
  ...['level:..E2', 'year:2010..', 'year:not-stated', 'doi:', '2015', '..', '*', 'TNF-α', '🙂'],
  ...['-pem:unclear', '(pem:required)', '-(is:read or tag:b)'],
);
const typed = fc.oneof(
  fc.array(parts, { maxLength: 12 }).map((some) => some.join(' ')),
  fc.array(parts, { maxLength: 8 }).map((some) => some.join('')),
  fc.string(),
);
const chip = fc.constantFrom<readonly [Facet, string]>(
  ...(['required', 'unclear', 'not-stated'].map((value) => ['pem', value]) as [Facet, string][]),
  ...(['E0', 'E1', 'E3', 'not-stated'].map((value) => ['level', value]) as [Facet, string][]),
  ...[['mine', 'required'] as const, ['read', 'read'] as const, ['retracted', 'yes'] as const],
  ...[['changed', 'yes'] as const],
  ...[['tag', 'a'] as const, ['tag', 'x, "y"'] as const, ['list', 'To read'] as const],
  ...[['type', 'not-stated'] as const, ['year', 'not-stated'] as const],
);

function treeOrNull(text: string): QueryNode | null | undefined {
  try {
    return parseQuery(text).root;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function isFacetIn(root: QueryNode | null, facet: Facet): boolean {
  return JSON.stringify(root).includes(`"facet":"${facet}"`);
}

// A range of levels comes back as the list of its levels: the same studies.
function normal(root: QueryNode | null): unknown {
  return JSON.parse(JSON.stringify(describeTree(root)), (_, part: unknown) => {
    if (typeof part !== 'string' || !part.startsWith('level=')) return part;
    const level = plainFilters(parseQuery(`level:${part.slice(6).replaceAll('|', ',')}`).root)[0];
    return level?.filter.facet === 'level' ? levelCodes(level.filter.values).join() : part;
  });
}

it('shows a value that was switched on as on, and takes it back without a trace', () => {
  fc.assert(
    fc.property(typed, chip, (query, [facet, value]) => {
      const before = treeOrNull(query);
      if (before === undefined) return;
      const isPlain =
        !isFacetIn(before, facet) ||
        plainFilters(before).some(({ filter }) => filter.facet === facet);
      if (!isPlain) return;
      const wasOn = describeQuery(before, table).active.some(
        (each) => each.facet === facet && nameKey(each.value) === nameKey(value),
      );
      const switched = editQuery(query, { facet, value, on: true });
      const { active } = describeQuery(parseQuery(switched).root, table);
      // As names are compared: `a*` as typed is the tag `a`.
      expect(active.map((each) => `${each.facet} ${nameKey(each.value)}`)).toContain(
        `${facet} ${nameKey(value)}`,
      );
      if (wasOn) return;
      const back = editQuery(switched, { facet, value, on: false });
      expect(normal(parseQuery(back).root)).toEqual(normal(before));
    }),
    { numRuns: 4_000 },
  );
});

it('leaves the words and every other filter as they were', () => {
  fc.assert(
    fc.property(typed, chip, (query, [facet, value]) => {
      const before = treeOrNull(query);
      if (before === undefined) return;
      const after = parseQuery(editQuery(query, { facet, value, on: true })).root;
      expect(describeQuery(after, table).terms).toEqual(describeQuery(before, table).terms);
      const cleared = parseQuery(editQuery(query, { clear: 'filters' })).root;
      expect(describeQuery(cleared, table).terms).toEqual(describeQuery(before, table).terms);
      expect(plainFilters(cleared)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
