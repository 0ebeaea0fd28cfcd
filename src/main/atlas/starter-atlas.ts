// The embedded starter set: real studies with verified facts, and the badges of those whose atlas page was seen.
// Invariant: a half-written file is refused as a whole; a badge that no page showed is never made up.
import { createHash } from 'node:crypto';
import { AppError } from '../../shared/contract/errors.ts';
import {
  STARTER_FORMAT,
  starterHeader,
  starterRow,
  type StarterRow,
} from '../../shared/contract/starter-schema.ts';
import { readPemPill } from '../../shared/domain/pem.ts';
import { atlasAddress } from '../../shared/domain/ids.ts';
import {
  NO_BADGES,
  type Badges,
  type EvidenceLevel,
  type StarterFacts,
  type StudyReading,
} from '../../shared/domain/study.ts';

export interface StarterStudy {
  readonly reading: StudyReading;
  readonly facts: StarterFacts;
}

/** Writes the file's text: rows in slug order under a header that counts and hashes them. */
export function writeStarterAtlas(rows: readonly StarterRow[]): string {
  const sorted = [...rows].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const body = sorted.map((row) => `${JSON.stringify(row)}\n`).join('');
  const header = {
    format: STARTER_FORMAT,
    what: "ME/CFS Atlas Companion starter set: bibliographic facts of real studies, each with its sources. Badges are the atlas's, as seen on its page.",
    studies: sorted.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  };
  return `${JSON.stringify(header)}\n${body}`;
}

/**
 * Reads the file's text.
 * @throws AppError `starter-damaged` where anything is missing or changed
 */
export function readStarterAtlas(text: string): StarterStudy[] {
  const end = text.indexOf('\n');
  try {
    const header = starterHeader.parse(JSON.parse(end < 0 ? text : text.slice(0, end)));
    const body = text.slice(end + 1);
    if (createHash('sha256').update(body).digest('hex') !== header.sha256) {
      throw new Error('its content does not match its header');
    }
    return body
      .trimEnd()
      .split('\n')
      .map((line) => toStudy(starterRow.parse(JSON.parse(line))));
  } catch (cause) {
    throw new AppError(
      'starter-damaged',
      'The starter set that came with the program is damaged or was only half written, so it was not used. Notes, lists and the copy of the atlas are safe. Install the program again to mend it; everything else works without it.',
      { ref: 'starter-atlas.jsonl', cause },
    );
  }
}

function toStudy(row: StarterRow): StarterStudy {
  const { facts } = row;
  const stated = facts.atlasStated;
  return {
    facts,
    reading: {
      slug: row.slug,
      url: atlasAddress(row.slug),
      // The mirror keeps what the atlas states, also where its publisher says otherwise.
      title: stated?.title ?? facts.title,
      authors: facts.authors,
      authorsInDoubt: null,
      byline: null,
      journal: stated?.journal ?? facts.journal,
      year: facts.year,
      doi: stated?.doi ?? facts.doi,
      pmid: facts.pmid,
      badges: row.badges === null ? NO_BADGES : readBadgeLabels(row.badges),
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
    },
  };
}

// The labels come one by one and in the page's order, with some missing: each is known by its own words, and the
// publication type, which has no fixed words, is the one that follows the PEM pill.
function readBadgeLabels(labels: readonly string[]): Badges {
  const level = labels.find((label) => /^E[0-3]\b/u.test(label)) ?? null;
  const confidence =
    labels.find((label) => /confidence$/u.test(label) || label === 'Preliminary') ?? null;
  const pemLabel = labels.find((label) => label.startsWith('PEM')) ?? null;
  const peerReview = labels.find((label) => /^Peer-reviewed$/iu.test(label)) ?? null;
  const reviewState =
    labels.find((label) => label === 'Reviewed' || label === 'Machine draft') ?? null;
  const known = [level, confidence, pemLabel, peerReview, reviewState];
  const [publicationType = null, ...unknown] = labels.filter((label) => !known.includes(label));
  return {
    level: level === null ? null : { code: level.slice(0, 2) as EvidenceLevel, label: level },
    confidence,
    pem: pemLabel === null ? null : readPemPill(pemLabel),
    publicationType,
    peerReview,
    reviewState,
    unknown,
  };
}
