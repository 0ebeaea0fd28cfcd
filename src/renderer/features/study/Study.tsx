// A study from its title to its sections, in the order in which it should be weighed; and, apart, its sources.
// Invariant: what the study does not prove stands directly below the summary, never folded away.
import { memo, type ReactElement } from 'react';
import type { StudyView } from '../../../shared/contract/types.ts';
import type { ContentHash } from '../../../shared/domain/ids.ts';
import type { HitTerm } from '../../../shared/domain/search.ts';
import { Marked } from '../../ui/Marked.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Authors } from './Authors.tsx';
import { Badges } from './Badges.tsx';
import { Changes } from './Changes.tsx';
import { Citation } from './Citation.tsx';
import { MyMarks } from './MyMarks.tsx';
import { Origin, OtherParts } from './Origin.tsx';
import { PemSources } from './PemSources.tsx';
import { DoesNotProve, SectionText } from './Sections.tsx';
import { StarterRecord } from './StarterRecord.tsx';
import styles from './Study.module.css';

export interface StudyProps {
  readonly study: StudyView;
  readonly terms: readonly HitTerm[];
  /** The time that ages are told by. */
  readonly now: number;
  /** The version seen before this visit, where it was another one. */
  readonly changedSince?: ContentHash | null;
}

/** In characters: longer ones are set smaller. */
const LONG_TITLE = 250;

/** The study; drawn again when it or the marks in it are others, not when the next one is asked for. */
export const Study = memo(function Study({
  study,
  terms,
  now,
  changedSince = null,
}: StudyProps): ReactElement {
  const { sections } = study;
  const summaries = sections.filter((section) => section.kind === 'quick-summary');
  const limits = sections.filter((section) => section.kind === 'does-not-prove');
  const others = sections.filter(
    (section) => section.kind !== 'quick-summary' && section.kind !== 'does-not-prove',
  );
  const isStarter = study.origin.kind === 'starter';
  const byline = [study.journal, study.year === null ? null : String(study.year)].filter(
    (part) => part !== null,
  );
  return (
    // Which study this is, for whoever measures how soon it is there.
    <article className={styles['article']} aria-labelledby="study-heading" data-study={study.slug}>
      {study.standing.map((notice, place) => (
        <Notice key={place} tone={notice.kind === 'correction' ? 'warn' : 'danger'}>
          <p dir="auto">
            <strong>{STANDING_WORDS[notice.kind]}</strong> {notice.text}
          </p>
        </Notice>
      ))}
      <header className={styles['part']}>
        <h2
          id="study-heading"
          tabIndex={-1}
          className={`${styles['title'] ?? ''} ${study.title.length > LONG_TITLE ? (styles['longTitle'] ?? '') : ''}`}
          dir="auto"
        >
          <Marked text={study.title} terms={terms} field="title" />
        </h2>
        <Authors authors={study.authors} terms={terms} />
        {study.authorsInDoubt !== null && <p className={styles['quiet']}>{study.authorsInDoubt}</p>}
        <p className={styles['byline']} dir="auto">
          {byline.length === 0 ? (
            'Journal and year not stated'
          ) : (
            <Marked text={byline.join(' · ')} terms={terms} field="journal" />
          )}
        </p>
        <Badges badges={study.badges} />
        {study.badgesFrom !== null && (
          <p className={styles['quiet']}>
            These badges are from {study.badgesFrom}: the page given later had lost its badge row.
          </p>
        )}
      </header>
      {changedSince !== null && <Changes slug={study.slug} since={changedSince} />}
      <MyMarks study={study} />
      {isStarter && <Origin study={study} now={now} />}
      {summaries.map((section, place) => (
        <SectionText key={place} section={section} terms={terms} />
      ))}
      {(limits.length > 0 || !isStarter) && <DoesNotProve sections={limits} terms={terms} />}
      {(sections.length > 0 || hasBadges(study)) && (
        <p className={styles['quiet']}>
          {study.machineMade} They are not medical advice. Read the paper before you rely on them.
        </p>
      )}
      {!isStarter && <Origin study={study} now={now} />}
      <PemSources study={study} />
      {others.map((section, place) => (
        <SectionText key={place} section={section} terms={terms} />
      ))}
    </article>
  );
});

/** What the study rests on and how to cite it; it follows the reader's own notes. */
export const StudySources = memo(function StudySources({
  study,
  terms,
}: Omit<StudyProps, 'now' | 'changedSince'>): ReactElement {
  return (
    <div className={styles['article']}>
      <Citation study={study} />
      {study.starterFacts !== null && (
        <StarterRecord facts={study.starterFacts} isOnly={study.origin.kind === 'starter'} />
      )}
      <OtherParts study={study} terms={terms} />
    </div>
  );
});

const STANDING_WORDS: Readonly<Record<StudyView['standing'][number]['kind'], string>> = {
  retracted: 'This paper was retracted.',
  withdrawn: 'This paper was withdrawn.',
  'expression-of-concern': 'There is an expression of concern about this paper.',
  correction: 'This paper was corrected.',
};

function hasBadges({ badges }: StudyView): boolean {
  const { unknown, ...known } = badges;
  return unknown.length > 0 || Object.values(known).some((badge) => badge !== null);
}
