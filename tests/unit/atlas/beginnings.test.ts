// The cheap question before the dear one never says no where the dear one says yes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Beginnings } from '../../../src/main/atlas/page-reader/beginnings.ts';

const WORDS = ['topics', 'tags', 'bibtex', 'doi'];
const beginnings = new Beginnings(WORDS);

describe('the first letters of some words', () => {
  it.each(['Methods', 'tap', 'TOMORROW', 'dog'])('are not those of %s', (text) => {
    expect(beginnings.areNotOf(text)).toBe(true);
  });

  it('are asked for in small letters and capitals alike, and with anything behind them', () => {
    const cased = fc
      .tuple(fc.constantFrom(...WORDS), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }))
      .map(([word, capitals]) =>
        [...word].map((letter, at) => (capitals[at] === true ? letter.toUpperCase() : letter)),
      );
    fc.assert(
      fc.property(cased, fc.string({ unit: 'binary' }), (letters, behind) => {
        expect(beginnings.areNotOf(letters.join('') + behind)).toBe(false);
      }),
    );
  });

  it('are left to the dear question where a text begins with a sign, another letter, or is short', () => {
    for (const text of [
      '',
      'a',
      'xy',
      '→ Metabolism',
      '“Methods',
      'Ätiologie',
      'x2y',
      'x y',
      'a[b',
    ]) {
      expect(beginnings.areNotOf(text)).toBe(false);
    }
  });
});
