// What HTML, PubMed and doubled escapes leave in titles: mended on the way out, in any mixture.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studyToCsl } from '../../../src/main/export/study-to-csl.ts';
import { cleanText, createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import { mendEscapes } from '../../../src/main/export/titles/mend-escapes.ts';
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

describe('escapes that were escaped once more', () => {
  it.each([
    ['R&amp;amp;D', 'R&D'],
    ['R&amp;amp;amp;D', 'R&D'],
    ['TNF-&amp;alpha; &amp;#8211; x', 'TNF-α – x'],
    ['&lt;i&gt;in vivo&lt;/i&gt; study', 'in vivo study'],
    ['&amp;lt;i&amp;gt;in vivo&amp;lt;/i&amp;gt;', 'in vivo'],
    ['&lt;b&gt;a &lt;i class=&quot;x&quot;&gt;b&lt;/i&gt; c&lt;/b&gt;', 'a b c'],
    ['<b>&lt;i&gt;a&lt;/i&gt;</b>', 'a'],
    ['Q&lt;sub&gt;10&lt;/sub&gt;', 'Q\uFDD010\uFDD1'],
    ['a &lt;i&gt; b', 'a <i> b'],
    ['p &lt; 0.05 &amp;gt; q', 'p < 0.05 > q'],
    ['AT&amp;T &amp;unknown; x', 'AT&T &unknown; x'],
  ])('%s is cited as %s', (text, expected) => {
    expect(clean(cited(text) ?? '')).toBe(expected);
  });

  it('are mended in any text, and what has none is left as it is', () => {
    const plain = fc.string({
      unit: fc.constantFrom('a', ' ', 'é', '<', '>', ';', 'i', '/'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(plain, (text) => {
        expect(mendEscapes(text)).toBe(text);
        const twice = text.replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;');
        const once = text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(mendEscapes(twice)).toBe(mendEscapes(once));
      }),
    );
  });

  it('take no long time, whatever is piled up', () => {
    for (const piece of ['&lt;i&gt;', '&amp;', '&lt;i &', '&lt;/i&gt;']) {
      const began = process.cpuUsage().user;
      mendEscapes(piece.repeat(2000));
      expect(process.cpuUsage().user - began).toBeLessThan(2_000_000);
    }
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
