// What people type into a search, and the nearest that raw FTS5 can be asked.
// Invariant: every query finds something among the generated studies; the commonest words are among
// them, for they are what is slow.

export interface TypicalQuery {
  readonly query: string;
  /** An FTS5 expression with the same matches; null where FTS5 alone cannot answer (filters, notes). */
  readonly raw: string | null;
}

/** Text alone: FTS5 finds the same studies. The last word counts as the beginning of a word. */
const TEXTS: readonly (readonly [query: string, raw: string])[] = [
  ['f', 'f*'],
  ['co', 'co*'],
  ['fatigue', 'fatigue*'],
  ['fatig', 'fatig*'],
  ['cytokine', 'cytokine*'],
  ['scheibenbogen', 'scheibenbogen*'],
  ['orthostatic intolerance', 'orthostatic AND intolerance*'],
  ['cytokine exercise fatigue', 'cytokine AND exercise AND fatigue*'],
  [
    'fatigue in patients with pots after exercise',
    'fatigue AND "in" AND patients AND "with" AND pots AND after AND exercise*',
  ],
  ['"natural killer cell"', '"natural killer cell"'],
  ['"chronic fatigue syndrome"', '"chronic fatigue syndrome"'],
  ['covid-19', '"covid 19" *'],
  ['ME/CFS', '"me cfs" *'],
  ['TNF-α', '"tnf alpha" *'],
  ['title:cytokine', 'search_title : cytokine*'],
  ['author:montoya exercise', '(search_authors : montoya) AND exercise*'],
  ['journal:immunology mitochond', '(search_journal : immunology) AND mitochond*'],
  ['fatigue -covid', 'fatigue* NOT covid'],
  ['cytokine or autoantibodies or neuropathy', 'cytokine OR autoantibodies OR neuropathy*'],
  ['(pots or orthostatic) -review exercise', '((pots OR orthostatic) AND exercise*) NOT review'],
];

const WITH_FILTERS: readonly string[] = [
  'pem:required',
  'pem:required cytokine',
  'pem:required,unclear level:E0..E1 fatigue',
  'year:2015..2020 type:RCT fatigue',
  'derived:required is:unread',
  'mine:required or tag:methods',
  'note:exercise',
  'tag:"weak controls" fatigue',
  'list:"To cite" -is:retracted',
];

/** All of them, text first. */
export const TYPICAL_QUERIES: readonly TypicalQuery[] = [
  ...TEXTS.map(([query, raw]) => ({ query, raw })),
  ...WITH_FILTERS.map((query) => ({ query, raw: null })),
];
