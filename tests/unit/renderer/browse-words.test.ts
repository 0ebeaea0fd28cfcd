// What browsing says in words: badges, totals, orders, the part of a query that is wrong.
import { describe, expect, it } from 'vitest';
import { partOf, placeInRef } from '../../../src/renderer/features/browse/query-part.ts';
import { totalInWords } from '../../../src/renderer/features/browse/result-words.ts';
import { SORT_OPTIONS, sortOptionId } from '../../../src/renderer/features/browse/sort-options.ts';
import {
  orderNames,
  readYear,
  shortList,
} from '../../../src/renderer/features/browse/filter-values.ts';
import { spreadTags } from '../../../src/renderer/features/marks/tag-spread.ts';
import { badgeWords, type BadgeFacts } from '../../../src/renderer/ui/badge-words.ts';

const SILENT: BadgeFacts = {
  pem: 'not-stated',
  pemLabel: null,
  derived: 'not-stated',
  mine: 'not-stated',
  level: null,
  publicationType: null,
  retracted: false,
};
const texts = (facts: Partial<BadgeFacts>): string[] =>
  badgeWords({ ...SILENT, ...facts }).map(({ text }) => text);

describe('badges', () => {
  it('say that the atlas is silent, and nothing else of a silent page', () => {
    expect(texts({})).toEqual(['PEM not stated']);
  });

  it('keep the three sources apart', () => {
    expect(texts({ pem: 'not-required', derived: 'required', mine: 'unclear' })).toEqual([
      'PEM not required',
      'derived: required',
      'mine: unclear',
    ]);
  });

  it('show the atlas’s own label where its meaning is not known', () => {
    expect(texts({ pemLabel: 'PEM ✓' })).toEqual(['PEM not stated (badge: “PEM ✓”)']);
  });

  it('name a retraction first', () => {
    expect(texts({ retracted: true, level: 'E1 Replicated', publicationType: 'Review' })).toEqual([
      'Retracted',
      'PEM not stated',
      'E1 Replicated',
      'Review',
    ]);
  });
});

describe('the number of studies', () => {
  it.each([
    [412, 6145, '412 of 6,145 studies'],
    [6145, 6145, 'All 6,145 studies'],
    [0, 6145, 'None of 6,145 studies'],
    [0, 0, 'No studies'],
    [1, null, '1 study'],
  ])('%i of %s', (total, size, words) => {
    expect(totalInWords(total, size)).toBe(words);
  });
});

describe('the part of a query', () => {
  it('is read from an error', () => {
    expect(placeInRef('3..7')).toEqual({ at: 3, end: 7 });
    expect(placeInRef('a-slug')).toBeNull();
    expect(placeInRef(null)).toBeNull();
  });

  it('stands between what is around it, cut where the query is long', () => {
    expect(partOf('sleep level:E9 x', 12, 14)).toEqual({
      before: 'sleep level:',
      part: 'E9',
      after: ' x',
    });
    const long = partOf(`${'a'.repeat(500)}!${'b'.repeat(500)}`, 500, 501);
    expect(long.before).toMatch(/^…a{40}$/u);
    expect(long.after).toMatch(/^b{40}…$/u);
  });

  it('never cuts a character, and bears places outside of the query', () => {
    const { before, part, after } = partOf('😀😀😀', 1, 3);
    expect([before, part, after].join('')).toBe('😀😀😀');
    for (const text of [before, part, after]) expect(text.isWellFormed()).toBe(true);
    expect(partOf('abc', 9, 12)).toEqual({ before: 'abc', part: '', after: '' });
  });
});

describe('orders', () => {
  it('have one option each, natural orders included', () => {
    expect(new Set(SORT_OPTIONS.map(({ id }) => id)).size).toBe(10);
    for (const { id, sort, order } of SORT_OPTIONS) expect(sortOptionId(sort, order)).toBe(id);
    expect(sortOptionId('year', 'descending')).toBe('year');
    expect(sortOptionId('title', 'ascending')).toBe('title');
  });
});

describe('names to filter by', () => {
  it('stand by their number over the whole atlas, and keep that order within a search', () => {
    const whole = orderNames([], { a: 1, b: 9, 'not-stated': 20 }, true);
    expect(whole).toEqual(['b', 'a']);
    expect(orderNames(whole, { a: 5, b: 0, c: 7 }, false)).toEqual(['b', 'a', 'c']);
    expect(orderNames(whole, { a: 5, b: 0 }, false)).toBe(whole);
    expect(orderNames(whole, { a: 5 }, false)).toEqual(['a']);
  });

  it('are few at first, with those that are on and “not stated”', () => {
    const values = ['a', 'b', 'c', 'd', 'not-stated'].map((value) => ({
      value,
      label: value,
      count: 0,
    }));
    const short = shortList(values, (value) => value === 'd', 2);
    expect(short.map(({ value }) => value)).toEqual(['a', 'b', 'd', 'not-stated']);
  });
});

describe('a year', () => {
  it('is a number, nothing, or a slip', () => {
    expect(readYear(' 2015 ')).toBe(2015);
    expect(readYear('')).toBeNull();
    expect(readYear('20x5')).toBeUndefined();
  });
});

describe('tags over studies', () => {
  it('count whatever their case, and know that they do not know yet', () => {
    const all = [{ tag: 'POTS', studies: 7 }];
    expect(spreadTags(all, [['pots'], ['sleep']])).toEqual([{ tag: 'POTS', studies: 7, on: 1 }]);
    expect(spreadTags(all, null)[0]?.on).toBeNull();
  });
});
