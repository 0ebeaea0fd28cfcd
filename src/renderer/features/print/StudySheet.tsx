// One study on paper: what the atlas says in words, what it does not prove, and where all of it is from.
// Invariant: paper has nothing to press: every badge is spelt out, every source is named with its day, and the
// notice on machine-made text is on every sheet.
import type { ReactElement } from 'react';
import type { StudyView } from '../../../shared/contract/types.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { authorFullName, type Section } from '../../../shared/domain/study.ts';
import { atlasPemWords, PEM_SOURCE_WORDS, pemLabel } from '../../ui/badge-words.ts';
import { atlasPage, doiAddress, originInWords, SECTION_HEADINGS } from '../../ui/study-words.ts';
import { dateInWords } from '../../ui/dates.ts';
import styles from './Print.module.css';

export interface StudySheetProps {
  readonly study: StudyView;
  readonly now: UnixMs;
  /** All sections of the page; else what it does not prove alone. */
  readonly isWhole: boolean;
  readonly hasNotes: boolean;
}

const MAX_AUTHORS = 12;
/** Of no use on paper: they lead on to other pages. */
const NOT_PRINTED = new Set(['related-studies', 'topics', 'tags']);

/** The sheet. */
export function StudySheet({ study, now, isWhole, hasNotes }: StudySheetProps): ReactElement {
  const limits = study.sections.filter(({ kind }) => kind === 'does-not-prove');
  const others = study.sections.filter(
    ({ kind }) => kind !== 'does-not-prove' && !NOT_PRINTED.has(kind),
  );
  return (
    <article className={styles['study']}>
      <h3 dir="auto">{study.title}</h3>
      <p dir="auto">{paperInWords(study)}</p>
      {study.standing.map(({ kind, text }) => (
        <p key={kind + text} className={styles['standing']} dir="auto">
          {text}
        </p>
      ))}
      <p dir="auto">
        <strong>Badges of the atlas:</strong> {badgesInWords(study)}
      </p>
      <Pem study={study} />
      <Limits sections={limits} />
      {isWhole && others.map((section) => <Text key={section.kind} section={section} />)}
      {hasNotes && <Own study={study} />}
      <p className={styles['source']} dir="auto">
        {originInWords(study, now)} Printed on {dateInWords(now)}. Page: {atlasPage(study)}.{' '}
        {study.machineMade}
      </p>
    </article>
  );
}

function paperInWords(study: StudyView): string {
  const names = study.authors.slice(0, MAX_AUTHORS).map(authorFullName);
  const more = study.authors.length - names.length;
  const who =
    names.length === 0
      ? 'Authors not stated'
      : `${names.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  const where = [study.journal ?? 'Journal not stated', study.year ?? 'year not stated'].join(', ');
  const doi = doiAddress(study.doi);
  return `${who}. ${where}. ${doi ?? (study.pmid === null ? 'DOI not stated' : `PubMed ${study.pmid}`)}`;
}

function badgesInWords({ badges, pem }: StudyView): string {
  const labels = [
    badges.level?.label ?? 'evidence level not stated',
    badges.confidence,
    atlasPemWords(pem, badges.pem?.label ?? null),
    badges.publicationType,
    badges.peerReview,
    badges.reviewState,
    ...badges.unknown,
  ];
  return labels.filter((label) => label !== null).join(' · ');
}

function Pem({ study }: { readonly study: StudyView }): ReactElement {
  const { pem, derived, mine } = study.pemSources;
  const rows = [
    [
      PEM_SOURCE_WORDS.pem.heading,
      pem.value,
      pem.badge === null ? 'no badge is known' : `badge: “${pem.badge.label}”`,
    ],
    [
      PEM_SOURCE_WORDS.derived.heading,
      derived.value,
      [derived.definitions.join('; '), derived.source === null ? '' : `stated by ${derived.source}`]
        .filter((part) => part !== '')
        .join(', ') || derived.rule,
    ],
    [
      PEM_SOURCE_WORDS.mine.heading,
      mine.value,
      mine.coding === null
        ? 'not coded'
        : [mine.coding.how, `coded on ${dateInWords(mine.coding.codedAt)}`]
            .filter((part) => part !== null)
            .join(', '),
    ],
  ] as const;
  return (
    <dl className={styles['pem']}>
      {rows.map(([name, value, basis]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">
            <strong>{pemLabel(value)}</strong> ({basis})
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Limits({ sections }: { readonly sections: readonly Section[] }): ReactElement {
  if (sections.length === 0) {
    return (
      <p>
        <strong>{SECTION_HEADINGS['does-not-prove']}:</strong> this copy does not have that part of
        the page.
      </p>
    );
  }
  return (
    <>
      {sections.map((section) => (
        <Text key={section.kind} section={section} />
      ))}
    </>
  );
}

function Text({ section }: { readonly section: Section }): ReactElement {
  return (
    <section className={styles['text']}>
      <h4 dir="auto">{section.heading ?? SECTION_HEADINGS[section.kind]}</h4>
      {section.paragraphs.map((paragraph, place) => (
        <p key={place} dir="auto">
          {paragraph}
        </p>
      ))}
    </section>
  );
}

function Own({ study }: { readonly study: StudyView }): ReactElement | null {
  const { quote } = study.pemSources.mine.coding ?? {};
  if (study.notes.length === 0 && (quote ?? null) === null) return null;
  return (
    <section className={styles['own']}>
      <h4>My notes</h4>
      {study.notes.map((note) => (
        <p key={note.id} className={styles['note']} dir="auto">
          {note.body}
        </p>
      ))}
      {quote !== undefined && quote !== null && (
        <p dir="auto">Quoted for my coding of PEM: “{quote}”</p>
      )}
    </section>
  );
}
