// Values on their way into a reference: what was changed is said, what cannot be used is refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CslName } from '../../../src/shared/domain/csl.ts';
import { checkValue } from '../../../src/main/references/check-value.ts';
import { wrongLetters } from '../../../src/main/references/encoding.ts';
import { fullPages } from '../../../src/main/references/page-range.ts';
import { isSameValue } from '../../../src/main/references/same-value.ts';
import {
  REFERENCE_FIELDS,
  type ReferenceField,
} from '../../../src/shared/domain/reference-fields.ts';

const outcome = (field: ReferenceField, text: string): string => {
  const { isDoubtful, isRefused } = checkValue(field, text);
  return isRefused ? 'refused' : isDoubtful ? 'doubtful' : 'fine';
};

describe('a value', () => {
  it.each([
    ['doi', '10.1016/S0140-6736(11)60096-2', '10.1016/S0140-6736(11)60096-2', 'fine'],
    ['doi', '10.1000/a,b', '10.1000/a,b', 'fine'],
    ['doi', 'https://doi.org/10.1000/ab', '10.1000/ab', 'fine'],
    ['doi', 'doi: 10.1000/ab', '10.1000/ab', 'fine'],
    ['doi', '10.1000/ab,', '10.1000/ab', 'doubtful'],
    ['doi', '10.1000/ a b', '10.1000/ab', 'doubtful'],
    ['doi', '10.1000/a, 10.1000/b', null, 'refused'],
    ['doi', 'https://example.org/10.1000/a', null, 'refused'],
    ['doi', 'none', null, 'refused'],
    ['date', '1993-00-00', '1993', 'doubtful'],
    ['date', '1993-05-00', '1993-05', 'doubtful'],
    ['date', '1993-02-30', '1993-02', 'doubtful'],
    ['date', '0000', null, 'refused'],
    ['date', '1993', '1993', 'fine'],
    ['date', '2017 May 23', '2017-05-23', 'fine'],
    ['date', '2017 May-Jun', '2017-05', 'fine'],
    ['date', '23 May 2017', '2017-05-23', 'fine'],
    ['date', 'May 23, 2017', '2017-05-23', 'fine'],
    ['date', '2017 Spring', '2017-21', 'fine'],
    ['date', '2015-06-22/2015-07-01', '2015-06-22/2015-07-01', 'fine'],
    ['date', 'in press', 'in press', 'doubtful'],
    ['pages', 'pp. 283--94', '283-94', 'fine'],
    ['pages', 'e1–e9', 'e1-e9', 'fine'],
    ['pages', 'PP2A', 'PP2A', 'fine'],
    ['pmid', 'PMID: 39621903', '39621903', 'fine'],
    ['pmid', 'https://pubmed.ncbi.nlm.nih.gov/39621903/', '39621903', 'fine'],
    ['pmid', '2017 a', null, 'refused'],
    ['pmcid', 'PMC123.2', 'PMC123', 'fine'],
    ['type', 'article-journal', 'article-journal', 'fine'],
    ['type', 'jour', null, 'refused'],
    ['url', 'https://example.org/a b', 'https://example.org/a%20b', 'doubtful'],
    ['url', 'javascript:alert(1)', null, 'refused'],
    ['url', 'https://user:word@example.org/', null, 'refused'],
    ['issn', '1474-547X 0140-6736', '1474-547X, 0140-6736', 'fine'],
    ['issn', '1474547X', '1474547X', 'doubtful'],
    ['isbn', '978-3-16-148410-0', '978-3-16-148410-0', 'fine'],
    ['isbn', '123', '123', 'doubtful'],
    ['volume', ' 12\n', '12', 'fine'],
    ['volume', 'x'.repeat(300), null, 'refused'],
    ['title', 'SjÃ¶gren', 'SjÃ¶gren', 'doubtful'],
  ] as const)('of %s: %s', (field, given, value, expected) => {
    expect(checkValue(field, given).value).toBe(value);
    expect(outcome(field, given)).toBe(expected);
    if (expected !== 'fine') expect(checkValue(field, given).remarks.join(' ')).not.toBe('');
  });

  it('of names may be typed one a line or with semicolons, with suffix, or as an institution', () => {
    expect(
      checkValue(
        'authors',
        'van der Meer, Jos W. M.; King, Jr., Martin Luther\n{R&D Group, LLC}; Plato',
      ).value,
    ).toEqual([
      { family: 'van der Meer', given: 'Jos W. M.' },
      { family: 'King', suffix: 'Jr.', given: 'Martin Luther' },
      { literal: 'R&D Group, LLC' },
      { family: 'Plato' },
    ]);
    expect(outcome('authors', 'A, B;'.repeat(5001))).toBe('refused');
  });

  it('of any text is judged without an error, and what was taken is taken again as it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REFERENCE_FIELDS),
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }),
          fc.stringMatching(/^[-\d ./]{0,14}$/u),
        ),
        (field, text) => {
          const { value, isRefused, remarks } = checkValue(field, text);
          if (isRefused) expect(remarks).not.toEqual([]);
          if (value !== null) expect(checkValue(field, value).value).toEqual(value);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('names', () => {
  it.each<[string, readonly CslName[]]>([
    ['of BibTeX', [{ family: 'Clark', given: 'L' }, { family: 'others' }]],
    ['of RIS', [{ family: 'Clark', given: 'L' }, { literal: 'et al.' }]],
    ['of CSL-JSON', [{ literal: 'Clark' }, { family: 'et al' }]],
  ])('that end in “et al.”, %s, want a look, for they are not all there', (_whose, names) => {
    expect(checkValue('authors', names)).toMatchObject({ isDoubtful: true, isRefused: false });
    expect(checkValue('authors', names).remarks[0]).toContain('Only some of the names are there');
    expect(checkValue('authors', names.slice(0, 1)).isDoubtful).toBe(false);
  });
});

describe('letters read in a wrong encoding', () => {
  it.each([
    ['SjÃ¶gren', 'Ã¶', 'ö'],
    ['a patientâ€™s view', 'â€™', '’'],
    ['TNF-Î±', 'Î±', 'α'],
    ['lost \uFFFD', '\uFFFD', null],
    ['caf\u0085', '\u0085', null],
  ])('are found: %s', (text, found, meant) => {
    expect(wrongLetters(text)).toEqual({ found, meant });
  });

  it.each([
    'Sjögren',
    'École «É»',
    'CAFÉ” and Ä',
    'Ângela São Paulo',
    '筋痛性脳脊髄炎',
    'Vũ Ngọc',
    '50 °C ± 2',
  ])('are not seen in %s', (text) => {
    expect(wrongLetters(text)).toBeNull();
  });
});

describe('pages', () => {
  it.each([
    ['283-94', '283-294'],
    ['E5472-80', 'E5472-E5480'],
    ['S12-18', 'S12-S18'],
    ['1-3, 17-9', '1-3, 17-19'],
    ['94-83', '94-83'],
    ['12-S18', '12-S18'],
    ['e1033', 'e1033'],
  ])('whose end is shortened are the same in full: %s', (short, full) => {
    expect(fullPages(short)).toBe(full);
    expect(isSameValue('pages', short, full)).toBe(true);
  });

  it('that are others are not the same', () => {
    expect(isSameValue('pages', '283-94', '283-295')).toBe(false);
  });
});
