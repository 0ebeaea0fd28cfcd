// Does a study have participants of its own? Only then may PEM be derived from its case definitions.
// Invariant: in doubt, no. A guideline that defines a criterion includes nobody, and a type that is not named here
// (a scoping review, say) derives nothing, whatever numbers its page gives.
import type { StarterFacts, StudyReading } from './study.ts';

// A re-analysis counts: its participants are those of the trial whose data it reads. Reviews and meta-analyses
// pool studies of several definitions, so no definition is theirs.
const DESIGNS_WITH_PARTICIPANTS = new Set([
  'rct',
  'observational',
  'cross-sectional',
  'case-control',
  'case-series',
  'case-report',
  'cohort',
  'qualitative',
  'reanalysis',
  'clinical-trial',
  'longitudinal',
]);
// With patients or with cells: a stated number of patients tells which. So it is where no type is stated at all.
const DESIGNS_BY_NUMBER = new Set(['mechanistic', '']);

/** True where the publication type or a stated number of patients says that people took part. */
export function hasParticipants(
  reading: Pick<StudyReading, 'badges' | 'metadata'>,
  facts: StarterFacts | null,
): boolean {
  const type = (reading.badges.publicationType ?? facts?.publicationType ?? '')
    .toLowerCase()
    .replace(/\s+/gu, '-');
  if (DESIGNS_WITH_PARTICIPANTS.has(type)) return true;
  if (!DESIGNS_BY_NUMBER.has(type)) return false;
  if ((facts?.sampleSize?.patients ?? 0) > 0) return true;
  const sample = reading.metadata.find((row) => /^sample size$/iu.test(row.label.trim()));
  return (
    sample !== undefined &&
    /[1-9]\d*\s+(?:patients|participants|people|subjects|cases)/iu.test(sample.value)
  );
}
