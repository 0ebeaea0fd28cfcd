// Names: split where the page says how, kept whole and reported where it does not.
import { describe, expect, it } from 'vitest';
import { readAuthors } from '../../../src/main/atlas/page-reader/page-authors.ts';
import { readStudy, samplePage } from '../../support/atlas-pages/sample-page.ts';

const NICE = 'National Institute for Health and Care Excellence';
const none = { byline: null, citation: null };

const namesOf = (sources: Parameters<typeof readAuthors>[0]): unknown => {
  const { authors, inDoubt } = readAuthors(sources);
  return [
    authors.map((author) =>
      'literal' in author ? `{${author.literal}}` : [author.family, author.given].join('|'),
    ),
    inDoubt === null ? 'sure' : 'in doubt',
  ];
};

describe('the BibTeX field', () => {
  it.each([
    ['Clark, L V and Buckland, M', ['Clark|L V', 'Buckland|M']],
    [
      'Yasuhito Nakatomi and Jane C. Naviaux and Ludwig van der Meer',
      ['Nakatomi|Yasuhito', 'Naviaux|Jane C.', 'van der Meer|Ludwig'],
    ],
    [
      'van Campen, C Linda M C and Ter Wolbeek, Maike',
      ['van Campen|C Linda M C', 'Ter Wolbeek|Maike'],
    ],
    ['King, Jr., Martin Luther', ['King|Martin Luther, Jr.']],
    ['Li and NICE', ['Li|', '{NICE}']],
    [
      '{Centers for Disease Control and Prevention} and Unger, E R',
      ['{Centers for Disease Control and Prevention}', 'Unger|E R'],
    ],
    [
      'Institute of Medicine Committee on the Diagnostic Criteria for ME/CFS',
      ['{Institute of Medicine Committee on the Diagnostic Criteria for ME/CFS}'],
    ],
    [
      'L{\\"o}hn, M and {\\O}deg{\\aa}rd, {\\\'A} and \\v{S}imon, V',
      ['Löhn|M', 'Ødegård|Á', 'Šimon|V'],
    ],
    ['Alexander, A and Sanders, B and others', ['Alexander|A', 'Sanders|B']],
    ['Unknown authors', []],
  ])('%s', (bibtex, expected) => {
    expect(namesOf({ ...none, bibtex })).toEqual([expected, 'sure']);
  });
});

describe('an institution with " and " in its name', () => {
  it('is whole where the byline spells it out', () => {
    const sources = {
      bibtex: `${NICE} and Marrow, J K`,
      byline: `${NICE}, Marrow, J K`,
      citation: null,
    };
    expect(namesOf(sources)).toEqual([[`{${NICE}}`, 'Marrow|J K'], 'sure']);
  });

  it('is whole where only the primary citation spells it out', () => {
    const people = ['A, B', 'C, D', 'E, F'];
    const sources = {
      bibtex: [...people, NICE].join(' and '),
      byline: `${people.join(', ')} et al.`,
      citation: `${people.join(', ')}, & ${NICE}`,
    };
    expect(namesOf(sources)).toEqual([['A|B', 'C|D', 'E|F', `{${NICE}}`], 'sure']);
  });

  it('is whole and reported where nothing spells it out', () => {
    expect(namesOf({ ...none, bibtex: NICE })).toEqual([[`{${NICE}}`], 'in doubt']);
    const people = 'A, B and C, D and E, F and G, H and I, J and K, L';
    expect(
      namesOf({ ...none, bibtex: `${people} and ME and CFS Society of Nowhere and M, N` }),
    ).toEqual([
      ['A|B', 'C|D', 'E|F', 'G|H', 'I|J', 'K|L', '{ME and CFS Society of Nowhere}', 'M|N'],
      'in doubt',
    ]);
  });

  it('is not made of two that the byline parts', () => {
    const sources = {
      bibtex: 'World Health Organization and Institute of Medicine',
      byline: 'World Health Organization, Institute of Medicine',
      citation: null,
    };
    expect(namesOf(sources)).toEqual([
      ['{World Health Organization}', '{Institute of Medicine}'],
      'sure',
    ]);
  });

  it('with a comma before its "and" is one name', () => {
    const name = 'Department of Health, Education, and Welfare';
    expect(namesOf({ bibtex: name, byline: name, citation: null })).toEqual([
      [`{${name}}`],
      'sure',
    ]);
  });

  it('reads so from a whole page, with the sentence that says so', () => {
    const many = [
      ...Array.from({ length: 6 }, (_, index) => ({
        family: `Stone${String.fromCharCode(97 + index)}`,
        given: 'A',
      })),
      { literal: NICE },
    ];
    const study = readStudy(samplePage({ authors: many }));
    expect(study.authors.at(-1)).toEqual({ literal: NICE });
    expect(study.authorsInDoubt).toContain(NICE);
    expect(readStudy(samplePage({ authors: many.slice(1) }))).toMatchObject({
      authors: many.slice(1),
      authorsInDoubt: null,
    });
  });
});

describe('a page without BibTeX', () => {
  const shown = (byline: string, citation: string | null = null): unknown =>
    namesOf({ bibtex: null, byline, citation });

  it.each([
    ['Ausubel, Bobbi', ['Ausubel|Bobbi']],
    [
      'Conroy, Karl E, Islam, Mohammed F, Jason, Leonard A',
      ['Conroy|Karl E', 'Islam|Mohammed F', 'Jason|Leonard A'],
    ],
    ['de Lange, Floris P, Kalkman, Joke S', ['de Lange|Floris P', 'Kalkman|Joke S']],
    [
      'Yasuhito Nakatomi, Kei Mizuno, Akira Ishii',
      ['Nakatomi|Yasuhito', 'Mizuno|Kei', 'Ishii|Akira'],
    ],
    ['World Health Organization', ['{World Health Organization}']],
  ])('splits %s', (byline, expected) => {
    expect(shown(byline)).toEqual([expected, 'sure']);
  });

  it('says so where the byline names the first three only', () => {
    expect(shown('Hornig, Mady, Montoya, José G, Klimas, Nancy G et al.')).toEqual([
      ['Hornig|Mady', 'Montoya|José G', 'Klimas|Nancy G'],
      'in doubt',
    ]);
  });

  it('takes the citation where it is complete and the byline is not', () => {
    expect(shown('A, B, C, D, E, F et al.', 'A, B, C, D, E, F, & G, H')).toEqual([
      ['A|B', 'C|D', 'E|F', 'G|H'],
      'sure',
    ]);
  });

  it.each([
    'Nacul, Institute of Medicine, Luis Carlos',
    'Kefeng Li, Jane Naviaux',
    'Nacul, Luis, Mudie',
  ])('keeps %s whole and says so', (byline) => {
    expect(shown(byline)).toEqual([[`{${byline}}`], 'in doubt']);
  });
});
