// What is known of a study beside its citation, in words for the cells of a table.
// Invariants: every PEM value says whose it is by the column that it stands in, and silence is "not stated",
// never empty and never "no"; what the starter set says is marked as its own.
import type { OwnCoding } from '../../shared/domain/library.ts';
import { derivePem, PEM_WORDS, type DerivedPem } from '../../shared/domain/pem.ts';
import { hasParticipants } from '../../shared/domain/participants.ts';
import type { StarterFacts, StudyReading } from '../../shared/domain/study.ts';
import type { CitedStudy } from './cited-study.ts';

const NOT_STATED = 'not stated';
const BY_STARTER_SET = ' (starter set)';

/** By the atlas's badge; where the badge has words of its own, those beside it. */
export function atlasPem({ pem, study }: CitedStudy): string {
  const words = PEM_WORDS[pem.pem];
  const label = study?.reading.badges.pem?.label ?? null;
  if (label === null || label.toLowerCase() === `pem ${words}`) return words;
  return `${words} (the badge says “${label}”)`;
}

/** What our rule makes of stated case definitions, with everything it rests on; null where no study is there to read. */
export function derivedPem({ study }: CitedStudy): DerivedPem | null {
  if (study === null) return null;
  const { reading, facts } = study;
  return derivePem(
    reading.caseDefinitions ?? facts?.caseDefinitions ?? null,
    hasParticipants(reading, facts),
  );
}

/** The value with the definitions that it was derived from. */
export function derivedPemWords(cited: CitedStudy): string {
  const words = PEM_WORDS[cited.pem.derived];
  const definitions = derivedPem(cited)?.definitions ?? [];
  return definitions.length === 0 ? words : `${words} (from ${definitions.join(', ')})`;
}

/** The study's design by the atlas's pill, as shown; else the starter set's word. */
export function studyType({ study }: CitedStudy): string {
  const type = study?.reading.badges.publicationType ?? null;
  if (type !== null) return type;
  const own = study?.facts?.publicationType ?? null;
  return own === null ? NOT_STATED : own + BY_STARTER_SET;
}

/** The evidence pill as shown. */
export function evidenceLevel({ study }: CitedStudy): string {
  return study?.reading.badges.level?.label ?? NOT_STATED;
}

/** `Sample size` and `Control group` of the page as shown; else the starter set's numbers. */
export function sample({ study }: CitedStudy): string {
  if (study === null) return NOT_STATED;
  const size = metadata(study.reading, /^sample size$/iu);
  const controls = metadata(study.reading, /^control group$/iu);
  const stated = [size, controls === null ? null : `control group: ${controls}`];
  const words = stated.filter((part) => part !== null).join('; ');
  return words !== '' ? words : (factsSample(study.facts) ?? NOT_STATED);
}

function metadata(reading: StudyReading, label: RegExp): string | null {
  return reading.metadata.find((row) => label.test(row.label.trim()))?.value ?? null;
}

function factsSample(facts: StarterFacts | null): string | null {
  const { patients, controls } = facts?.sampleSize ?? { patients: null, controls: null };
  const parts = [
    ...(patients === null ? [] : [`${patients} patients`]),
    ...(controls === null ? [] : [`${controls} controls`]),
  ];
  return parts.length === 0 ? null : parts.join(', ') + BY_STARTER_SET;
}

const RULE_WORDS = {
  all: 'each had to be met',
  any: 'one of them sufficed',
  single: null,
} as const;

/** Case definitions as stated, how they combine, and who stated them. */
export function caseDefinitions({ study }: CitedStudy): string {
  const stated = study?.reading.caseDefinitions ?? study?.facts?.caseDefinitions ?? null;
  if (stated === null || stated.names.length === 0) return NOT_STATED;
  const rule = stated.rule === null ? null : RULE_WORDS[stated.rule];
  const about = [
    ...(stated.names.length > 1 && rule !== null ? [rule] : []),
    `stated by ${stated.source}`,
  ];
  return `${stated.names.join(', ')} (${about.join('; ')})`;
}

/** The atlas's section on what the study does not prove. */
export function doesNotProve({ study }: CitedStudy): string {
  const sections = study?.reading.sections.filter(({ kind }) => kind === 'does-not-prove') ?? [];
  const text = sections.flatMap(({ paragraphs }) => paragraphs).join('\n');
  return text === '' ? NOT_STATED : text;
}

/** The reader's own coding, whole; empty where there is none. */
export function ownCoding(coding: OwnCoding | null): string {
  if (coding === null) return '';
  const { required, definitions, how, quote, page, checkedFullText, codedAt } = coding;
  const parts = [
    `PEM required: ${required}`,
    ...(definitions.length === 0 ? [] : [`definitions: ${definitions.join(', ')}`]),
    ...(how === null || how === '' ? [] : [`how: ${how}`]),
    ...(quote === null || quote === '' ? [] : [`quote: “${quote}”`]),
    ...(page === null || page === '' ? [] : [`page: ${page}`]),
    checkedFullText ? 'full text checked' : 'full text not checked',
    `coded on ${new Date(codedAt).toISOString().slice(0, 10)}`,
  ];
  return parts.join('; ');
}

/** The reader's notes, oldest first, an empty line between them. */
export function ownNotes({ notes }: CitedStudy): string {
  return notes.map(({ body }) => body.trim()).join('\n\n');
}

/** Banners about the paper's standing, in words. */
export function standing({ study, retracted }: CitedStudy): string {
  const kinds = new Set(study?.reading.standing.map(({ kind }) => kind.replaceAll('-', ' ')));
  if (kinds.size > 0) return [...kinds].join('; ');
  return retracted ? 'retracted or withdrawn' : 'no notice';
}

/** The day of the newest study version among them; null where all are the starter set's. */
export function newestVersion(studies: readonly CitedStudy[]): string | null {
  const newest = studies.reduce(
    (latest, { asOf }) => Math.max(latest, asOf ?? -Infinity),
    -Infinity,
  );
  return Number.isFinite(newest) ? new Date(newest).toISOString().slice(0, 10) : null;
}
