// What changed in a study since the reader saw it, field by field, as text before and after.
// Invariant: nothing moves: the mark has its place above the study's text, and what is behind it opens below it;
// a better reading of a page that was kept is never called a change of the atlas.
import { useId, useState, type ReactElement } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { ContentHash, Slug } from '../../../shared/domain/ids.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { changedInWords } from './change-words.ts';
import styles from './Study.module.css';

export interface ChangesProps {
  readonly slug: Slug;
  /** The version seen before. */
  readonly since: ContentHash;
}

/** The mark "Changed", and the differences behind it. */
export function Changes({ slug, since }: ChangesProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <section className={styles['part']} aria-label="Changed since you saw it">
      <p>
        <Badge tone="warn">Changed</Badge> This study reads differently than when you saw it last.
      </p>
      <div>
        <Button
          aria-expanded={isOpen}
          {...(isOpen ? { 'aria-controls': id } : {})}
          onPress={() => {
            setOpen(!isOpen);
          }}
        >
          {isOpen ? 'Hide what changed' : 'Show what changed'}
        </Button>
      </div>
      {isOpen && (
        <div id={id} className={styles['part']}>
          <Differences slug={slug} since={since} />
        </div>
      )}
    </section>
  );
}

function Differences({ slug, since }: ChangesProps): ReactElement {
  const { value, error, retry } = useAnswer('study.changes', { slug, since }, ['mirror']);
  if (value === null) {
    return error === null ? (
      <p>Looking for the differences…</p>
    ) : (
      <ErrorNotice error={error} onRetry={retry} />
    );
  }
  const { sinceSeen } = value;
  if (sinceSeen === null) {
    return <p>The version that you saw is not in the history, so it cannot be compared.</p>;
  }
  return (
    <>
      <p className={styles['quiet']}>{changedInWords(sinceSeen)}</p>
      <dl className={styles['facts']}>
        {sinceSeen.changes.map((change) => (
          <Field key={change.field} change={change} />
        ))}
      </dl>
    </>
  );
}

type Change = NonNullable<MethodOutput<'study.changes'>['sinceSeen']>['changes'][number];

function Field({ change }: { readonly change: Change }): ReactElement {
  return (
    <div className={styles['fact']}>
      <dt dir="auto">{change.label}</dt>
      <dd>
        <p className={styles['quiet']}>Before</p>
        <Text text={change.before} />
        <p className={styles['quiet']}>Now</p>
        <Text text={change.after} />
      </dd>
    </div>
  );
}

function Text({ text }: { readonly text: string | null }): ReactElement {
  return text === null ? (
    <p>The page did not say.</p>
  ) : (
    <p className={styles['difference']} dir="auto">
      {text}
    </p>
  );
}
