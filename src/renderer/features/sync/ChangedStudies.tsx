// What changed in studies: badges in sight, everything else field by field behind each study's name.
// Invariant: before and after are shown as the pages said them; what a page did not say is "not stated".
import { useState, type ReactElement } from 'react';
import type { ChangedStudy } from '../../../shared/domain/sync.ts';
import type { FieldChange } from '../../../shared/domain/study-changes.ts';
import { counted } from '../../ui/count-words.ts';
import { Folded } from '../../ui/Folded.tsx';
import { FirstFew } from './FirstFew.tsx';
import { fieldInWords } from './receipt-words.ts';
import { StudyButton } from './StudyList.tsx';
import styles from './Receipt.module.css';

export interface ChangedProps {
  readonly studies: readonly ChangedStudy[];
}

/** Each study with the badges that say something else now. */
export function BadgeFlips({ studies }: ChangedProps): ReactElement {
  return (
    <Some
      studies={studies}
      render={({ slug, title, fields }) => (
        <>
          <StudyButton slug={slug} title={title} place={`flip:${slug}`} />
          <ul className={styles['flips']}>
            {fields.map(({ field, label, before, after }) => (
              <li key={field}>
                <bdi>{label}</bdi>: was <bdi>{fieldInWords(before)}</bdi>, is now{' '}
                <strong>
                  <bdi>{fieldInWords(after)}</bdi>
                </strong>
              </li>
            ))}
          </ul>
        </>
      )}
    />
  );
}

/** Each study folded, with its fields behind its name. */
export function ChangedStudies({ studies }: ChangedProps): ReactElement {
  return <Some studies={studies} render={(study) => <Changed study={study} />} />;
}

interface SomeProps extends ChangedProps {
  readonly render: (study: ChangedStudy) => ReactElement;
}

function Some({ studies, render }: SomeProps): ReactElement {
  return (
    <FirstFew of={studies}>
      {(shown) => (
        <ul className={styles['list']}>
          {shown.map((study) => (
            <li key={study.slug}>{render(study)}</li>
          ))}
        </ul>
      )}
    </FirstFew>
  );
}

function Changed({ study }: { readonly study: ChangedStudy }): ReactElement {
  const { slug, title, fields } = study;
  const [isOpen, setOpen] = useState(false);
  return (
    <Folded
      isOpen={isOpen}
      onToggle={setOpen}
      heading={
        <>
          <bdi>{title}</bdi>
          <span className={styles['count']}>
            {' '}
            {fields.length === 0
              ? '(which fields, this old receipt does not say)'
              : `(${counted(fields.length, 'field', 'fields')})`}
          </span>
        </>
      }
    >
      {isOpen && (
        <>
          <dl className={styles['fields']}>
            {fields.map((change) => (
              <Field key={change.field} change={change} />
            ))}
          </dl>
          <StudyButton slug={slug} title="Open this study" place={`changed:${slug}`} />
        </>
      )}
    </Folded>
  );
}

function Field({ change }: { readonly change: FieldChange }): ReactElement {
  const { label, before, after } = change;
  return (
    <div className={styles['field']}>
      <dt dir="auto">{label}</dt>
      <dd>
        <Said when="Before" text={before} />
        <Said when="Now" text={after} />
      </dd>
    </div>
  );
}

function Said({
  when,
  text,
}: {
  readonly when: string;
  readonly text: string | null;
}): ReactElement {
  return (
    <div className={styles['said']}>
      <span className={styles['when']}>{when}:</span>
      {text === null ? (
        <span className={styles['note']}>not stated</span>
      ) : (
        <span className={styles['text']} dir="auto">
          {text}
        </span>
      )}
    </div>
  );
}
