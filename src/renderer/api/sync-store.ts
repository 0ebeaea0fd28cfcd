// How the sync of this program stands, told by events and asked once at the start.
import { useEffect } from 'react';
import { create } from 'zustand';
import type { SyncStateView } from '../../shared/contract/types.ts';
import { onCoreEvent, request } from './client.ts';

const useStore = create<{ readonly state: SyncStateView | null }>(() => ({ state: null }));

/** Asks the core; what is known stays where it does not answer. */
export async function refreshSyncState(): Promise<void> {
  try {
    useStore.setState({ state: await request('sync.state', {}) });
  } catch {
    // The connection notice tells it; the next event or visit asks again.
  }
}

const ENDED: ReadonlySet<string> = new Set(['idle', 'failed']);

/** The state; null until it is known. */
export function useSyncState(): SyncStateView | null {
  useEffect(() => {
    void refreshSyncState();
    return onCoreEvent((event) => {
      if (event.type !== 'sync.progress') return;
      const { state } = useStore.getState();
      const hasEnded = ENDED.has(event.progress.state);
      if (hasEnded || state?.isRunning !== true) void refreshSyncState();
      if (state !== null && !hasEnded) {
        useStore.setState({ state: { ...state, isRunning: true, progress: event.progress } });
      }
    });
  }, []);
  return useStore((now) => now.state);
}
