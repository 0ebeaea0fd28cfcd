// The open search: what is asked, what the core answered, and the rows that have been in sight.
// Invariant: one question is under way at a time, and the newest after it; what is shown stays until the
// next answer is there; an answer that was overtaken is dropped.
import { create } from 'zustand';
import type { SearchOpened, SearchRow } from '../../shared/contract/types.ts';
import { DEFAULT_PLACE } from '../../shared/domain/settings.ts';
import { MAX_ROWS_PER_PAGE, type SortKey, type SortOrder } from '../../shared/domain/search.ts';
import { useChanges } from './changes.ts';
import { request, toApiError, type ApiError } from './client.ts';
import { openSlugNow } from './open-study.ts';
import { select } from './selection.ts';
import { changePlace, useSettings } from './settings-store.ts';

export interface SearchQuery {
  readonly query: string;
  readonly sort: SortKey;
  readonly order: SortOrder | null;
}

export interface SearchState {
  /** The newest answer; null before the first. */
  readonly opened: SearchOpened | null;
  /** What it answers. */
  readonly of: SearchQuery | null;
  /** Rows by place in the newest answer. */
  readonly rows: ReadonlyMap<number, SearchRow>;
  /** Why the newest question has no answer (a slip in the query); the last answer stays. */
  readonly error: ApiError | null;
  /** The query that `error` is about. */
  readonly errorOf: string | null;
  readonly isSearching: boolean;
  /** What the reader asks for now: the search field and the order show it. */
  readonly wanted: SearchQuery;
  /** Filters that were switched and are not answered yet: `filterKey` → on. */
  readonly switched: ReadonlyMap<string, boolean>;
  /** Switches that are not in `wanted` yet. */
  readonly edits: number;
  /** The place in the answer that the grid's focus is at. */
  readonly activePlace: number;
  /** Grows with each answer to another question; an answer to the same one again keeps it. */
  readonly turn: number;
}

const FIRST_ROWS = 60;
const PLACE_QUERY_MAX = 10_000;
const PLACE_SETTLES_MS = 300;
const NOTHING_SWITCHED: ReadonlyMap<string, boolean> = new Map();

export const useSearch = create<SearchState>(() => ({
  opened: null,
  of: null,
  rows: new Map(),
  error: null,
  errorOf: null,
  isSearching: false,
  wanted: { query: DEFAULT_PLACE.query, sort: DEFAULT_PLACE.sort, order: DEFAULT_PLACE.order },
  switched: NOTHING_SWITCHED,
  edits: 0,
  activePlace: 0,
  turn: 0,
}));

/** How much had changed when the first question was sent ahead of the views; null where none was. */
let aheadOf: ReturnType<typeof useChanges.getState> | null = null;

/** Asks what was asked when the app was left, before there is a view that shows it. */
export function beginSearch(): void {
  aheadOf = useChanges.getState();
  askFirst();
}

/** As `beginSearch`, which is not asked twice; a search that is open is asked again. */
export function startSearch(): void {
  const isAhead = aheadOf === useChanges.getState();
  aheadOf = null;
  if (!isAhead) askFirst();
}

function askFirst(): void {
  if (useSearch.getState().of === null) {
    const { query, sort, order } = useSettings.getState().place;
    useSearch.setState({ wanted: { query, sort, order } });
  }
  void askAgain();
}

/** Asks another question: other words, another order. */
export function askFor(patch: Partial<SearchQuery>): void {
  const { wanted } = useSearch.getState();
  useSearch.setState({ wanted: { ...wanted, ...patch } });
  // What is not in sight any more is not acted on.
  if (patch.query !== undefined && patch.query !== wanted.query) select([]);
  keepPlaceSoon();
  void askAgain();
}

/** Asks the same again, because the data have changed or the core let the result go. */
export function askAgain(): Promise<void> {
  isStale = true;
  loop ??= answerAll();
  return loop;
}

/** Asks again with every change of the data, for as long as the returned function is not called. */
export function followChanges(): () => void {
  return useChanges.subscribe(() => void askAgain());
}

/** Tells which rows are in sight: they are there at once when the same is asked again. */
export function noteVisible(first: number, last: number): void {
  visible = { first, last };
}

let visible = { first: 0, last: 0 };
let isStale = false;
let loop: Promise<void> | null = null;
let placeTimer: ReturnType<typeof setTimeout> | undefined;

function keepPlaceSoon(): void {
  clearTimeout(placeTimer);
  placeTimer = setTimeout(() => {
    const { query, sort, order } = useSearch.getState().wanted;
    // A longer query is not remembered: it would be written with every change of the place.
    const kept = query.length <= PLACE_QUERY_MAX ? { query, sort, order } : { sort, order };
    changePlace(kept);
  }, PLACE_SETTLES_MS);
}

async function answerAll(): Promise<void> {
  useSearch.setState({ isSearching: true });
  while (isStale) {
    isStale = false;
    const { wanted } = useSearch.getState();
    const end = await answerTo(wanted).catch((error: unknown) => ({
      error: toApiError(error),
      errorOf: wanted.query,
    }));
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- asked anew while it was answered
    if (isStale) continue;
    const { edits, switched } = useSearch.getState();
    useSearch.setState({
      ...end,
      isSearching: false,
      switched: edits === 0 ? NOTHING_SWITCHED : switched,
    });
  }
  // In the same turn as the last look at `isStale`: a question that comes later begins a new loop.
  loop = null;
}

async function answerTo(wanted: SearchQuery): Promise<Partial<SearchState>> {
  const opened = await request('search.open', { ...wanted, rows: FIRST_ROWS });
  const before = useSearch.getState();
  const answer = { opened, of: wanted, error: null, errorOf: null };
  const first = rowsFrom(0, opened.rows);
  if (before.of === null || isSame(before.of, wanted)) {
    const rows = new Map(first);
    const activePlace = await samePlace(opened, before, rows);
    return { ...answer, rows, activePlace, turn: Math.max(1, before.turn) };
  }
  const slug = openSlugNow();
  const open = opened.rows.findIndex((row) => row.slug === slug);
  return { ...answer, rows: first, activePlace: Math.max(0, open), turn: before.turn + 1 };
}

function isSame(one: SearchQuery, other: SearchQuery): boolean {
  return one.query === other.query && one.sort === other.sort && one.order === other.order;
}

function rowsFrom(first: number, rows: readonly SearchRow[]): ReadonlyMap<number, SearchRow> {
  return new Map(rows.map((row, index) => [first + index, row]));
}

/**
 * Where the active study stands in the newer answer, after fetching the rows that will be in sight around
 * it: nothing is blank when the answers are exchanged.
 */
async function samePlace(
  opened: SearchOpened,
  before: SearchState,
  rows: Map<number, SearchRow>,
): Promise<number> {
  const { result, total } = opened;
  const slug = before.rows.get(before.activePlace)?.slug ?? useSettings.getState().place.slug;
  const found = slug === null ? null : (await request('search.place', { result, slug })).place;
  const active = found ?? Math.max(0, Math.min(before.activePlace, total - 1));
  const shift = before.of === null || found === null ? 0 : found - before.activePlace;
  const from = Math.max(0, visible.first + shift);
  const to = Math.min(total - 1, visible.last + shift, from + MAX_ROWS_PER_PAGE - 1);
  const isAllThere = to < from || (rows.has(from) && rows.has(to));
  if (!isAllThere) {
    const page = await request('search.page', { result, from, count: to - from + 1 });
    for (const [place, row] of rowsFrom(from, page.rows)) rows.set(place, row);
  }
  return active;
}
