// The state of saving, in words; pure.
// Invariant: it never says "kept" or "saved" of a text that the core has not confirmed.
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { MAX_NOTE_CHARACTERS } from '../../../shared/domain/library.ts';
import { dateInWords, timeInWords } from '../../ui/dates.ts';
import { isTooLong, neededDraft, type SaverState } from './saver.ts';

export type SaveKind =
  'nothing' | 'typing' | 'waiting' | 'kept' | 'saved' | 'emptied' | 'failed' | 'too-long' | 'gone';

export interface SaveStatus {
  readonly kind: SaveKind;
  readonly words: string;
}

const NUMBER = new Intl.NumberFormat('en-GB');

/** How it stands with the text. `isWaiting`: what was sent has had no answer for a while. */
export function saveStatus(state: SaverState, now: number, isWaiting = false): SaveStatus {
  const { text, saved } = state;
  if (state.isGone) {
    return {
      kind: 'gone',
      words:
        'This note was removed. Its text is still here: type on and it becomes a new note, or undo the removing.',
    };
  }
  if (isTooLong(state)) {
    return {
      kind: 'too-long',
      words: `Not saved: a note holds up to ${NUMBER.format(MAX_NOTE_CHARACTERS)} characters, and this one has ${NUMBER.format(text.length)}. Your text is still here. Move a part of it into a second note.`,
    };
  }
  if (state.failure !== null) {
    return {
      kind: 'failed',
      words: `Not saved: ${state.failure.message} Your text is still here.`,
    };
  }
  if (text === saved) {
    if (state.basedOn === null) return { kind: 'nothing', words: 'Nothing typed yet' };
    const when = state.savedAt === null ? '' : ` ${whenInWords(state.savedAt, now)}`;
    return { kind: 'saved', words: `Saved as version ${state.basedOn}${when}` };
  }
  if (text.trim() === '') {
    return state.basedOn === null
      ? { kind: 'nothing', words: 'Nothing typed yet' }
      : {
          kind: 'emptied',
          words: `An empty text is not kept: the note stays as it was in version ${state.basedOn}. To take it away, use “Remove”.`,
        };
  }
  if (neededDraft(state) === state.held && state.keptAt !== null) {
    return { kind: 'kept', words: `Kept ${whenInWords(state.keptAt, now)}` };
  }
  if (isWaiting) {
    return {
      kind: 'waiting',
      words:
        'Not kept yet: the program has not answered for a while. Your text is still here, and is kept as soon as it answers.',
    };
  }
  return { kind: 'typing', words: 'Typing…' };
}

/** `at 14:03` today, else with the day. */
export function whenInWords(at: number, now: number): string {
  const day = dateInWords(at as UnixMs);
  const clock = timeInWords(at as UnixMs);
  return day === dateInWords(now as UnixMs) ? `at ${clock}` : `on ${day} at ${clock}`;
}

const TOLD_ALWAYS = new Set<SaveKind>([
  'waiting',
  'failed',
  'too-long',
  'gone',
  'emptied',
  'saved',
]);
const TROUBLE = new Set<SaveKind>(['waiting', 'failed', 'too-long', 'gone']);

/** What a screen reader is told when the state changes its kind; null for the to and fro of typing. */
export function toAnnounce(before: SaveStatus, after: SaveStatus): string | null {
  if (before.kind === after.kind) {
    return after.kind === 'failed' && before.words !== after.words ? after.words : null;
  }
  if (TOLD_ALWAYS.has(after.kind)) return after.words;
  return TROUBLE.has(before.kind) && after.kind === 'kept' ? after.words : null;
}
