// The values of one facet as buttons that stay pressed, each with its live count.
// Invariant: a chip is its words, its count and its state, at the same place and of the same size
// whether it is pressed or not.
import { useState, type ReactElement } from 'react';
import type { Facet } from '../../../shared/domain/search.ts';
import { switchFilter } from '../../api/search-edit.ts';
import { shortList, type FilterValue } from './filter-values.ts';
import { numberInWords } from './result-words.ts';
import styles from './Filters.module.css';

export interface FilterChipsProps {
  readonly facet: Facet;
  readonly values: readonly FilterValue[];
  readonly isOn: (value: string) => boolean;
  /** More than these fold behind "Show all". */
  readonly most?: number;
}

/** A facet's chips. */
export function FilterChips(props: FilterChipsProps): ReactElement {
  const { facet, values, isOn, most = values.length } = props;
  const [isAll, setAll] = useState(false);
  const short = shortList(values, isOn, most);
  const shown = isAll ? values : short;
  return (
    <>
      <div className={styles['chips']}>
        {shown.map(({ value, label, count }) => (
          <button
            key={value}
            type="button"
            className={styles['chip']}
            aria-pressed={isOn(value)}
            onClick={() => {
              switchFilter(facet, value, !isOn(value));
            }}
          >
            <span className={styles['box']} aria-hidden="true" />
            <span className={styles['label']} dir="auto">
              {label}
            </span>{' '}
            <span className={styles['count']}>{numberInWords(count)}</span>
          </button>
        ))}
      </div>
      {short.length < values.length && (
        <button
          type="button"
          className={styles['quiet']}
          aria-expanded={isAll}
          onClick={() => {
            setAll(!isAll);
          }}
        >
          {isAll ? 'Show fewer' : `Show all ${numberInWords(values.length)}`}
        </button>
      )}
    </>
  );
}
