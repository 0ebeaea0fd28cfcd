// The reader's own terms and titles, and what a style makes of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createTitleProtection,
  protectedSpans,
} from '../../../src/main/export/bibtex/title-protection.ts';
import { casedText, spannedText } from '../../../src/main/export/bibtex/values.ts';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { cleanText, createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import {
  readOwnTitle,
  titleAsItIs,
  writeNotation,
} from '../../../src/main/export/titles/own-title.ts';
import {
  changeCase,
  hasSameWords,
  spanTexts,
  titleInPlain,
} from '../../../src/main/export/titles/preview-title.ts';
import { fieldOf } from './read-bib.ts';

const context = () => ({ charset: 'ascii' as const, issues: createTextIssues() });
const clean = (text: string): string => cleanText(text, createTextIssues());
const plain = (title: string): string => {
  const text = clean(title);
  return titleInPlain({ text, spans: protectedSpans(text) });
};

describe('own terms', () => {
  const own = (added: string[], leftOut: string[] = []) =>
    createTitleProtection({ added, leftOut });
  it.each([
    ['Lightning', 'The Lightning Process Trial of Young People', ['Lightning']],
    ['Lightning Process', 'The Lightning Process Trial of Young People', ['Lightning Process']],
    ['Lightning Process', 'The Lightning Processes of Young People', []],
    ['Post-Exertional Malaise', 'A Review of Post-Exertional Malaise', ['Post-Exertional Malaise']],
    ['Post-Exertional Malaise', 'A Review of Post-Exertional Fatigue', []],
    ['3d Slicer', 'A Review of 3d Slicer Software', ['3d Slicer']],
    ['New', 'The New Criteria in New York', ['New', 'New York']],
  ])('%s in “%s”', (term, title, expected) => {
    expect(spanTexts(title, own([term])(title))).toEqual(expected);
  });

  it('give spans in order that neither touch nor overlap, whatever the terms and the title', () => {
    const word = fc.constantFrom(
      'New',
      'York',
      'ME/CFS',
      'of',
      'Post-Exertional',
      '3d',
      'É',
      'A',
      '-',
    );
    const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 4 }), phrase, phrase, (terms, one, other) => {
        const title = `${one} ${other}`;
        let last = -1;
        for (const { start, end } of own(terms)(title)) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(title.length);
      }),
    );
  });

  it('take the longer of two that begin alike', () => {
    const title = 'The Royal Free Hospital Outbreak Among Many Nurses';
    expect(spanTexts(title, own(['Royal Free Hospital'])(title))).toEqual(['Royal Free Hospital']);
  });

  it('may leave out a shipped one, and change nothing else', () => {
    const title = 'Posts on Reddit and Twitter About Living With Fatigue';
    expect(spanTexts(title, own([], ['Reddit'])(title))).toEqual(['Twitter']);
    expect(spanTexts(title, protectedSpans(title))).toEqual(['Reddit', 'Twitter']);
  });

  it('are used by the writer, for this file alone', () => {
    const item = {
      id: 'x',
      type: 'article-journal',
      title: 'The Lightning Process of Young People',
    };
    const protection = own(['Lightning Process']);
    const title = (text: string): string | undefined => fieldOf(text, 'title');
    expect(title(writeBibtex([{ key: 'x', item }], { charset: 'ascii', protection }).text)).toBe(
      'The {Lightning Process} of Young People',
    );
    expect(title(writeBibtex([{ key: 'x', item }], { charset: 'ascii' }).text)).toBe(item.title);
  });
});

describe('an own title', () => {
  it('is read: braces mark, and a backslash makes them braces', () => {
    expect(readOwnTitle(' The {ME}{/CFS} \\{a\\} of {}<i>CO<sub>2</sub></i> ')).toEqual({
      words: 'The ME/CFS {a} of <i>CO<sub>2</sub></i>',
      text: 'The ME/CFS {a} of CO\uFDD02\uFDD1',
      spans: [{ start: 4, end: 10 }],
    });
  });

  it('takes all of a script that a mark would cut', () => {
    const { text, spans } = readOwnTitle('A V<sub>O{2</sub>M}ax');
    expect(spanTexts(text, spans)).toEqual(['\uFDD0O2\uFDD1M']);
  });

  it.each([
    ['The {ME study', 5, 'never closed'],
    ['The ME} study', 7, 'never opened'],
    ['The {ME {CFS}} study', 9, 'inside of another'],
    [' {} ', 1, 'nothing is left'],
  ])('%s is refused with the place', (notation, place, why) => {
    expect(() => readOwnTitle(notation)).toThrow(
      expect.objectContaining({ code: 'invalid-input', ref: String(place) }),
    );
    expect(() => readOwnTitle(notation)).toThrow(why);
  });

  it('is what is written, whatever the rule and the language say', () => {
    const ownTitle = readOwnTitle('Das {Chronische} Erschöpfungssyndrom of ME');
    const item = { id: 'x', type: 'article-journal', title: 'Another', language: 'de' };
    const { text } = writeBibtex([{ key: 'x', item, ownTitle }], { charset: 'ascii' });
    expect(fieldOf(text, 'title')).toBe('Das {Chronische} Ersch{\\"o}pfungssyndrom of ME');
    const entries = [
      { key: 'a', item, ownTitle },
      { key: 'b', item },
    ];
    const both = writeBibtex(entries, { charset: 'ascii' });
    expect(both.text.match(/title = .*/gu)).toEqual([
      'title = {Das {Chronische} Ersch{\\"o}pfungssyndrom of ME},',
      'title = {{Another}},',
    ]);
  });

  it('may be the title as it is', () => {
    const own = titleAsItIs('Élan &amp; the New Rest<sup>®</sup>');
    const tex = spannedText(own.text, own.spans, context());
    expect(tex).toBe("{{\\'E}lan \\& the New Rest{\\textregistered}}");
    expect(changeCase(tex)).toBe(tex);
  });

  it('comes back from its notation, any title and any marks', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(text, fc.nat(30), fc.nat(30), (title, one, other) => {
        const cleaned = clean(title);
        fc.pre(cleaned !== '' && !/[\uFDD0-\uFDD3]/u.test(cleaned));
        const [start = 0, end = 0] = [one, other]
          .map((place) => Math.min(place, cleaned.length))
          .sort((a, b) => a - b);
        const isCut = [start, end].some((place) => /^[\uDC00-\uDFFF]/.test(cleaned.slice(place)));
        const isMark = [start, end].some((place) => /^\p{M}/u.test(cleaned.slice(place)));
        fc.pre(!isCut && !isMark);
        const spans = start === end ? [] : [{ start, end }];
        const read = readOwnTitle(writeNotation({ text: cleaned, spans }));
        expect({ text: read.text, spans: read.spans }).toEqual({ text: cleaned, spans });
      }),
    );
  });

  it('comes back with its scripts', () => {
    const text = clean('V<sub>O2</sub>max &lt;i&gt; R&amp;D &amp;amp; x<sup>2</sup>');
    const own = { text, spans: protectedSpans(text) };
    const { spans, text: again } = readOwnTitle(writeNotation(own));
    expect({ text: again, spans }).toEqual(own);
  });
});

describe('what plain.bst prints', () => {
  it.each([
    ['ME/CFS and COVID-19: IOM Criteria for Many', 'ME/CFS and COVID-19: IOM criteria for many'],
    [
      'Chronic Fatigue Syndrome: A Review of NK Cell Function',
      'Chronic fatigue syndrome: A review of NK cell function',
    ],
    ['“Brain Fog” Among Many Young People', '“brain fog” among many young people'],
    ['Élan Vital of Many Émigrés and Ærø Łódź', 'Élan vital of many émigrés and ærø łódź'],
    ['[Estimation of Fatigue State]', '[Estimation of fatigue state]'],
  ])('%s', (title, expected) => {
    expect(plain(title)).toBe(expected);
  });

  it('is what the change of case makes of our field, for any title', () => {
    const word = fc.constantFrom(
      ...[
        'The',
        'A:',
        'École',
        'of',
        'Ærø',
        'ME/CFS',
        '“Fog”',
        'Ðe',
        'Ša:',
        'É',
        '{x}',
        '\\A',
        '#B',
        'Ǆ',
        '日本',
      ],
      ...['VO<sub>2Max</sub>', 'Δ', 'Ⅱ', 'ﬁT', '~C', 'Ẋ', ': B', '?`D'],
    );
    const title = fc.oneof(
      fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
    );
    fc.assert(
      fc.property(title, (raw) => {
        const text = clean(raw);
        const spans = protectedSpans(text);
        const printed = titleInPlain({ text, spans });
        fc.pre(printed.length === text.length);
        expect(spannedText(printed, spans, context())).toBe(changeCase(casedText(text, context())));
      }),
      { numRuns: 2000 },
    );
  });

  it('has the words of the title', () => {
    expect(hasSameWords('The ME  study', 'the me study')).toBe(true);
    expect(hasSameWords('The ME study', 'the study')).toBe(false);
  });
});

describe('the change of case', () => {
  it.each([
    ['{A} B {\\O}C {\\"O}D', '{A} b {\\o}c {\\"o}d'],
    ["{\\'E}cole {{\\'E}C}", "{\\'E}cole {{\\'E}C}"],
    ['A: {\\AE}B: C:D', 'A: {\\AE}b: C:d'],
    ['X {\\textbf{AB} C}', 'X {\\textbf{ab} c}'],
    ['X {$A$}Y $B$', 'X {$A$}y $b$'],
    ['', ''],
    ['X {', 'X {'],
  ])('of %s', (field, expected) => {
    expect(changeCase(field)).toBe(expected);
  });
});
