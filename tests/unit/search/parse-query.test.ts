// The query language, form by form, with the places that errors and notices name.
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/main/search/parse-query.ts';
import { MAX_TERMS } from '../../../src/main/search/query-ast.ts';
import { AppError } from '../../../src/shared/contract/errors.ts';
import { describeTree, treeOf } from './support/describe-tree.ts';

describe('words and phrases', () => {
  it.each([
    ['', null],
    ['   ', null],
    ['fatigue', 'fatigue*'],
    ['fatigue ', 'fatigue*'],
    ['Fatigue IMMUNE', { and: ['fatigue', 'immune*'] }],
    ['"brain fog"', '"brain fog"'],
    ['“brain fog”', '"brain fog"'],
    ['„brain fog“', '"brain fog"'],
    ['"a"b', { and: ['"a"', 'b*'] }],
    ['covid-19', 'covid+19*'],
    ['ME/CFS', 'me+cfs*'],
    ['TNF-α', 'tnf+alpha*'],
    ['tnf α', { and: ['tnf', 'alpha*'] }],
    ['CoQ<sub>10</sub>', 'coq10*'],
    ['Löhn', 'lohn*'],
    ["Raynaud's", 'raynaud+s*'],
    ['12:30', '12+30*'],
    ['syndrome: a review', { and: ['syndrome', 'a', 'review*'] }],
    ['a\u0000b', 'a+b*'],
  ])('reads %j', (text, tree) => {
    expect(treeOf(text)).toEqual(tree);
    expect(parseQuery(text).notices).toEqual([]);
  });
});

describe('which word is a prefix', () => {
  it.each([
    ['fat pem:required', { and: ['fat*', 'pem=required'] }],
    ['pem:required fat', { and: ['pem=required', 'fat*'] }],
    ['fat -mouse', { and: ['fat*', { not: 'mouse' }] }],
    ['-mouse', { not: 'mouse' }],
    ['fat -(mouse rat)', { and: ['fat*', { not: { and: ['mouse', 'rat'] } }] }],
    ['fat "brain fog"', { and: ['fat', '"brain fog"'] }],
    ['fat author:cla', { and: ['fat', 'author:cla*'] }],
    ['author:cla fat', { and: ['author:cla', 'fat*'] }],
    ['fat or fog', { or: ['fat', 'fog*'] }],
    ['(fat) list:"My list"', { and: ['fat*', 'list=My list'] }],
    ['-(-fat)', 'fat*'],
    ['-(a -b)', { not: { and: ['a', { not: 'b*' }] } }],
  ])('%s', (text, tree) => {
    expect(treeOf(text)).toEqual(tree);
  });
});

describe('operators and brackets', () => {
  it.each([
    ['a b or c', { or: [{ and: ['a', 'b'] }, 'c*'] }],
    ['a (b OR c)', { and: ['a', { or: ['b', 'c*'] }] }],
    ['a Or b oR c', { or: ['a', 'b', 'c*'] }],
    ['(a b) c', { and: ['a', 'b', 'c*'] }],
    ['((a))', 'a*'],
    ['-a', { not: 'a' }],
    ['-"a b" c', { and: [{ not: '"a b"' }, 'c*'] }],
    ['-pem:required', { not: 'pem=required' }],
    ['-(a or b)', { not: { or: ['a', 'b'] } }],
    ['-(-(a b))', { and: ['a', 'b*'] }],
    ['a -b or -c', { or: [{ and: ['a*', { not: 'b' }] }, { not: 'c' }] }],
    ['"or"', '"or"'],
    ['-or', { not: '"or"' }],
    ['title:or', 'title:or*'],
    ['a"b"(c)-d', { and: ['a', '"b"', 'c*', { not: 'd' }] }],
  ])('%s', (text, tree) => {
    expect(treeOf(text)).toEqual(tree);
    expect(parseQuery(text).notices).toEqual([]);
  });
});

describe('fields', () => {
  it.each([
    ['author:clark', 'author:clark*'],
    ['AUTHOR:Clark', 'author:clark*'],
    ['author: clark', 'author:clark*'],
    ['author:"clark l"', 'author:"clark l"'],
    ['title:"brain fog"', 'title:"brain fog"'],
    ['journal:covid-19', 'journal:covid+19*'],
    ['note:sample', 'note:sample*'],
    ['author:-clark', 'author:clark*'],
    ['year:2015', 'year=2015..2015'],
    ['year:2015..2020', 'year=2015..2020'],
    ['year:..2020', 'year=..2020'],
    ['year:2015..', 'year=2015..'],
    ['year:2015,2017..2018,not-stated', 'year=2015..2015|2017..2018|not-stated'],
    ['level:E0', 'level=E0..E0'],
    ['level:e0..e1', 'level=E0..E1'],
    ['level:E2..', 'level=E2..E3'],
    ['level:..E1', 'level=E0..E1'],
    ['level:not-stated', 'level=not-stated'],
    ['type:RCT', 'type=RCT'],
    ['type:"Review-Narrative",RCT', 'type=Review-Narrative|RCT'],
    ['list:"My list"', 'list=My list'],
    ['list:"a, b",c', 'list=a, b|c'],
    ['tag:to-read', 'tag=to-read'],
    ['pem:required', 'pem=required'],
    ['derived:not-required', 'derived=not-required'],
    ['derived:"Not required"', 'derived=not-required'],
    ['mine:unclear', 'mine=unclear'],
    ['pem:not-stated', 'pem=not-stated'],
    ['pem:required,unclear', 'pem=required|unclear'],
    ['pem:required,unclear,', 'pem=required|unclear'],
    ['pem:required,required', 'pem=required'],
    ['pem: required', 'pem=required'],
    ['(pem:required or pem:unclear)', { or: ['pem=required', 'pem=unclear'] }],
    ['is:read', 'read=read'],
    ['is:unread', 'read=unread'],
    ['is:retracted', 'retracted=yes'],
    ['is:changed', 'changed=yes'],
    ['is:read,retracted', { or: ['read=read', 'retracted=yes'] }],
    ['(pem:required)a', { and: ['pem=required', 'a*'] }],
  ])('%s', (text, tree) => {
    expect(treeOf(text)).toEqual(tree);
    expect(parseQuery(text).notices).toEqual([]);
  });
});

describe('slips are forgiven and told', () => {
  it.each([
    ['covid-19 "', 'covid+19*', ['"', '"']],
    ['"brain fog', '"brain fog"', ['"brain fog']],
    ['*', null, ['*']],
    ['NEAR(', 'near*', ['(']],
    ['🙂 sleep', 'sleep*', ['🙂']],
    ['\ud800', null, ['\ud800']],
    ['(a', 'a*', ['(']],
    ['a)', 'a*', [')']],
    ['()', null, ['()']],
    ['a () b', { and: ['a', 'b*'] }, ['()']],
    ['-', null, ['-']],
    ['a - b', { and: ['a', 'b*'] }, ['-']],
    ['(-)', null, ['-']],
    ['--a', { not: 'a' }, ['--']],
    ['-🙂 a', 'a*', ['🙂']],
    ['or', null, ['or']],
    ['or or', null, ['or', 'or']],
    ['a or', 'a*', ['or']],
    ['or a', 'a*', ['or']],
    ['a or or b', { or: ['a', 'b*'] }, ['or']],
    ['a AND b', { and: ['a', 'b*'] }, ['AND']],
    ['a NOT b', { and: ['a*', { not: 'b' }] }, ['NOT']],
    ['a NOT (b or c)', { and: ['a*', { not: { or: ['b', 'c'] } }] }, ['NOT']],
    ['a NOT', 'a*', ['NOT', 'NOT']],
    ['author:', null, ['author:']],
    ['author: pem:required', 'pem=required', ['author:']],
    ['author:(a)', 'a*', ['author:']],
    ['author:""', null, ['author:""']],
    ['list:"" a', 'a*', ['list:""']],
    ['pem:', null, ['pem:']],
    ['PEM: a review', { and: ['a', 'review*'] }, ['PEM:']],
    ['doi:10.1', 'doi+10+1*', ['doi:']],
    ['covid:19', 'covid+19*', ['covid:']],
    ['foo:"a b"', { and: ['foo', '"a b"'] }, []],
    ['year:2020..2015', 'year=2015..2020', ['2020..2015']],
    ['year:2015-2020', 'year=2015..2020', ['2015-2020']],
    ['level:E2..E0', 'level=E0..E2', ['E2..E0']],
    ['list:"My list', 'list=My list', ['"My list']],
    ['fatig* immun*', { and: ['fatig', 'immun*'] }, ['fatig*']],
    ['-fatig*', { not: 'fatig' }, ['fatig*']],
  ])('%j', (text, tree, places) => {
    const { root, notices } = parseQuery(text);
    expect(describeTree(root)).toEqual(tree);
    expect(notices.map(({ at, length }) => text.slice(at, at + length))).toEqual(places);
  });

  it('tells at most twenty of them', () => {
    const { notices } = parseQuery('* '.repeat(5_000));
    expect(notices).toHaveLength(21);
    expect(notices.at(-1)?.message).toMatch(/more of this kind/u);
  });
});

describe('a value that means nothing is an error with its place', () => {
  it.each([
    ['pem:maybe', 'maybe'],
    ['cytokine derived:yes', 'yes'],
    ['pem:required,maybe', 'maybe'],
    ['pem:"required or not"', '"required or not"'],
    ['(mine:x', 'x'],
    ['year:abc', 'abc'],
    ['year:20155', '20155'],
    ['year:..', '..'],
    ['year:2015..2016..2017', '2015..2016..2017'],
    ['year:-5', '-5'],
    ['level:E9', 'E9'],
    ['level:..', '..'],
    ['level:E0..E9', 'E0..E9'],
    ['is:foo', 'foo'],
    ['is:required', 'required'],
  ])('%s', (text, place) => {
    const error = errorOf(text);
    expect(error.code).toBe('query-syntax');
    const [at, end] = (error.ref ?? '').split('..').map(Number);
    expect(text.slice(at, end)).toBe(place);
    expect(error.message).toContain(place.replaceAll('"', ''));
  });

  it('counts places in UTF-16 units, for programs', () => {
    expect(errorOf('🙂 pem:maybe').ref).toBe('7..12');
    expect(parseQuery('a🙂 )').notices).toMatchObject([{ at: 4, length: 1 }]);
  });

  it.each([
    ['pem:maybe', 5],
    ['🙂 pem:maybe', 7],
    ['🙂🙂 level:E9', 10],
    ['🙂 (a or 🙂 year:soon)', 16],
  ])('counts characters in the sentence, for people: %s', (text, character) => {
    expect(errorOf(text).message).toMatch(new RegExp(`^At character ${character}: `, 'u'));
  });
});

describe('places', () => {
  it('are those of the parts in the text', () => {
    const text = ' a  -(b or pem:required)';
    const { root } = parseQuery(text);
    if (root?.kind !== 'and') throw new Error('not an and');
    const places = root.children.map(({ at, end }) => text.slice(at, end));
    expect(places).toEqual(['a', '-(b or pem:required)']);
  });
});

describe('size', () => {
  it('takes 200 words and filters and tells where the rest was left out', () => {
    const text = `${'word '.repeat(MAX_TERMS)}more pem:required`;
    const { root, notices } = parseQuery(text);
    expect(root?.kind === 'and' ? root.children.length : 0).toBe(MAX_TERMS);
    expect(notices).toHaveLength(1);
    expect(text.slice(notices[0]?.at)).toBe('more pem:required');
  });

  it('takes the first 200 words of a pasted page in quotes', () => {
    const { root, notices } = parseQuery(`"${'word '.repeat(5_000)}"`);
    expect(root?.kind === 'text' ? root.words.length : 0).toBe(MAX_TERMS);
    expect(notices).toHaveLength(1);
  });

  it.each([
    ['open brackets', '('.repeat(10_000)],
    ['brackets that close', `${'('.repeat(10_000)}a${')'.repeat(10_000)}`],
    ['negated brackets', `${'-('.repeat(10_000)}a${')'.repeat(10_000)}`],
    ['brackets and operators', '(a or '.repeat(10_000)],
    ['brackets and words', '-(a (b '.repeat(10_000)],
    ['one word', 'a'.repeat(10_000)],
    ['minuses', '-'.repeat(10_000)],
    ['quotes', '"'.repeat(10_000)],
    ['colons', 'a:'.repeat(10_000)],
    ['fields', 'author:'.repeat(10_000)],
    ['operators', 'or '.repeat(10_000)],
    ['commas', `list:${','.repeat(10_000)}`],
    ['values', `list:${'a,'.repeat(10_000)}`],
    ['markup', '<sub '.repeat(10_000)],
  ])('%s by the ten thousand', (_name, text) => {
    expect(() => parseQuery(text)).not.toThrow();
  });
});

function errorOf(text: string): AppError {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error(`no AppError for ${text}`);
}
