// Saving as typed, decided by pure functions: what an editor knows, and what comes of what happens.
// What is to be sent when: save-plan.ts.
// Invariant: the newest text wins, and no text is given up before the core has it.
import type { NoteId } from '../../../shared/domain/ids.ts';
import { MAX_NOTE_CHARACTERS } from '../../../shared/domain/library.ts';
import { rebase } from './rebase.ts';

/** Texts above this are kept every `MAX_WAIT_MS` only. */
export const LARGE_CHARACTERS = 200_000;
/** A text that was not kept for so long has no program that answers. */
const LATE_MS = 10_000;
const BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 60_000;

/** `draft`: durable, not a version; an empty text drops it. `version`: a text in the note's history. */
export interface SaveRequest {
  readonly kind: 'draft' | 'version';
  readonly note: NoteId | null;
  readonly basedOn: number | null;
  readonly text: string;
}

export interface SaveFailure {
  /** What was not saved. */
  readonly of: SaveRequest['kind'];
  readonly message: string;
  /** The note is not there any more: only a new note can take the text. */
  readonly isNoteGone: boolean;
  readonly attempts: number;
  readonly retryAt: number;
}

export interface SaverState {
  readonly note: NoteId | null;
  /** The version that the text is based on; null for a new note. */
  readonly basedOn: number | null;
  readonly text: string;
  /** The text of the version that it is based on; empty for a new note. */
  readonly saved: string;
  /** The draft that the core holds; empty for none. */
  readonly held: string;
  readonly inFlight: SaveRequest | null;
  readonly typedAt: number;
  /** Since when there is text that the core does not have; null where it has all. */
  readonly unkeptSince: number | null;
  readonly isVersionWanted: boolean;
  readonly isKeepingWanted: boolean;
  /** The editor is closed: what is left to save is saved without waiting. */
  readonly hasLeft: boolean;
  readonly failure: SaveFailure | null;
  readonly keptAt: number | null;
  readonly savedAt: number | null;
  /** The last save met somebody else's text; both are in the note. */
  readonly hasConflict: boolean;
  /** The note was removed (or its writing undone) while it was open here. */
  readonly isGone: boolean;
  /** How often the text was replaced by other means than typing, and where the last typed part now begins. */
  readonly replaced: { readonly count: number; readonly shift: number };
}

export interface SavedNote {
  readonly id: NoteId;
  readonly body: string;
  readonly revision: number;
  readonly updatedAt: number;
}

export type SaverEvent =
  /** `appended`: a text that the field does not have yet. */
  | { readonly kind: 'typed' | 'appended'; readonly text: string; readonly at: number }
  | { readonly kind: 'version-wanted' | 'keeping-wanted' | 'left' | 'returned' | 'retried' }
  | { readonly kind: 'conflict-seen' | 'gone' | 'detached' }
  | { readonly kind: 'asked'; readonly request: SaveRequest }
  | { readonly kind: 'kept'; readonly savedAt: number | null; readonly at: number }
  | {
      readonly kind: 'versioned';
      readonly note: SavedNote;
      readonly hasConflict: boolean;
      readonly at: number;
    }
  | {
      readonly kind: 'failed';
      readonly error: {
        readonly code: string;
        readonly message: string;
        readonly retryable: boolean;
      };
      readonly at: number;
    }
  | { readonly kind: 'seen'; readonly note: SavedNote };

/** An editor's beginning: on a note, or on nothing for a new one. */
export function startSaver(note: SavedNote | null): SaverState {
  return {
    note: note?.id ?? null,
    basedOn: note?.revision ?? null,
    text: note?.body ?? '',
    saved: note?.body ?? '',
    held: '',
    inFlight: null,
    typedAt: 0,
    unkeptSince: null,
    isVersionWanted: false,
    isKeepingWanted: false,
    hasLeft: false,
    failure: null,
    keptAt: null,
    savedAt: note?.updatedAt ?? null,
    hasConflict: false,
    isGone: false,
    replaced: { count: 0, shift: 0 },
  };
}

/** The draft that the core should hold: none where a version has the text, or where there is none. */
export function neededDraft(state: SaverState): string {
  return state.text === state.saved || state.text.trim() === '' ? '' : state.text;
}

/** True for a text that the core would refuse for its length. */
export function isTooLong(state: SaverState): boolean {
  return state.text.length > MAX_NOTE_CHARACTERS;
}

/** True where the text differs from the newest version and can become one. */
export function needsVersion(state: SaverState): boolean {
  return state.text !== state.saved && state.text.trim() !== '';
}

/** True where the core has everything as it should stay. */
export function isSettled(state: SaverState): boolean {
  return state.inFlight === null && !needsVersion(state) && neededDraft(state) === state.held;
}

/** True where nothing would be lost if the window closed now. */
export function isDurable(state: SaverState): boolean {
  return state.text === state.saved || neededDraft(state) === state.held;
}

/** True where the text would probably be lost if the window closed now, whatever is sent while it closes. */
export function isAtRisk(state: SaverState, now: number): boolean {
  if (isDurable(state)) return false;
  const { inFlight, text, unkeptSince } = state;
  const isLate = unkeptSince !== null && now - unkeptSince > LATE_MS;
  // A page that goes does not wait for the answer to send once more, nor until a megabyte is sent.
  const isOnItsWay = inFlight !== null && inFlight.text === text;
  const isTooSlow = text.length > LARGE_CHARACTERS || (inFlight !== null && !isOnItsWay);
  return state.failure !== null || isTooLong(state) || isLate || isTooSlow;
}

/** The state after something has happened. */
export function reduce(state: SaverState, event: SaverEvent): SaverState {
  switch (event.kind) {
    case 'typed':
      return typed(state, event);
    case 'appended':
      return {
        ...typed(state, event),
        replaced: { count: state.replaced.count + 1, shift: 0 },
      };
    case 'version-wanted':
      return { ...state, isVersionWanted: needsVersion(state) };
    case 'keeping-wanted':
      return { ...state, isKeepingWanted: neededDraft(state) !== state.held };
    case 'left':
      return { ...state, hasLeft: true };
    case 'returned':
      return state.hasLeft ? { ...state, hasLeft: false } : state;
    case 'retried':
      return {
        ...state,
        failure: state.failure === null ? null : { ...state.failure, retryAt: 0 },
        isVersionWanted: needsVersion(state),
        isKeepingWanted: true,
      };
    case 'conflict-seen':
      return { ...state, hasConflict: false };
    case 'gone':
      // A request under way answers first: its note may be newer than what was looked at.
      return state.inFlight === null && state.note !== null ? { ...state, isGone: true } : state;
    case 'detached':
      return { ...detach(state), failure: null, isVersionWanted: true };
    case 'asked':
      return {
        ...state,
        inFlight: event.request,
        isVersionWanted: event.request.kind === 'version' ? false : state.isVersionWanted,
        isKeepingWanted: false,
      };
    case 'kept':
      return kept(state, event);
    case 'versioned':
      return versioned(state, event);
    case 'failed':
      return failed(state, event);
    case 'seen':
      return seen(state, event.note);
  }
}

type EventOf<K extends SaverEvent['kind']> = Extract<SaverEvent, { readonly kind: K }>;
type TextEvent = Extract<SaverEvent, { readonly text: string }>;

function typed(before: SaverState, { text, at }: TextEvent): SaverState {
  if (text === before.text) return before;
  // Who types on in a note that was removed wants the text: it becomes a new note.
  const state = before.isGone ? detach(before) : before;
  const { failure } = state;
  return {
    ...state,
    text,
    typedAt: at,
    unkeptSince: state.unkeptSince ?? at,
    isVersionWanted: false,
    failure:
      failure === null
        ? null
        : { ...failure, retryAt: Math.min(failure.retryAt, at + backoff(failure.attempts)) },
  };
}

function detach(state: SaverState): SaverState {
  return { ...state, note: null, basedOn: null, saved: '', held: '', isGone: false };
}

function kept(state: SaverState, { savedAt, at }: EventOf<'kept'>): SaverState {
  const { inFlight } = state;
  if (inFlight === null) return state;
  // That a version was refused for good is still so.
  const failure = state.failure?.retryAt === Infinity ? state.failure : null;
  const now: SaverState = { ...state, inFlight: null, held: inFlight.text, failure };
  return {
    ...now,
    unkeptSince: neededDraft(now) === now.held ? null : at,
    keptAt: inFlight.text === '' ? null : (savedAt ?? at),
  };
}

function versioned(state: SaverState, event: EventOf<'versioned'>): SaverState {
  const { note, hasConflict, at } = event;
  const sent = state.inFlight?.text ?? state.text;
  const { text, shift } = rebase({ sent, merged: note.body, typed: state.text });
  const isReplaced = text !== state.text;
  return {
    ...state,
    note: note.id,
    basedOn: note.revision,
    text,
    saved: note.body,
    // The core drops the draft of this writer together with making the version.
    held: '',
    inFlight: null,
    unkeptSince: text === note.body ? null : at,
    failure: null,
    keptAt: null,
    savedAt: note.updatedAt,
    hasConflict: hasConflict || state.hasConflict,
    replaced: isReplaced ? { count: state.replaced.count + 1, shift } : state.replaced,
  };
}

function failed(state: SaverState, { error, at }: EventOf<'failed'>): SaverState {
  const { inFlight } = state;
  const attempts = (state.failure?.attempts ?? 0) + 1;
  return {
    ...state,
    inFlight: null,
    isVersionWanted: state.isVersionWanted || inFlight?.kind === 'version',
    failure: {
      of: inFlight?.kind ?? 'draft',
      message: error.message,
      isNoteGone: error.code === 'not-found' && (inFlight?.note ?? null) !== null,
      attempts,
      retryAt: error.retryable ? at + backoff(attempts) : Infinity,
    },
  };
}

function backoff(attempts: number): number {
  return Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** attempts);
}

/** The note as the core now tells it: where it moved on and nothing was typed here, its text is shown. */
function seen(state: SaverState, note: SavedNote): SaverState {
  if (note.id !== state.note || state.inFlight?.kind === 'version') return state;
  const here = state.isGone ? { ...state, isGone: false } : state;
  if (note.revision <= (state.basedOn ?? 0)) return here;
  const isSame = note.body === state.text;
  if (state.text !== state.saved && !isSame) return here;
  return {
    ...here,
    basedOn: note.revision,
    text: note.body,
    saved: note.body,
    savedAt: note.updatedAt,
    unkeptSince: null,
    replaced: isSame ? state.replaced : { count: state.replaced.count + 1, shift: 0 },
  };
}
