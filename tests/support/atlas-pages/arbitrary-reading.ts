// Arbitrary study pages for property tests: facts of any content in the forms that the site is known
// to use. Invariant: what is generated here can be told apart on the page in every markup.
import fc from 'fast-check';
import type {
  Author,
  LabelledValue,
  Section,
  SectionKind,
  StandingNotice,
  StudyReading,
} from '../../../src/shared/domain/study.ts';
import { buildReading, type PillLabels, type StudyFacts } from './build-reading.ts';

const WORDS =
  'fatigue cytokines β-endorphin TNF-α cells ME/CFS patients “fog” p<0.05 A&B naïve Löhn 2-day CPET pain PEM required unclear (n=9) controls É VO₂ 50% sleep orthostatic E2 reviewed 筋痛性 confidence retracted Topics';
const word = fc.constantFrom(...WORDS.split(' '));
const phrase = fc
  .tuple(
    fc.constantFrom('Lower', 'Higher', 'No', 'Changed', 'Œdema', '筋痛性'),
    fc.array(word, { minLength: 1, maxLength: 12 }),
  )
  .map(([first, rest]) => [first, ...rest].join(' '));
const sentence = fc
  .tuple(phrase, fc.constantFrom('.', '?', '!', '.”'))
  .map(([text, end]) => `${text} in this study${end}`);
const paragraph = fc
  .array(sentence, { minLength: 1, maxLength: 4 })
  .map((sentences) => sentences.join(' '));
const bullet = fc.oneof(
  phrase.map((text) => `${text} and more`),
  sentence,
);
const title = fc
  .tuple(phrase, fc.constantFrom('.', '?', '', '].'))
  .map(([text, end]) => (end === '].' ? `[${text}].` : `${text} of illness${end}`));

const family = fc.constantFrom(
  'Clark',
  'Löhn',
  'van Campen',
  'O’Brien',
  'Castro-Marrero',
  'Abi Salloum',
  'Ter Wolbeek',
);
const initials = fc.constantFrom('L V', 'M', 'C Linda M C', 'José G', 'Benjamin', 'P D');
const person: fc.Arbitrary<Author> = fc.record({ family, given: initials });
const shortNamed: fc.Arbitrary<Author> = fc.record({
  family: fc.constantFrom('Clark', 'Löhn', 'Castro-Marrero'),
  given: fc.constantFrom('L V', 'M', 'P D'),
});
const institution: fc.Arbitrary<Author> = fc
  .constantFrom(
    'Institute of Medicine Committee on the Diagnostic Criteria for ME/CFS',
    'National Institute for Health and Care Excellence',
    'Centers for Disease Control and Prevention',
    'Working Group of the ME and CFS Society',
  )
  .map((literal) => ({ literal }));
const journal = fc.constantFrom(
  'Brain, behavior, & immunity - health',
  'The Israel Medical Association journal : IMAJ',
  'Clinical and experimental immunology',
  'Lancet (London, England)',
  'Hormone and metabolic research = Hormon- und Stoffwechselforschung',
  'Public health reports (Washington, D.C. : 1974)',
);
const year = fc.integer({ min: 1950, max: 2027 });
const doi = fc
  .tuple(
    fc.constantFrom('10.1111', '10.1016'),
    fc.constantFrom('cei', 'S0002-9343(03)00182-7', 'j.bbi_a', '(SICI)1:9<1950::AID>3.0'),
    fc.nat(),
  )
  .map(([prefix, name, number]) => `${prefix}/${name}.${number}`);
const pmid = fc.integer({ min: 1, max: 49_999_999 }).map(String);
const slug = fc
  .tuple(
    fc.constantFrom('clark', 'lhn', 'unknown', 'van-campen'),
    year,
    fc.constantFrom('long-covid', 'a-b-2', 'metabolomics'),
  )
  .map((parts) => parts.join('-'));

const pills: fc.Arbitrary<PillLabels> = fc
  .record(
    {
      level: fc.constantFrom('E0 Consensus', 'E1 Replicated', 'E2 Moderate', 'E3 Preliminary'),
      confidence: fc.constantFrom(
        'Higher confidence',
        'Moderate confidence',
        'Preliminary',
        'Low confidence',
      ),
      pem: fc.constantFrom('PEM required', 'PEM not required', 'PEM unclear', 'PEM ✓', 'PEM ?'),
      publicationType: fc.constantFrom(
        'Guideline',
        'RCT',
        'Observational',
        'Review-Narrative',
        'Cross-Sectional',
        'Methods-Paper',
        'Case-Report',
      ),
      peerReview: fc.constantFrom('Peer-reviewed', 'Not peer-reviewed', 'Preprint'),
      reviewState: fc.constantFrom('Machine draft', 'Reviewed', 'Editor reviewed'),
      unknown: fc.uniqueArray(fc.constantFrom('Long COVID', 'Open-Access', 'Two sources'), {
        maxLength: 2,
      }),
    },
    { requiredKeys: ['level'] },
  )
  // An unseen type is known by its place only between its neighbours.
  .chain((row) =>
    row.publicationType === undefined ||
    row.peerReview === undefined ||
    row.confidence === undefined
      ? fc.constant(row)
      : fc.constantFrom(
          row,
          { ...row, publicationType: 'Scoping-Review' },
          { ...row, publicationType: 'N-of-1 Trial' },
        ),
  );

const HEADINGS: readonly (readonly [SectionKind, string])[] = [
  ['quick-summary', 'Quick Summary'],
  ['why-it-matters', 'Why It Matters'],
  ['observed-findings', 'Observed Findings'],
  ['inferred-conclusions', 'Inferred Conclusions'],
  ['remaining-questions', 'Remaining Questions'],
  ['does-not-prove', 'What This Study Does Not Prove'],
  ['other', 'Methodological Strengths'],
  ['related-studies', 'Related Studies'],
  ['topics', 'Topics'],
  ['tags', 'Tags'],
];
const LISTS: ReadonlySet<SectionKind> = new Set([
  'observed-findings',
  'inferred-conclusions',
  'remaining-questions',
  'related-studies',
] as const);
const CHIPS: Readonly<Partial<Record<SectionKind, readonly string[]>>> = {
  topics: ['Immune system', 'mRNA', 'Cytokines', 'ME/CFS'],
  tags: ['PEM_UNCLEAR', 'EXPLORATORY', 'SMALL_SAMPLE'],
};
const sections: fc.Arbitrary<Section[]> = fc
  .tuple(...HEADINGS.map(([kind, heading]) => fc.option(sectionOf(kind, heading), { freq: 3 })))
  .map((found) => found.filter((section) => section !== null))
  .filter((found) =>
    found.some(({ kind }) => kind === 'quick-summary' || kind === 'does-not-prove'),
  );

function sectionOf(kind: SectionKind, heading: string): fc.Arbitrary<Section> {
  const chips = CHIPS[kind];
  const text =
    chips !== undefined ? fc.constantFrom(...chips) : LISTS.has(kind) ? bullet : paragraph;
  return fc
    .array(text, { minLength: 1, maxLength: 4 })
    .map((paragraphs) => ({ kind, heading, paragraphs }));
}

const row: fc.Arbitrary<LabelledValue> = fc.constantFrom(
  { label: 'Sample size', value: '9 patients' },
  { label: 'Control group', value: 'Yes' },
  { label: 'Review status', value: 'Editor reviewed' },
  { label: 'Evidence level', value: 'Single-study or moderate support from human research' },
  { label: 'Last updated', value: '7 April 2026' },
  { label: 'Case-definition quality', value: 'High' },
  { label: 'Wearable used', value: 'Actigraph at 30 Hz' },
);
const standing: fc.Arbitrary<readonly StandingNotice[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      [{ kind: 'retracted' as const, text: 'Retracted: this paper was retracted in 2011.' }],
      [{ kind: 'withdrawn' as const, text: 'This study has been withdrawn by its authors.' }],
      [{ kind: 'expression-of-concern' as const, text: 'Expression of concern' }],
      [
        {
          kind: 'retracted' as const,
          text: 'This paper was retracted by Science on 22 December 2011.',
        },
        { kind: 'correction' as const, text: 'This article has been corrected.' },
      ],
    ),
  },
);
const unknownParts = fc.subarray([
  { label: 'Disease group', value: 'ME/CFS, long COVID' },
  { label: 'Two sources', value: 'preprint; journal' },
]);

const common = {
  slug,
  title,
  pills: fc.option(pills, { nil: {}, freq: 5 }),
  sections,
  metadata: fc.uniqueArray(row, { selector: ({ label }) => label, maxLength: 5 }),
  standing,
  unknownParts,
  hasPemNote: fc.boolean(),
};
const optional = { readingTime: fc.constantFrom('Standard · 3 min', '12 min', 'Quick · 1 min') };

/** A page of today: with its citation block, and any number of authors. */
export const currentPage: fc.Arbitrary<StudyReading> = fc
  .record({
    ...common,
    authors: fc.oneof(
      fc.array(person, { maxLength: 9 }),
      fc.array(fc.oneof(person, institution), { minLength: 1, maxLength: 6 }),
    ),
    journal: fc.option(journal, { freq: 9 }),
    year: fc.option(year, { freq: 9 }),
    doi: fc.option(doi),
    pmid: fc.option(pmid),
    extra: fc.record(optional, { requiredKeys: [] }),
  })
  .filter(hasByline)
  .map(({ extra, ...facts }) => buildReading({ ...facts, ...extra }));

/** An older page: no citation block, so that authors, DOI and all else come from the page itself. */
export const olderPage: fc.Arbitrary<StudyReading> = fc
  .record({
    ...common,
    authors: fc.array(shortNamed, { minLength: 1, maxLength: 3 }),
    journal,
    year,
    doi: fc.option(doi),
    extra: fc.record(optional, { requiredKeys: [] }),
  })
  .map(({ extra, metadata, doi: stated, ...facts }) =>
    buildReading({
      ...facts,
      ...extra,
      doi: stated,
      hasCitations: false,
      // Bare text has no link behind the word DOI.
      metadata: stated === null ? metadata : [{ label: 'DOI', value: stated }, ...metadata],
    }),
  );

// A byline of one part, or without year and DOI, cannot be told from other lines.
function hasByline({
  authors,
  journal: published,
  year: when,
  doi: link,
}: Omit<StudyFacts, 'slug' | 'title'>): boolean {
  const hasNames = authors.length > 0 || published !== null;
  return hasNames && (when !== null || link !== null);
}
