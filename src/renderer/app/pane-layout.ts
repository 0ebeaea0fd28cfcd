// How many panes fit beside each other, and how wide each may be.
// Invariant: pure; measured in rem, so that larger text and zoom count as a smaller window.
import { useSyncExternalStore } from 'react';

export type PaneCount = 1 | 2 | 3;

const THREE_FROM_REM = 62;
const TWO_FROM_REM = 42;
const MIN_PANE_REM = 13;
const MIN_LIST_REM = 20;

/** How many panes a window of this width shows. */
export function paneCount(widthPx: number, remPx: number): PaneCount {
  const width = widthPx / remPx;
  if (width >= THREE_FROM_REM) return 3;
  return width >= TWO_FROM_REM ? 2 : 1;
}

export interface PaneLimits {
  readonly min: number;
  readonly max: number;
}

/** The limits of a side pane in pixels, given what the other side pane takes. */
export function paneLimits(widthPx: number, otherPx: number, remPx: number): PaneLimits {
  const min = Math.round(MIN_PANE_REM * remPx);
  const max = Math.round(widthPx - otherPx - MIN_LIST_REM * remPx);
  return { min, max: Math.max(min, max) };
}

export interface WindowSize {
  readonly width: number;
  readonly rem: number;
}

let known: WindowSize = { width: 0, rem: 16 };

function measure(): WindowSize {
  const width = window.innerWidth;
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  if (width !== known.width || rem !== known.rem) known = { width, rem };
  return known;
}

function watch(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  // The text size is an attribute of the page.
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-text-size'] });
  return () => {
    window.removeEventListener('resize', listener);
    observer.disconnect();
  };
}

/** The window's width and the size of its text, followed. */
export function useWindowSize(): WindowSize {
  return useSyncExternalStore(watch, measure);
}
