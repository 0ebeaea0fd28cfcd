// Rows and slugs of the open search, fetched when they come into sight.
// Invariant: the window never holds a whole result; a result that the core let go is opened again in silence.
import type { SearchRow } from '../../shared/contract/types.ts';
import type { Slug } from '../../shared/domain/ids.ts';
import { request, toApiError } from './client.ts';
import { askAgain, noteVisible, useSearch } from './search-store.ts';

const PAGE_ROWS = 100;
/** Fetched ahead, so that slow scrolling shows no gap. */
const MARGIN_ROWS = 30;
const MAX_HELD_ROWS = 2_000;

let wanted = { first: 0, last: 0 };
let isFilling = false;

/** Says which rows are in sight (places, both included); those that are missing are fetched. */
export function needRows(first: number, last: number): void {
  noteVisible(first, last);
  wanted = { first, last };
  if (!isFilling) void fill();
}

/** Slugs of the open result from a place up to, not including, another. @throws ApiError */
export async function slugsBetween(from: number, to: number): Promise<readonly Slug[]> {
  return onResult((result) => request('search.slugs', { result, from, to })).then(
    (answer) => answer?.slugs ?? [],
  );
}

/** The slug at a place, fetched where its row has not arrived; null where there is none. @throws ApiError */
export async function slugAt(place: number): Promise<Slug | null> {
  const known = useSearch.getState().rows.get(place)?.slug;
  return known ?? (await slugsBetween(place, place + 1))[0] ?? null;
}

/** Moves the grid's focus to a study if it is in the open result. */
export async function locate(slug: Slug): Promise<void> {
  const { activePlace, opened } = useSearch.getState();
  const answer = await onResult((result) => request('search.place', { result, slug })).catch(
    () => null,
  );
  const now = useSearch.getState();
  const hasMoved = now.activePlace !== activePlace || now.opened !== opened;
  const place = answer?.place ?? null;
  if (place !== null && !hasMoved) useSearch.setState({ activePlace: place });
}

async function onResult<T>(ask: (result: string) => Promise<T>): Promise<T | null> {
  const { opened } = useSearch.getState();
  if (opened === null) return null;
  try {
    return await ask(opened.result);
  } catch (error) {
    if (toApiError(error).code !== 'result-gone') throw error;
  }
  await askAgain();
  const again = useSearch.getState().opened;
  return again === null || again === opened ? null : ask(again.result);
}

async function fill(): Promise<void> {
  isFilling = true;
  // The last look at what is missing and the end are in one turn: a later need begins anew.
  for (let gap = findGap(); gap !== null; gap = findGap()) {
    const { result, from } = gap;
    try {
      const page = await request('search.page', { result, from, count: PAGE_ROWS });
      if (useSearch.getState().opened?.result !== result) continue;
      if (page.rows.length === 0) break;
      useSearch.setState((state) => ({ rows: withRows(state.rows, from, page.rows) }));
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.code === 'result-gone') void askAgain();
      else useSearch.setState({ error, errorOf: useSearch.getState().wanted.query });
      break;
    }
  }
  isFilling = false;
}

function findGap(): { readonly result: string; readonly from: number } | null {
  const { opened, rows } = useSearch.getState();
  if (opened === null) return null;
  const from = firstMissing(opened.total, rows);
  return from === null ? null : { result: opened.result, from };
}

function firstMissing(total: number, rows: ReadonlyMap<number, SearchRow>): number | null {
  // What is in sight comes before what might be.
  const { first, last } = wanted;
  const inSight = firstGap(rows, first, Math.min(last, total - 1));
  if (inSight !== null) return inSight;
  return firstGap(rows, Math.max(0, first - MARGIN_ROWS), Math.min(last + MARGIN_ROWS, total - 1));
}

function firstGap(rows: ReadonlyMap<number, SearchRow>, from: number, to: number): number | null {
  for (let place = from; place <= to; place += 1) if (!rows.has(place)) return place;
  return null;
}

function withRows(
  held: ReadonlyMap<number, SearchRow>,
  from: number,
  added: readonly SearchRow[],
): ReadonlyMap<number, SearchRow> {
  const { activePlace } = useSearch.getState();
  const isNear = (place: number): boolean =>
    Math.abs(place - wanted.first) < MAX_HELD_ROWS / 2 || place === activePlace;
  const kept = held.size < MAX_HELD_ROWS ? held : [...held].filter(([place]) => isNear(place));
  const rows = new Map(kept);
  for (const [index, row] of added.entries()) rows.set(from + index, row);
  return rows;
}
