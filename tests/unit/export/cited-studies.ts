// Studies as writers of lists are given them, each with one thing about it.
import type { CitedStudy } from '../../../src/main/export/cited-study.ts';
import { derivePem } from '../../../src/shared/domain/pem.ts';
import { hasParticipants } from '../../../src/shared/domain/participants.ts';
import type { ContentHash, NoteId, Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { codingPem, type Note } from '../../../src/shared/domain/library.ts';
import {
  NO_BADGES,
  type MirrorStudy,
  type StarterFacts,
  type StudyReading,
} from '../../../src/shared/domain/study.ts';

const AT = Date.UTC(2026, 7, 20, 12) as UnixMs;

/** A page that says nothing but what is given. */
export function reading(fields: Partial<StudyReading> = {}): StudyReading {
  return {
    slug: 'clark-2017' as Slug,
    url: 'https://www.mecfsatlas.com/evidence/clark-2017',
    title: 'Cytokines',
    authors: [],
    authorsInDoubt: null,
    byline: null,
    journal: null,
    year: null,
    doi: null,
    pmid: null,
    badges: NO_BADGES,
    readingTime: null,
    sections: [],
    metadata: [],
    caseDefinitions: null,
    pemNote: null,
    primaryCitation: null,
    bibtex: null,
    snapshot: null,
    standing: [],
    unknownParts: [],
    ...fields,
  };
}

/** The starter set's record. */
export function facts(fields: Partial<StarterFacts> = {}): StarterFacts {
  return {
    title: 'Cytokines',
    authors: [],
    journal: null,
    year: null,
    volume: null,
    issue: null,
    pages: null,
    doi: null,
    pmid: null,
    itemType: 'article',
    publicationType: null,
    sampleSize: null,
    caseDefinitions: null,
    atlasStated: null,
    sources: [],
    confidence: 'high',
    doubt: null,
    ...fields,
  };
}

/** A study of the copy, as a list has it. */
export function cited(
  fields: Partial<CitedStudy> = {},
  page: Partial<StudyReading> = {},
  starter: StarterFacts | null = null,
): CitedStudy {
  const slug = fields.slug ?? ('clark-2017' as Slug);
  const shown = reading({ slug, ...page });
  const study: MirrorStudy = {
    reading: shown,
    facts: starter,
    origin: { kind: 'site', source: 'https://www.mecfsatlas.com', at: AT },
    contentHash: 'a'.repeat(64) as ContentHash,
    checkedAt: AT,
    changedAt: AT,
  };
  const stated = shown.caseDefinitions ?? starter?.caseDefinitions ?? null;
  return {
    slug,
    key: `mecfsatlas-${slug}`,
    aliases: [],
    item: {
      id: slug,
      type: 'article-journal',
      title: 'Cytokines',
      author: [{ family: 'Clark', given: 'L. V.' }, { family: 'Smith' }, { family: 'Ng' }],
      'container-title': 'J Immunol',
      issued: { 'date-parts': [[2017]] },
    },
    asOf: AT,
    retracted: false,
    pem: {
      pem: shown.badges.pem?.value ?? 'not-stated',
      derived: derivePem(stated, hasParticipants(shown, starter)).value,
      mine: codingPem(fields.coding ?? null),
    },
    study,
    coding: null,
    notes: [],
    ...fields,
  };
}

/** A note of the reader. */
export function note(body: string): Note {
  const slug = 'clark-2017' as Slug;
  return { id: 1 as NoteId, subject: { slug }, body, revision: 1, createdAt: AT, updatedAt: AT };
}
