// Names: what BibTeX reads must be what was meant.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simpleName, writeName } from '../../../src/main/export/bibtex/names.ts';
import { createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import type { CslName } from '../../../src/shared/domain/csl.ts';
import { authors, codes, entryOf } from './one-entry.ts';

describe('names', () => {
  it.each<[string, CslName]>([
    ['van der Meer, Jos W. M.', { family: 'van der Meer', given: 'Jos W M' }],
    ['van der Meer, J.', { family: 'Meer', given: 'J', 'non-dropping-particle': 'van der' }],
    [
      'de la Fontaine, J.',
      { family: 'Fontaine', given: 'J', 'dropping-particle': 'de', 'non-dropping-particle': 'la' },
    ],
    ["d'Arcy, J.-P.", { family: 'Arcy', given: 'J-P', 'dropping-particle': 'd’' }],
    ["D'Arcy, {\\'O}.", { family: "D'Arcy", given: 'Ó' }],
  ])('particles: %s', (expected, name) => {
    expect(authors(name)).toBe(expected);
  });

  it.each<[string, CslName]>([
    ['al-Rashid, K.', { family: 'al-Rashid', given: 'K' }],
    ["'t Hooft, G.", { family: '’t Hooft', given: 'G' }],
    ['{sources}, Multiple', { family: 'sources', given: 'Multiple' }],
    ['{boyd}, danah', { family: 'boyd', given: 'danah' }],
    ["O'Brien, M'Liss", { family: 'O’Brien', given: 'M’Liss' }],
    ["Fern{\\'a}ndez de Sevilla, Tom{\\'a}s", { family: 'Fernández de Sevilla', given: 'Tomás' }],
  ])('family names that begin small, or hold small words: %s', (expected, name) => {
    expect(authors(name)).toBe(expected);
  });

  it.each<[string, CslName]>([
    ['King, Jr., Martin Luther', { family: 'King', given: 'Martin Luther', suffix: ', Jr.' }],
    ['King, Jr., Martin Luther', { family: 'King', given: 'Martin Luther, Jr.' }],
    ['Smith, III, John', { family: 'Smith', given: 'John III' }],
    ['{King Jr.}', { family: 'King', suffix: 'Jr.' }],
  ])('suffixes: %s', (expected, name) => {
    expect(authors(name)).toBe(expected);
  });

  it.each<[string, CslName]>([
    [
      '{National Institute for Health and Care Excellence}',
      { literal: 'National Institute for Health and Care Excellence' },
    ],
    ['{R\\&D Group\\_1, LLC}', { literal: 'R&D Group_1, LLC' }],
    ["{{\\'E}cole}", { literal: 'École' }],
    ['{{}\\$100 Club}', { literal: '$100 Club' }],
    ['{Madonna}', { family: 'Madonna' }],
    ['{Madonna}', { given: 'Madonna' }],
  ])('one name: %s', (expected, name) => {
    expect(authors(name)).toBe(expected);
  });

  it.each<[string, CslName]>([
    ['{Smith, Jones}, A.', { family: 'Smith, Jones', given: 'A' }],
    ['{Smith and Sons}, A.', { family: 'Smith and Sons', given: 'A' }],
    ['Smith, {A. and B.}', { family: 'Smith', given: 'A and B' }],
    ['{Smith (Jones)}, A.', { family: 'Smith (Jones)', given: 'A' }],
    ['{---}, {-}', { family: '—', given: '-' }],
  ])('what would part a name is in braces: %s', (expected, name) => {
    expect(authors(name)).toBe(expected);
  });

  it('gives lone capitals their periods, and leaves all others', () => {
    const given = (text: string): string | undefined => authors({ family: 'Doe', given: text });
    expect(given('L V')).toBe('Doe, L. V.');
    expect(given('L. V')).toBe('Doe, L. V.');
    expect(given('Á-B Ø')).toBe("Doe, {\\'A}.-B. {\\O}.");
    expect(given('LV')).toBe('Doe, LV');
    expect(given('Mary A')).toBe('Doe, Mary A.');
    expect(given("D'Arcy O’")).toBe("Doe, D'Arcy O'");
    expect(given('C (Linda) M C')).toBe('Doe, C. (Linda) M. C.');
  });

  it('writes "and others" last, wherever the list was cut', () => {
    const doe = { family: 'Doe', given: 'J.' };
    for (const others of [{ literal: 'et al.' }, { family: 'et al' }, { literal: 'others' }]) {
      expect(authors(doe, others)).toBe('Doe, J. and others');
      expect(authors(others, doe)).toBe('Doe, J. and others');
    }
  });

  it('writes no author where nobody is named, and a key to sort by', () => {
    for (const author of [[], [{}], [{ literal: ' ' }], [{ literal: 'et al.' }]]) {
      const { fields } = entryOf({ author, title: 'The “Fatigue” of β (a study) in ME/CFS' });
      expect(fields.has('author')).toBe(false);
      expect(fields.get('key')).toBe('The Fatigue of {$\\beta$} a');
    }
    expect(codes({ author: [] })).toEqual(['no-author']);
    expect(entryOf({ author: [], title: '…' }).fields.get('key')).toBe('x');
    expect(entryOf({}).fields.has('key')).toBe(false);
  });

  it('reports what is odd about a name at each entry that has it', async () => {
    const { writeBibtex } = await import('../../../src/main/export/bibtex/write-bibtex.ts');
    const author = [{ family: 'Đặng', given: 'Ử' }];
    const entries = ['a', 'b'].map((key) => ({
      key,
      item: { id: key, type: 'article-journal', 'container-title': 'J', title: 'Tired', author },
    }));
    const { warnings } = writeBibtex(entries, { charset: 'ascii' });
    const told = warnings.filter(({ code }) => code !== 'no-year');
    expect(told.map(({ key, code }) => `${key} ${code}`)).toEqual([
      'a unmapped-character',
      'a needs-t1',
      'b unmapped-character',
      'b needs-t1',
    ]);
  });

  it('warns of a name that no label can hold', () => {
    expect(codes({ author: [{ literal: 'Consortium of '.repeat(20) }] })).toEqual(['long-name']);
  });
});

describe('the short way for most names', () => {
  const word = fc.stringMatching(/^[A-Z][a-zA-Z]{0,6}$/);
  const given = fc.oneof(
    word,
    fc.stringMatching(/^[A-Z]\.?$/),
    fc.constantFrom('Jr', 'III', 'And'),
  );
  const family = fc.oneof(
    { weight: 8, arbitrary: fc.oneof(word, fc.constantFrom('van der Meer', 'de Lange')) },
    fc.constantFrom('And', 'Others', 'et'),
  );
  const joined = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
      .array(fc.tuple(part, fc.constantFrom(' ', '-')), { minLength: 1, maxLength: 4 })
      .map((parts) =>
        parts
          .map(([text, join]) => text + join)
          .join('')
          .slice(0, -1),
      );

  it('writes what the long way writes', () => {
    let taken = 0;
    fc.assert(
      fc.property(joined(family), joined(given), (familyName, givenName) => {
        const short = simpleName(familyName, givenName);
        if (short === null) return;
        taken += 1;
        const context = {
          charset: 'ascii',
          dialect: 'bibtex',
          issues: createTextIssues(),
        } as const;
        expect(short).toBe(writeName({ family: familyName, given: givenName }, context));
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(150);
  });
});
