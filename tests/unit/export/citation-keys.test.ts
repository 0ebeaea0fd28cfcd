// Keys: valid, unique ignoring case, and the same every time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultKeyForSlug,
  isValidKey,
  keysForItems,
  makeKey,
  repairKey,
  sortByKey,
  uniqueKeys,
} from '../../../src/main/export/citation-keys.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';

function item(fields: Partial<CslItem>): CslItem {
  return { id: '', type: 'article-journal', ...fields };
}

describe('one key', () => {
  it.each(['a', 'Vlcek2014', 'mecfsatlas-clark-2017', 'a_b'])('%s is valid', (key) => {
    expect(isValidKey(key)).toBe(true);
  });

  it.each(['', '1a', '-a', 'a b', 'a:b', 'é', 'a{', 'a,', 'a%', 'a\n'])('%j is not', (key) => {
    expect(isValidKey(key)).toBe(false);
  });

  it.each([
    ['smith:2019', 'smith-2019'],
    ['Küster Østergård', 'Kuster-Ostergard'],
    ['http://zotero.org/groups/1/items/ABC', 'http-zotero-org-groups-1-items-ABC'],
    ['2019smith', 'ref2019smith'],
    ['_x', 'ref_x'],
    ['--x--', 'x'],
    ['筋痛', null],
    ['', null],
  ])('%s is repaired to %s', (key, expected) => {
    expect(repairKey(key)).toBe(expected);
  });

  it('is the atlas’s own for a slug', () => {
    expect(defaultKeyForSlug('clark-2017-cytokine-responses')).toBe(
      'mecfsatlas-clark-2017-cytokine-responses',
    );
    expect(defaultKeyForSlug('jäkel 2020')).toBe('mecfsatlas-jakel-2020');
  });

  it.each<[string, Partial<CslItem>]>([
    ['Vlcek2014', { author: [{ family: 'Vlček' }], issued: { 'date-parts': [[2014]] } }],
    ['vanderMeer2004', { author: [{ family: 'van der Meer' }], issued: { raw: '2004-05' } }],
    ['vanderMeernd', { author: [{ family: 'Meer', 'non-dropping-particle': 'van der' }] }],
    ['Strassend', { author: [{ family: 'Straße' }] }],
    ['NICEnd', { author: [{ literal: 'NICE' }] }],
    ['NIHCEnd', { author: [{ literal: 'National Institute for Health and Care Excellence' }] }],
    ['fatiguend', { title: 'The <i>fatigue</i> of it' }],
    ['ME2020', { title: 'ME', issued: { 'date-parts': [[2020]] } }],
    ['refnd', { author: [{ family: '山村' }], title: '筋痛' }],
    ['ref3Mnd', { author: [{ literal: '3M' }] }],
  ])('is made: %s', (expected, fields) => {
    expect(makeKey(item(fields))).toBe(expected);
  });
});

describe('several keys', () => {
  it('differ in more than case', () => {
    expect(uniqueKeys(['liu2022', 'Liu2022'], [])).toEqual(['liu2022', 'Liu2022a']);
    expect(uniqueKeys(['Liu2022'], ['LIU2022', 'liu2022A'])).toEqual(['Liu2022b']);
  });

  it('get a, b, … z, aa', () => {
    expect(uniqueKeys(['k', 'k', 'k'], [])).toEqual(['k', 'ka', 'kb']);
    const many = uniqueKeys(
      Array.from({ length: 30 }, () => 'k'),
      [],
    );
    expect(many.slice(25)).toEqual(['ky', 'kz', 'kaa', 'kab', 'kac']);
  });

  it('never take by a suffix what another wants as it stands', () => {
    expect(uniqueKeys(['k', 'k', 'ka'], [])).toEqual(['k', 'kb', 'ka']);
  });

  it('let a valid key keep its own before one that had to be repaired', () => {
    expect(uniqueKeys(['a:b', 'a-b'], [])).toEqual(['a-ba', 'a-b']);
  });

  it('come from citation-key, else id, else are made', () => {
    const items = [
      item({ id: 'x', 'citation-key': 'Clark2017' }),
      item({ id: 'clark2017' }),
      item({ id: 7 }),
      item({ author: [{ family: 'Doe' }], issued: { 'date-parts': [[1999]] } }),
      item({ id: ' ', 'citation-key': ' ' }),
    ];
    expect(keysForItems(items)).toEqual(['Clark2017', 'clark2017a', 'ref7', 'Doe1999', 'refnd']);
  });

  it('are valid, unique and free, whatever is wanted', () => {
    const wanted = fc.array(
      fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('k', 'K', 'ka', 'é')),
    );
    fc.assert(
      fc.property(wanted, fc.array(fc.constantFrom('k', 'KA', 'ref', 'e')), (keys, taken) => {
        const given = uniqueKeys(keys, taken);
        expect(given).toHaveLength(keys.length);
        expect(given.filter((key) => !isValidKey(key))).toEqual([]);
        const folded = [...given, ...new Set(taken)].map((key) => key.toLowerCase());
        expect(new Set(folded).size).toBe(folded.length);
        expect(uniqueKeys(keys, taken)).toEqual(given);
      }),
    );
  });

  it('keep every valid key that nobody else wants', () => {
    const valid = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_-]{0,5}$/));
    fc.assert(
      fc.property(valid, (keys) => {
        expect(uniqueKeys(keys, [])).toEqual(keys);
      }),
    );
  });

  it('are sorted ignoring case, then by code', () => {
    const keys = ['b', 'A', 'a', 'C', 'a-1', 'a1'].map((key) => ({ key }));
    expect(sortByKey(keys).map(({ key }) => key)).toEqual(['A', 'a', 'a-1', 'a1', 'b', 'C']);
  });
});
