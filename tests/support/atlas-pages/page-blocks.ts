// A study page as a list of blocks, before any markup: what stands on it and in which order
// (reference/atlas-site.md, "A study page, in order"). Invariant: every markup renders these blocks.
import type { LabelledValue, Section, StudyReading } from '../../../src/shared/domain/study.ts';

/** One block of a page. What it looks like is the markup's business. */
export type Block =
  | { readonly as: 'title'; readonly text: string }
  | { readonly as: 'heading'; readonly text: string }
  | { readonly as: 'paragraph'; readonly text: string }
  | { readonly as: 'banner'; readonly text: string }
  | { readonly as: 'pills'; readonly items: readonly string[] }
  | { readonly as: 'list'; readonly items: readonly string[] }
  | { readonly as: 'links'; readonly items: readonly Link[] }
  | { readonly as: 'byline'; readonly parts: readonly Link[] }
  | { readonly as: 'rows'; readonly rows: readonly LabelledValue[] }
  | { readonly as: 'verbatim'; readonly text: string };

/** A text, with an address where it is a link. */
export interface Link {
  readonly text: string;
  readonly href: string | null;
}

/** A whole page: the study between the site's own furniture. */
export interface PageBlocks {
  readonly documentTitle: string;
  readonly canonical: string;
  readonly before: readonly Block[];
  readonly study: readonly Block[];
  readonly after: readonly Block[];
}

const LEAD_IN =
  'The first block is for the primary paper and is the citation you should use in research work. ' +
  'The atlas-snapshot line only applies if you are specifically referring to this atlas’s reading of the paper on the date shown.';
const LISTED_KINDS = new Set([
  'observed-findings',
  'inferred-conclusions',
  'remaining-questions',
  'related-studies',
  'topics',
  'tags',
]);

/** The blocks of a reading's page. */
export function blocksOf(reading: StudyReading): PageBlocks {
  return {
    documentTitle: `${reading.title} — ME/CFS Atlas`,
    canonical: reading.url,
    before: SITE_HEAD,
    study: [...headOf(reading), ...bodyOf(reading), ...citationsOf(reading)],
    after: SITE_FOOT,
  };
}

/** The pills in the page's order; those nobody has seen before stand at the end. */
export function pillsOf(reading: StudyReading): string[] {
  const { level, confidence, pem, publicationType, peerReview, reviewState, unknown } =
    reading.badges;
  const known = [
    level?.label ?? null,
    confidence,
    pem?.label ?? null,
    publicationType,
    peerReview,
    reviewState,
  ];
  return [...known.filter((pill) => pill !== null), ...unknown];
}

function headOf(reading: StudyReading): Block[] {
  const pills = pillsOf(reading);
  return [
    ...reading.standing.map(({ text }): Block => ({ as: 'banner', text })),
    ...(pills.length > 0 ? [{ as: 'pills', items: pills } as const] : []),
    ...paragraphOf(reading.readingTime),
    { as: 'title', text: reading.title },
    ...(reading.byline === null ? [] : [bylineOf(reading.byline, reading.doi)]),
    ...reading.unknownParts.map(({ label, value }): Block => ({
      as: 'paragraph',
      text: `${label}: ${value}`,
    })),
  ];
}

function bylineOf(byline: string, doi: string | null): Block {
  const parts = byline.split(' · ').map((text): Link => {
    const isDoiLink = text === 'DOI' && doi !== null;
    return { text, href: isDoiLink ? `https://doi.org/${doi}` : null };
  });
  return { as: 'byline', parts };
}

function bodyOf(reading: StudyReading): Block[] {
  const sections = reading.sections.flatMap(sectionOf);
  if (reading.metadata.length === 0) return sections;
  return [...sections, { as: 'heading', text: 'Metadata' }, { as: 'rows', rows: reading.metadata }];
}

function sectionOf({ kind, heading, paragraphs }: Section): Block[] {
  const head: Block[] = heading === null ? [] : [{ as: 'heading', text: heading }];
  if (LISTED_KINDS.has(kind)) return [...head, { as: 'list', items: paragraphs }];
  return [...head, ...paragraphs.flatMap(paragraphOf)];
}

function citationsOf(reading: StudyReading): Block[] {
  const { pemNote, primaryCitation, bibtex, snapshot } = reading;
  const isCited = primaryCitation !== null || bibtex !== null || snapshot !== null;
  return [
    ...paragraphOf(pemNote),
    ...(pemNote === null
      ? []
      : [
          {
            as: 'links',
            items: [{ text: 'How the atlas works →', href: '/methodology' }],
          } as const,
        ]),
    ...(isCited ? paragraphOf(LEAD_IN) : []),
    ...(primaryCitation === null ? [] : labelled('Primary citation', primaryCitation)),
    ...(bibtex === null
      ? []
      : ([
          { as: 'heading', text: 'BibTeX' },
          { as: 'verbatim', text: bibtex },
        ] as const)),
    ...(snapshot === null ? [] : labelled('Atlas snapshot reference', snapshot.line)),
    ...(isCited
      ? [...labelled('Contribute', 'Private, reviewed by a human. Not a public comment thread.')]
      : paragraphOf('Spotted an error in this entry? Report it →')),
  ];
}

const labelled = (heading: string, text: string): Block[] => [
  { as: 'heading', text: heading },
  { as: 'paragraph', text },
];

const paragraphOf = (text: string | null): Block[] =>
  text === null ? [] : [{ as: 'paragraph', text }];

// Made-up furniture. It names badges and sections on purpose: none of it may leak into a study.
const SITE_HEAD: readonly Block[] = [
  { as: 'links', items: [{ text: 'Skip to content', href: '#main' }] },
  {
    as: 'links',
    items: [
      { text: 'ME/CFS Atlas', href: '/' },
      { text: 'Evidence', href: '/evidence' },
      { text: 'Retractions', href: '/retractions' },
      { text: 'Methodology', href: '/methodology' },
      { text: 'Start here', href: '/start-here/patients' },
    ],
  },
  {
    as: 'paragraph',
    text: 'New here? Read what “PEM required” means before you cite a badge.',
  },
  { as: 'paragraph', text: 'This site keeps one cookie for your reading settings. OK' },
];
const SITE_FOOT: readonly Block[] = [
  {
    as: 'paragraph',
    text: 'Badges and summaries are assigned by a program. No medical advice.',
  },
  {
    as: 'links',
    items: [
      { text: 'Topics', href: '/atlas/topics' },
      { text: 'Editorial policy', href: '/editorial-policy' },
      { text: 'Press', href: '/press' },
      { text: 'FAQ', href: '/faq' },
    ],
  },
  { as: 'paragraph', text: '© 2026 ME/CFS Atlas' },
];
