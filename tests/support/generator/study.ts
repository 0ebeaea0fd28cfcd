// Whole studies as the atlas's pages state them: what a fake atlas serves and a benchmark reads.
// Invariant: the same seed and index give the same study; it needs nothing outside this repository.
import type { StatedDefinitions } from '../../../src/shared/domain/pem.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import type {
  Author,
  LabelledValue,
  Section,
  StandingNotice,
  StudyReading,
} from '../../../src/shared/domain/study.ts';
import { buildReading, type PillLabels, type StudyFacts } from '../atlas-pages/build-reading.ts';
import { drawAuthors } from './people.ts';
import { drawSubject, writeSections, writeTitle, type Subject } from './prose.ts';
import { createRandom, type Random } from './random.ts';
import { freeSlug, slugStem } from './slugs.ts';
import { CASE_DEFINITIONS, FIELDS, JOURNALS } from './vocabulary.ts';

export interface CorpusOptions {
  readonly count: number;
  readonly seed: number;
  /** Share of authors with names in other scripts than Latin; 0 where it is left out, as in PubMed. */
  readonly nonLatinShare?: number;
}

/** One study. Its slug is not numbered: two studies of a corpus can share it, so a corpus is made by `generateCorpus`. */
export function generateStudy(seed: number, index: number): StudyReading {
  return composeStudy(draftStudy({ seed, index, nonLatinShare: 0 }), new Set());
}

/** `count` studies with slugs of their own, in the order of their index. */
export function generateCorpus(options: CorpusOptions): StudyReading[] {
  const { count, seed, nonLatinShare = 0 } = options;
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) =>
    composeStudy(draftStudy({ seed, index, nonLatinShare }), taken),
  );
}

/** A study of a corpus with its own slug; the rest is made when it is asked for. */
export interface OutlinedStudy {
  readonly slug: Slug;
  compose(): StudyReading;
}

/** What `generateCorpus` makes, study by study as it is needed: naming 61,450 takes a second, not five. */
export function outlineCorpus(options: CorpusOptions): OutlinedStudy[] {
  const { count, seed, nonLatinShare = 0 } = options;
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index): OutlinedStudy => {
    const { authors, year, title } = drawHead(createRandom(seed, index), nonLatinShare);
    const slug = freeSlug(slugStem(authors[0], year, title), taken);
    return { slug, compose: () => buildStudy(draftStudy({ seed, index, nonLatinShare }), slug) };
  });
}

interface Draft extends Omit<StudyFacts, 'slug'> {
  readonly title: string;
  readonly authors: readonly Author[];
  readonly year: number;
  readonly metadata: readonly LabelledValue[];
}

const DEFINITION_LABEL = 'Case definition';

function composeStudy(draft: Draft, taken: Set<string>): StudyReading {
  return buildStudy(draft, freeSlug(slugStem(draft.authors[0], draft.year, draft.title), taken));
}

function buildStudy(draft: Draft, slug: Slug): StudyReading {
  return { ...buildReading({ ...draft, slug }), caseDefinitions: statedIn(draft.metadata) };
}

/** What the labelled row states, as the page reader gives it. */
function statedIn(metadata: readonly LabelledValue[]): StatedDefinitions | null {
  const value = metadata.find((row) => row.label === DEFINITION_LABEL)?.value;
  const row = CASE_DEFINITIONS.find((stated) => stated.value === value);
  if (row === undefined) return null;
  return {
    names: row.names,
    rule: row.rule,
    source: `the atlas's page, row “${DEFINITION_LABEL}”`,
  };
}

function draftStudy(from: {
  readonly seed: number;
  readonly index: number;
  readonly nonLatinShare: number;
}): Draft {
  const random = createRandom(from.seed, from.index);
  const { subject, title, authors, year } = drawHead(random, from.nonLatinShare);
  const doi = random.chance(0.88) ? drawDoi(random, from.index) : null;
  const isOld = random.chance(0.15);
  const pmid = random.chance(0.92) ? String(1_000_000 + random.between(0, 39_000_000)) : null;
  const pills = drawPills(random, subject, isOld);
  return {
    title,
    authors,
    year,
    journal: random.chance(0.98) ? random.pick(JOURNALS) : null,
    doi,
    pmid,
    pills,
    ...(random.chance(0.6) ? { readingTime: `Standard · ${random.between(2, 9)} min` } : {}),
    sections: [
      ...writeSections(random, subject, drawRelated(random)),
      ...drawTags(random, subject, pills),
    ],
    metadata: drawMetadata(random, { subject, doi, pills, isOld }),
    standing: drawStanding(random, year),
    hasPemNote: !isOld,
    accessed: `2026-${two(random.between(1, 11))}-${two(random.between(1, 28))}`,
  };
}

/** What a slug is made of comes first in a study's stream of chance, so that it can be had without the rest. */
function drawHead(random: Random, nonLatinShare: number) {
  const subject = drawSubject(random, random.pick(FIELDS));
  const title = writeTitle(random, subject);
  const authors = drawAuthors(random, nonLatinShare);
  // Two thirds of the literature is younger than 2010.
  const year = random.chance(0.66) ? random.between(2010, 2026) : random.between(1980, 2009);
  return { subject, title, authors, year };
}

function drawDoi(random: Random, index: number): string {
  const registrant = random.pick([
    '10.1111',
    '10.1016',
    '10.3389',
    '10.1186',
    '10.1371',
    '10.3390',
  ]);
  // Old DOIs of Wiley hold brackets, angle brackets and semicolons.
  if (random.chance(0.02)) {
    return `10.1002/(SICI)1097-0258(199${random.between(0, 9)}0815)17:15<1661::AID-SIM${index}>3.0.CO;2-${random.between(0, 9)}`;
  }
  return `${registrant}/${random.pick(['j.bbi', 'cei', 'fimmu', 's12967', 'journal.pone', 'ijms'])}.${random.between(1990, 2026)}.${index}`;
}

// "PEM ✓" and "PEM ?" are what older pages say; a tenth of those have no badge row at all.
function drawPills(random: Random, subject: Subject, isOld: boolean): PillLabels {
  if (isOld && random.chance(0.1)) return {};
  const level = random.pick([
    'E0 Consensus',
    'E1 Replicated',
    'E2 Moderate',
    'E2 Moderate',
    'E3 Preliminary',
    'E3 Preliminary',
  ]);
  const confidence = random.pick(['Higher confidence', 'Moderate confidence', 'Preliminary']);
  const pem = isOld
    ? random.pick(['PEM ✓', 'PEM ?', 'PEM ?'])
    : random.pick([
        'PEM required',
        'PEM required',
        'PEM not required',
        'PEM not required',
        'PEM unclear',
      ]);
  if (isOld) {
    return { level, confidence, pem, ...(random.chance(0.5) ? { reviewState: 'Reviewed' } : {}) };
  }
  const publicationType = random.chance(0.02) ? 'Case-Series' : subject.design.type;
  const peerReview = random.chance(0.96) ? 'Peer-reviewed' : 'Preprint';
  const reviewState = random.chance(0.7) ? 'Machine draft' : 'Reviewed';
  return { level, confidence, pem, publicationType, peerReview, reviewState };
}

function drawRelated(random: Random): string[] {
  if (random.chance(0.4)) return [];
  return Array.from({ length: random.between(1, 3) }, () =>
    writeTitle(random, drawSubject(random, random.pick(FIELDS))),
  );
}

function drawTags(random: Random, subject: Subject, pills: PillLabels): Section[] {
  if (random.chance(0.3)) return [];
  const pem =
    pills.pem === 'PEM required'
      ? 'PEM_REQUIRED'
      : pills.pem === 'PEM not required'
        ? 'PEM_NOT_REQUIRED'
        : 'PEM_UNCLEAR';
  return [
    {
      kind: 'tags',
      heading: 'Tags',
      paragraphs: [
        pem,
        subject.field.tag,
        ...random.sample(['EXPLORATORY', 'SMALL_SAMPLE', 'REPLICATION'], 1),
      ],
    },
  ];
}

interface MetadataFacts {
  readonly subject: Subject;
  readonly doi: string | null;
  readonly pills: PillLabels;
  readonly isOld: boolean;
}

function drawMetadata(random: Random, facts: MetadataFacts): LabelledValue[] {
  const { subject, doi, pills } = facts;
  if (facts.isOld && random.chance(0.5)) return [];
  const isReview = subject.design.isReview;
  const definition = random.pick(CASE_DEFINITIONS);
  const rows: (LabelledValue | null)[] = [
    doi === null ? null : { label: 'DOI', value: doi },
    isReview ? null : { label: 'Sample size', value: `${subject.patients} patients` },
    isReview ? null : { label: 'Control group', value: subject.controls > 0 ? 'Yes' : 'No' },
    isReview || random.chance(0.7) ? null : { label: DEFINITION_LABEL, value: definition.value },
    pills.reviewState === undefined
      ? null
      : {
          label: 'Review status',
          value: pills.reviewState === 'Reviewed' ? 'Editor reviewed' : 'Machine draft',
        },
    pills.level === undefined
      ? null
      : { label: 'Evidence level', value: LEVEL_WORDS[pills.level.slice(0, 2)] ?? pills.level },
    {
      label: 'Last updated',
      value: `${random.between(1, 28)} ${random.pick(['April', 'May', 'October'])} 2026`,
    },
  ];
  return rows.filter((row) => row !== null);
}

const LEVEL_WORDS: Readonly<Record<string, string>> = {
  E0: 'Consensus or guideline',
  E1: 'Replicated human evidence from multiple studies',
  E2: 'Single-study or moderate support from human research',
  E3: 'Preliminary or exploratory',
};

function drawStanding(random: Random, year: number): StandingNotice[] {
  if (!random.chance(0.012)) return [];
  return [
    random.chance(0.7)
      ? { kind: 'retracted', text: `Retracted: this paper was retracted in ${year + 2}.` }
      : { kind: 'withdrawn', text: 'Withdrawn: the authors have withdrawn this paper.' },
  ];
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
