// Slugs are taken from addresses and never made up; text and query fold alike.
import { describe, expect, it } from 'vitest';
import { parseSlug, slugFromAddress } from '../../../src/shared/domain/ids.ts';
import { canonicalJson } from '../../../src/shared/util/canonical-json.ts';
import { decodeMarkup, foldText, foldWords } from '../../../src/shared/util/fold-text.ts';

describe('a slug', () => {
  it('is taken from an address of either host, with or without what follows it', () => {
    for (const address of [
      'https://www.mecfsatlas.com/evidence/clark-2017-cytokine-responses',
      'https://www.cfsmeatlas.com/evidence/clark-2017-cytokine-responses/',
      'https://www.mecfsatlas.com/evidence/clark-2017-cytokine-responses?x=1#y',
      '/evidence/clark-2017-cytokine-responses?offset=3',
    ]) {
      expect(slugFromAddress(address)).toBe('clark-2017-cytokine-responses');
    }
  });
  it('is not taken from anything else', () => {
    for (const address of [
      'https://x.y/evidence',
      'https://x.y/evidence/',
      'https://x.y/evidence/A_b',
      'https://x.y/evidence/a/b',
      '',
      '../evidence/..',
    ]) {
      expect(slugFromAddress(address)).toBeNull();
    }
    for (const text of ['', 'A', 'a b', '../a', '-a', 'a'.repeat(201), 'jäkel']) {
      expect(parseSlug(text)).toBeNull();
    }
  });
});

describe('folding', () => {
  it.each([
    ['Löhn, Matthias', 'lohn matthias'],
    ['TNF-α and IFNγ', 'tnf alpha and ifn gamma'],
    ['5 µg', '5 mu g'],
    ['CoQ<sub>10</sub> &amp; NADH', 'coq10 nadh'],
    ['ME/CFS, COVID‑19', 'me cfs covid 19'],
    ['Ångström Øster Łódź straße', 'angstrom oster lodz strasse'],
    ['VO₂ r²', 'vo2 r2'],
    ['Καρδιά', 'καρδια'],
    ['筋痛性脳脊髄炎', '筋痛性脳脊髄炎'],
    ['💤 * " \u0000', ''],
  ])('%s → %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
  it('decodes an entity once and leaves what is none', () => {
    expect(decodeMarkup('a &amp;lt; b &#946; &#x3b2; &nosuch; &#0; p < 0.05 > x')).toBe(
      'a &lt; b β β &nosuch; &#0; p < 0.05 > x',
    );
  });
  it('of words is that of each alone, whatever letters stand beside them', () => {
    const words = [
      'A',
      'IFNγ',
      'ΟΔΟΣ',
      'Größe',
      'e\u0301t\u0301',
      'ﬁ\u00a0℡',
      '²½',
      '𝛼β',
      'İ',
      'мир',
    ];
    for (const one of words) {
      for (const other of words) {
        const apart = [...foldWords(one), ...foldWords(other)];
        expect(foldWords(`${one} ${other}`)).toEqual(apart);
        expect(foldWords(`${one}\n\n(${other})`)).toEqual(apart);
      }
    }
  });
  it('is the same for a text and for its folded form', () => {
    for (const text of ['IFN-γ, Ménière’s', 'ﬁbromyalgia ½ ⅷ']) {
      expect(foldWords(foldText(text))).toEqual(foldWords(text));
    }
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe(
      '{"a":"x","b":[{"c":null,"d":1}]}',
    );
  });
});
