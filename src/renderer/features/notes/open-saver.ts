// Runs a saver: sends what `plan` says, wakes it again, and goes on after its editor is closed.
// Invariant: a saver lives until the core has its text; leaving a view never drops one.
import { create } from 'zustand';
import { noteChange } from '../../api/changes.ts';
import { hostKind, request, toApiError } from '../../api/client.ts';
import { useLastChange } from '../../api/undo-store.ts';
import type { MethodInput } from '../../../shared/contract/types.ts';
import type { NoteId } from '../../../shared/domain/ids.ts';
import { plan } from './save-plan.ts';
import {
  isAtRisk,
  isDurable,
  isSettled,
  isTooLong,
  reduce,
  type SaveRequest,
  type SaverEvent,
  type SaverState,
} from './saver.ts';
import { writerName } from './writer.ts';

/** What a note is about, as the contract takes it. */
export type SubjectInput = MethodInput<'note.list'>['subject'];

export interface Saver {
  readonly id: number;
  readonly subject: SubjectInput;
  readonly getState: () => SaverState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly send: (event: SaverEvent) => void;
}

/** The savers that still have something to do or an editor on them. */
const useSavers = create<{ readonly savers: readonly Saver[] }>(() => ({ savers: [] }));
let lastId = 0;
/** How often a window that closes looks whether all is kept. */
const LOOK_MS = 20;

// The states change inside of the savers: a new list has everybody look again.
function tellStore(): void {
  useSavers.setState(({ savers }) => ({ savers: [...savers] }));
}

/** The same for two inputs that name the same subject. */
export function subjectKey(subject: SubjectInput): string {
  return JSON.stringify(subject);
}

/**
 * A saver of this subject whose text the core does not have yet: of an editor that was left. With a note
 * (null: a new one) that note's: two savers on one note would write over each other's draft.
 */
export function unfinishedSaver(subject: SubjectInput, note?: NoteId | null): Saver | null {
  const key = subjectKey(subject);
  const isMeant = (saver: Saver): boolean => {
    const state = saver.getState();
    return state.hasLeft && (note === undefined || state.note === note);
  };
  return (
    useSavers
      .getState()
      .savers.find((saver) => isMeant(saver) && subjectKey(saver.subject) === key) ?? null
  );
}

/** How many texts could not be saved after their editors were closed; they are tried again by themselves. */
export function useUnsavedCount(): number {
  return useSavers(({ savers }) => savers.filter(isStuck).length);
}

/**
 * Has the core keep every text as it stands now, for a window that closes; false where one cannot be kept, or is not
 * kept in time.
 */
export function keepAllTexts(patienceMs: number): Promise<boolean> {
  const states = (): SaverState[] => useSavers.getState().savers.map((saver) => saver.getState());
  const hasFailed = ({ failure, inFlight }: SaverState): boolean =>
    failure !== null && inFlight === null;
  for (const saver of useSavers.getState().savers) {
    saver.send({ kind: saver.getState().failure === null ? 'keeping-wanted' : 'retried' });
  }
  return new Promise((resolve) => {
    const began = Date.now();
    const look = (): void => {
      const isLate = Date.now() - began > patienceMs;
      const unkept = states().filter((state) => !isDurable(state));
      if (unkept.length === 0) resolve(true);
      else if (isLate || unkept.some(hasFailed)) resolve(false);
      else setTimeout(look, LOOK_MS);
    };
    look();
  });
}

/** A saver of this subject that was left and cannot save its text: to be shown, and gone back to. */
export function useStuckSaver(subject: SubjectInput): Saver | null {
  const key = subjectKey(subject);
  return useSavers(
    ({ savers }) =>
      savers.find((saver) => isStuck(saver) && subjectKey(saver.subject) === key) ?? null,
  );
}

function isStuck(saver: Saver): boolean {
  const state = saver.getState();
  return state.hasLeft && (state.failure !== null || isTooLong(state));
}

/** Begins to save what is typed into one editor. */
export function openSaver(subject: SubjectInput, start: SaverState): Saver {
  let state = start;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  lastId += 1;
  const saver: Saver = {
    id: lastId,
    subject,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    send,
  };

  function send(event: SaverEvent): void {
    const before = state;
    state = reduce(state, event);
    if (event.kind === 'returned') register(saver);
    if (state !== before) for (const listener of listeners) listener();
    if (before.hasLeft !== state.hasLeft || before.failure !== state.failure) tellStore();
    pump();
  }

  function pump(): void {
    clearTimeout(timer);
    const now = Date.now();
    const next = plan(state, now);
    if (next.request !== null) {
      send({ kind: 'asked', request: next.request });
      void run(next.request);
    } else if (next.wakeAt !== null) {
      timer = setTimeout(pump, Math.max(0, next.wakeAt - now));
    }
    if (state.hasLeft && isSettled(state)) end();
  }

  async function run(toSend: SaveRequest): Promise<void> {
    try {
      send(await sendToCore(subject, toSend));
    } catch (error) {
      send({ kind: 'failed', error: toApiError(error), at: Date.now() });
    }
  }

  function keep(): void {
    send({ kind: 'keeping-wanted' });
  }
  function keepWhenHidden(): void {
    if (document.visibilityState === 'hidden') keep();
  }
  function askBeforeLeaving(event: BeforeUnloadEvent): void {
    keep();
    // Electron would keep the window open without a word.
    if (hostKind() === 'browser' && isAtRisk(state, Date.now())) event.preventDefault();
  }
  function end(): void {
    clearTimeout(timer);
    window.removeEventListener('beforeunload', askBeforeLeaving);
    window.removeEventListener('pagehide', keep);
    document.removeEventListener('visibilitychange', keepWhenHidden);
    useSavers.setState(({ savers }) => ({ savers: savers.filter((each) => each !== saver) }));
  }
  function register(self: Saver): void {
    window.addEventListener('beforeunload', askBeforeLeaving);
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keepWhenHidden);
    useSavers.setState(({ savers }) => ({
      savers: [...savers.filter((each) => each !== self), self],
    }));
  }

  register(saver);
  pump();
  return saver;
}

async function sendToCore(
  subject: SubjectInput,
  { kind, note, basedOn, text }: SaveRequest,
): Promise<SaverEvent> {
  const writer = await writerName();
  if (kind === 'draft') {
    const { savedAt } = await request('note.draft', { writer, subject, note, basedOn, body: text });
    return { kind: 'kept', savedAt, at: Date.now() };
  }
  const saved =
    note === null || basedOn === null
      ? { ...(await request('note.create', { subject, body: text, writer })), conflict: false }
      : await request('note.edit', { id: note, body: text, basedOn, writer });
  tellOfVersion(saved.undo);
  return {
    kind: 'versioned',
    note: saved.note,
    hasConflict: saved.conflict,
    at: Date.now(),
  };
}

/** As `noteDone`, without reading it out: the editor's own line says it, and versions come by themselves. */
function tellOfVersion(undo: string | null): void {
  if (undo !== null) useLastChange.setState({ done: undo, canUndo: true, failure: null });
  noteChange('library');
}
