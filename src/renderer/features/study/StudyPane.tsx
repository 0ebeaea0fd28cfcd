// One study: what the atlas says, what rests on what, and the reader's own words beside it.
// Invariant: the notes and the coding keep their place in the page whatever the core answers, so that
// no text that is being typed goes with a failed request.
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { noteName } from '../../api/open-study.ts';
import { useAnswer } from '../../api/use-answer.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { HitTerm } from '../../../shared/domain/search.ts';
import { isCalled } from '../../../shared/domain/study.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { CommandButton } from './CommandButton.tsx';
import { Study, StudySources } from './Study.tsx';
import styles from './Study.module.css';
import { useVisit } from './use-visit.ts';
import { useStudyScroll } from './use-study-scroll.ts';

export interface StudyPaneProps {
  readonly slug: Slug;
  /** What was searched for, to be marked. */
  readonly terms: readonly HitTerm[];
  readonly notes: ReactNode;
  readonly coding: ReactNode;
  /** What is cited, and the form that completes it. */
  readonly reference: ReactNode;
  /** Given where the studies are out of sight. */
  readonly onBack?: () => void;
}

/** The pane with the open study. */
export function StudyPane(props: StudyPaneProps): ReactElement {
  const { slug, terms, notes, coding, reference, onBack } = props;
  const { value, error, isLoading, retry } = useAnswer('study.show', { slug }, [
    'mirror',
    'library',
  ]);
  const present = value !== null && isCalled(value, slug) ? value.slug : null;
  useEffect(() => {
    if (present !== null) noteName(slug, present);
  }, [slug, present]);
  const [openedAt] = useState(() => Date.now());
  // The last study stays until the next is there; where the next is not to be had, it must not pass for it.
  const study = value !== null && (error === null || isCalled(value, slug)) ? value : null;
  const isOther = isLoading && study !== null && !isCalled(study, slug);
  const { scroller, onScroll } = useStudyScroll(
    study === null ? null : isCalled(study, slug) ? slug : study.slug,
    slug,
  );
  const changedSince = useVisit(study, isOther, scroller);
  return (
    <div className={styles['pane']} ref={scroller} onScroll={onScroll} aria-busy={isLoading}>
      <div className={styles['columns']}>
        <div className={styles['study']}>
          {onBack !== undefined && (
            <div>
              <Button onPress={onBack}>Back to the studies</Button>
            </div>
          )}
          {error !== null &&
            (error.code === 'not-found' ? (
              <NotFound slug={slug} />
            ) : (
              <ErrorNotice error={error} onRetry={retry} />
            ))}
          {study === null ? (
            error === null && <p>Looking for the study…</p>
          ) : (
            <Study
              key={study.slug}
              study={study}
              terms={terms}
              now={openedAt}
              changedSince={changedSince}
            />
          )}
        </div>
        <div className={styles['own']} inert={isOther}>
          {coding}
          {notes}
        </div>
        {study !== null && (
          <div className={styles['rest']}>
            <StudySources key={study.slug} study={study} terms={terms} />
          </div>
        )}
        <div className={styles['rest']} inert={isOther}>
          {reference}
        </div>
      </div>
    </div>
  );
}

function NotFound({ slug }: { readonly slug: Slug }): ReactElement {
  return (
    <Notice tone="warn" isAlert>
      <h2 id="study-heading" tabIndex={-1} className={styles['title']}>
        This study is not in your copy of the atlas
      </h2>
      <p>
        No study with the name <strong>{slug}</strong> was found. Your notes and your coding of it
        are safe, and stand below. A newer copy of the atlas may have the study, or you can add its
        page.
      </p>
      <div className={styles['buttons']}>
        <CommandButton command="go.sync">Get a copy of the atlas</CommandButton>
        <CommandButton command="go.add-page">Add its page</CommandButton>
      </div>
    </Notice>
  );
}
