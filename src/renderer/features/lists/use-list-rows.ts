// The rows of a list's studies, fetched for the places in sight and renewed when data changes.
// Invariant: a row that was shown stays until a newer one is there; at most 200 are asked for at once.
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { useChanges } from '../../api/changes.ts';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import type { MethodOutput, SearchRow } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { MAX_ROWS_PER_PAGE } from '../../../shared/domain/search.ts';
import type { GridStudy } from '../../ui/grid/grid-types.ts';

export interface ListRows {
  readonly rowOf: (slug: Slug | undefined) => GridStudy | undefined;
  readonly onVisible: (first: number, last: number) => void;
  readonly error: ApiError | null;
  readonly retry: () => void;
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Fetched before they are in sight. */
const AHEAD = 30;

/** The rows of an order of studies. */
export function useListRows(order: readonly Slug[]): ListRows {
  const [rows, setRows] = useState<ReadonlyMap<Slug, GridStudy>>(new Map());
  const [range, setRange] = useState<Range>({ first: 0, last: 0 });
  const [error, setError] = useState<ApiError | null>(null);
  const [tries, countTry] = useReducer((count: number) => count + 1, 0);
  const version = useChanges(({ mirror, library }) => mirror + library);
  /** At which version of the data a study was asked for. */
  const asked = useRef(new Map<Slug, number>());
  useEffect(() => {
    const wanted = order
      .slice(Math.max(0, range.first - AHEAD), range.last + 1 + AHEAD)
      .filter((slug) => asked.current.get(slug) !== version);
    for (let from = 0; from < wanted.length; from += MAX_ROWS_PER_PAGE) {
      const slugs = wanted.slice(from, from + MAX_ROWS_PER_PAGE);
      for (const slug of slugs) asked.current.set(slug, version);
      request('search.rows', { slugs }).then(
        ({ rows: found, missing }) => {
          setError(null);
          // An answer that a later question has overtaken is dropped.
          const current = slugs.filter((slug) => asked.current.get(slug) === version);
          setRows((before) => withRows({ before, asked: current, found, missing }));
        },
        (thrown: unknown) => {
          for (const slug of slugs) asked.current.delete(slug);
          setError(toApiError(thrown));
        },
      );
    }
  }, [order, range, version, tries]);
  return {
    rowOf: useCallback((slug) => (slug === undefined ? undefined : rows.get(slug)), [rows]),
    onVisible: useCallback((first: number, last: number) => {
      setRange((before) =>
        before.first === first && before.last === last ? before : { first, last },
      );
    }, []),
    error,
    retry: useCallback(() => {
      countTry();
    }, []),
  };
}

interface NewRows {
  readonly before: ReadonlyMap<Slug, GridStudy>;
  readonly asked: readonly Slug[];
  readonly found: readonly SearchRow[];
  readonly missing: MethodOutput<'search.rows'>['missing'];
}

function withRows({ before, asked, found, missing }: NewRows): ReadonlyMap<Slug, GridStudy> {
  const after = new Map(before);
  const bySlug = new Map<Slug, GridStudy>(found.map((row) => [row.slug, row]));
  for (const study of missing) {
    // Where no citation was kept, its name is all that is known.
    bySlug.set(study.slug, { ...study, title: study.title ?? study.slug, isMissing: true });
  }
  for (const slug of asked) {
    const row = bySlug.get(slug);
    if (row !== undefined) after.set(slug, row);
  }
  return after;
}
