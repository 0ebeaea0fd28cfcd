// Everything of an entry but titles and names: type, place, numbers, dates, identifiers, notes.
import { describe, expect, it } from 'vitest';
import type { CslDate, CslItem } from '../../../src/shared/domain/csl.ts';
import { codes, entryOf, field, write } from './one-entry.ts';

const BARE = { 'container-title': '', volume: '', page: '' };

/** Type and fields but author, title and year. */
function placeOf(fields: Partial<CslItem>): string {
  const entry = entryOf({ ...BARE, ...fields });
  const rest = [...entry.fields].filter(([name]) => !['author', 'title', 'year'].includes(name));
  return [entry.type, ...rest.map(([name, value]) => `${name}=${value}`)].join(' | ');
}

describe('entry types', () => {
  it.each<[string, Partial<CslItem>]>([
    ['article | journal=J | volume=3', { 'container-title': 'J', volume: 3 }],
    ['article | journal=J', { type: 'review', 'container-title': 'J' }],
    ['misc | howpublished=medRxiv | note=Preprint', { type: 'article', publisher: 'medRxiv' }],
    [
      'misc | howpublished=bioRxiv | note=Preprint',
      { type: 'article', 'container-title': 'bioRxiv' },
    ],
    [
      'misc | howpublished=X | note=Working paper',
      { type: 'article', publisher: 'X', genre: 'Working paper' },
    ],
    [
      'article | journal=Nature | volume=1',
      { type: 'article', 'container-title': 'Nature', volume: 1 },
    ],
    [
      'techreport | institution=NICE | number=NG206-1',
      { type: 'report', publisher: 'NICE', number: 'NG206-1' },
    ],
    [
      'techreport | institution=NICE | type={NICE} guideline',
      { type: 'report', publisher: 'NICE', genre: 'NICE guideline' },
    ],
    ['article | journal=Lancet', { type: 'report', 'container-title': 'Lancet' }],
    [
      'misc | howpublished=Guideline NG206',
      { type: 'report', genre: 'Guideline', number: 'NG206' },
    ],
    [
      'mastersthesis | school=U of X',
      { type: 'thesis', genre: 'Master’s thesis', publisher: 'U of X' },
    ],
    [
      'mastersthesis | school=U | type={MSc} thesis',
      { type: 'thesis', genre: 'MSc thesis', publisher: 'U' },
    ],
    ['phdthesis | school=U', { type: 'thesis', publisher: 'U' }],
    [
      'phdthesis | school=U | type={MD} thesis',
      { type: 'thesis', genre: 'MD thesis', publisher: 'U' },
    ],
    ['misc | howpublished=PhD thesis', { type: 'thesis', genre: 'PhD thesis' }],
    [
      'incollection | booktitle=B | publisher=P | address=Oxford | edition=Second | pages=1--9',
      {
        type: 'chapter',
        'container-title': 'B',
        publisher: 'P',
        'publisher-place': 'Oxford',
        edition: 2,
        page: '1–9',
      },
    ],
    ['misc', { type: 'chapter' }],
    [
      'inproceedings | booktitle=B | volume=2',
      { type: 'paper-conference', 'container-title': 'B', volume: 2, issue: 3 },
    ],
    [
      'book | publisher=P | series=S | edition=Third | isbn=978-1',
      { type: 'book', publisher: 'P', 'collection-title': 'S', edition: '3rd ed.', ISBN: '978-1' },
    ],
    ['misc | howpublished=Zenodo', { type: 'dataset', publisher: 'Zenodo' }],
    [
      'misc | howpublished=Site | url=https://x.y | urldate=2026-08-20',
      {
        type: 'webpage',
        'container-title': 'Site',
        URL: 'https://x.y',
        accessed: { 'date-parts': [[2026, 8, 20]] },
      },
    ],
    ['misc', { type: 'song' }],
  ])('%s', (expected, fields) => {
    expect(placeOf(fields)).toBe(expected);
  });

  it('writes @misc and says so where the style would miss a field', () => {
    expect(placeOf({ type: 'article-journal' })).toBe('misc');
    expect(codes({ ...BARE, type: 'article-journal' })).toEqual(['missing-field']);
    expect(codes({ ...BARE, type: 'book' })).toEqual(['missing-field']);
  });
});

describe('numbers', () => {
  it.each([
    ['283–294', '283--294'],
    ['283 - 294', '283--294'],
    ['1-3, 7-9', '1--3, 7--9'],
    ['S12-S18', 'S12--S18'],
    ['346-353.e1', '346--353.e1'],
    ['5516s-5518s; discussion 5518s-5521s', '5516s--5518s; discussion 5518s--5521s'],
    ['xii-xv', 'xii--xv'],
    ['12--15', '12--15'],
    ['e1033', 'e1033'],
    ['S1473-3099(25)00411-6', 'S1473-3099(25)00411-6'],
    ['12-1-12-5', '12-1-12-5'],
    ['Article 30', 'Article 30'],
    ['in press', 'in press'],
  ])('pages %s', (page, expected) => {
    expect(field('pages', { page })).toBe(expected);
  });

  it('leaves out pages that are none, and says so', () => {
    expect(field('pages', { page: '-' })).toBeUndefined();
    expect(codes({ page: '–' })).toEqual(['no-pages']);
  });

  it.each([
    ['1-2', '1--2'],
    ['50–51', '50--51'],
    ['19 Suppl', '19 Suppl'],
    ['Suppl 1-2', 'Suppl 1--2'],
    ['1 Pt_1', '1 Pt\\_1'],
  ])('issue %s', (issue, expected) => {
    expect(field('number', { issue })).toBe(expected);
  });

  it('writes an issue only beside a volume', () => {
    expect(field('number', { issue: '4', volume: '' })).toBeUndefined();
    expect(field('number', { issue: '4', volume: '–' })).toBeUndefined();
    expect(codes({ issue: '4', volume: '' })).toEqual(['issue-without-volume']);
    expect(field('volume', { volume: '13-14' })).toBe('13--14');
  });

  it.each([
    [1, 'First'],
    ['12', 'Twelfth'],
    [21, '21st'],
    [13, '13th'],
    ['2nd edition', 'Second'],
    ['Revised ed.', 'Revised'],
  ])('edition %s', (edition, expected) => {
    expect(field('edition', { edition })).toBe(expected);
  });
});

describe('dates', () => {
  it.each<[string, CslDate | undefined]>([
    ['2019 jan 10', { 'date-parts': [[2019, 1, 10]] }],
    ['2019 jan 10', { 'date-parts': [['2019', '1', '10']] }],
    ['2019 jan', { 'date-parts': [[2019, 1]] }],
    ['1998', { 'date-parts': [[1998]] }],
    [
      '2015 jun',
      {
        'date-parts': [
          [2015, 6, 22],
          [2015, 7, 1],
        ],
      },
    ],
    ['2015 jun', { raw: '2015-06-22/2015-07-01' }],
    ['2015 jun', { raw: '22 Jun–1 Jul 2015' }],
    ['2019 jan 10', { raw: '10 January 2019' }],
    ['2019 jan 3', { literal: '2019 Jan 3' }],
    ['2020 jan 2', { raw: '2020-01-02T00:00:00Z' }],
    ['2001 Spring', { literal: 'Spring 2001' }],
    ['2001 Spring', { 'date-parts': [[2001]], season: 1 }],
    ['2001 Winter', { 'date-parts': [[2001]], season: 'winter' }],
    ['2001 Autumn', { 'date-parts': [[2001, 23]] }],
    ['c. 1998', { raw: 'ca. 1998' }],
    ['c. 1998', { 'date-parts': [[1998]], circa: true }],
    ['44 BC', { 'date-parts': [[-44]] }],
    ['in press', { literal: 'in press' }],
    ['2019, in press', { literal: '2019, in press' }],
    ['n.d.', { 'date-parts': [[]] }],
    ['n.d.', undefined],
  ])('%s', (expected, issued) => {
    const { fields } = entryOf(issued === undefined ? { issued: { literal: '' } } : { issued });
    const parts = ['year', 'month', 'day'].map((name) => fields.get(name)).filter(Boolean);
    expect(parts.join(' ')).toBe(expected);
  });

  it('writes a month as a macro, a season as text', () => {
    expect(write({ issued: { 'date-parts': [[2019, 9]] } }).text).toContain('\n  month = sep,\n');
    expect(write({ issued: { literal: 'Fall 2019' } }).text).toContain('\n  month = {Fall},\n');
  });

  it('takes a status for the date that is not there', () => {
    const item = { id: 'x', type: 'article-journal', title: 'T', status: 'in press' };
    expect(codes({ issued: { literal: '' } })).toEqual(['no-year']);
    expect(field('year', { ...item, issued: { literal: 'in press' } })).toBe('in press');
  });
});

describe('identifiers', () => {
  it.each([
    ['https://doi.org/10.3389/fneur.2018.01033', '10.3389/fneur.2018.01033'],
    ['http://dx.doi.org/10.1000/x', '10.1000/x'],
    ['doi: 10.1000/x.', '10.1000/x'],
    ['10.1007/978-3-319-07410-8_4', '10.1007/978-3-319-07410-8_4'],
    [
      '10.1002/(SICI)1099(199703)12:3<275::AID>3.0.CO;2-A',
      '10.1002/(SICI)1099(199703)12:3<275::AID>3.0.CO;2-A',
    ],
    ['10.1002/(SICI)12:3&lt;275::AID&gt;3', '10.1002/(SICI)12:3<275::AID>3'],
    ['https://doi.org/10.1002/%28SICI%2912', '10.1002/(SICI)12'],
    ['10.1000/a{b}\\c d', '10.1000/a%7Bb%7D%5Cc%20d'],
  ])('DOI %s', (DOI, expected) => {
    expect(field('doi', { DOI })).toBe(expected);
  });

  it('says so where a DOI does not look like one', () => {
    expect(codes({ DOI: 'see the journal' })).toEqual(['odd-doi']);
  });

  it.each([
    ['https://a.b/c_d?x=1&y=%20~z#frag', 'https://a.b/c_d?x=1&y=%20~z#frag'],
    ['https://a.b/{id}', 'https://a.b/%7Bid%7D'],
    ['https://a.b/é?q="x"', 'https://a.b/%C3%A9?q=%22x%22'],
    ['https://a.b/?x=1&amp;y=2', 'https://a.b/?x=1&y=2'],
  ])('address %s', (URL, expected) => {
    expect(field('url', { URL })).toBe(expected);
  });

  it('leaves out an address that only repeats the DOI', () => {
    const URL = 'https://doi.org/10.1000/X';
    expect(field('url', { URL, DOI: '10.1000/x' })).toBeUndefined();
    expect(field('doi', { URL })).toBe('10.1000/X');
    expect(field('url', { URL: 'https://doi.org.example/10.1000/X' })).toBeDefined();
  });

  it('writes the first ISSN, and numbers of PubMed bare', () => {
    expect(field('issn', { ISSN: '0920-1742, 1573-5168' })).toBe('0920-1742');
    expect(field('pmid', { PMID: 'PMID: 28779554' })).toBe('28779554');
    expect(field('pmcid', { PMCID: 'PMC5980281' })).toBe('PMC5980281');
  });
});

describe('notes', () => {
  it('writes annotations, keywords and abstracts on one line, without case braces', () => {
    expect(field('annote', { annote: '50% met PEM & IOM' })).toBe('50\\% met PEM \\& IOM');
    expect(field('keywords', { keyword: 'ME/CFS, a_b' })).toBe('ME/CFS, a\\_b');
    expect(field('abstract', { abstract: 'One.\n\nTwo: 10% & more.' })).toBe(
      'One. Two: 10\\% \\& more.',
    );
  });

  it('keeps what a reference manager put into a note out of the printed note', () => {
    expect(field('note', { note: 'PMID: 123\ntex.x: y\nErratum in: J 3' })).toBe('Erratum in: J 3');
    expect(field('note', { note: 'PMID: 123' })).toBeUndefined();
  });

  it('puts no braces for case into journals and publishers', () => {
    expect(field('journal', { 'container-title': 'BMJ & the École' })).toBe(
      "BMJ \\& the {\\'E}cole",
    );
  });
});
