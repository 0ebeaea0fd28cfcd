// What must hold for any text at all: a file that can be read, with nothing lost.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latexText } from '../../../src/main/export/bibtex/latex-text.ts';
import { protectedSpans } from '../../../src/main/export/bibtex/title-protection.ts';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import {
  cleanAnyText,
  cleanText,
  createTextIssues,
} from '../../../src/main/export/text/clean-text.ts';
import { isClean, isReady } from '../../../src/main/export/text/ready.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import { decodeLatex, lettersOf } from './decode-latex.ts';
import { anyItem, anyText, RUNS } from './any-item.ts';
import { NASTY_ITEMS } from './nasty-items.ts';
import { readBib } from './read-bib.ts';

const MARKS = /[\uFDD0-\uFDD3]/gu;

describe('any library', () => {
  it('is written as a file of which each line is what it should be', () => {
    fc.assert(
      fc.property(fc.array(anyItem(), { maxLength: 5 }), fc.array(anyText()), (items, header) => {
        const entries = items.map((item, index) => ({ key: `k${index}`, item }));
        const { text } = writeBibtex(entries, { charset: 'ascii', header });
        expect(readBib(text).map(({ key }) => key)).toEqual(entries.map(({ key }) => key));
        expect(text.isWellFormed()).toBe(true);
        // No line break but ours, no other control character, no space at the end of a line.
        expect(/[^\S\n ~]|[\p{Cc}--\n]| $/mv.exec(text)?.[0]).toBeUndefined();
      }),
      RUNS,
    );
  });

  it('is the same whenever it is written, and whatever was written before', () => {
    const write = (items: readonly CslItem[]): string =>
      writeBibtex(
        items.map((item, index) => ({ key: `k${index}`, item })),
        { charset: 'ascii' },
      ).text;
    fc.assert(
      fc.property(anyItem(), anyItem(), (one, other) => {
        const first = write([one]);
        write([other, one]);
        expect(write([one])).toBe(first);
      }),
    );
  });

  it('is plain ASCII but for what is reported', () => {
    fc.assert(
      fc.property(anyText(), (title) => {
        const entry = { key: 'k', item: { id: 'k', type: 'x', title } };
        const { text, warnings } = writeBibtex([entry], { charset: 'ascii' });
        const isReported = warnings.some(({ code }) => code === 'unmapped-character');
        expect(/[^\n\x20-\x7e]/.test(text)).toBe(isReported);
      }),
      RUNS,
    );
  });
});

describe('any text', () => {
  it('loses no letter and no digit on its way into LaTeX', () => {
    fc.assert(
      fc.property(anyText(), fc.constantFrom('outer', 'inside'), (raw, place) => {
        const issues = createTextIssues();
        const clean = cleanText(raw, issues);
        const tex = latexText(clean, place, { charset: 'ascii', issues });
        expect(lettersOf(decodeLatex(tex))).toBe(lettersOf(clean.replace(MARKS, '')));
      }),
      RUNS,
    );
  });

  it('loses no letter where its title is protected', () => {
    fc.assert(
      fc.property(anyText(), (raw) => {
        const issues = createTextIssues();
        const entry = { key: 'k', item: { id: 'k', type: 'x', title: raw } };
        const value =
          readBib(writeBibtex([entry], { charset: 'ascii' }).text)[0]?.fields.get('title') ?? '';
        const clean = cleanText(raw, issues).replace(MARKS, '');
        expect(lettersOf(decodeLatex(value))).toBe(lettersOf(clean));
      }),
      RUNS,
    );
  });

  it('keeps its letters where there is no markup in it', () => {
    fc.assert(
      fc.property(anyText(), (raw) => {
        const plain = raw.replace(/[&<]/gu, '').toWellFormed();
        const clean = cleanText(plain, createTextIssues());
        expect(lettersOf(clean)).toBe(lettersOf(plain.replace(/[\u00AD\u200B\u200E\u200F]/gu, '')));
      }),
      RUNS,
    );
  });

  it('is cleaned once and for all', () => {
    fc.assert(
      fc.property(anyText(), (raw) => {
        const issues = createTextIssues();
        const clean = cleanText(raw, issues);
        expect(clean).toBe(clean.normalize('NFC'));
        expect(/^\s|\s$|[\p{Cc}\n]| {2}/u.test(clean)).toBe(false);
      }),
      RUNS,
    );
  });

  it('takes a short way only where the long one comes to the same', () => {
    const text = fc.oneof(
      anyText(),
      fc.string(),
      fc.constantFrom('ME/CFS “x” – β₂', 'é', 'a  b', ' a'),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const issues = createTextIssues();
        if (isClean(raw)) expect(cleanAnyText(raw, issues)).toBe(raw);
        if (isReady(raw)) {
          expect(isClean(raw)).toBe(true);
          expect(latexText(raw, 'outer', { charset: 'ascii', issues })).toBe(raw);
        }
        expect(issues).toEqual({ ...createTextIssues(), ...(isClean(raw) ? {} : issues) });
      }),
      RUNS,
    );
  });
});

describe('any title', () => {
  it('has spans in order, apart, and never through the middle of a character', () => {
    fc.assert(
      fc.property(anyText(), (raw) => {
        const title = cleanText(raw, createTextIssues());
        let last = -1;
        for (const { start, end } of protectedSpans(title)) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(title.slice(start, end)).toMatch(/\p{Lu}/u);
          expect(title.slice(start, end).isWellFormed()).toBe(true);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(title.length);
      }),
      RUNS,
    );
  });

  it('keeps what bibtex would lower and nobody would write small: two capitals, a digit and one', () => {
    const acronym = fc.stringMatching(/^(?:[A-Z]{2,5}|[0-9][A-Z]{1,3}|[a-z][A-Z]{1,2}[a-z]{0,2})$/);
    const word = fc.stringMatching(/^[a-z]{2,8}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, acronym), { minLength: 1, maxLength: 6 }), (pairs) => {
        const title = pairs.flat().join(' ');
        const spans = protectedSpans(title).map(({ start, end }) => title.slice(start, end));
        expect(spans).toEqual(pairs.map(([, capitals]) => capitals));
      }),
    );
  });
});

describe('the nasty references', () => {
  it('are read back, each with its own key', () => {
    const entries = NASTY_ITEMS.map((item) => ({ key: String(item.id), item }));
    const { text } = writeBibtex(entries, { charset: 'ascii' });
    expect(new Set(readBib(text).map(({ key }) => key))).toEqual(
      new Set(NASTY_ITEMS.map(({ id }) => id)),
    );
  });
});
