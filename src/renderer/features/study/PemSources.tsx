// Was PEM required? Three sources side by side, each with what it rests on.
// Invariant: none stands in for another, and a value that was not given is "not stated".
import { useId, type ReactElement, type ReactNode } from 'react';
import type { StudyView } from '../../../shared/contract/types.ts';
import { dateInWords } from '../../ui/dates.ts';
import { CommandButton } from './CommandButton.tsx';
import styles from './Study.module.css';
import { PEM_WORDS } from '../../ui/study-words.ts';

type Sources = StudyView['pemSources'];

/** The section with the three sources. */
export function PemSources({ study }: { readonly study: StudyView }): ReactElement {
  const { pem, derived, mine } = study.pemSources;
  return (
    <section className={styles['part']}>
      <h3>Was PEM required to take part?</h3>
      <p className={styles['quiet']}>
        Three sources, kept apart. “Not stated” means that a source is silent; it does not mean
        “no”.
      </p>
      <div className={styles['sources']}>
        <AtlasSays pem={pem} pemNote={study.pemNote} />
        <Derived derived={derived} />
        <Mine mine={mine} />
      </div>
    </section>
  );
}

interface SourceProps {
  readonly name: string;
  readonly value: string;
  readonly children: ReactNode;
}

function Source({ name, value, children }: SourceProps): ReactElement {
  const id = useId();
  return (
    <section className={styles['source']} aria-labelledby={id}>
      <h4 id={id}>{name}</h4>
      <p className={styles['value']}>{value}</p>
      {children}
    </section>
  );
}

interface AtlasSaysProps {
  readonly pem: Sources['pem'];
  readonly pemNote: string | null;
}

function AtlasSays({ pem, pemNote }: AtlasSaysProps): ReactElement {
  const { badge, value } = pem;
  const usual = `PEM ${PEM_WORDS[value]}`.toLowerCase();
  const isOlder = badge !== null && badge.label.toLowerCase() !== usual;
  return (
    <Source name="The atlas says" value={PEM_WORDS[value]}>
      {badge === null ? (
        <p>No PEM badge of the atlas is known for this study.</p>
      ) : (
        <p dir="auto">
          {isOlder ? 'Older or unknown badge: ' : 'Badge: '}“{badge.label}”.
          {isOlder &&
            value === 'not-stated' &&
            ' What it means is not confirmed, so it counts as not stated.'}
          {isOlder && value !== 'not-stated' && ` It counts as ${PEM_WORDS[value].toLowerCase()}.`}
        </p>
      )}
      {badge !== null && <p>Rests on title and abstract, as read by the atlas’s program.</p>}
      {pemNote !== null && (
        <p className={styles['quiet']} dir="auto">
          {pemNote}
        </p>
      )}
    </Source>
  );
}

function Derived({ derived }: { readonly derived: Sources['derived'] }): ReactElement {
  return (
    <Source name="Derived from case definitions" value={PEM_WORDS[derived.value]}>
      {derived.definitions.length > 0 && (
        <p dir="auto">Definitions: {derived.definitions.join('; ')}.</p>
      )}
      <p>Rule: {derived.rule}</p>
      {derived.source !== null && <p dir="auto">Stated by: {derived.source}</p>}
      <p className={styles['quiet']}>Worked out by this app; the atlas does not say it.</p>
    </Source>
  );
}

function Mine({ mine }: { readonly mine: Sources['mine'] }): ReactElement {
  const { coding, value } = mine;
  if (coding === null) {
    return (
      <Source name="My coding" value="Not stated">
        <p>You have not coded this study.</p>
        <CommandButton command="coding.edit">Code this study</CommandButton>
      </Source>
    );
  }
  return (
    <Source name="My coding" value={PEM_WORDS[value]}>
      {coding.definitions.length > 0 && (
        <p dir="auto">Definitions: {coding.definitions.join('; ')}.</p>
      )}
      {coding.how !== null && <p dir="auto">How: {coding.how}</p>}
      {coding.quote !== null && (
        <blockquote dir="auto" className={styles['quote']}>
          {coding.quote}
        </blockquote>
      )}
      {coding.page !== null && <p dir="auto">Page: {coding.page}</p>}
      <p>
        {coding.checkedFullText
          ? 'Checked against the full text.'
          : 'Not marked as checked against the full text.'}
      </p>
      <p className={styles['quiet']}>Coded on {dateInWords(coding.codedAt)}.</p>
      <CommandButton command="coding.edit">Change my coding</CommandButton>
    </Source>
  );
}
