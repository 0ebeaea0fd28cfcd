// Reads the studies of a page to print, in the order of the list, in portions.
// Invariant: a page is shown whole or not at all; what could not be read is said, not left out.
import { useEffect, useReducer, useState } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import type { Printed } from '../../api/printing.ts';
import type { StudyView } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';

/** More would be a book; the reader makes smaller lists. */
export const MAX_PRINTED = 1000;
const AT_ONCE = 4;

export interface Sheets {
  readonly title: string;
  /** The list's own notes; empty for a study. */
  readonly notes: readonly string[];
  readonly studies: readonly StudyView[];
  /** Of the list, those that no source knows any more. */
  readonly missing: readonly Slug[];
  /** How many studies of a long list are left out. */
  readonly leftOut: number;
}

export interface ReadingSheets {
  readonly sheets: Sheets | null;
  readonly progress: { readonly read: number; readonly of: number };
  readonly error: ApiError | null;
  readonly retry: () => void;
}

/** The studies of a page. */
export function useSheets(printed: Printed): ReadingSheets {
  const [sheets, setSheets] = useState<Sheets | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [progress, setProgress] = useState({ read: 0, of: 0 });
  const [tries, retry] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let isOver = false;
    readSheets(printed, (read, of) => {
      if (!isOver) setProgress({ read, of });
      return !isOver;
    }).then(
      (read) => {
        if (isOver || read === null) return;
        setError(null);
        setSheets(read);
      },
      (thrown: unknown) => {
        if (!isOver) setError(toApiError(thrown));
      },
    );
    return () => {
      isOver = true;
    };
  }, [printed, tries]);
  return {
    sheets,
    progress,
    error,
    retry: () => {
      retry();
    },
  };
}

/** Null where nobody waits any more. @throws ApiError */
async function readSheets(
  printed: Printed,
  tell: (read: number, of: number) => boolean,
): Promise<Sheets | null> {
  if ('slug' in printed) {
    const study = await request('study.show', { slug: printed.slug });
    return { title: study.title, notes: [], studies: [study], missing: [], leftOut: 0 };
  }
  const { list, slugs, notes } = await request('list.show', { list: printed.list });
  const printedSlugs = slugs.slice(0, MAX_PRINTED);
  const found = await readInOrder(printedSlugs, tell);
  if (found === null) return null;
  return {
    title: list.name,
    notes: notes.map(({ body }) => body),
    studies: found.filter((study) => study !== null),
    missing: printedSlugs.filter((_, place) => found[place] === null),
    leftOut: slugs.length - printedSlugs.length,
  };
}

async function readInOrder(
  slugs: readonly Slug[],
  tell: (read: number, of: number) => boolean,
): Promise<readonly (StudyView | null)[] | null> {
  const found: (StudyView | null)[] = [];
  for (let from = 0; from < slugs.length; from += AT_ONCE) {
    if (!tell(from, slugs.length)) return null;
    found.push(...(await Promise.all(slugs.slice(from, from + AT_ONCE).map(showOrNull))));
  }
  return found;
}

async function showOrNull(slug: Slug): Promise<StudyView | null> {
  try {
    return await request('study.show', { slug });
  } catch (thrown) {
    const error = toApiError(thrown);
    if (error.code === 'not-found') return null;
    throw error;
  }
}
