// Markdown of references: what is escaped, what becomes emphasis, what a line may begin with.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../../../../src/main/export/styles/markdown.ts';
import { readEntry, toHtml, toPlainText } from '../../../../src/main/export/styles/rich-text.ts';

function markdown(html: string): string {
  return toMarkdown(readEntry(html));
}

describe('Markdown', () => {
  it.each([
    [
      'marks of its own',
      '*a* _b_ [c] `d` ~e~ ^f^ $g$ @h \\ | &#60;i&#62;',
      String.raw`\*a\* \_b\_ \[c\] \`d\` \~e\~ \^f\^ \$g\$ \@h \\ \| \<i\>`,
    ],
    ['a word between', 'AT&#38;T &#38;amp; Q&#38;A', String.raw`AT&T \&amp; Q&A`],
    [
      'an address as it is',
      'At https://a.b/c_d*e (x). End',
      String.raw`At <https://a.b/c_d*e> (x). End`,
    ],
    ['the brackets of an address', 'https://doi.org/10.1/x_(2).', '<https://doi.org/10.1/x_(2)>.'],
    ['a bracket around an address', '(https://a.b/c_d)', '(<https://a.b/c_d>)'],
    ['a number at the start', '1984. A book', String.raw`1984\. A book`],
    ['a heading at the start', '# Title', String.raw`\# Title`],
    ['a list at the start', '- Title', String.raw`\- Title`],
    ['a number within', 'It was 1984. Yes - # no', 'It was 1984. Yes - # no'],
    ['emphasis', 'In <i>E. coli</i>, <b>3</b>(2)', 'In *E. coli*, **3**(2)'],
    ['spaces of emphasis outside', 'a<i> b </i>c', 'a *b* c'],
    ['emphasis in a word after a mark', 'x<i>(y)</i>z', 'x<em>(y)</em>z'],
    ['emphasis beside emphasis', '<i>a</i><b>b</b>', '*a*<strong>b</strong>'],
    ['both at once', '<b><i>a</i></b>', '***a***'],
    [
      'italics within italics',
      '<i>On <span style="font-style:normal;">E. coli</span> only</i>',
      '*On* E. coli *only*',
    ],
    ['raised and lowered', 'CO<sub>2</sub> m<sup>2</sup>', 'CO<sub>2</sub> m<sup>2</sup>'],
  ])('%s', (_what, html, expected) => {
    expect(markdown(html)).toBe(expected);
  });

  it('numbers become items of a list, other labels stay text', () => {
    const entry = (label: string): string =>
      `<div class="csl-entry">\n    <div class="csl-left-margin">${label}</div><div class="csl-right-inline">2019. A</div>\n  </div>`;
    expect(markdown(entry('1.'))).toBe(String.raw`1. 2019\. A`);
    expect(markdown(entry('[1]'))).toBe(String.raw`\[1\] 2019\. A`);
    expect(markdown(entry('1'))).toBe(String.raw`1 2019\. A`);
  });

  it('of any text: no letter lost, nothing left that opens an element', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const escaped = text
          .replaceAll('&', '&#38;')
          .replaceAll('<', '&#60;')
          .replaceAll('>', '&#62;');
        const entry = readEntry(escaped);
        const oneLine = text.replace(/[ \t\n]+/gu, ' ').trim();
        expect(toPlainText(entry.body)).toBe(oneLine);
        const written = toMarkdown(entry);
        const letters = (from: string): string => (from.match(/[\p{L}\p{N}]/gu) ?? []).join('');
        expect(letters(written)).toBe(letters(oneLine));
        expect(written.replace(/\\./gu, '').replace(/<https?:[^<>]*>/gu, '')).not.toMatch(
          /[<`*_]/u,
        );
        expect(toHtml(entry.body)).not.toMatch(/</u);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe('plain text', () => {
  it('keeps figures where they stand, where Unicode has them', () => {
    const text = (html: string): string => toPlainText(readEntry(html).body);
    expect(text('VO<sub>2</sub>max, 10<sup>-3</sup>, x<sup>th</sup>')).toBe('VO₂max, 10⁻³, xth');
  });
});
