// What was read from a page, for the reader to look over before it is kept.
// Invariant: what the page did not say is listed as not found; badges are words, as the page shows them.
import type { ReactElement, ReactNode } from 'react';
import type { PageView } from '../../../shared/contract/types.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { authorsInWords, badgesOfPage, notFoundInWords, sectionInWords } from './reading-words.ts';
import styles from './AddPage.module.css';

/** The part "What was read". */
export function ReadingView({ view }: { readonly view: PageView }): ReactElement {
  const { sections, notFound, standing, metadata } = view;
  return (
    <div className={styles['reading']}>
      <h4 className={styles['studyTitle']} dir="auto">
        {view.title}
      </h4>
      {standing.map(({ text }) => (
        <Notice key={text} tone="danger">
          <p dir="auto">{text}</p>
        </Notice>
      ))}
      {view.authorsInDoubt !== null && (
        <Notice tone="warn">
          <p>{view.authorsInDoubt}</p>
        </Notice>
      )}
      <dl className={styles['facts']}>
        <Fact name="Authors">{authorsInWords(view.authors)}</Fact>
        <Fact name="Journal">{view.journal}</Fact>
        <Fact name="Year">{view.year}</Fact>
        <Fact name="DOI">{view.doi}</Fact>
        <Fact name="PMID">{view.pmid}</Fact>
        <Fact name="Name in the atlas">{view.slug}</Fact>
      </dl>
      <ul className={styles['badges']} aria-label="Badges">
        {badgesOfPage(view).map(({ text, tone }) => (
          <li key={text} dir="auto">
            <Badge tone={tone}>{text}</Badge>
          </li>
        ))}
      </ul>
      <p className={styles['hint']}>{view.machineMade}</p>
      <Listed name="Sections">
        {sections.map((section, place) => (
          <li key={`${place} ${section.kind}`} dir="auto">
            {sectionInWords(section)}
          </li>
        ))}
      </Listed>
      {metadata.length > 0 && (
        <Listed name="Metadata">
          {metadata.map(({ label, value }, place) => (
            <li key={`${place} ${label}`} dir="auto">
              {label}: {value}
            </li>
          ))}
        </Listed>
      )}
      <p>
        <span className={styles['label']}>Not found on the page: </span>
        {notFound.length === 0 ? 'nothing is missing' : notFound.map(notFoundInWords).join(', ')}.
      </p>
    </div>
  );
}

function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className={styles['fact']}>
      <dt className={styles['label']}>{name}</dt>
      <dd dir="auto">{children ?? 'not found'}</dd>
    </div>
  );
}

interface ListedProps {
  readonly name: string;
  readonly children: readonly ReactNode[];
}

function Listed({ name, children }: ListedProps): ReactElement {
  return (
    <div>
      <h5 className={styles['label']}>{name}</h5>
      {children.length === 0 ? (
        <p>None were found.</p>
      ) : (
        <ul className={styles['listed']}>{children}</ul>
      )}
    </div>
  );
}
