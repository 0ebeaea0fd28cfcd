// What a chip does to the search field: the smallest change that means what was meant.
import { describe, expect, it } from 'vitest';
import { editQuery, type QueryChange } from '../../../src/main/search/edit-query.ts';
import type { Facet } from '../../../src/shared/domain/search.ts';
import { AppError } from '../../../src/shared/contract/errors.ts';
import { treeOf } from './support/describe-tree.ts';

const on = (facet: Facet, value: string): QueryChange => ({ facet, value, on: true });
const off = (facet: Facet, value: string): QueryChange => ({ facet, value, on: false });
const years = (from: number | null, to: number | null): QueryChange => ({ years: { from, to } });
const clear: QueryChange = { clear: 'filters' };

describe('a value that is switched on', () => {
  it.each([
    ['', on('pem', 'required'), 'pem:required'],
    ['cytokine', on('pem', 'required'), 'cytokine pem:required'],
    ['  Löhn   "brain fog" ', on('read', 'unread'), '  Löhn   "brain fog" is:unread'],
    ['pem:required cytokine', on('pem', 'unclear'), 'pem:required,unclear cytokine'],
    ['PEM: required', on('pem', 'required'), 'PEM: required'],
    ['level:E0..E1 x', on('level', 'E3'), 'level:E0,E1,E3 x'],
    ['level:E0..E2', on('level', 'E1'), 'level:E0..E2'],
    ['level:E2', on('level', 'not-stated'), 'level:E2,not-stated'],
    ['year:2015..2020', on('year', 'not-stated'), 'year:2015..2020,not-stated'],
    ['x', on('retracted', 'yes'), 'x is:retracted'],
    ['x', on('changed', 'yes'), 'x is:changed'],
    ['tag:immune', on('tag', 'read later'), 'tag:immune,"read later"'],
    ['tag:IMMUNE', on('tag', 'Immune'), 'tag:IMMUNE'],
    ['', on('list', 'a "b" (c), d'), 'list:"a  b  (c), d"'],
    [
      '(pem:required or author:lenz) x',
      on('pem', 'unclear'),
      '(pem:required or author:lenz) x pem:unclear',
    ],
  ])('makes of “%s”, by %o, “%s”', (query, change, expected) => {
    expect(editQuery(query, change)).toBe(expected);
  });

  it('belongs to the whole search, not to the last of its alternatives', () => {
    expect(editQuery('fatigue or pain', on('pem', 'required'))).toBe(
      '(fatigue or pain) pem:required',
    );
    // Half typed: what stands open at the end takes nothing of the filter.
    expect(editQuery('fatigue or', on('pem', 'required'))).toBe('(fatigue or) pem:required');
    expect(treeOf(editQuery('fatigue or', on('pem', 'required')))).toEqual(
      treeOf('fatigue pem:required'),
    );
    expect(editQuery('x "brain fog', on('pem', 'required'))).toBe('x "brain fog" pem:required');
  });

  it('takes the place of what no chip can show', () => {
    expect(editQuery('x pem:required pem:unclear', on('pem', 'required'))).toBe('x pem:required');
    expect(editQuery('-pem:unclear x', on('pem', 'required'))).toBe('x pem:required');
  });

  it('leaves the last word the beginning that it was', () => {
    expect(treeOf('cytokine')).toBe('cytokine*');
    expect(treeOf(editQuery('cytokine', on('pem', 'required')))).toEqual({
      and: ['cytokine*', 'pem=required'],
    });
    expect(treeOf(editQuery('"cytokine"', on('pem', 'required')))).toEqual({
      and: ['"cytokine"', 'pem=required'],
    });
  });
});

describe('a value that is switched off', () => {
  it.each([
    ['not(pem:required)fatigue', off('pem', 'required'), 'not fatigue'],
    ['cytokine pem:required', off('pem', 'required'), 'cytokine'],
    ['pem:required cytokine', off('pem', 'required'), 'cytokine'],
    ['a pem:required,unclear b', off('pem', 'required'), 'a pem:unclear b'],
    ['a pem:required b', off('pem', 'required'), 'a b'],
    ['level:E0..E2', off('level', 'E1'), 'level:E0,E2'],
    ['level:E0..E2', off('level', 'E3'), 'level:E0..E2'],
    ['year:2010..2020', off('year', '2015'), 'year:2010..2014,2016..2020'],
    ['a (pem:required) b', off('pem', 'required'), 'a b'],
    ['tag:Löhn,other', off('tag', 'lohn'), 'tag:other'],
    ['a -pem:required', off('pem', 'required'), 'a -pem:required'],
    ['a', off('pem', 'required'), 'a'],
  ])('makes of “%s”, by %o, “%s”', (query, change, expected) => {
    expect(editQuery(query, change)).toBe(expected);
  });
});

describe('years and clearing', () => {
  it.each([
    ['x', years(2015, 2020), 'x year:2015..2020'],
    ['x', years(2015, 2015), 'x year:2015'],
    ['year:2015 x', years(2016, null), 'year:2016.. x'],
    ['year:2015,not-stated x', years(null, 2020), 'year:..2020,not-stated x'],
    ['year:2015 x', years(null, null), 'x'],
    ['year:2015 x', { years: null }, 'x'],
    ['x', years(2020, 2015), 'x year:2015..2020'],
    ['x pem:required -is:retracted year:2015', clear, 'x'],
    ['x (pem:required or is:read) "y z"', clear, 'x "y z"'],
    ['(x or pem:required) tag:a', clear, '(x or pem:required)'],
    ['-(pem:required)', clear, ''],
    ['', clear, ''],
  ] as const)('makes of “%s”, by %o, “%s”', (query, change, expected) => {
    expect(editQuery(query, change)).toBe(expected);
  });
});

describe('what cannot be', () => {
  it.each([
    ['pem', 'maybe'],
    ['retracted', 'no'],
    ['changed', 'no'],
    ['level', 'E4'],
    ['year', 'soon'],
    ['tag', ' " '],
  ] as const)('is refused in words: %s %s', (facet, value) => {
    expect(() => editQuery('x', on(facet, value))).toThrow(/Nothing was changed/u);
  });

  it('a wrong value in the query is told as the search tells it', () => {
    expect(() => editQuery('pem:maybe', on('tag', 'x'))).toThrow(AppError);
    expect(() => editQuery('pem:maybe', clear)).toThrow(/no value of pem/u);
  });

  it('a query that is full takes no more filters', () => {
    const full = Array.from({ length: 200 }, (_, place) => `w${place}`).join(' ');
    expect(() => editQuery(full, on('pem', 'required'))).toThrow(/as many words and filters/u);
  });
});
