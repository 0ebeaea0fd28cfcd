// What this copy of a study is, how old it is, and what else its page had or lacked.
import type { ReactElement } from 'react';
import type { StudyView } from '../../../shared/contract/types.ts';
import type { HitTerm } from '../../../shared/domain/search.ts';
import { Marked } from '../../ui/Marked.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { CommandButton } from './CommandButton.tsx';
import styles from './Study.module.css';
import { notFoundInWords, originInWords } from '../../ui/study-words.ts';

export interface OriginProps {
  readonly study: StudyView;
  readonly now: number;
}

/** Where this is from and how old it is; for a study of the starter set, what a copy would add. */
export function Origin({ study, now }: OriginProps): ReactElement {
  const words = originInWords(study, now);
  if (study.origin.kind !== 'starter') {
    return (
      <p className={styles['quiet']} dir="auto">
        {words}
      </p>
    );
  }
  return (
    <Notice>
      <p>{words}</p>
      <div>
        <CommandButton command="go.sync">Get a copy of the atlas</CommandButton>
      </div>
    </Notice>
  );
}

export interface OtherPartsProps {
  readonly study: StudyView;
  readonly terms: readonly HitTerm[];
}

/** Metadata, parts that nobody has seen before, and what was looked for in vain. */
export function OtherParts({ study, terms }: OtherPartsProps): ReactElement | null {
  const { metadata, unknownParts } = study;
  // Of a starter row no page was read, so nothing was looked for in one.
  const notFound = study.origin.kind === 'starter' ? [] : study.notFound;
  const stated = study.caseDefinitions;
  if (metadata.length + unknownParts.length + notFound.length === 0 && stated === null) return null;
  return (
    <section className={styles['part']}>
      <h3>Other parts of the page</h3>
      <dl className={styles['facts']}>
        {stated !== null && (
          <div className={styles['fact']}>
            <dt>Case definitions</dt>
            <dd dir="auto">
              {stated.names.join('; ')} (stated by {stated.source})
            </dd>
          </div>
        )}
        {[...metadata, ...unknownParts].map(({ label, value }, place) => (
          <div key={place} className={styles['fact']}>
            <dt dir="auto">{label}</dt>
            <dd dir="auto">
              <Marked text={value} terms={terms} field="text" />
            </dd>
          </div>
        ))}
      </dl>
      {notFound.length > 0 && (
        <p className={styles['quiet']}>
          Looked for on the page and not found: {notFoundInWords(notFound)}.
        </p>
      )}
    </section>
  );
}
