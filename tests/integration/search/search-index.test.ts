// What is found, what is told, and what a row shows: examples over the real files.
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/contract/errors.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { FACETS, type SearchRequest } from '../../../src/shared/domain/search.ts';
import type { DataPaths } from '../../../src/main/storage/paths.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { makeFiles, openIndex, putMarks, putStudies, testStudy } from './support/search-files.ts';

let paths: DataPaths;
beforeEach(async () => {
  paths = await makeFiles(makeTempDir('search'));
});

const request = (query: string, rest: Partial<SearchRequest> = {}): SearchRequest => ({
  query,
  sort: 'relevance',
  order: null,
  ...rest,
});

describe('folding', () => {
  beforeEach(() => {
    putStudies(paths, [
      testStudy({ slug: 'tnf', title: 'TNF-α in ME/CFS' }),
      testStudy({ slug: 'ifn', title: 'IFNγ release after COVID-19' }),
      testStudy({ slug: 'lohn', title: 'A study', authors: ['Löhn, M'] }),
      testStudy({ slug: 'coq10', title: 'CoQ<sub>10</sub> &amp; NADH' }),
      testStudy({ slug: 'adrenergic', title: 'β₂-adrenergic receptors in Sjögren’s syndrome' }),
      testStudy({ slug: 'words', title: 'The tumour, necrosis and alpha particles' }),
    ]);
  });

  it.each([
    ['tnf-alpha', ['tnf']],
    ['tnf α', ['tnf']],
    ['TNFα', ['tnf']],
    ['"tnf alpha"', ['tnf']],
    ['alpha', ['tnf', 'words']],
    ['ifn-gamma', ['ifn']],
    ['IFN-γ', ['ifn']],
    ['lohn', ['lohn']],
    ['author:Löhn', ['lohn']],
    ['LÖHN', ['lohn']],
    ['coq10', ['coq10']],
    ['CoQ<sub>10</sub>', ['coq10']],
    // A symbol stands apart from what follows it; typed as one word it is another.
    ['beta2', []],
    ['beta-2 adrenergic', ['adrenergic']],
    ['sjogren', ['adrenergic']],
    ["Sjögren's", ['adrenergic']],
    ['ME/CFS', ['tnf']],
    ['me-cfs', ['tnf']],
    ['covid-19', ['ifn']],
    ['covid-1', ['ifn']],
    ['title:lohn', []],
  ])('%s', (query, expected) => {
    const opened = openIndex(paths);
    expect(opened.slugs(query).sort()).toEqual(expected);
    opened.close();
  });
});

describe('order', () => {
  it('puts a word in the title before many in the text', () => {
    putStudies(paths, [
      testStudy({ slug: 'b-body', title: 'Sleep', body: 'cytokine '.repeat(3), year: 2024 }),
      testStudy({ slug: 'a-title', title: 'Cytokine', body: 'sleep '.repeat(3), year: 1990 }),
      ...others(20),
    ]);
    const { index, close } = openIndex(paths);
    expect(index.search(request('cytokine')).slugs).toEqual(['a-title', 'b-body']);
    expect(index.search(request('cytokine', { order: 'ascending' })).slugs).toEqual([
      'b-body',
      'a-title',
    ]);
    close();
  });

  it('settles equal relevance by year, then title, then slug', () => {
    const equal = { title: 'Cytokine', body: 'x' };
    putStudies(paths, [
      testStudy({ slug: 'c', ...equal, year: 1990 }),
      testStudy({ slug: 'b', ...equal, year: 2020 }),
      testStudy({ slug: 'a', ...equal, year: 2020 }),
      testStudy({ slug: 'd', ...equal }),
      ...others(20),
    ]);
    const { index, close } = openIndex(paths);
    expect(index.search(request('cytokine')).slugs).toEqual(['a', 'b', 'c', 'd']);
    close();
  });
});

describe('what is told', () => {
  it('names what no study has, and finds nothing by it', () => {
    putStudies(paths, [testStudy({ slug: 'a', type: 'RCT' })]);
    putMarks(paths, {
      lists: [{ name: 'To read', slugs: ['a'] }],
      tags: [],
      read: [],
      changed: [],
      coded: [],
      notes: [],
    });
    const { index, close } = openIndex(paths);
    const query = 'list:"To reed" or tag:x or type:RTC,rct';
    const { slugs, notices } = index.search(request(query));
    expect(slugs).toEqual(['a']);
    expect(notices.map(({ at, length }) => query.slice(at, at + length))).toEqual([
      '"To reed"',
      'x',
      'RTC',
    ]);
    expect(index.search(request('list:nothing')).total).toBe(0);
    expect(index.search(request('-list:nothing')).total).toBe(1);
    close();
  });

  it('throws the parser’s error', () => {
    const { index, close } = openIndex(paths);
    expect(() => index.search(request('pem:maybe'))).toThrow(AppError);
    close();
  });

  it('counts every value there is, and not stated, over no study at all', () => {
    const { index, close } = openIndex(paths);
    const { slugs, total, counts } = index.search(request('fatigue pem:required'));
    expect(slugs).toEqual([]);
    expect(total).toBe(0);
    expect(Object.keys(counts)).toEqual([...FACETS]);
    const pem = { required: 0, 'not-required': 0, unclear: 0, 'not-stated': 0 };
    expect(counts).toMatchObject({ pem, derived: pem, mine: pem });
    expect(counts.level).toEqual({ E0: 0, E1: 0, E2: 0, E3: 0, 'not-stated': 0 });
    expect(counts.type).toEqual({ 'not-stated': 0 });
    expect(counts.read).toEqual({ read: 0, unread: 0 });
    expect(counts.retracted).toEqual({ yes: 0, no: 0 });
    close();
  });
});

describe('rows', () => {
  it('shows what a list needs, in the order asked for', () => {
    putStudies(paths, [
      testStudy({
        slug: 'b',
        title: 'TNF-α',
        authors: ['One', 'Two', 'Three', 'Four'],
        journal: 'Brain',
        pem: 'required',
        level: 'E1',
        type: 'RCT',
        year: 2020,
        isRetracted: true,
      }),
      testStudy({ slug: 'a', isGone: true }),
    ]);
    putMarks(paths, {
      lists: [],
      tags: [
        { name: 'Zeta', slugs: ['b'] },
        { name: 'alpha', slugs: ['b'] },
      ],
      read: ['b'],
      changed: [],
      coded: [{ slug: 'b', required: 'no' }],
      notes: [],
    });
    const { index, close } = openIndex(paths);
    expect(index.rows(['a', 'no-such', 'b'] as Slug[])).toEqual([
      {
        slug: 'a',
        title: 'a',
        authors: '',
        journal: null,
        year: null,
        level: null,
        pem: 'not-stated',
        pemLabel: null,
        derived: 'not-stated',
        mine: 'not-stated',
        publicationType: null,
        retracted: false,
        changed: false,
        read: 'unread',
        tags: [],
      },
      {
        slug: 'b',
        title: 'TNF-α',
        authors: 'One, Two, Three et al.',
        journal: 'Brain',
        year: 2020,
        level: 'E1 Label',
        pem: 'required',
        pemLabel: 'PEM required',
        derived: 'not-stated',
        mine: 'not-required',
        publicationType: 'RCT',
        retracted: true,
        changed: false,
        read: 'read',
        tags: ['alpha', 'Zeta'],
      },
    ]);
    close();
  });

  it('gives no more than 200 at once', () => {
    const { index, close } = openIndex(paths);
    const slugs = Array.from({ length: 201 }, (_, number) => `s-${number}` as Slug);
    expect(() => index.rows(slugs)).toThrow(/200 at a time/u);
    expect(index.rows(slugs.slice(0, 200))).toEqual([]);
    close();
  });
});

function others(count: number) {
  return Array.from({ length: count }, (_, number) =>
    testStudy({ slug: `other-${number}`, title: `Sleep ${number}`, body: 'nothing else' }),
  );
}
