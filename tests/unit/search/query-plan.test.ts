// What is asked of FTS5 and of the columns, and which filters are a facet's own.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/main/search/parse-query.ts';
import { planQuery, type RowTest } from '../../../src/main/search/query-plan.ts';
import { AppError } from '../../../src/shared/contract/errors.ts';

const planOf = (query: string) => planQuery(parseQuery(query).root);

describe('the base', () => {
  it.each([
    ['', { kind: 'every' }],
    ['pem:required', { kind: 'every' }],
    ['brain fog', { kind: 'study-text', match: '("brain" AND "fog" *)' }],
    ['covid-19', { kind: 'study-text', match: '"covid 19" *' }],
    ['title:"brain fog"', { kind: 'study-text', match: '(search_title : "brain fog")' }],
    ['a1 -b1 -c1', { kind: 'study-text', match: '("a1" * NOT ("b1" OR "c1"))' }],
    ['a1 or b1 c1', { kind: 'study-text', match: '("a1" OR ("b1" AND "c1" *))' }],
    ['-a1', { kind: 'not', part: { kind: 'study-text', match: '"a1"' } }],
    ['note:a1', { kind: 'note-text', match: '"a1" *' }],
  ])('%s', (query, base) => {
    expect(planOf(query).base).toEqual(base);
  });

  it('keeps the text of a mixed query in one expression', () => {
    const { base } = planOf('a1 (b1 or pem:required) "c1" -d1 level:E0');
    expect(base).toMatchObject({
      kind: 'and',
      parts: [{ kind: 'study-text', match: '(("a1" AND "c1") NOT "d1")' }, { kind: 'or' }],
    });
  });
});

describe('a facet’s own filters', () => {
  it.each([
    ['pem:required', ['pem']],
    ['(pem:required or pem:unclear)', ['pem']],
    ['-pem:required', ['pem']],
    ['-level:E3 year:2015..2020 fatigue', ['level', 'year']],
    ['(pem:required or derived:required)', []],
    ['fatigue or pem:required', []],
    ['is:read is:retracted', ['read', 'retracted']],
    ['is:read,retracted', []],
    ['(list:a tag:b)', ['list', 'tag']],
    ['tag:a tag:b', ['tag']],
  ])('%s', (query, facets) => {
    expect([...planOf(query).facetTests.keys()]).toEqual(facets);
  });
});

it('gives FTS5 nothing but quoted words, our operators and our columns', () => {
  const ours =
    /^(?:\(|\)| AND | OR | NOT | \*|(?:search_title|search_authors|search_journal) : |"[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*")*$/u;
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (query) => {
      for (const match of matchesIn(query)) expect(match).toMatch(ours);
    }),
    { numRuns: 2_000 },
  );
});

function matchesIn(query: string): string[] {
  try {
    const plan = planOf(query);
    return [...matchesOf(plan.base), ...plan.rankTerms.map(({ match }) => match)];
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

function matchesOf(test: RowTest): string[] {
  switch (test.kind) {
    case 'study-text':
    case 'note-text':
      return [test.match];
    case 'not':
      return matchesOf(test.part);
    case 'and':
    case 'or':
      return test.parts.flatMap(matchesOf);
    case 'every':
    case 'filter':
      return [];
  }
}
