// A study and notes as the core answers them, for tests of views.
import type { NoteDraft, NoteView, StudyView } from '../../src/shared/contract/types.ts';
import {
  parseSlug,
  type ContentHash,
  type NoteId,
  type Slug,
  type UnixMs,
} from '../../src/shared/domain/ids.ts';
import { MACHINE_MADE } from '../../src/shared/domain/study.ts';

export const EXAMPLE_AT = Date.UTC(2026, 4, 28, 12) as UnixMs;

/** A made-up version of a study: 64 times one digit. */
export function hashOf(digit: string): ContentHash {
  return digit.repeat(64) as ContentHash;
}
const EXAMPLE_HASH = hashOf('1');

/** A text that is known to be a slug. */
export function slugOf(text: string): Slug {
  const slug = parseSlug(text);
  if (slug === null) throw new Error(`${text} is no slug`);
  return slug;
}

/** A study copied from the site, with everything that a page can have. */
export function exampleStudy(changes: Partial<StudyView> = {}): StudyView {
  const slug = changes.slug ?? slugOf('clark-2017-cytokine-responses');
  return {
    slug,
    url: `https://www.mecfsatlas.com/evidence/${slug}`,
    title: 'Cytokine responses to exercise and activity.',
    authors: [
      { family: 'Clark', given: 'L V' },
      { family: 'Buckland', given: 'M' },
    ],
    authorsInDoubt: null,
    journal: 'Clinical and experimental immunology',
    year: 2017,
    doi: '10.1111/cei.13023',
    pmid: '28779554',
    pem: 'not-required',
    level: 'E2 Moderate',
    retracted: false,
    badges: {
      level: { code: 'E2', label: 'E2 Moderate' },
      confidence: 'Moderate confidence',
      pem: { value: 'not-required', label: 'PEM not required' },
      publicationType: 'Observational',
      peerReview: 'Peer-reviewed',
      reviewState: null,
      unknown: ['Brand new pill'],
    },
    badgesFrom: null,
    standing: [],
    sections: [
      { kind: 'quick-summary', heading: 'Quick Summary', paragraphs: ['No differences.'] },
      { kind: 'why-it-matters', heading: 'Why It Matters', paragraphs: ['A hypothesis.'] },
      {
        kind: 'does-not-prove',
        heading: 'What This Study Does Not Prove',
        paragraphs: ['It does not prove that immune dysfunction is absent.'],
      },
    ],
    metadata: [{ label: 'Sample size', value: '24 patients' }],
    caseDefinitions: null,
    pemNote: null,
    primaryCitation:
      'Clark, L V, et al. (2017). Cytokine responses. https://doi.org/10.1111/cei.13023',
    bibtex: '@article{mecfsatlas-clark,}',
    snapshot: {
      line: `ME/CFS Atlas. Generator v1. Accessed 2026-05-28. https://www.mecfsatlas.com/evidence/${slug}`,
      generator: 'v1',
      scanner: null,
      policy: null,
      accessed: '2026-05-28',
    },
    unknownParts: [],
    notFound: ['reviewState'],
    machineMade: MACHINE_MADE,
    shownFrom: 'mirror',
    origin: { kind: 'site', source: 'https://www.mecfsatlas.com', at: EXAMPLE_AT },
    checkedAt: EXAMPLE_AT,
    changedAt: EXAMPLE_AT,
    contentHash: EXAMPLE_HASH,
    seen: { hash: EXAMPLE_HASH, at: EXAMPLE_AT },
    starterFacts: null,
    pemSources: {
      pem: { value: 'not-required', badge: { value: 'not-required', label: 'PEM not required' } },
      derived: {
        value: 'not-required',
        definitions: ['Fukuda'],
        rule: 'No definition stated makes PEM mandatory.',
        source: 'the page',
      },
      mine: { value: 'not-stated', coding: null },
    },
    citationKey: null,
    tags: [],
    read: 'unread',
    lists: [],
    notes: [],
    formerNames: [],
    marksByName: [],
    ...changes,
  };
}

/** A note on the example study. */
export function exampleNote(changes: Partial<NoteView> = {}): NoteView {
  return {
    id: 7 as NoteId,
    subject: { slug: slugOf('clark-2017-cytokine-responses') },
    body: 'First thoughts.',
    revision: 1,
    createdAt: EXAMPLE_AT,
    updatedAt: EXAMPLE_AT,
    ...changes,
  };
}

/** A draft that another window left. */
export function exampleDraft(changes: Partial<NoteDraft> = {}): NoteDraft {
  return {
    writer: 'another-window',
    subject: { slug: slugOf('clark-2017-cytokine-responses') },
    note: null,
    basedOn: null,
    body: 'Typed before the crash.',
    savedAt: EXAMPLE_AT,
    isLeft: false,
    ...changes,
  };
}
