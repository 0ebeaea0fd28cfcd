// The search field, with what there is to say about the query under it.
// Invariant: the room for a message is always there, so that nothing moves while one types.
import { useId, type ReactElement, type RefObject } from 'react';
import { askFor, useSearch } from '../../api/search-store.ts';
import { runCommand } from '../../commands/registry.ts';
import { Button } from '../../ui/Button.tsx';
import { SearchMessages } from './SearchMessages.tsx';
import styles from './BrowseList.module.css';

const QUERY_MAX = 100_000;

export interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  /** The reader goes on to the studies. */
  readonly onLeave: () => void;
}

/** The field, its messages and the way to the help. */
export function SearchField({ field, onLeave }: SearchFieldProps): ReactElement {
  const query = useSearch((state) => state.wanted.query);
  const isWrong = useSearch(
    (state) => state.error?.code === 'query-syntax' && state.errorOf === state.wanted.query,
  );
  const id = useId();
  return (
    <div className={styles['search']}>
      <div className={styles['over']}>
        <label htmlFor={`${id}-field`} className={styles['label']}>
          Search the atlas
        </label>
        <button
          type="button"
          className={styles['help']}
          onClick={() => {
            runCommand('go.help');
          }}
        >
          Help with searching
        </button>
      </div>
      <div className={styles['entry']}>
        <input
          ref={field}
          id={`${id}-field`}
          type="search"
          className={styles['field']}
          value={query}
          maxLength={QUERY_MAX}
          dir="auto"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          aria-invalid={isWrong}
          aria-describedby={`${id}-messages`}
          onChange={(event) => {
            askFor({ query: event.target.value });
          }}
          onKeyDown={(event) => {
            // The browser would empty the field, and what was typed would be gone.
            if (event.key === 'Escape') event.preventDefault();
            if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            onLeave();
          }}
        />
        <Button
          aria-label="Clear search"
          isDisabled={query === ''}
          onPress={() => {
            runCommand('search.clear');
          }}
        >
          Clear
        </Button>
      </div>
      <SearchMessages id={`${id}-messages`} />
    </div>
  );
}
