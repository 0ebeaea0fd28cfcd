// How the sync of this program stands, told by events and asked for when one begins, ends, or another process
// has changed the copy.
// Invariant: an answer that was overtaken is dropped, so that an ended sync is never shown as running.
import { useEffect } from 'react';
import { create } from 'zustand';
import type { CoreEvent, SyncStateView } from '../../shared/contract/types.ts';
import type { SyncState } from '../../shared/domain/sync.ts';
import { onCoreEvent, request } from './client.ts';

export const useSyncStore = create<{ readonly state: SyncStateView | null }>(() => ({
  state: null,
}));

let asked = 0;

/** Asks the core; what is known stays where it does not answer. */
export async function refreshSyncState(): Promise<void> {
  asked += 1;
  const number = asked;
  try {
    const state = await request('sync.state', {});
    if (number === asked) useSyncStore.setState({ state });
  } catch {
    // The connection notice tells it; the next event or visit asks again.
  }
}

const ENDED: ReadonlySet<SyncState> = new Set(['idle', 'failed', 'paused', 'needs-decision']);

function hear(event: CoreEvent): void {
  const { state } = useSyncStore.getState();
  if (event.type === 'data.changed') {
    // Another process may have begun, ended or paused one.
    if (event.parts.includes('mirror') && state?.isRunning !== true) void refreshSyncState();
    return;
  }
  if (event.type !== 'sync.progress') return;
  if (ENDED.has(event.progress.state)) {
    void refreshSyncState();
    return;
  }
  if (state?.isRunning === true) {
    useSyncStore.setState({ state: { ...state, progress: event.progress } });
    return;
  }
  // What it is of, the core says; until then, that it runs.
  if (state !== null) {
    useSyncStore.setState({
      state: {
        ...state,
        isRunning: true,
        failure: null,
        unfinished: null,
        progress: event.progress,
      },
    });
  }
  void refreshSyncState();
}

let listeners = 0;
let unsubscribe: () => void = () => undefined;

/** The state; null until it is known. */
export function useSyncState(): SyncStateView | null {
  useEffect(() => {
    // One ear for all views.
    listeners += 1;
    if (listeners === 1) unsubscribe = onCoreEvent(hear);
    void refreshSyncState();
    return () => {
      listeners -= 1;
      if (listeners === 0) unsubscribe();
    };
  }, []);
  return useSyncStore((now) => now.state);
}
