// Keeps the reader's place in a grid: what is in sight, and where the focus is.
// Invariant: the focus never falls out of the grid while it has it; the same contents told anew do not
// move what is on the screen; other contents begin at the top.
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { StudyGridProps } from './grid-types.ts';
import { UNMEASURED_PX } from './use-row-height.ts';

export interface GridPlace {
  /** For the grid element, which scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The focus came into the grid or went; put on the grid element. */
  readonly onFocus: () => void;
  readonly onBlur: (event: {
    readonly target: Element;
    readonly relatedTarget: Element | null;
  }) => void;
  /** The next change of the active place is a row that is moved: it is brought into sight. */
  readonly expectMove: () => void;
}

interface Known {
  readonly contents: StudyGridProps['contents'];
  readonly activePlace: number;
  readonly slug: Slug | undefined;
  readonly rowHeight: number;
  readonly count: number;
}

/** Scrolls and focuses as the active place, the contents and the height of rows change. */
export function useGridPlace(props: StudyGridProps, rowHeight: number): GridPlace {
  const scroller = useRef<HTMLDivElement>(null);
  const { activePlace, contents, count, initialScroll } = props;
  const slug = props.rowAt(activePlace)?.slug;
  const before = useRef<Known | null>(null);
  const hasFocus = useRef(false);
  const isMoving = useRef(false);
  useKeptScroll(scroller);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || count === 0) return;
    const was = before.current;
    before.current = { contents, activePlace, slug, rowHeight, count };
    if (was === null) {
      element.scrollTop = initialScroll;
      return;
    }
    if (was.rowHeight !== rowHeight) {
      // The position that was remembered was measured in rows of their true height.
      if (was.rowHeight === UNMEASURED_PX) element.scrollTop = initialScroll;
      else element.scrollTop *= rowHeight / was.rowHeight;
    }
    if (was.contents !== contents) {
      element.scrollTop = 0;
    } else if (was.activePlace !== activePlace) {
      const isSameStudy = slug !== undefined && was.slug === slug && !isMoving.current;
      isMoving.current = false;
      if (isSameStudy) element.scrollTop += (activePlace - was.activePlace) * rowHeight;
      else reveal(element, activePlace, rowHeight);
    } else if (was.count === count && was.slug === slug) return;
    if (hasFocus.current) focusRow(element, activePlace);
  }, [scroller, activePlace, contents, count, initialScroll, rowHeight, slug]);

  useEffect(() => {
    // Nothing is left that could have the focus.
    if (count === 0 && hasFocus.current) scroller.current?.focus();
  }, [count, scroller]);

  return {
    scroller,
    onFocus: () => {
      hasFocus.current = true;
    },
    onBlur: ({ target, relatedTarget }) => {
      if (scroller.current?.contains(relatedTarget) === true) return;
      // A row that is taken out of the page with the focus in it leaves the focus to its neighbours.
      queueMicrotask(() => {
        if (target.isConnected) hasFocus.current = false;
      });
    },
    expectMove: () => {
      isMoving.current = true;
    },
  };
}

/** Focuses the row at a place, which is always rendered. */
function focusRow(grid: HTMLElement, place: number): void {
  const row = grid.querySelector<HTMLElement>(`[data-place="${place}"]`);
  if (row !== null && row !== document.activeElement) row.focus({ preventScroll: true });
}

function reveal(grid: HTMLElement, place: number, rowHeight: number): void {
  const top = place * rowHeight;
  const height = grid.clientHeight;
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (top + rowHeight > grid.scrollTop + height) {
    grid.scrollTop = Math.max(0, top + rowHeight - height);
  }
}

/** A grid that was hidden and is shown again stands where it stood. */
function useKeptScroll(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null || typeof ResizeObserver === 'undefined') return;
    let kept = element.scrollTop;
    let isShown = element.clientHeight > 0;
    const keep = (): void => {
      if (element.clientHeight > 0 && isShown) kept = element.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      const isShownNow = element.clientHeight > 0;
      if (isShownNow && !isShown) element.scrollTop = kept;
      isShown = isShownNow;
    });
    observer.observe(element);
    element.addEventListener('scroll', keep, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', keep);
    };
  }, [scroller]);
}
