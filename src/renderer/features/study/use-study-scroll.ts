// Keeps how far a study is scrolled: the reader comes back to the line that was left.
// Invariant: another study starts at its top; a position is only kept for the study it belongs to.
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { changePlace, useSettings } from '../../api/settings-store.ts';
import type { Slug } from '../../../shared/domain/ids.ts';

export interface StudyScroll {
  /** For the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
}

/** Restores the position and keeps it. `shown` is the study in sight, `asked` the one that should be. */
export function useStudyScroll(shown: Slug | null, asked: Slug): StudyScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const before = useRef<Slug | null>(null);
  /** Where to go as soon as the page is long enough; null when the reader has taken over. */
  const wanted = useRef<number | null>(null);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || shown === null || before.current === shown) return;
    const isFirst = before.current === null;
    before.current = shown;
    const { place } = useSettings.getState();
    wanted.current = isFirst && place.slug === shown ? place.studyScroll : null;
    element.scrollTop = wanted.current ?? 0;
  }, [shown]);

  // Notes come later than the study, and a folded pane has no height: it is tried again as the page grows.
  useEffect(() => {
    const element = scroller.current;
    if (element === null || typeof ResizeObserver === 'undefined') return;
    const tryAgain = (): void => {
      if (wanted.current === null) return;
      element.scrollTop = wanted.current;
      if (Math.abs(element.scrollTop - wanted.current) < 2) wanted.current = null;
    };
    const takeOver = (): void => {
      wanted.current = null;
    };
    const observer = new ResizeObserver(tryAgain);
    for (const child of element.children) observer.observe(child);
    const kinds = ['wheel', 'pointerdown', 'keydown'] as const;
    for (const kind of kinds) element.addEventListener(kind, takeOver, { passive: true });
    return () => {
      observer.disconnect();
      for (const kind of kinds) element.removeEventListener(kind, takeOver);
    };
  }, []);

  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null || shown !== asked || element.clientHeight === 0) return;
    if (wanted.current !== null) return;
    changePlace({ studyScroll: Math.round(element.scrollTop) });
  };
  return { scroller, onScroll };
}
