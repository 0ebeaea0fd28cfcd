// Runs the search for as long as it is mounted: at the start, with every change of the data; and tells
// its results to those who listen.
// Invariant: a result is announced once, when the typing has paused; asking the same again says nothing.
import { useEffect } from 'react';
import { announce } from '../../a11y/announcer.tsx';
import { followChanges, startSearch, useSearch, type SearchState } from '../../api/search-store.ts';
import { studies } from './result-words.ts';

const PAUSE_MS = 700;

/** Keeps the search; mounted once. */
export function useSearchKeeper(): void {
  useEffect(() => {
    startSearch();
    const leaveChanges = followChanges();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leaveSearch = useSearch.subscribe((now, before) => {
      const sentence = newsOf(now, before);
      if (sentence === null) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        announce(sentence);
      }, PAUSE_MS);
    });
    return () => {
      clearTimeout(timer);
      leaveChanges();
      leaveSearch();
    };
  }, []);
}

function newsOf(now: SearchState, before: SearchState): string | null {
  if (now.error !== null && now.error !== before.error) return now.error.message;
  // The first answer is what the page says anyway.
  if (now.opened === null || before.opened === null || now.opened === before.opened) return null;
  const isNew = now.turn !== before.turn || now.opened.total !== before.opened.total;
  return isNew ? `${studies(now.opened.total)} found.` : null;
}
