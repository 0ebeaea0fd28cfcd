// Says aloud when a copy begins, pauses or ends; never its steps.
import { useEffect, useRef } from 'react';
import { announce } from '../a11y/announcer.tsx';
import { useSyncState } from '../api/sync-store.ts';
import { announcementOf } from '../ui/sync-words.ts';

/** Listens for as long as the window is there. */
export function useSyncAnnouncements(): void {
  const sync = useSyncState();
  const before = useRef(sync);
  useEffect(() => {
    const text =
      before.current === null || sync === null ? null : announcementOf(before.current, sync);
    before.current = sync;
    if (text !== null) announce(text);
  }, [sync]);
}
