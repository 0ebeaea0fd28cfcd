// A study as the atlas's page told it, and what the starter set knows beside it.
// Invariant: labels are kept as shown; a code of ours stands beside a label and never replaces it.
import type { ContentHash, Slug, UnixMs } from './ids.ts';
import type { PemBadge, StatedDefinitions } from './pem.ts';

/** A person, or an institution kept whole. */
export type Author =
  { readonly family: string; readonly given: string | null } | { readonly literal: string };

export const SECTION_KINDS = [
  'quick-summary',
  'why-it-matters',
  'observed-findings',
  'inferred-conclusions',
  'remaining-questions',
  'does-not-prove',
  'related-studies',
  'topics',
  'tags',
  'other',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** Headings for sections whose own has been lost, in the atlas's words. */
export const SECTION_TITLES: Readonly<Record<SectionKind, string>> = {
  'quick-summary': 'Quick Summary',
  'why-it-matters': 'Why It Matters',
  'observed-findings': 'Observed Findings',
  'inferred-conclusions': 'Inferred Conclusions',
  'remaining-questions': 'Remaining Questions',
  'does-not-prove': 'What This Study Does Not Prove',
  'related-studies': 'Related Studies',
  topics: 'Topics',
  tags: 'Tags',
  other: 'Further text',
};

/** One headed part of a page. Each paragraph and each bullet is a string of its own. `heading` as shown; null where the text has lost it. */
export interface Section {
  readonly kind: SectionKind;
  readonly heading: string | null;
  readonly paragraphs: readonly string[];
}

export const EVIDENCE_LEVELS = ['E0', 'E1', 'E2', 'E3'] as const;
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

/** The evidence pill: its label as shown (`E2 Moderate`) and the code in it; a label of another form has no code. */
export interface LevelBadge {
  readonly code: EvidenceLevel | null;
  readonly label: string;
}

/** The badge row. Every label as shown; null where the page has no such pill; pills nobody has seen before are kept in `unknown`. */
export interface Badges {
  readonly level: LevelBadge | null;
  readonly confidence: string | null;
  readonly pem: PemBadge | null;
  readonly publicationType: string | null;
  readonly peerReview: string | null;
  readonly reviewState: string | null;
  readonly unknown: readonly string[];
}

/** A label and its value from the page's `Metadata` block, as shown. */
export interface LabelledValue {
  readonly label: string;
  readonly value: string;
}

/** The atlas-snapshot line: which generator read the paper, and the day the page gives as accessed (`YYYY-MM-DD`). */
export interface Snapshot {
  readonly line: string;
  readonly generator: string | null;
  readonly scanner: string | null;
  readonly policy: string | null;
  readonly accessed: string | null;
}

/** A banner about the paper's standing. A property of the study, never a removal. */
export interface StandingNotice {
  readonly kind: 'retracted' | 'withdrawn' | 'expression-of-concern' | 'correction';
  readonly text: string;
}

/** All that one study page said. Null and empty mean "the page did not say". */
export interface StudyReading {
  readonly slug: Slug;
  /** The address the page was read from or names itself. */
  readonly url: string;
  /** As shown: PubMed's final period and brackets are kept. */
  readonly title: string;
  readonly authors: readonly Author[];
  /** A sentence where the names could not be split safely, else null. */
  readonly authorsInDoubt: string | null;
  readonly byline: string | null;
  readonly journal: string | null;
  readonly year: number | null;
  /** Bare (`10.…`), never an address. */
  readonly doi: string | null;
  readonly pmid: string | null;
  readonly badges: Badges;
  /** Where the badges are from, in words, if this text had lost its badge row and they were kept from before. */
  readonly badgesFrom?: string;
  readonly readingTime: string | null;
  readonly sections: readonly Section[];
  readonly metadata: readonly LabelledValue[];
  /** From a labelled row only, never from prose. */
  readonly caseDefinitions: StatedDefinitions | null;
  readonly pemNote: string | null;
  readonly primaryCitation: string | null;
  /** The atlas's own entry, letter for letter. */
  readonly bibtex: string | null;
  readonly snapshot: Snapshot | null;
  readonly standing: readonly StandingNotice[];
  /** Blocks of the page under labels that nobody has seen before, under their own words. */
  readonly unknownParts: readonly LabelledValue[];
}

/** Facts of a study that the starter set holds, with its own sources; they stay beside the atlas's reading. */
export interface StarterFacts {
  readonly title: string;
  readonly authors: readonly Author[];
  readonly journal: string | null;
  readonly year: number | null;
  readonly volume: string | null;
  readonly issue: string | null;
  readonly pages: string | null;
  readonly doi: string | null;
  readonly pmid: string | null;
  readonly itemType: 'article' | 'report';
  readonly publicationType: string | null;
  readonly sampleSize: {
    readonly patients: number | null;
    readonly controls: number | null;
  } | null;
  readonly caseDefinitions: StatedDefinitions | null;
  /** What the atlas says where the record follows the publisher. */
  readonly atlasStated: {
    readonly title: string | null;
    readonly journal: string | null;
    readonly doi: string | null;
  } | null;
  readonly sources: readonly string[];
  readonly confidence: 'high' | 'medium';
  readonly doubt: string | null;
}

/** Where a row of the mirror came from. */
export const ORIGIN_KINDS = ['starter', 'given-page', 'site', 'bundle'] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];

/** Where a version in the history came from: as a row of the mirror, or from a page that is kept, read anew by a better reader. */
export const VERSION_ORIGINS = [...ORIGIN_KINDS, 'reread'] as const;
export type VersionOrigin = (typeof VERSION_ORIGINS)[number];

export interface StudyOrigin {
  readonly kind: OriginKind;
  /** The site's address, the bundle's maker, or a word for a starter row or a given page. */
  readonly source: string;
  readonly at: UnixMs;
}

/** A row of the mirror. */
export interface MirrorStudy {
  readonly reading: StudyReading;
  readonly origin: StudyOrigin;
  readonly facts: StarterFacts | null;
  readonly contentHash: ContentHash;
  readonly checkedAt: UnixMs;
  readonly changedAt: UnixMs;
}

export const NO_BADGES: Badges = {
  level: null,
  confidence: null,
  pem: null,
  publicationType: null,
  peerReview: null,
  reviewState: null,
  unknown: [],
};

/** True where a banner says that the paper was retracted or withdrawn. */
export function isRetracted(reading: Pick<StudyReading, 'standing'>): boolean {
  return reading.standing.some(
    (notice) => notice.kind === 'retracted' || notice.kind === 'withdrawn',
  );
}

/** True for the study's name, and for each that the atlas had it under before. */
export function isCalled(
  study: { readonly slug: Slug; readonly formerNames: readonly Slug[] },
  name: Slug,
): boolean {
  return study.slug === name || study.formerNames.includes(name);
}

/** A name for sorting and for a line of text: the family name, or the institution. */
export function authorName(author: Author): string {
  return 'literal' in author ? author.literal : author.family;
}

/** `Family, Given`, or the institution. */
export function authorFullName(author: Author): string {
  if ('literal' in author) return author.literal;
  return author.given === null ? author.family : `${author.family}, ${author.given}`;
}

/** The atlas's own statement, repeated wherever a badge or a summary is shown. */
export const MACHINE_MADE =
  'Badges and summaries were assigned by a program from title and abstract.';
