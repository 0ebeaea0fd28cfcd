// The query language in words and examples, for the window's help and for readers of this code.
// Invariant: every example is a query that the parser takes without a notice (tested).

export interface QueryHelp {
  readonly form: string;
  readonly meaning: string;
  readonly example: string;
}

/** What can be typed, the commonest first. */
export const QUERY_HELP: readonly QueryHelp[] = [
  {
    form: 'words',
    meaning: 'All of the words must be there. The last one may be the beginning of a word.',
    example: 'cytokine exercise',
  },
  {
    form: '"a phrase"',
    meaning: 'These words in this order.',
    example: '"natural killer cell"',
  },
  { form: '-word', meaning: 'Without this word.', example: 'fatigue -cancer' },
  {
    form: 'one or another',
    meaning: 'Either will do. Brackets keep parts together.',
    example: '(pots or orthostatic) exercise',
  },
  {
    form: 'title: author: journal:',
    meaning: 'The word must stand there.',
    example: 'title:cytokine author:montoya',
  },
  { form: 'note:', meaning: 'The word must stand in one of your notes.', example: 'note:exercise' },
  {
    form: 'pem:',
    meaning:
      'What the atlas says about post-exertional malaise: required, not-required, unclear or not-stated. Several with commas.',
    example: 'pem:required,unclear',
  },
  {
    form: 'derived:',
    meaning: 'The same, as it follows from the case definitions that the study states.',
    example: 'derived:required',
  },
  { form: 'mine:', meaning: 'The same, as you have coded it.', example: 'mine:required' },
  {
    form: 'level:',
    meaning: 'The evidence level, E0 the strongest; one, several, or a range.',
    example: 'level:E0..E1',
  },
  {
    form: 'year:',
    meaning: 'A year, or a range; one end may be open.',
    example: 'year:2015..2020',
  },
  {
    form: 'type:',
    meaning: 'The publication type, as the atlas calls it.',
    example: 'type:"Systematic review"',
  },
  {
    form: 'list: tag:',
    meaning: 'In one of your lists, or with one of your tags.',
    example: 'tag:methods',
  },
  {
    form: 'is:',
    meaning: 'read, unread, retracted, or changed since you saw it last.',
    example: '-is:retracted is:unread',
  },
];
