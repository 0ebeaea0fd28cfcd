// What an editor is to send, and when: a pure function of what it knows (saver.ts) and the time.
// Invariant: one request at a time, and a text that cannot become a version is kept as a draft.
import {
  isTooLong,
  LARGE_CHARACTERS,
  neededDraft,
  needsVersion,
  type SaveRequest,
  type SaverState,
} from './saver.ts';

/** A pause in typing after which the text is kept. */
export const QUIET_MS = 500;
/** While typing goes on, the text is kept this often. */
export const MAX_WAIT_MS = 3000;
/** After this long without typing, the text becomes a version. */
export const IDLE_MS = 30_000;

/** What to send now, or when to ask again. */
export function plan(
  state: SaverState,
  now: number,
): { readonly request: SaveRequest | null; readonly wakeAt: number | null } {
  const nothing = { request: null, wakeAt: null };
  if (state.inFlight !== null || isTooLong(state)) return nothing;
  const { failure } = state;
  const hasToWait = failure !== null && now < failure.retryAt;
  if (hasToWait && Number.isFinite(failure.retryAt)) {
    return { request: null, wakeAt: failure.retryAt };
  }
  if (hasToWait && failure.of === 'draft') return nothing;
  // Where there is no note for a version (any more), the text is kept as a draft all the same.
  const versionAt = hasToWait || state.isGone ? Infinity : versionDueAt(state);
  if (versionAt <= now) return { request: requestOf(state, 'version'), wakeAt: null };
  const draftAt = draftDueAt(state);
  if (draftAt <= now) return { request: requestOf(state, 'draft'), wakeAt: null };
  const wakeAt = Math.min(versionAt, draftAt);
  return Number.isFinite(wakeAt) ? { request: null, wakeAt } : nothing;
}

function versionDueAt(state: SaverState): number {
  if (!needsVersion(state)) return Infinity;
  return state.isVersionWanted || state.hasLeft ? 0 : state.typedAt + IDLE_MS;
}

function draftDueAt(state: SaverState): number {
  if (neededDraft(state) === state.held) return Infinity;
  if (state.isKeepingWanted || state.hasLeft) return 0;
  const latest = (state.unkeptSince ?? state.typedAt) + MAX_WAIT_MS;
  return state.text.length > LARGE_CHARACTERS ? latest : Math.min(state.typedAt + QUIET_MS, latest);
}

function requestOf(state: SaverState, kind: SaveRequest['kind']): SaveRequest {
  const { note, basedOn } = state;
  return { kind, note, basedOn, text: kind === 'draft' ? neededDraft(state) : state.text };
}
