// One group of filters under its heading, which folds it.
// Invariant: a folded group still says in words how many of its filters are on; one that the search text
// uses in a way that no chip shows says that.
import { useId, useState, type ReactElement, type ReactNode } from 'react';
import styles from './Filters.module.css';

export interface FilterGroupProps {
  readonly title: string;
  /** How many of its filters are on. */
  readonly onCount: number;
  /** The search text filters by it with OR, with a minus, or twice: chips would say something else. */
  readonly isInText: boolean;
  readonly isOpenAtFirst?: boolean;
  readonly explanation?: string;
  readonly children: ReactNode;
}

/** A group that can be folded, with an explanation on demand. */
export function FilterGroup(props: FilterGroupProps): ReactElement {
  const { title, onCount, isInText, isOpenAtFirst = true, explanation, children } = props;
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const [isExplained, setExplained] = useState(false);
  const id = useId();
  return (
    <div role="group" aria-label={title} className={styles['group']}>
      <h3 className={styles['heading']}>
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={isOpen}
          aria-controls={`${id}-values`}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          <span className={styles['arrow']} aria-hidden="true" />
          <span>{title}</span>{' '}
          {isInText ? (
            <span className={styles['on']}>in the search text</span>
          ) : (
            onCount > 0 && <span className={styles['on']}>{onCount} on</span>
          )}
        </button>
      </h3>
      <div id={`${id}-values`} className={styles['body']} hidden={!isOpen}>
        {children}
        {explanation !== undefined && (
          <>
            <button
              type="button"
              className={styles['quiet']}
              aria-expanded={isExplained}
              aria-controls={`${id}-explanation`}
              onClick={() => {
                setExplained(!isExplained);
              }}
            >
              What does this mean?
            </button>
            <p id={`${id}-explanation`} className={styles['explanation']} hidden={!isExplained}>
              {explanation}
            </p>
          </>
        )}
      </div>
    </div>
  );
}
