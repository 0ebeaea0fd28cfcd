// Made-up works that a style is tried with before it is kept.
// Invariant: between them they have what styles ask for: persons, an institution, dates, none of all that.
import type { CslItem } from '../../shared/domain/csl.ts';

export const TRIAL_ITEMS: readonly CslItem[] = [
  {
    type: 'article-journal',
    title: 'A title: with a subtitle',
    author: [
      { family: 'One', given: 'Ann B.' },
      { family: 'Two', given: 'Bob', 'non-dropping-particle': 'van' },
      { literal: 'An Institution' },
    ],
    issued: { 'date-parts': [[2017, 3, 9]] },
    'container-title': 'A Journal',
    volume: '3',
    issue: '2',
    page: '12-19',
    DOI: '10.1000/1',
  },
  {
    type: 'chapter',
    title: 'A chapter',
    author: [{ family: 'One', given: 'Ann B.' }],
    editor: [{ family: 'Three', given: 'Cy' }],
    issued: { 'date-parts': [[2017]] },
    'container-title': 'A Book',
    publisher: 'A Press',
  },
  { type: 'webpage', title: 'A page', URL: 'https://example.org/' },
];
