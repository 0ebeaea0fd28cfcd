// The text of a tree: as short as it can be written.
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/main/search/parse-query.ts';
import { printQuery } from '../../../src/main/search/print-query.ts';

describe('prints', () => {
  it.each([
    ['', ''],
    ['  Fatigue   IMMUNE ', 'Fatigue IMMUNE'],
    ['((a b)) c', 'a b c'],
    ['(a b) or (c)', 'a b or c'],
    ['a (b OR c)', 'a (b or c)'],
    ['-(a or (b c))', '-(a or b c)'],
    ['-(-(a))', 'a'],
    ['a AND NOT b', 'a -b'],
    ['"brain fog', '"brain fog"'],
    ['“brain fog”', '"brain fog"'],
    ['covid-19 TNF-α', 'covid-19 TNF-α'],
    ['-or', '-"or"'],
    ['AUTHOR: Clark', 'author:Clark'],
    ['title:"brain fog"', 'title:"brain fog"'],
    ['PEM:Required,UNCLEAR', 'pem:required,unclear'],
    ['year:2015..2015', 'year:2015'],
    ['year:2020-2015', 'year:2015..2020'],
    ['year:..2015,not-stated', 'year:..2015,not-stated'],
    ['level:e1..', 'level:E1..E3'],
    ['list:"My list","x"', 'list:"My list",x'],
    ['is:unread is:retracted', 'is:unread is:retracted'],
    ['is:changed,retracted', 'is:retracted or is:changed'],
    ['a is:read,retracted', 'a (is:read or is:retracted)'],
    ['doi:10.1', 'doi:10.1'],
  ])('%j as %j', (text, printed) => {
    expect(printQuery(parseQuery(text).root)).toBe(printed);
  });

  it('a name with a quote in it as one that means the same', () => {
    const filter = { facet: 'list', values: [{ name: 'My "best" list', at: 0, end: 0 }] } as const;
    expect(printQuery({ kind: 'filter', filter, at: 0, end: 0 })).toBe('list:"My  best  list"');
  });
});
