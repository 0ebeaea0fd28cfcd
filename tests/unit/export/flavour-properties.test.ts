// What must hold for any text in each of the four flavours: a file that can be read, with nothing lost.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TEX_FLAVOURS, type TexFormat } from '../../../src/main/export/tex-formats.ts';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { cleanText, createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import { anyItem, anyText, RUNS } from './any-item.ts';
import { decodeLatex, lettersOf } from './decode-latex.ts';
import { NASTY_ITEMS } from './nasty-items.ts';
import { readBib } from './read-bib.ts';

const MARKS = /[\uFDD0-\uFDD3]/gu;
const FORMATS = Object.keys(TEX_FLAVOURS) as TexFormat[];
const LANGUAGES = ['en', 'de', 'ja', 'tlh', undefined] as const;

function write(items: readonly CslItem[], format: TexFormat): string {
  const entries = items.map((item, index) => ({ key: `k${index}`, item, aliases: ['old', 'k1'] }));
  return writeBibtex(entries, TEX_FLAVOURS[format]).text;
}

function titleIn(item: CslItem, format: TexFormat): string {
  return readBib(write([item], format))[0]?.fields.get('title') ?? '';
}

describe.each(FORMATS)('any library as %s', (format) => {
  it('is written as a file of which each line is what it should be, the same each time', () => {
    fc.assert(
      fc.property(fc.array(anyItem(), { maxLength: 3 }), (items) => {
        const text = write(items, format);
        expect(readBib(text).map(({ key }) => key)).toEqual(items.map((_, index) => `k${index}`));
        expect(text.isWellFormed()).toBe(true);
        // No line break but ours, no other control character, no space at the end of a line.
        expect(/[[\p{Cc}\u2028\u2029]--\n]| $/mv.exec(text)?.[0]).toBeUndefined();
        expect(write(items, format)).toBe(text);
      }),
      { ...RUNS, numRuns: 400 },
    );
  });

  it('keeps each letter and digit of any title, in any language', () => {
    fc.assert(
      fc.property(anyText(), fc.constantFrom(...LANGUAGES), (raw, language) => {
        const named = language === undefined ? {} : { language };
        const value = titleIn({ id: 'k', type: 'x', title: raw, ...named }, format);
        const clean = cleanText(raw, createTextIssues()).replace(MARKS, '');
        expect(lettersOf(decodeLatex(value))).toBe(lettersOf(clean));
      }),
      { ...RUNS, numRuns: 800 },
    );
  });

  it('holds each of the nasty references', () => {
    const keys = readBib(write(NASTY_ITEMS, format)).map(({ key }) => key);
    expect(keys).toHaveLength(NASTY_ITEMS.length);
  });
});

describe.each(['bibtex-utf8', 'biblatex-utf8'] as const)('any title in %s', (format) => {
  it('has every character beyond ASCII as it is, in its place', () => {
    fc.assert(
      fc.property(anyText(), (raw) => {
        const clean = cleanText(raw, createTextIssues()).replace(MARKS, '');
        const beyond = (text: string): string => text.replace(/\p{ASCII}/gu, '');
        expect(beyond(titleIn({ id: 'k', type: 'x', title: raw }, format))).toBe(beyond(clean));
      }),
      { ...RUNS, numRuns: 800 },
    );
  });
});

describe.each(['bibtex', 'biblatex'] as const)('any title in %s', (format) => {
  it('is never shortened in silence: a character without a form stays and is reported', () => {
    fc.assert(
      fc.property(anyText(), (title) => {
        const entry = { key: 'k', item: { id: 'k', type: 'x', title } };
        const { text, warnings } = writeBibtex([entry], TEX_FLAVOURS[format]);
        const isReported = warnings.some(({ code }) => code === 'unmapped-character');
        expect(/[^\n\x20-\x7e]/.test(text)).toBe(isReported);
      }),
      { ...RUNS, numRuns: 800 },
    );
  });
});

describe('a brace or a percent sign under a mark', () => {
  it.each(FORMATS)('does not open or hide what is not its own in %s', (format) => {
    const title = '{\u0301 and {\u0305 and %\u0305 end';
    const value = titleIn({ id: 'k', type: 'x', title }, format);
    expect(value).toContain('{\\textbraceleft}');
    expect(value).not.toMatch(/(?<!\\)%/u);
  });
});
