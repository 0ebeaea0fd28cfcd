// What is scored, and how scores make an order.
import { describe, expect, it } from 'vitest';
import { chooseRanking, type RankingFacts } from '../../../src/main/search/choose-ranking.ts';
import { orderByScore, type ScoredMatches } from '../../../src/main/search/order-by-score.ts';
import { parseQuery } from '../../../src/main/search/parse-query.ts';
import { planQuery } from '../../../src/main/search/query-plan.ts';
import { LACKING, orderByYear, sortRows } from '../../../src/main/search/sort-orders.ts';

const planOf = (query: string) => planQuery(parseQuery(query).root);

describe('what is scored', () => {
  const facts = (matches: number, counts: Readonly<Record<string, number>> = {}): RankingFacts => ({
    matches,
    studies: 61_450,
    countOf: (match, limit) => Math.min(limit, counts[match] ?? 0),
  });

  it.each([
    ['fatigue cytokine', '("fatigue" AND "cytokine" *)'],
    ['fatigue fatigue -x pem:required', '("fatigue" AND "fatigue" *)'],
    ['fatigue or pem:required', '"fatigue" *'],
    ['fatigue (a1 or b1)', '("fatigue" OR "a1" OR "b1" *)'],
    ['author:clark "brain fog"', '((search_authors : "clark") AND "brain fog")'],
    ['fatigue f', '"fatigue"'],
    ['f', null],
    ['note:fatigue', null],
    ['-fatigue', null],
    ['pem:required', null],
  ])('everything that asks for a text: %s', (query, match) => {
    expect(chooseRanking(planOf(query), facts(100))).toMatchObject({ match, title: null });
  });

  it('nothing where nothing matches', () => {
    expect(chooseRanking(planOf('fatigue'), facts(0))).toMatchObject({ match: null, title: null });
  });

  const ALL_IN_TITLE =
    '((search_title : "fatigue") AND (search_title : "immune") AND (search_title : "pain") AND (search_title : "sleep" *))';

  it('beyond the budget the rarest texts, and those that have all in the title first', () => {
    const counts = {
      '"fatigue"': 61_000,
      '"immune"': 20_000,
      '"pain"': 12_000,
      '"sleep" *': 9_500,
    };
    expect(chooseRanking(planOf('fatigue immune pain sleep'), facts(9_000, counts))).toEqual({
      match: '("sleep" * OR "pain")',
      doAllMatch: false,
      title: ALL_IN_TITLE,
    });
  });

  it('every text of as many studies as the atlas has, of few texts', () => {
    expect(chooseRanking(planOf('fatigue immune'), facts(10_000))).toMatchObject({
      match: '("fatigue" AND "immune" *)',
      title: null,
    });
    expect(chooseRanking(planOf('fatigue'), facts(10_001))).toMatchObject({
      match: null,
      title: '(search_title : "fatigue" *)',
    });
  });

  it('of a broad choice of texts only those that few results have', () => {
    const counts = { '"fatigue"': 14_000, '"immune"': 10_001, '"pain"': 4_000, '"sleep" *': 2_000 };
    expect(
      chooseRanking(planOf('fatigue or immune or pain or sleep'), facts(25_000, counts)),
    ).toEqual({ match: '("sleep" * OR "pain")', doAllMatch: false, title: ALL_IN_TITLE });
  });

  it('counts no text where all results have every text and are too many', () => {
    const uncounted: RankingFacts = {
      matches: 10_001,
      studies: 61_450,
      countOf: (match) => {
        throw new Error(`counted ${match}`);
      },
    };
    expect(chooseRanking(planOf('fatigue immune pain sleep'), uncounted)).toEqual({
      match: null,
      doAllMatch: false,
      title: ALL_IN_TITLE,
    });
  });

  it('beyond the budget nothing that most studies have', () => {
    expect(
      chooseRanking(planOf('fatigue'), facts(61_000, { '"fatigue" *': 61_000 })),
    ).toMatchObject({
      match: null,
      title: '(search_title : "fatigue" *)',
    });
    expect(
      chooseRanking(planOf('author:li'), facts(61_000, { '(search_authors : "li" *)': 61_000 })),
    ).toMatchObject({ match: null, title: null });
  });
});

describe('the order of scores', () => {
  const newestFirst = Int32Array.of(4, 3, 2, 1, 0);
  const order = (parts: Partial<ScoredMatches>): number[] => [
    ...orderByScore(
      {
        matches: Uint8Array.of(1, 1, 1, 1, 0),
        scores: null,
        inTitle: null,
        isAscending: false,
        ...parts,
      },
      (members) => newestFirst.filter((row) => members[row] === 1),
    ),
  ];
  const scores = Float64Array.of(1, 2, 2, Number.NaN, 9);

  it('is best first, ties newest first, without a score last', () => {
    expect(order({ scores })).toEqual([2, 1, 0, 3]);
  });
  it('turned round keeps ties and what has no score', () => {
    expect(order({ scores, isAscending: true })).toEqual([0, 2, 1, 3]);
  });
  it('puts titles before scores', () => {
    const inTitle = Uint8Array.of(1, 0, 0, 1, 1);
    expect(order({ scores, inTitle })).toEqual([0, 3, 2, 1]);
    expect(order({ scores, inTitle, isAscending: true })).toEqual([2, 1, 0, 3]);
    expect(order({ inTitle })).toEqual([3, 0, 2, 1]);
  });
  it('does not ask for the other order where there is no tie', () => {
    const matches = Uint8Array.of(1, 1, 0, 0, 1);
    const scored = { matches, scores, inTitle: null, isAscending: false };
    expect([
      ...orderByScore(scored, () => {
        throw new Error('asked for');
      }),
    ]).toEqual([4, 1, 0]);
  });
});

describe('the other orders', () => {
  it('are stable, and put what lacks the value last', () => {
    const byTitle = Int32Array.of(2, 0, 1, 3);
    const year = Int32Array.of(1, LACKING, 1, 0);
    const newest = orderByYear(byTitle, year);
    expect([...newest]).toEqual([2, 0, 3, 1]);
    const by = (order: 'ascending' | 'descending' | null): number[] => [
      ...sortRows(newest, year, { sort: 'year', order }),
    ];
    expect(by('ascending')).toEqual([3, 2, 0, 1]);
    expect(by(null)).toEqual([2, 0, 3, 1]);
    const level = Int32Array.of(LACKING, 0, 1, 1);
    expect([...sortRows(newest, level, { sort: 'level', order: null })]).toEqual([1, 2, 3, 0]);
    expect([...sortRows(newest, level, { sort: 'level', order: 'descending' })]).toEqual([
      2, 3, 1, 0,
    ]);
  });
});
