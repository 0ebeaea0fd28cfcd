// The authors: the first twelve, and the rest on demand.
import { Fragment, useState, type ReactElement } from 'react';
import type { HitTerm } from '../../../shared/domain/search.ts';
import { authorFullName, type Author } from '../../../shared/domain/study.ts';
import { Button } from '../../ui/Button.tsx';
import { Marked } from '../../ui/Marked.tsx';
import styles from './Study.module.css';

const SHOWN_AT_FIRST = 12;

export interface AuthorsProps {
  readonly authors: readonly Author[];
  readonly terms: readonly HitTerm[];
}

/** The names, apart by semicolons, each in its own direction of writing. */
export function Authors({ authors, terms }: AuthorsProps): ReactElement {
  const [isWhole, setWhole] = useState(false);
  if (authors.length === 0) return <p className={styles['quiet']}>Authors not stated</p>;
  const hidden = authors.length - SHOWN_AT_FIRST;
  const shown = isWhole ? authors : authors.slice(0, SHOWN_AT_FIRST);
  return (
    <div className={styles['authors']}>
      <p>
        {shown.map((author, place) => (
          <Fragment key={place}>
            {place > 0 && '; '}
            <bdi>
              <Marked text={authorFullName(author)} terms={terms} field="author" />
            </bdi>
          </Fragment>
        ))}
      </p>
      {hidden > 0 && (
        <Button
          look="quiet"
          aria-expanded={isWhole}
          onPress={() => {
            setWhole(!isWhole);
          }}
        >
          {isWhole ? `Show the first ${SHOWN_AT_FIRST} authors` : `and ${hidden} more`}
        </Button>
      )}
    </div>
  );
}
