// What the grid of the search does: opening, choosing, fetching, remembering where it was scrolled to.
// Invariant: the open study is the place's slug; a key that is held down opens the study it stops at.
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { SearchRow } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { announce } from '../../a11y/announcer.tsx';
import { toApiError } from '../../api/client.ts';
import { openSlugNow, useOpenSlug } from '../../api/open-study.ts';
import { locate, needRows, slugAt, slugsBetween } from '../../api/search-rows.ts';
import { useSearch } from '../../api/search-store.ts';
import { select, useSelection } from '../../api/selection.ts';
import { changePlace, useSettings } from '../../api/settings-store.ts';
import type { StudyGridProps } from '../../ui/grid/grid-types.ts';
import { numberInWords } from './result-words.ts';

const HELD_KEY_MS = 80;
const SCROLL_SETTLES_MS = 250;

type GridParts = Omit<StudyGridProps, 'label' | 'count' | 'terms' | 'onMove'>;

/** Everything of the grid but its name and its size. */
export function useBrowseGrid(onEnterStudy: () => void): GridParts {
  const rows = useSearch((state) => state.rows);
  const activePlace = useSearch((state) => state.activePlace);
  const turn = useSearch((state) => state.turn);
  const slugs = useSelection((state) => state.slugs);
  const openSlug = useOpenSlug();
  const selected = useMemo(() => new Set(slugs), [slugs]);
  const { activate, openNow } = useOpening();
  const anchor = useRef(0);
  const scrollTimer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    // Opened from elsewhere: the grid goes to it, if it is among the results.
    const { rows: held, activePlace: place } = useSearch.getState();
    if (openSlug !== null && held.get(place)?.slug !== openSlug) void locate(openSlug);
  }, [openSlug]);

  return {
    rowAt: useCallback((place: number): SearchRow | undefined => rows.get(place), [rows]),
    onVisible: needRows,
    activePlace,
    openSlug,
    selected,
    contents: turn,
    initialScroll: useSettings.getState().place.listScroll,
    onActivate: (place) => {
      anchor.current = place;
      activate(place);
    },
    onToggle: (place) => {
      anchor.current = place;
      setActive(place);
      tell(toggle(place));
    },
    onExtend: (place) => {
      setActive(place);
      const from = Math.min(anchor.current, place);
      tell(selectBetween(from, Math.max(anchor.current, place) + 1));
    },
    onSelectAll: () => {
      tell(selectBetween(0, useSearch.getState().opened?.total ?? 0));
    },
    onEnter: () => {
      openNow(useSearch.getState().activePlace);
      onEnterStudy();
    },
    onScroll: useCallback((top: number) => {
      clearTimeout(scrollTimer.current);
      scrollTimer.current = setTimeout(() => {
        changePlace({ listScroll: top });
      }, SCROLL_SETTLES_MS);
    }, []),
    slugsToDrag: (place) => {
      const slug = rows.get(place)?.slug;
      if (slug === undefined) return [];
      return selected.has(slug) ? slugs : [slug];
    },
  };
}

/** Moves the focus of the grid by some rows and opens the study there. */
export function stepStudy(step: 1 | -1): void {
  const { activePlace, opened, rows } = useSearch.getState();
  const last = (opened?.total ?? 0) - 1;
  // Where nothing is open yet, the first step opens the study that the grid is at.
  const isOpen = rows.get(activePlace)?.slug === openSlugNow();
  const place = isOpen ? Math.max(0, Math.min(last, activePlace + step)) : activePlace;
  if (last < 0) return;
  setActive(place);
  tell(openAt(place));
}

function setActive(place: number): void {
  useSearch.setState({ activePlace: place });
}

let openings = 0;

/** Opens the study at a place: at once, in the same picture as the mark in the grid, where its row is known. */
async function openAt(place: number): Promise<void> {
  openings += 1;
  const number = openings;
  // No `await` before it: the question for the study goes out before the row is painted.
  const slug = useSearch.getState().rows.get(place)?.slug ?? (await slugAt(place));
  // A row that arrives late does not take the place of a study that was opened since.
  const isOvertaken = number !== openings;
  if (slug === null || isOvertaken || openSlugNow() === slug) return;
  changePlace({ slug, studyScroll: 0 });
}

function useOpening(): {
  readonly activate: (place: number) => void;
  readonly openNow: (place: number) => void;
} {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lastAt = useRef(-Infinity);
  const openNow = (place: number): void => {
    clearTimeout(timer.current);
    tell(openAt(place));
  };
  const activate = (place: number): void => {
    setActive(place);
    clearTimeout(timer.current);
    const now = performance.now();
    const isHeld = now - lastAt.current < HELD_KEY_MS;
    lastAt.current = now;
    if (isHeld) timer.current = setTimeout(openNow, HELD_KEY_MS, place);
    else openNow(place);
  };
  return { activate, openNow };
}

async function toggle(place: number): Promise<void> {
  const slug = await slugAt(place);
  if (slug === null) return;
  const { slugs } = useSelection.getState();
  select(slugs.includes(slug) ? slugs.filter((each) => each !== slug) : [...slugs, slug]);
}

async function selectBetween(from: number, to: number): Promise<void> {
  const slugs: readonly Slug[] = await slugsBetween(from, to);
  select(slugs);
  announce(`${numberInWords(slugs.length)} selected.`);
}

/** A failure is told where failures of the search are told. */
function tell(work: Promise<void>): void {
  work.catch((error: unknown) => {
    const { wanted } = useSearch.getState();
    useSearch.setState({ error: toApiError(error), errorOf: wanted.query });
  });
}
