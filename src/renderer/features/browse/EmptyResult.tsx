// What is shown where no study was found: what was looked for may be there without the filters.
// Invariant: it takes the room of the grid, and every way out of it is a button.
import type { ReactElement } from 'react';
import { clearFilters } from '../../api/search-edit.ts';
import { useSearch } from '../../api/search-store.ts';
import { runCommand } from '../../commands/registry.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './BrowseList.module.css';

/** `size`: how many studies the copy of the atlas has; null where that is not known. */
export function EmptyResult({ size }: { readonly size: number | null }): ReactElement {
  const hasFilters = useSearch(
    ({ opened }) => opened !== null && (opened.active.length > 0 || opened.years !== null),
  );
  if (size === 0) {
    return (
      <div className={styles['empty']}>
        <p>The copy of the atlas on this computer has no studies yet.</p>
        <div className={styles['actions']}>
          <Button
            onPress={() => {
              runCommand('go.sync');
            }}
          >
            Fetch the atlas
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles['empty']}>
      <p>No study matches this search.</p>
      <p>
        All words and all filters must match. Take out a word, or use its beginning; or search
        without the filters.
      </p>
      <div className={styles['actions']}>
        {hasFilters && <Button onPress={clearFilters}>Remove all filters</Button>}
        <Button
          onPress={() => {
            runCommand('search.clear');
          }}
        >
          Show all studies
        </Button>
      </div>
    </div>
  );
}
