// What the starter set knows of the paper, with its own sources, beside the atlas's reading.
import type { ReactElement } from 'react';
import { authorFullName, type StarterFacts } from '../../../shared/domain/study.ts';
import { LinkedText } from '../../ui/OutsideLink.tsx';
import styles from './Study.module.css';

export interface StarterRecordProps {
  readonly facts: StarterFacts;
  /** True where the atlas's page itself is not known. */
  readonly isOnly: boolean;
}

/** The section "Facts checked against the publisher". */
export function StarterRecord({ facts, isOnly }: StarterRecordProps): ReactElement {
  const { atlasStated } = facts;
  return (
    <section className={styles['part']}>
      <h3>Facts checked against the publisher</h3>
      <p className={styles['quiet']}>
        From the starter set that came with this app
        {isOnly ? '.' : '. They stand beside what the atlas says and change nothing in it.'}{' '}
        {facts.confidence === 'high'
          ? 'They were found to agree in their sources.'
          : 'They are likely, but not certain.'}
      </p>
      {facts.doubt !== null && <p dir="auto">In doubt: {facts.doubt}</p>}
      <dl className={styles['facts']}>
        {factRows(facts).map(([name, value]) => (
          <div key={name} className={styles['fact']}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      {atlasStated !== null && (
        <p dir="auto">
          The atlas states something else:{' '}
          {[atlasStated.title, atlasStated.journal, atlasStated.doi]
            .filter((part) => part !== null)
            .join(' · ')}
          . An export follows the publisher.
        </p>
      )}
      <h4>Where they are from</h4>
      <ul className={styles['plainList']}>
        {facts.sources.map((source, place) => (
          <li key={place} dir="auto">
            <LinkedText text={source} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const AUTHORS_SHOWN = 12;

/** The facts that are known, by name; what is not known has no row. */
export function factRows(facts: StarterFacts): readonly (readonly [string, string])[] {
  const { authors, sampleSize, caseDefinitions } = facts;
  const more = authors.length - AUTHORS_SHOWN;
  const names = authors.slice(0, AUTHORS_SHOWN).map(authorFullName).join('; ');
  const people = [
    typeof sampleSize?.patients !== 'number' ? null : `${sampleSize.patients} patients`,
    typeof sampleSize?.controls !== 'number' ? null : `${sampleSize.controls} controls`,
  ].filter((part) => part !== null);
  const place = [
    facts.volume === null ? null : `volume ${facts.volume}`,
    facts.issue === null ? null : `issue ${facts.issue}`,
    facts.pages === null ? null : `pages ${facts.pages}`,
  ].filter((part) => part !== null);
  const rows: readonly (readonly [string, string | null])[] = [
    ['Title', facts.title],
    ['Authors', authors.length === 0 ? null : more > 0 ? `${names} and ${more} more` : names],
    ['Journal', facts.journal],
    ['Year', facts.year === null ? null : String(facts.year)],
    ['Where in it', place.length === 0 ? null : place.join(', ')],
    ['DOI', facts.doi],
    ['PubMed', facts.pmid],
    ['Kind of paper', facts.publicationType],
    ['Taking part', people.length === 0 ? null : people.join(', ')],
    [
      'Case definitions',
      caseDefinitions === null
        ? null
        : `${caseDefinitions.names.join('; ')} (stated by ${caseDefinitions.source})`,
    ],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}
