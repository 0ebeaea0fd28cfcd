// Made-up references of many kinds, with what in them is hard for a style.
// Invariant: the expected strings of the tests were written by hand from the rules of each style.
import type { CslItem } from '../../../../src/shared/domain/csl.ts';

export const ARTICLE: CslItem = {
  id: 'article',
  type: 'article-journal',
  title: 'Role of Q<sub>10</sub> &amp;amp; <i>E. coli</i> in ME/CFS: p&lt;0.05.',
  author: [
    { family: 'Meer', given: 'Jos W M', 'non-dropping-particle': 'van der' },
    { family: "O'Brien", given: 'Ann' },
    { literal: 'CDC & Friends' },
  ],
  issued: { 'date-parts': [[2017, 0, 0]] },
  'container-title': 'Journal of Tests',
  volume: '3',
  issue: '2',
  page: '12-19',
  DOI: 'https://doi.org/10.1000/x_1',
};
export const GUIDELINE: CslItem = {
  id: 'guideline',
  type: 'report',
  title: 'A guideline',
  author: [{ literal: 'National Institute for Health and Care Excellence' }],
  issued: { 'date-parts': [[2021]] },
  publisher: 'NICE',
  number: 'NG206',
  URL: 'https://example.org/ng206',
};
export const NOBODY: CslItem = {
  id: 'nobody',
  type: 'webpage',
  title: 'A page of nobody',
  URL: 'https://example.org/a_b',
};
export const BOOK: CslItem = {
  id: 'book',
  type: 'book',
  title: 'A book of things',
  author: [{ family: 'Smith', given: 'John', suffix: 'Jr.' }],
  issued: { 'date-parts': [['1993', 0, 0]] },
  publisher: 'A Press',
  'publisher-place': 'London',
};
export const IN_PRESS: CslItem = {
  id: 'in-press',
  type: 'article-journal',
  title: '[A translated title.].',
  author: [{ family: 'Beauvoir', given: 'Simone', 'dropping-particle': 'de' }],
  issued: { literal: 'in press' },
  'container-title': 'Journal of Tests',
};

export const MANY_KINDS = [ARTICLE, GUIDELINE, NOBODY, BOOK, IN_PRESS];
