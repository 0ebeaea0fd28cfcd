// What was read from a page, in words.
// Invariant: pure; what the page did not say is called not found, and never given a value.
import type { PageView } from '../../../shared/contract/types.ts';
import { authorFullName, type Author, type Section } from '../../../shared/domain/study.ts';
import type { BadgeTone } from '../../ui/Badge.tsx';
import { atlasPemWords } from '../../ui/badge-words.ts';
import { counted } from '../../ui/count-words.ts';

const NOT_FOUND_WORDS: Readonly<Record<string, string>> = {
  level: 'level of evidence',
  confidence: 'confidence',
  pem: 'PEM badge',
  publicationType: 'kind of publication',
  peerReview: 'peer review',
  reviewState: 'state of review',
  byline: 'line with authors and journal',
  authors: 'authors',
  journal: 'journal',
  year: 'year',
  doi: 'DOI',
  pmid: 'PMID',
  'quick-summary': 'quick summary',
  'why-it-matters': 'why it matters',
  'observed-findings': 'observed findings',
  'inferred-conclusions': 'inferred conclusions',
  'remaining-questions': 'remaining questions',
  'does-not-prove': 'what it does not prove',
  'related-studies': 'related studies',
  topics: 'topics',
  tags: 'tags',
  metadata: 'metadata',
  pemNote: 'note on PEM',
  primaryCitation: 'citation of the paper',
  bibtex: 'BibTeX entry',
  snapshot: 'line on the atlas’s version',
};

/** What a name of `notFound` stands for; a name that is new here is shown as it is. */
export function notFoundInWords(name: string): string {
  return NOT_FOUND_WORDS[name] ?? name;
}

export interface BadgeOfPage {
  readonly text: string;
  readonly tone: BadgeTone;
}

/** Every badge that the page has, as it shows them; PEM always, and "not stated" where there is none. */
export function badgesOfPage({ badges, pem, retracted }: PageView): readonly BadgeOfPage[] {
  const plain = [
    badges.level?.label ?? null,
    badges.confidence,
    badges.publicationType,
    badges.peerReview,
    badges.reviewState,
    ...badges.unknown,
  ].flatMap((text): BadgeOfPage[] => (text === null ? [] : [{ text, tone: 'plain' }]));
  return [
    ...(retracted ? [{ text: 'Retracted or withdrawn', tone: 'danger' } as const] : []),
    { text: atlasPemWords(pem, badges.pem?.label ?? null), tone: 'plain' },
    ...plain,
  ];
}

const AUTHORS_SHOWN = 20;

/** Up to 20 names, and how many more there are; null where there is none. */
export function authorsInWords(authors: readonly Author[]): string | null {
  if (authors.length === 0) return null;
  const shown = authors.slice(0, AUTHORS_SHOWN).map(authorFullName).join('; ');
  const rest = authors.length - AUTHORS_SHOWN;
  return rest > 0 ? `${shown}; and ${rest} more` : shown;
}

/** `Quick Summary: 2 paragraphs`. */
export function sectionInWords({ kind, heading, paragraphs }: Section): string {
  const name = heading ?? notFoundInWords(kind);
  return `${name}: ${counted(paragraphs.length, 'paragraph', 'paragraphs')}`;
}

/** What `page.import` did, in a sentence. */
export function storedInWords(stored: 'added' | 'changed' | 'unchanged'): string {
  switch (stored) {
    case 'added':
      return 'Kept: the study is now in your copy of the atlas.';
    case 'changed':
      return 'Already in your copy, with other words: it now shows this page, and the version before stays in the history.';
    case 'unchanged':
      return 'Already in your copy, word for word: nothing was changed.';
  }
}
