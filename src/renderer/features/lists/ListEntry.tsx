// One entry of the sidebar: a list to open, and a place to drop studies on.
// Invariant: while studies hang over it, it says so in words and by a dashed frame.
import { useState, type DragEvent, type ReactElement } from 'react';
import type { ListView } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { studiesInWords } from '../../ui/count-words.ts';
import { droppedSlugs, holdsStudies } from './dragged-slugs.ts';
import styles from './ListsSidebar.module.css';

export interface ListEntryProps {
  /** Null: all studies. */
  readonly list: ListView | null;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
  readonly onDrop?: (slugs: readonly Slug[]) => void;
}

/** The entry, `POTS, 12 studies`. */
export function ListEntry({ list, isCurrent, onOpen, onDrop }: ListEntryProps): ReactElement {
  const [isOver, setOver] = useState(false);
  const hover = (event: DragEvent): void => {
    if (onDrop === undefined || !holdsStudies(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const drop = (event: DragEvent): void => {
    setOver(false);
    if (onDrop === undefined || !holdsStudies(event.dataTransfer)) return;
    event.preventDefault();
    const slugs = droppedSlugs(event.dataTransfer);
    if (slugs.length > 0) onDrop(slugs);
  };
  return (
    <li>
      <button
        type="button"
        className={styles['entry']}
        aria-current={isCurrent ? 'page' : undefined}
        data-over={isOver ? '' : undefined}
        onClick={onOpen}
        onDragEnter={hover}
        onDragOver={hover}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={drop}
      >
        {list === null ? (
          'All studies'
        ) : (
          <>
            <bdi className={styles['name']}>{list.name}</bdi>
            <span className={styles['size']}>
              , {isOver ? 'drop to add' : studiesInWords(list.size)}
            </span>
          </>
        )}
      </button>
    </li>
  );
}
