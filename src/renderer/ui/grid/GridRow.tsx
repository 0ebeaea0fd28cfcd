// One study in a grid: title, who and where, read or not, badges in words.
// Invariant: every row is as high as every other; a row that has not arrived is as high, and quiet.
import { Fragment, memo, type ReactElement } from 'react';
import type { SearchRow } from '../../../shared/contract/types.ts';
import type { HitTerm } from '../../../shared/domain/search.ts';
import { Badge } from '../Badge.tsx';
import { badgeWords } from '../badge-words.ts';
import { Marked } from '../Marked.tsx';
import styles from './StudyGrid.module.css';

export interface GridRowProps {
  readonly row: SearchRow | undefined;
  readonly place: number;
  /** In CSS pixels from the top of the list. */
  readonly top: number;
  readonly terms: readonly HitTerm[];
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isOpen: boolean;
  /** A dragged row would be put before or after this one. */
  readonly drop: 'before' | 'after' | null;
}

/** A row; clicks and keys are the grid's. */
export const GridRow = memo(function GridRow(props: GridRowProps): ReactElement {
  const { row, place, top, terms, drop } = props;
  return (
    <div
      role="row"
      className={styles['row']}
      style={{ top }}
      data-place={place}
      data-drop={drop ?? undefined}
      tabIndex={props.isActive ? 0 : -1}
      aria-rowindex={place + 1}
      aria-selected={props.isSelected}
      aria-current={props.isOpen ? 'true' : undefined}
      aria-busy={row === undefined ? true : undefined}
      draggable={row !== undefined}
    >
      {/* For the mouse and for fingers: Space does the same, and aria-selected says it. */}
      <div className={styles['check']} data-check="" aria-hidden="true">
        <span className={styles['box']} />
      </div>
      {row === undefined ? <Waiting /> : <Cells row={row} terms={terms} />}
    </div>
  );
});

function Cells({
  row,
  terms,
}: {
  readonly row: SearchRow;
  readonly terms: readonly HitTerm[];
}): ReactElement {
  return (
    <div role="presentation" className={styles['cells']}>
      <div role="gridcell" className={styles['title']} dir="auto" title={row.title}>
        <Marked text={row.title} terms={terms} field="title" />
      </div>
      <div role="presentation" className={styles['line']}>
        <div role="gridcell" className={styles['source']}>
          {row.authors !== '' && (
            <>
              <bdi>
                <Marked text={row.authors} terms={terms} field="author" />
              </bdi>
              {' · '}
            </>
          )}
          {row.journal !== null && (
            <>
              <bdi>
                <Marked text={row.journal} terms={terms} field="journal" />
              </bdi>
              {' · '}
            </>
          )}
          {row.year ?? 'year not stated'}
        </div>
        <div role="gridcell" className={styles['read']}>
          {row.read === 'read' ? 'Read' : 'Unread'}
        </div>
      </div>
      <div role="gridcell" className={styles['badges']}>
        {badgeWords(row).map(({ kind, text, tone }) => (
          <Fragment key={kind}>
            <span className={styles['badge']} dir="auto">
              <Badge tone={tone}>{text}</Badge>
            </span>{' '}
          </Fragment>
        ))}
      </div>
    </div>
  );
}

function Waiting(): ReactElement {
  return (
    <div role="gridcell" className={styles['cells']}>
      <span className={styles['unseen']}>Not loaded yet</span>
      <span className={styles['blank']} />
      <span className={styles['blank']} />
    </div>
  );
}
