// One study in a grid: title, who and where, read or not, badges in words.
// Invariant: every row is as high as every other; a row that has not arrived is as high, and quiet; of a
// study that is missing nothing is said but what the reader did with it, not even "not stated".
import { Fragment, memo, type ReactElement } from 'react';
import type { SearchRow } from '../../../shared/contract/types.ts';
import type { HitTerm } from '../../../shared/domain/search.ts';
import { Badge } from '../Badge.tsx';
import { badgeWords, type BadgeWords } from '../badge-words.ts';
import { Marked } from '../Marked.tsx';
import type { GridStudy, MissingStudy } from './grid-types.ts';
import styles from './StudyGrid.module.css';

export interface GridRowProps {
  readonly row: GridStudy | undefined;
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
      data-slug={row?.slug}
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
      {row === undefined ? (
        <Waiting />
      ) : 'isMissing' in row ? (
        <Missing study={row} />
      ) : (
        <Cells row={row} terms={terms} />
      )}
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
  const badges = badgeWords(row);
  return (
    <div role="presentation" className={styles['cells']}>
      <div role="gridcell" className={styles['title']} dir="auto" title={row.title}>
        <Marked text={row.title} terms={terms} field="title" />
      </div>
      <div role="presentation" className={styles['line']}>
        <div role="gridcell" className={styles['source']}>
          {row.authors !== '' && (
            <>
              <bdi className={styles['authors']}>
                <Marked text={row.authors} terms={terms} field="author" />
              </bdi>
              <span>{' · '}</span>
            </>
          )}
          {row.journal !== null && (
            <>
              <bdi className={styles['journal']}>
                <Marked text={row.journal} terms={terms} field="journal" />
              </bdi>
              <span>{' · '}</span>
            </>
          )}
          <span>{row.year ?? 'year not stated'}</span>
        </div>
        <div role="gridcell" className={styles['read']}>
          {row.changed && 'Changed · '}
          {row.read === 'read' ? 'Read' : 'Unread'}
        </div>
      </div>
      <div role="gridcell" className={styles['badges']}>
        <Badges badges={badges.filter(isKept)} />
        {/* Whole badges only: those that do not fit go to a line that is cut off. */}
        <span className={styles['more']}>
          <Badges badges={badges.filter((badge) => !isKept(badge))} />
        </span>
      </div>
    </div>
  );
}

/** What a narrow row must still say. */
function isKept({ kind }: BadgeWords): boolean {
  return kind === 'retracted' || kind === 'pem';
}

function Badges({ badges }: { readonly badges: readonly BadgeWords[] }): ReactElement[] {
  return badges.map(({ kind, text, tone }) => (
    <Fragment key={kind}>
      <span className={styles[kind === 'pem' ? 'pem' : 'badge']} dir="auto" title={text}>
        <Badge tone={tone}>{text}</Badge>
      </span>{' '}
    </Fragment>
  ));
}

function Missing({ study }: { readonly study: MissingStudy }): ReactElement {
  const { title, read, tags } = study;
  return (
    <div role="presentation" className={styles['cells']}>
      <div role="gridcell" className={styles['title']} dir="auto" title={title}>
        {title}
      </div>
      <div role="presentation" className={styles['line']}>
        <div role="gridcell" className={styles['source']}>
          Not in this copy of the atlas
        </div>
        {/* Nobody has not read what is not there. */}
        {read === 'read' && (
          <div role="gridcell" className={styles['read']}>
            Read
          </div>
        )}
      </div>
      {tags.length > 0 && (
        <div role="gridcell" className={styles['tags']} dir="auto">
          My tags: {tags.join(', ')}
        </div>
      )}
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
