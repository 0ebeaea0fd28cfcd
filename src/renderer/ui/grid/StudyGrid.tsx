// A grid of one row a study, whatever their number: only the rows in sight are in the page.
// Invariant: a screen reader is told the size and every row's place; one row is the tab stop, it is always
// rendered, and the focus moves with `activePlace`.
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
} from 'react';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import type { StudyGridProps } from './grid-types.ts';
import { gridAction, type GridAction } from './grid-keys.ts';
import { GridRow } from './GridRow.tsx';
import { useGridPlace } from './use-grid-place.ts';
import { useRowHeight } from './use-row-height.ts';
import { placeOf, useRowDrag } from './use-row-drag.ts';
import styles from './StudyGrid.module.css';

const OVERSCAN_ROWS = 4;

/** The grid; it fills what its parent gives it, and scrolls. */
export function StudyGrid(props: StudyGridProps): ReactElement {
  const { count, rowAt, activePlace, selected, openSlug, onVisible, onMove } = props;
  const probe = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(probe);
  const [focusedPlace, setFocusedPlace] = useState<number | null>(null);
  const { scroller, ...gridPlace } = useGridPlace(props, rowHeight);
  const drag = useRowDrag({ slugsToDrag: props.slugsToDrag, onMove });
  const active = Math.min(Math.max(0, activePlace), Math.max(0, count - 1));

  // eslint-disable-next-line react-hooks/incompatible-library -- read here only, in every render
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN_ROWS,
    initialOffset: props.initialScroll,
    rangeExtractor: useCallback(
      (range: Range) => withPlaces(range, [active, focusedPlace]),
      [active, focusedPlace],
    ),
  });
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowHeight]);

  const first = virtualizer.range?.startIndex ?? null;
  const last = virtualizer.range?.endIndex ?? null;
  useEffect(() => {
    // `rowAt` is another one where rows have come or gone: what is missing now is asked for.
    if (first !== null && last !== null && count > 0) onVisible(first, last);
  }, [first, last, count, rowAt, onVisible]);

  const act = (action: GridAction): void => {
    switch (action.kind) {
      case 'activate':
        props.onActivate(action.place);
        return;
      case 'extend':
        props.onExtend(action.place);
        return;
      case 'toggle':
        props.onToggle(action.place);
        return;
      case 'select-all':
        props.onSelectAll();
        return;
      case 'enter':
        props.onEnter();
        return;
      case 'move':
        gridPlace.expectMove();
        onMove?.(action.from, action.to);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const height = scroller.current?.clientHeight ?? 0;
    const action = gridAction(event, {
      place: placeOf(event.target) ?? active,
      count,
      pageRows: Math.max(1, Math.floor(height / rowHeight) - 1),
      canMove: onMove !== undefined,
    });
    if (action === null) return;
    event.preventDefault();
    // A command of the window with the same key must not do it once more.
    event.stopPropagation();
    act(action);
  };
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const place = placeOf(event.target);
    if (place === null) return;
    const isOnCheck = event.target instanceof Element && event.target.closest('[data-check]');
    // Choosing is not opening: nothing around the grid goes to the study.
    if (isOnCheck) event.stopPropagation();
    if (event.shiftKey) act({ kind: 'extend', place });
    else if (event.ctrlKey || event.metaKey || isOnCheck) act({ kind: 'toggle', place });
    else act({ kind: 'activate', place });
  };

  return (
    <div className={styles['frame']}>
      <div ref={probe} className={styles['probe']} aria-hidden="true" />
      <div
        ref={scroller}
        role="grid"
        className={styles['grid']}
        aria-label={props.label}
        aria-rowcount={count}
        aria-multiselectable="true"
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => {
          gridPlace.onFocus();
          setFocusedPlace(placeOf(event.target));
        }}
        onBlur={(event) => {
          gridPlace.onBlur(event);
          setFocusedPlace(null);
        }}
        onScroll={(event) => {
          const { clientHeight, scrollTop } = event.currentTarget;
          if (clientHeight > 0) props.onScroll(Math.round(scrollTop));
        }}
        onPointerDown={drag.onPointerDown}
        onDragStart={drag.onDragStart}
        onDragOver={drag.onDragOver}
        onDrop={drag.onDrop}
        onDragEnd={drag.onDragEnd}
      >
        <div
          role="presentation"
          className={styles['sizer']}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <GridRow
                key={index}
                row={row}
                place={index}
                top={start}
                terms={props.terms}
                isActive={index === active}
                isSelected={row !== undefined && selected.has(row.slug)}
                isOpen={row !== undefined && row.slug === openSlug}
                drop={drag.mark?.place === index ? drag.mark.side : null}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The rows in sight and these, in order; the browser drops the focus of a row that is not rendered. */
function withPlaces(range: Range, places: readonly (number | null)[]): number[] {
  const rows = defaultRangeExtractor(range);
  const kept = places.filter(
    (place): place is number => place !== null && place < range.count && !rows.includes(place),
  );
  return kept.length === 0 ? rows : [...new Set([...rows, ...kept])].sort((a, b) => a - b);
}
