// The line over the grid: how many were found and in which order; while studies are selected, what can
// be done with them.
// Invariant: both lines lie in the same room, so that selecting moves nothing.
import { useEffect, useState, type ReactElement } from 'react';
import { askFor, useSearch } from '../../api/search-store.ts';
import { select, useSelection } from '../../api/selection.ts';
import { runCommand } from '../../commands/registry.ts';
import type { CommandId } from '../../../shared/domain/commands.ts';
import { Button } from '../../ui/Button.tsx';
import { numberInWords, totalInWords } from './result-words.ts';
import { SORT_OPTIONS, sortOptionId } from './sort-options.ts';
import styles from './BrowseList.module.css';

const SLOW_MS = 600;

/** `size`: how many studies the copy of the atlas has; null while that is not known. */
export function ResultBar({ size }: { readonly size: number | null }): ReactElement {
  const selected = useSelection((state) => state.slugs.length);
  const isSelecting = selected > 0;
  return (
    <div className={styles['bar']}>
      <div className={isSelecting ? styles['behind'] : styles['line']}>
        <Total size={size} />
        <SortSelect />
      </div>
      <div
        className={isSelecting ? styles['line'] : styles['behind']}
        role="group"
        aria-label="Selected studies"
      >
        <p className={styles['total']}>{numberInWords(selected)} selected</p>
        <div className={styles['actions']}>
          <Act command="list.add">Add to a list</Act>
          <Act command="tag.add">Tag</Act>
          <ReadButton />
          <Button
            onPress={() => {
              select([]);
            }}
          >
            Clear
          </Button>
        </div>
      </div>
    </div>
  );
}

function Act({
  command,
  children,
}: {
  readonly command: CommandId;
  readonly children: string;
}): ReactElement {
  return (
    <Button
      onPress={() => {
        runCommand(command);
      }}
    >
      {children}
    </Button>
  );
}

/** Says what will happen; where not all selected rows are known, both. */
function ReadButton(): ReactElement {
  const slugs = useSelection((state) => state.slugs);
  const rows = useSearch((state) => state.rows);
  const wanted = new Set(slugs);
  const known = [...rows.values()].filter(({ slug }) => wanted.has(slug));
  const isAnyUnread = known.some(({ read }) => read === 'unread');
  const areAllKnown = known.length === slugs.length;
  return (
    <Act command="read.toggle">
      {isAnyUnread ? 'Mark as read' : areAllKnown ? 'Mark as unread' : 'Mark as read or unread'}
    </Act>
  );
}

function Total({ size }: { readonly size: number | null }): ReactElement {
  const total = useSearch((state) => state.opened?.total ?? null);
  const isSearching = useSearch((state) => state.isSearching);
  const isSlow = useIsLong(isSearching);
  return (
    <p className={styles['total']}>
      {total === null ? 'Searching' : totalInWords(total, size)}
      {isSlow && total !== null && ' (searching)'}
    </p>
  );
}

function SortSelect(): ReactElement {
  const sort = useSearch((state) => state.wanted.sort);
  const order = useSearch((state) => state.wanted.order);
  return (
    <label className={styles['sort']}>
      <span>Sort by</span>
      <select
        value={sortOptionId(sort, order)}
        onChange={(event) => {
          const chosen = SORT_OPTIONS.find(({ id }) => id === event.target.value);
          if (chosen !== undefined) askFor({ sort: chosen.sort, order: chosen.order });
        }}
      >
        {SORT_OPTIONS.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** True where something has lasted so long that it should be said. */
function useIsLong(isGoingOn: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = setTimeout(() => {
      setLong(true);
    }, SLOW_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isGoingOn]);
  return isLong;
}
