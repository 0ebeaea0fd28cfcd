// What the atlas's badges mean, in our own words: shown beside a badge on demand and in the help.
// Invariant: a badge that nobody has seen before gets no meaning made up for it.

export const BADGE_KINDS = [
  'level',
  'confidence',
  'pem',
  'publicationType',
  'peerReview',
  'reviewState',
] as const;
export type BadgeKind = (typeof BADGE_KINDS)[number];

/** What each badge is about. */
export const BADGES: Readonly<
  Record<BadgeKind, { readonly name: string; readonly meaning: string }>
> = {
  level: {
    name: 'Evidence level',
    meaning:
      'How far the atlas’s program takes the finding to be backed up, from E0, the strongest, to E3. It sorts; it does not say that a study is right.',
  },
  confidence: {
    name: 'Confidence',
    meaning:
      'A second judgement of the atlas’s program, made apart from the evidence level: the two can differ.',
  },
  pem: {
    name: 'PEM',
    meaning:
      'Whether post-exertional malaise (PEM) had to be present for a person to be counted as a patient in this study. It does not say whether PEM was studied, measured or found.',
  },
  publicationType: {
    name: 'Publication type',
    meaning: 'What kind of paper this is, as the atlas’s program took it from title and abstract.',
  },
  peerReview: {
    name: 'Peer review',
    meaning: 'Whether other researchers had judged the paper before it was published.',
  },
  reviewState: {
    name: 'Review state',
    meaning:
      'The state of the atlas’s own entry, not of the paper. The atlas has given this badge up; it is shown because the page still had it.',
  },
};

export interface BadgeMeaning {
  readonly kind: BadgeKind;
  /** As the atlas shows it. */
  readonly label: string;
  readonly meaning: string;
}

/** The labels seen so far, in the order of the badge row; others exist. */
export const BADGE_MEANINGS: readonly BadgeMeaning[] = [
  {
    kind: 'level',
    label: 'E0 Consensus',
    meaning: 'The strongest of the four evidence levels: consensus.',
  },
  {
    kind: 'level',
    label: 'E1 Replicated',
    meaning: 'The second of the four evidence levels: replicated.',
  },
  {
    kind: 'level',
    label: 'E2 Moderate',
    meaning: 'The third of the four evidence levels: moderate.',
  },
  {
    kind: 'level',
    label: 'E3 Preliminary',
    meaning: 'The weakest of the four evidence levels: preliminary.',
  },
  {
    kind: 'confidence',
    label: 'Higher confidence',
    meaning: 'The highest of the three degrees of confidence.',
  },
  {
    kind: 'confidence',
    label: 'Moderate confidence',
    meaning: 'The middle one of the three degrees of confidence.',
  },
  {
    kind: 'confidence',
    label: 'Preliminary',
    meaning: 'The lowest of the three degrees of confidence.',
  },
  {
    kind: 'pem',
    label: 'PEM required',
    meaning: 'PEM was an explicit criterion: nobody was included as a patient without it.',
  },
  {
    kind: 'pem',
    label: 'PEM not required',
    meaning: 'A person could be included without PEM, as under Fukuda or Oxford.',
  },
  {
    kind: 'pem',
    label: 'PEM unclear',
    meaning: 'The atlas’s program could not tell. This is neither a yes nor a no.',
  },
  {
    kind: 'pem',
    label: 'PEM ?',
    meaning: 'The older form of “PEM unclear”: neither a yes nor a no.',
  },
  {
    kind: 'pem',
    label: 'PEM ✓',
    meaning:
      'An older badge. What it meant is not confirmed, so it counts as “not stated” and never as required.',
  },
  {
    kind: 'publicationType',
    label: 'Guideline',
    meaning: 'Advice on diagnosis or care, agreed on by a body or a group.',
  },
  {
    kind: 'publicationType',
    label: 'RCT',
    meaning: 'A randomised controlled trial: chance decided who was given what.',
  },
  {
    kind: 'publicationType',
    label: 'Observational',
    meaning: 'People were observed; nothing was assigned to them.',
  },
  {
    kind: 'publicationType',
    label: 'Mechanistic',
    meaning: 'About how something in the body may work.',
  },
  {
    kind: 'publicationType',
    label: 'Cross-Sectional',
    meaning: 'One look at one time; it cannot show what came first.',
  },
  {
    kind: 'publicationType',
    label: 'Methods-Paper',
    meaning: 'About a way to measure, to define or to analyse.',
  },
  {
    kind: 'publicationType',
    label: 'Review-Narrative',
    meaning: 'An overview of other work, which its authors chose.',
  },
  { kind: 'peerReview', label: 'Peer-reviewed', meaning: 'Published after peer review.' },
  {
    kind: 'reviewState',
    label: 'Machine draft',
    meaning: 'The atlas’s entry was written by a program.',
  },
  {
    kind: 'reviewState',
    label: 'Reviewed',
    meaning: 'The atlas’s entry was marked as reviewed. By whom is not known.',
  },
];

/** What one badge means: its name, what it is about, and its label where that has been seen before. */
export function explainBadge(
  kind: BadgeKind | null,
  label: string,
): { readonly name: string; readonly meaning: string; readonly ofLabel: string } {
  if (kind === null) {
    return {
      name: 'Another badge',
      meaning: 'This app does not know this badge. It is shown as it stood on the page.',
      ofLabel: '',
    };
  }
  const known = BADGE_MEANINGS.find(
    (badge) => badge.kind === kind && badge.label.toLowerCase() === label.toLowerCase(),
  );
  return {
    ...BADGES[kind],
    ofLabel: known?.meaning ?? 'What this label means in particular is not known to this app.',
  };
}
