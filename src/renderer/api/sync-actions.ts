// Beginning, pausing and ending the sync of this program: for buttons and commands alike.
// Invariant: one action at a time; what went wrong stays until the next action.
import { create } from 'zustand';
import type { RemovalDecision } from '../../shared/domain/sync.ts';
import { request, toApiError, type ApiError } from './client.ts';
import { refreshSyncState } from './sync-store.ts';

interface Actions {
  readonly isBusy: boolean;
  readonly error: ApiError | null;
}

export const useSyncActions = create<Actions>(() => ({ isBusy: false, error: null }));

/** Does it and asks how things stand then; true where it worked. Nothing while another action is under way. */
async function act(work: () => Promise<unknown>): Promise<boolean> {
  if (useSyncActions.getState().isBusy) return false;
  useSyncActions.setState({ isBusy: true, error: null });
  let error: ApiError | null = null;
  try {
    await work();
  } catch (thrown) {
    error = toApiError(thrown);
  }
  await refreshSyncState();
  useSyncActions.setState({ isBusy: false, error });
  return error === null;
}

/** Begins a copy, or goes on with the one that is unfinished; null: of the address in the settings. */
export function startSync(source: string | null): Promise<boolean> {
  return act(() => request('sync.start', { source }));
}

/** Ends the copy for now. */
export function pauseSync(): Promise<boolean> {
  return act(() => request('sync.pause', {}));
}

/** Gives the rest of the copy up. */
export function stopSync(): Promise<boolean> {
  return act(() => request('sync.stop', {}));
}

/** Answers what the copy waits for, and goes on with it. */
export function decideSync(decision: RemovalDecision): Promise<boolean> {
  return act(async () => {
    const { source } = await request('sync.decide', { decision });
    await request('sync.start', { source });
  });
}
