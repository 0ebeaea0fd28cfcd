// How high a row is: measured at an element that the style sheet makes as high as one.
// Invariant: the height follows the size of the text and the width of the grid.
import { useLayoutEffect, useState, type RefObject } from 'react';

/** Where nothing can be measured (before the first layout). */
export const UNMEASURED_PX = 120;

/** The height of the element in CSS pixels, and again whenever it changes. */
export function useRowHeight(probe: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(UNMEASURED_PX);
  useLayoutEffect(() => {
    const element = probe.current;
    if (element === null) return;
    const measure = (): void => {
      const measured = element.getBoundingClientRect().height;
      // A hidden element has no height: what was known stays.
      if (measured > 0) setHeight(measured);
    };
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [probe]);
  return height;
}
