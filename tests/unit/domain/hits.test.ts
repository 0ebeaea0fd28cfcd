// What a search looked for is marked where it stands, as it is written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markHits } from '../../../src/shared/domain/hits.ts';
import type { HitTerm, TextField } from '../../../src/shared/domain/search.ts';
import { placedWords } from '../../../src/shared/util/fold-places.ts';
import { foldWords } from '../../../src/shared/util/fold-text.ts';

function term(text: string, parts: Partial<HitTerm> = {}): HitTerm {
  return { words: foldWords(text), isPrefix: false, field: null, ...parts };
}

function marked(text: string, ...terms: readonly HitTerm[]): string[] {
  return markHits(text, terms, 'text').map(({ start, end }) => text.slice(start, end));
}

describe('marks', () => {
  it.each([
    ['Fatigue and fatigues', 'fatigue', ['Fatigue']],
    ['Dr. Löhn; Lo\u0308hn.', 'lohn', ['Löhn', 'Lo\u0308hn']],
    ['TNF-α rose', 'tnf-alpha', ['TNF-α']],
    ['TNF alpha rose', 'TNFα', ['TNF alpha']],
    ['IFNγ and γ', 'gamma', ['γ', 'γ']],
    ['CoQ<sub>10</sub> levels', 'coq10', ['CoQ<sub>10']],
    ['R&amp;D in ME/CFS', 'me/cfs', ['ME/CFS']],
    ['STRASSE, Straße', 'straße', ['STRASSE', 'Straße']],
    ['疲労 と 痛み', '疲労', ['疲労']],
    ['½ dose', '2', ['½']],
    ['a a a', 'a a', ['a a a']],
    ['nothing', '', []],
  ])('in “%s” what “%s” finds', (text, typed, expected) => {
    const asked = term(typed);
    expect(marked(text, ...(asked.words.length === 0 ? [] : [asked]))).toEqual(expected);
  });

  it('the whole word where only its beginning was typed', () => {
    expect(marked('Fatigued, fat, defat', term('fat', { isPrefix: true }))).toEqual([
      'Fatigued',
      'fat',
    ]);
    expect(marked('brain fog, brain foggy, fog', term('brain fog', { isPrefix: true }))).toEqual([
      'brain fog',
      'brain foggy',
    ]);
  });

  it('a term with a field in that field alone', () => {
    const terms = [term('lenz', { field: 'author' }), term('pain')];
    expect(markHits('Lenz on pain', terms, 'title')).toEqual([{ start: 8, end: 12 }]);
    expect(markHits('Lenz on pain', terms, 'author')).toHaveLength(2);
    expect(markHits('Lenz on pain', terms, null)).toHaveLength(1);
  });

  it('5,000 characters quickly enough for every render', () => {
    const text = 'Patients with ME/CFS reported post-exertional malaise (p < 0.05); TNF-α rose. '
      .repeat(65)
      .slice(0, 5000);
    const terms = [term('malaise'), term('tnf alpha'), term('pat', { isPrefix: true })];
    markHits(text, terms, 'text');
    const started = performance.now();
    for (let run = 0; run < 20; run += 1) markHits(text, terms, 'text');
    expect((performance.now() - started) / 20).toBeLessThan(8);
  });
});

const pieces = fc.constantFrom(
  ...['fatigue', 'Löhn', 'o\u0308', '\u0308', 'TNF-α', 'μία', 'ΟΔΟΣ', 'Σ', 'ς', 'IFNγ', 'γ', 'ß'],
  ...[
    ' ',
    ' ',
    '\u00a0',
    '<sub>',
    '</sub>',
    '<span class="a b">',
    '<i',
    '&amp;',
    '&#945;',
    '&nbsp;',
  ],
  ...[
    '&lt;',
    '&am<i>p;',
    '½',
    '㎏',
    'ﬁ',
    'İ',
    'ẞ',
    '😀',
    '\ud800',
    '疲労',
    '각',
    '-',
    '/',
    ';',
    '>',
    'x',
  ],
);
const text = fc.oneof(
  fc.array(pieces, { maxLength: 25 }).map((some) => some.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const hitTerm = fc.record({
  words: fc
    .oneof(
      fc.constantFrom('fatigue', 'tnf alpha', 'gamma', 'lohn', 'x', '1', 'fi', 'kg', 'amp', 'i'),
      text.map((some) => foldWords(some).slice(0, 2).join(' ')),
    )
    .map((some) => foldWords(some)),
  isPrefix: fc.boolean(),
  field: fc.constantFrom<TextField | null>(null, null, 'title', 'author'),
});

describe('whatever the text', () => {
  it('the words are those that are searched, each where it stands', () => {
    fc.assert(
      fc.property(text, (some) => {
        const words = placedWords(some);
        expect(words.map(({ word }) => word)).toEqual(foldWords(some));
        for (const { word, start, end } of words) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(some.length);
          // No tags in it: they and their blanks are part of a longer context.
          if (!/[<&]|\p{Script=Greek}/u.test(some)) {
            expect(foldWords(some.slice(start, end)).join('')).toContain(word);
          }
        }
      }),
      { numRuns: 4_000 },
    );
  });

  it('marks what asking word by word marks', () => {
    fc.assert(
      fc.property(text, fc.array(hitTerm, { maxLength: 3 }), (some, terms) => {
        const known = terms.filter(({ words }) => words.length > 0);
        const hits = markHits(some, known, 'title');
        const inHits = new Set(hits.flatMap(({ start, end }) => range(start, end)));
        expect([...inHits].toSorted((a, b) => a - b)).toEqual(naive(some, known, 'title'));
        hits.forEach(({ start, end }, place) => {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(hits[place - 1]?.end ?? 0);
        });
      }),
      { numRuns: 4_000 },
    );
  });
});

it('the lower case of every character, its marks folded, is as long as itself', () => {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const plain = String.fromCodePoint(code)
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '');
    if (plain.toLowerCase().length !== plain.length) throw new Error(code.toString(16));
  }
});

/** The units to mark: every run of words whose foldings, one by one, are the term's. */
function naive(some: string, terms: readonly HitTerm[], field: TextField): number[] {
  const words = placedWords(some);
  const units = new Set<number>();
  for (const asked of terms) {
    if (asked.field !== null && asked.field !== field) continue;
    words.forEach((_, first) => {
      const run = words.slice(first, first + asked.words.length);
      const found = run.map(({ word }) => word).join(' ');
      const wanted = asked.words.join(' ');
      const isSame =
        run.length === asked.words.length &&
        (asked.isPrefix ? found.startsWith(wanted) : found === wanted);
      if (!isSame) return;
      for (const unit of range(run[0]?.start ?? 0, run.at(-1)?.end ?? 0)) units.add(unit);
    });
  }
  return [...units].toSorted((a, b) => a - b);
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, offset) => start + offset);
}
