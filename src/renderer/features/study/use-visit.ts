// One visit to a study: what had been seen of it before, and that it has now been shown.
// Invariant: a version is told as seen only after it was in sight for a while, so not when it is passed by on
// the way to another; what was seen before the visit stays known until the visit ends.
import { useEffect, useState, type RefObject } from 'react';
import { tellSeen } from '../../api/seen.ts';
import type { StudyView } from '../../../shared/contract/types.ts';
import type { ContentHash, Slug } from '../../../shared/domain/ids.ts';

/** In sight for so long, a study has been shown. */
export const SHOWN_MS = 2000;

interface Visit {
  readonly slug: Slug;
  /** What the reader had seen when it began; the first version shown where that was none. */
  readonly seen: ContentHash;
}

/**
 * The version that the reader had seen before this visit, where another is shown now; else null.
 * `isPassing`: the study is only still there until another one has arrived.
 */
export function useVisit(
  study: StudyView | null,
  isPassing: boolean,
  element: RefObject<HTMLElement | null>,
): ContentHash | null {
  const [visit, setVisit] = useState<Visit | null>(null);
  const slug = study?.slug ?? null;
  const hash = study?.contentHash ?? null;
  const recorded = study?.seen?.hash ?? null;
  const begun = visit?.slug === slug ? visit : null;
  if (slug !== null && hash !== null && begun === null) {
    setVisit({ slug, seen: recorded ?? hash });
  }
  useEffect(() => {
    if (slug === null || hash === null || isPassing || recorded === hash) return;
    return whenShown(element.current, () => {
      void tellSeen({ slug, hash });
    });
  }, [slug, hash, recorded, isPassing, element]);
  return begun === null || begun.seen === hash ? null : begun.seen;
}

/** Calls back once, after the element was in sight for `SHOWN_MS` without a break. Returns what stops it. */
function whenShown(element: HTMLElement | null, tell: () => void): () => void {
  let isInSight = typeof IntersectionObserver === 'undefined' || element === null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (isInSight && document.visibilityState === 'visible') timer = setTimeout(done, SHOWN_MS);
  };
  const observer =
    isInSight || element === null
      ? null
      : new IntersectionObserver((entries) => {
          isInSight = entries.at(-1)?.isIntersecting ?? false;
          look();
        });
  const stop = (): void => {
    clearTimeout(timer);
    observer?.disconnect();
    document.removeEventListener('visibilitychange', look);
  };
  const done = (): void => {
    stop();
    tell();
  };
  if (element !== null) observer?.observe(element);
  document.addEventListener('visibilitychange', look);
  look();
  return stop;
}
