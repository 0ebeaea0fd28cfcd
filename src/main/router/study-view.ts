// A study as hosts see it: flat, with the three PEM sources side by side.
// Invariant: `pem` is the atlas's badge alone; what is derived or the reader's own stands in fields of its own.
import type { PageView, StudyView } from '../../shared/contract/types.ts';
import {
  codingPem,
  type Note,
  type OwnCoding,
  type ReadState,
} from '../../shared/domain/library.ts';
import {
  isRetracted,
  MACHINE_MADE,
  type MirrorStudy,
  type StudyReading,
} from '../../shared/domain/study.ts';
import type { Slug } from '../../shared/domain/ids.ts';
import type { NamedMarks } from '../storage/library/marks.ts';
import type { SeenVersion } from '../storage/library/seen.ts';
import { derivedPemOf } from '../storage/atlas/study-columns.ts';

/** A page as read, and what was looked for in vain. */
export function pageView(reading: StudyReading, notFound: readonly string[]): PageView {
  const { badges } = reading;
  return {
    slug: reading.slug,
    url: reading.url,
    title: reading.title,
    authors: [...reading.authors],
    authorsInDoubt: reading.authorsInDoubt,
    journal: reading.journal,
    year: reading.year,
    doi: reading.doi,
    pmid: reading.pmid,
    pem: badges.pem?.value ?? 'not-stated',
    level: badges.level?.label ?? null,
    retracted: isRetracted(reading),
    badges,
    badgesFrom: reading.badgesFrom ?? null,
    standing: [...reading.standing],
    sections: [...reading.sections],
    metadata: [...reading.metadata],
    caseDefinitions: reading.caseDefinitions,
    pemNote: reading.pemNote,
    primaryCitation: reading.primaryCitation,
    bibtex: reading.bibtex,
    snapshot: reading.snapshot,
    unknownParts: [...reading.unknownParts],
    notFound: [...notFound],
    machineMade: MACHINE_MADE,
  };
}

/** What the reader's library holds about one study. */
export interface OwnMarks {
  readonly citationKey: string | null;
  readonly tags: readonly string[];
  readonly read: ReadState;
  readonly lists: readonly string[];
  readonly notes: readonly Note[];
  readonly coding: OwnCoding | null;
  readonly seen: SeenVersion | null;
  readonly formerNames: readonly Slug[];
  readonly marksByName: readonly NamedMarks[];
}

/** A study of the mirror (or its last version in the history) with what the reader added. */
export function studyView(
  study: MirrorStudy,
  beside: {
    readonly own: OwnMarks;
    readonly missing: readonly string[];
    readonly shownFrom: 'mirror' | 'history';
  },
): StudyView {
  const { reading, facts } = study;
  const { own } = beside;
  const coding = own.coding;
  return {
    ...pageView(reading, beside.missing),
    shownFrom: beside.shownFrom,
    origin: study.origin,
    checkedAt: study.checkedAt,
    changedAt: study.changedAt,
    contentHash: study.contentHash,
    seen: own.seen,
    starterFacts: facts,
    pemSources: {
      pem: { value: reading.badges.pem?.value ?? 'not-stated', badge: reading.badges.pem },
      derived: derivedPemOf(reading, facts),
      mine: {
        value: codingPem(coding),
        coding: codingView(coding),
      },
    },
    citationKey: own.citationKey,
    tags: [...own.tags],
    read: own.read,
    lists: [...own.lists],
    notes: [...own.notes],
    formerNames: [...own.formerNames],
    marksByName: own.marksByName.map((marks) => ({ ...marks, coding: codingView(marks.coding) })),
  };
}

function codingView(coding: OwnCoding | null): (OwnCoding & { definitions: string[] }) | null {
  return coding === null ? null : { ...coding, definitions: [...coding.definitions] };
}
