// What HTML, PubMed and doubled escapes leave in titles: mended on the way out, in any mixture.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studyToCsl } from '../../../src/main/export/study-to-csl.ts';
import { cleanText, createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import { buildReading } from '../../support/atlas-pages/build-reading.ts';
import { SAMPLE_FACTS } from '../../support/atlas-pages/sample-page.ts';
import { title } from './one-entry.ts';

const clean = (text: string): string => cleanText(text, createTextIssues());
const cited = (text: string): string | undefined =>
  studyToCsl({ ...buildReading(SAMPLE_FACTS), title: text }, null).item.title;

describe('markup in a title', () => {
  it.each([
    ['Q<sub>10</sub>', '{Q$_{10}$}'],
    ['<b><i>in vivo</i> and <sup>13</sup>C</b>', 'in vivo and {$^{13}$C}'],
    ['<i>a</i', 'a{$<$}/i'],
    ['a <I CLASS="x">b</I> c', 'a b c'],
    ['p <0.05 and q> 1', 'p {$<$}0.05 and q{$>$} 1'],
  ])('%s becomes %s', (text, expected) => {
    expect(title(text)).toBe(expected);
  });

  it('goes whatever is nested in what, and every letter stays', () => {
    const leaf = fc.stringMatching(/^[a-z ]{1,5}$/);
    const element = fc.constantFrom('i', 'b', 'em', 'jats:italic', 'span', 'sc');
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc
          .tuple(element, fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
          .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (text) => {
        const letters = text.replace(/<[^<>]*>/gu, '');
        expect(clean(text)).toBe(letters.replace(/ +/gu, ' ').trim());
      }),
    );
  });
});

describe('escapes in a title', () => {
  it.each([
    ['R&amp;D', 'R&D'],
    ['TNF-&alpha; &#8211; &#x2013;', 'TNF-α – –'],
    ['&lt; 5 and &gt; 6', '< 5 and > 6'],
    ['AT&T &unknown; &', 'AT&T &unknown; &'],
  ])('%s become %s', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('are decoded exactly once, so that text about escapes survives', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '&', '<', '>', ';', '#', 'i', '/'),
      maxLength: 20,
    });
    const escape = (plain: string): string =>
      plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    fc.assert(
      fc.property(text, (plain) => {
        expect(clean(escape(plain))).toBe(plain);
      }),
    );
  });
});

describe('PubMed’s period and brackets', () => {
  it.each([
    ['A study.', 'A study'],
    ['A study?', 'A study?'],
    ['A study of the U.S.', 'A study of the U.S.'],
    ['And so on...', 'And so on...'],
    ['[Eine Studie.]', '[Eine Studie]'],
    ['[Eine Studie].', '[Eine Studie]'],
    ['[A] and [B].', '[A] and [B]'],
    ['.', ''],
  ])('%s is cited as %s', (text, expected) => {
    expect(cited(text)).toBe(expected);
  });

  it('lose at most one period and nothing else, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const item = cited(text) ?? '';
        expect(text.trim().replaceAll('.', '')).toBe(item.replaceAll('.', ''));
        expect(text.trim().length - item.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
