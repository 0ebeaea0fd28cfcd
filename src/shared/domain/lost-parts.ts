// What a page told before and tells no more: a sign that it was cut or misread.
// Invariant: another text in the same place is no loss, and neither is what the atlas has given up.
import { BADGES } from './badge-meanings.ts';
import { NO_BADGES, SECTION_TITLES, type Section, type StudyReading } from './study.ts';

const BADGE_KEYS = ['pem', 'level', 'confidence', 'publicationType', 'peerReview'] as const;

/**
 * What a page told before and tells no more, in words; empty where nothing is missing. Such a page may have
 * been cut or misread, and is worth asking for again. Another text in the same place is no loss. Left out:
 * the review state, which the atlas has given up, and single rows of the metadata.
 */
export function hasLost(before: StudyReading, after: StudyReading): readonly string[] {
  const had = (words: string, tells: (reading: StudyReading) => boolean): string[] =>
    tells(before) && !tells(after) ? [words] : [];
  // Badges that were kept from an earlier page are not told by this one.
  const badges = (reading: StudyReading): StudyReading['badges'] =>
    reading.badgesFrom === undefined ? reading.badges : NO_BADGES;
  const hasRow = (reading: StudyReading): boolean =>
    BADGE_KEYS.some((key) => badges(reading)[key] !== null);
  const row = had('the badge row', hasRow);
  return [
    ...had('the title', ({ title }) => title.trim() !== ''),
    ...had('the authors', ({ authors }) => authors.length > 0),
    ...had('the journal', ({ journal }) => journal !== null),
    ...had('the year', ({ year }) => year !== null),
    ...had('the DOI', ({ doi }) => doi !== null),
    ...had('the PubMed number', ({ pmid }) => pmid !== null),
    ...row,
    ...(row.length > 0
      ? []
      : BADGE_KEYS.flatMap((key) =>
          had(`the badge “${BADGES[key].name}”`, (reading) => badges(reading)[key] !== null),
        )),
    ...lostSections(before, after),
    ...had('the metadata', ({ metadata }) => metadata.length > 0),
    ...had('the case definitions', ({ caseDefinitions }) => caseDefinitions !== null),
    ...had('the note about PEM', ({ pemNote }) => pemNote !== null),
    ...had('the primary citation', ({ primaryCitation }) => primaryCitation !== null),
    ...had('the BibTeX entry', ({ bibtex }) => bibtex !== null),
    ...had('the atlas snapshot', ({ snapshot }) => snapshot !== null),
    ...had('the notice about the paper’s standing', ({ standing }) => standing.length > 0),
  ];
}

function lostSections(before: StudyReading, after: StudyReading): string[] {
  const told = (reading: StudyReading): Section[] =>
    reading.sections.filter(({ paragraphs }) => paragraphs.length > 0);
  const kinds = new Set(told(after).map(({ kind }) => kind));
  const gone = told(before).filter(({ kind }) => kind !== 'other' && !kinds.has(kind));
  const others = told(after).filter(({ kind }) => kind === 'other');
  const othersBefore = told(before).filter(({ kind }) => kind === 'other');
  // One that only has another heading now is not lost.
  const missing = othersBefore.filter(
    ({ heading }) => !others.some((section) => section.heading === heading),
  );
  const fewer = Math.max(0, othersBefore.length - others.length);
  return [...gone, ...missing.slice(0, fewer)].map(
    (section) => `the section “${section.heading ?? SECTION_TITLES[section.kind]}”`,
  );
}
