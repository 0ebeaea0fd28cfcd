// Hears of clicks that open a study (rows of a grid, and what says so by `data-opens-study`), beside
// what they do by themselves.
import { useEffect, useRef, type RefObject } from 'react';

const OPENS_STUDY = '[role="row"], [data-opens-study]';

/** A reference for the element around the grid; clicks that extend a selection are left alone. */
export function useRowClicks(isOn: boolean, onClick: () => void): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null);
  const newest = useRef(onClick);
  useEffect(() => {
    newest.current = onClick;
  });
  useEffect(() => {
    const around = element.current;
    if (!isOn || around === null) return;
    const listen = (event: MouseEvent): void => {
      const isRow = event.target instanceof Element && event.target.closest(OPENS_STUDY) !== null;
      if (isRow && !event.ctrlKey && !event.metaKey && !event.shiftKey) newest.current();
    };
    around.addEventListener('click', listen);
    return () => {
      around.removeEventListener('click', listen);
    };
  }, [isOn]);
  return element;
}
