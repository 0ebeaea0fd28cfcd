// What the mirror keeps in columns beside a reading: for filters, sorts and search.
// Invariant: one pure function makes them all, so that a filter can never disagree with the page it came from.
import { derivePem, type DerivedPem, type PemValue } from '../../../shared/domain/pem.ts';
import { hasParticipants } from '../../../shared/domain/participants.ts';
import {
  authorFullName,
  authorName,
  isRetracted,
  type EvidenceLevel,
  type StarterFacts,
  type StudyReading,
} from '../../../shared/domain/study.ts';
import { foldText } from '../../../shared/util/fold-text.ts';

export interface StudyColumns {
  readonly pem: PemValue;
  readonly derived: PemValue;
  readonly level: EvidenceLevel | null;
  readonly publication_type: string | null;
  readonly year: number | null;
  readonly retracted: 0 | 1;
  readonly has_summary: 0 | 1;
  readonly sort_author: string;
  readonly sort_title: string;
  readonly search_title: string;
  readonly search_authors: string;
  readonly search_journal: string;
  readonly search_body: string;
}

/** The derived PEM value of a study: by its page's labelled row, else by what the starter set holds. */
export function derivedPemOf(reading: StudyReading, facts: StarterFacts | null): DerivedPem {
  return derivePem(
    reading.caseDefinitions ?? facts?.caseDefinitions ?? null,
    hasParticipants(reading, facts),
  );
}

/** The columns of one study. */
export function studyColumns(reading: StudyReading, facts: StarterFacts | null): StudyColumns {
  const { badges } = reading;
  const title = foldText(reading.title);
  const body = [
    ...reading.sections.flatMap((section) => section.paragraphs),
    ...reading.metadata.map((row) => row.value),
    ...(reading.caseDefinitions ?? facts?.caseDefinitions ?? { names: [] }).names,
    ...reading.unknownParts.map((part) => part.value),
    reading.doi ?? facts?.doi ?? '',
    reading.pmid ?? facts?.pmid ?? '',
  ];
  return {
    pem: badges.pem?.value ?? 'not-stated',
    derived: derivedPemOf(reading, facts).value,
    level: badges.level?.code ?? null,
    publication_type: badges.publicationType,
    year: reading.year,
    retracted: isRetracted(reading) ? 1 : 0,
    has_summary: reading.sections.length > 0 ? 1 : 0,
    sort_author: reading.authors[0] === undefined ? '' : foldText(authorName(reading.authors[0])),
    sort_title: title,
    search_title: title,
    search_authors: foldText(reading.authors.map(authorFullName).join(' ; ')),
    search_journal: foldText(reading.journal ?? ''),
    search_body: foldText(body.join('\n')),
  };
}
