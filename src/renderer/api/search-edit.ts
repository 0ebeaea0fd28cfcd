// Filters as edits of the query: the core changes the text, then the new text is searched.
// Invariant: a chip shows what was pressed at once; edits run one after the other on the newest text, and
// text that is typed meanwhile is never overwritten.
import type { MethodInput } from '../../shared/contract/types.ts';
import type { Facet } from '../../shared/domain/search.ts';
import { request, toApiError } from './client.ts';
import { askFor, useSearch } from './search-store.ts';

type Change = MethodInput<'search.edit'>['change'];

let queue: Promise<void> = Promise.resolve();

/** The key of a filter value in `switched`. */
export function filterKey(facet: Facet, value: string): string {
  return `${facet} ${value}`;
}

/** Switches one filter value on or off. */
export function switchFilter(facet: Facet, value: string, isOn: boolean): void {
  edit({ facet, value, on: isOn }, [[filterKey(facet, value), isOn]]);
}

/** Sets the range of years; null takes it away. */
export function setYears(
  years: { readonly from: number | null; readonly to: number | null } | null,
): void {
  edit({ years }, []);
}

/** Takes all filters out of the query and leaves its words. */
export function clearFilters(): void {
  const { opened, switched } = useSearch.getState();
  const on = (opened?.active ?? []).map(({ facet, value }) => filterKey(facet, value));
  edit(
    { clear: 'filters' },
    [...on, ...switched.keys()].map((key) => [key, false]),
  );
}

function edit(change: Change, switched: readonly (readonly [string, boolean])[]): void {
  useSearch.setState((state) => ({
    edits: state.edits + 1,
    switched: new Map([...state.switched, ...switched]),
  }));
  queue = queue.then(() => apply(change));
}

async function apply(change: Change): Promise<void> {
  for (;;) {
    const { query } = useSearch.getState().wanted;
    try {
      const edited = await request('search.edit', { query, change });
      if (useSearch.getState().wanted.query !== query) continue;
      useSearch.setState((state) => ({ edits: state.edits - 1 }));
      askFor({ query: edited.query });
    } catch (error) {
      useSearch.setState((state) => ({
        edits: state.edits - 1,
        switched: new Map(),
        error: toApiError(error),
        errorOf: query,
      }));
    }
    return;
  }
}
