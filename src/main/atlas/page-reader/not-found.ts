// The names under which a reading says what the page did not have.
// Invariant: these names are shown and stored; they are never renamed, only added to.
import { SECTION_KINDS, type StudyReading } from '../../../shared/domain/study.ts';

type Check = readonly [name: string, isFound: (study: StudyReading) => boolean];

const SECTION_CHECKS: readonly Check[] = SECTION_KINDS.filter((kind) => kind !== 'other').map(
  (kind) => [kind, ({ sections }) => sections.some((section) => section.kind === kind)],
);

// The order is the page's. Title and slug are always there; reading time, standing and case
// definitions are not missed where a page has none.
const CHECKS: readonly Check[] = [
  ['level', ({ badges }) => badges.level !== null],
  ['confidence', ({ badges }) => badges.confidence !== null],
  ['pem', ({ badges }) => badges.pem !== null],
  ['publicationType', ({ badges }) => badges.publicationType !== null],
  ['peerReview', ({ badges }) => badges.peerReview !== null],
  ['reviewState', ({ badges }) => badges.reviewState !== null],
  ['byline', ({ byline }) => byline !== null],
  ['authors', ({ authors }) => authors.length > 0],
  ['journal', ({ journal }) => journal !== null],
  ['year', ({ year }) => year !== null],
  ['doi', ({ doi }) => doi !== null],
  ['pmid', ({ pmid }) => pmid !== null],
  ...SECTION_CHECKS,
  ['metadata', ({ metadata }) => metadata.length > 0],
  ['pemNote', ({ pemNote }) => pemNote !== null],
  ['primaryCitation', ({ primaryCitation }) => primaryCitation !== null],
  ['bibtex', ({ bibtex }) => bibtex !== null],
  ['snapshot', ({ snapshot }) => snapshot !== null],
];

/** What the reading lacks, by name, in the page's order. */
export function notFoundIn(study: StudyReading): string[] {
  return CHECKS.filter(([, isFound]) => !isFound(study)).map(([name]) => name);
}
