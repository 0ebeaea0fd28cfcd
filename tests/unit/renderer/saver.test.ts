// Saving as typed: when what is sent, and that no text is lost on the way.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rebase } from '../../../src/renderer/features/notes/rebase.ts';
import { IDLE_MS, plan } from '../../../src/renderer/features/notes/save-plan.ts';
import { saveStatus, toAnnounce } from '../../../src/renderer/features/notes/save-status.ts';
import {
  isAtRisk,
  isSettled,
  reduce,
  startSaver,
  type SavedNote,
  type SaverEvent,
  type SaverState,
} from '../../../src/renderer/features/notes/saver.ts';
import { MAX_NOTE_CHARACTERS } from '../../../src/shared/domain/library.ts';
import type { NoteId } from '../../../src/shared/domain/ids.ts';

const T = 1_000_000;
const NOTE: SavedNote = { id: 7 as NoteId, body: 'one', revision: 1, updatedAt: T };
const BUSY = { code: 'locked', message: 'The library is busy.', retryable: true };

function after(state: SaverState, ...events: readonly SaverEvent[]): SaverState {
  return events.reduce(reduce, state);
}

function type(text: string, at = T): SaverEvent {
  return { kind: 'typed', text, at };
}

/** Sends what is due and has the core take it. */
function sent(state: SaverState, now: number): SaverState {
  const { request } = plan(state, now);
  if (request === null) throw new Error('nothing was due');
  const asked = reduce(state, { kind: 'asked', request });
  if (request.kind === 'draft') return reduce(asked, { kind: 'kept', savedAt: now, at: now });
  const note: SavedNote = {
    id: request.note ?? (9 as NoteId),
    body: request.text,
    revision: (request.basedOn ?? 0) + 1,
    updatedAt: now,
  };
  return reduce(asked, { kind: 'versioned', note, hasConflict: false, at: now });
}

describe('isAtRisk', () => {
  it('says so of what a page that goes cannot send any more', () => {
    const request = { kind: 'draft', note: null, basedOn: null, text: 'a' } as const;
    const sending = after(startSaver(null), type('a'), { kind: 'asked', request });
    expect(isAtRisk(sending, T)).toBe(false);
    expect(isAtRisk(after(sending, type('ab')), T)).toBe(true);
    const large = after(startSaver(null), type('x'.repeat(200_001)));
    expect(isAtRisk(large, T)).toBe(true);
    expect(isAtRisk(sent(large, T + 3000), T + 3000)).toBe(false);
  });

  it('is not where the core has the text, or is about to be given it', () => {
    expect(isAtRisk(startSaver(NOTE), T)).toBe(false);
    expect(isAtRisk(after(startSaver(null), type('a')), T + 400)).toBe(false);
    expect(isAtRisk(sent(after(startSaver(null), type('a')), T + 500), T + 60_000)).toBe(false);
  });

  it('is where the text could not be saved, is too long, or had no answer for long', () => {
    const typing = after(startSaver(null), type('a'));
    const { request } = plan(typing, T + 500);
    if (request === null) throw new Error('nothing was due');
    const asked = after(typing, { kind: 'asked', request });
    expect(isAtRisk(asked, T + 11_000)).toBe(true);
    expect(isAtRisk(after(asked, { kind: 'failed', error: BUSY, at: T + 600 }), T + 700)).toBe(
      true,
    );
    const long = after(startSaver(null), type('x'.repeat(MAX_NOTE_CHARACTERS + 1)));
    expect(isAtRisk(long, T)).toBe(true);
  });

  it('says that what was sent has no answer, never that it is kept', () => {
    const typing = after(startSaver(null), type('a'));
    expect(saveStatus(typing, T, true)).toMatchObject({ kind: 'waiting' });
    expect(saveStatus(sent(typing, T + 500), T + 500, true)).toMatchObject({ kind: 'kept' });
  });
});

describe('plan', () => {
  it('sends nothing while nothing was typed', () => {
    expect(plan(startSaver(null), T)).toEqual({ request: null, wakeAt: null });
    expect(plan(startSaver(NOTE), T)).toEqual({ request: null, wakeAt: null });
  });

  it('keeps a draft after a pause, and every three seconds while typing goes on', () => {
    const typing = after(startSaver(null), type('a'));
    expect(plan(typing, T + 100).wakeAt).toBe(T + 500);
    expect(plan(typing, T + 500).request).toMatchObject({ kind: 'draft', text: 'a', note: null });
    const goingOn = after(typing, type('ab', T + 2900));
    expect(plan(goingOn, T + 2950).wakeAt).toBe(T + 3000);
    expect(plan(goingOn, T + 3000).request).toMatchObject({ kind: 'draft', text: 'ab' });
  });

  it('waits longer with a large text', () => {
    const large = after(startSaver(null), type('x'.repeat(200_001)));
    expect(plan(large, T + 600)).toEqual({ request: null, wakeAt: T + 3000 });
  });

  it('has one request under way', () => {
    const asked = after(
      startSaver(null),
      type('a'),
      { kind: 'asked', request: { kind: 'draft', note: null, basedOn: null, text: 'a' } },
      type('ab', T + 1),
      { kind: 'version-wanted' },
    );
    expect(plan(asked, T + 60_000)).toEqual({ request: null, wakeAt: null });
  });

  it('makes a version when it is wanted, when the editor was left, and after half a minute', () => {
    const typed = sent(after(startSaver(NOTE), type('two')), T + 500);
    expect(plan(typed, T + 600)).toEqual({ request: null, wakeAt: T + IDLE_MS });
    const version = { kind: 'version', note: NOTE.id, basedOn: 1, text: 'two' };
    expect(plan(typed, T + IDLE_MS).request).toEqual(version);
    expect(plan(after(typed, { kind: 'version-wanted' }), T + 600).request).toEqual(version);
    expect(plan(after(typed, { kind: 'left' }), T + 600).request).toEqual(version);
  });

  it('drops the draft of a text that was typed back to what it was', () => {
    const typed = sent(after(startSaver(NOTE), type('two')), T + 500);
    const back = after(typed, type('one', T + 1000));
    expect(plan(back, T + 1500).request).toMatchObject({ kind: 'draft', text: '' });
    expect(isSettled(sent(back, T + 1500))).toBe(true);
  });

  it('never sends an empty text as a version, nor one that is too long at all', () => {
    const empty = after(startSaver(NOTE), type(' '), { kind: 'version-wanted' });
    expect(plan(empty, T + IDLE_MS).request).toBeNull();
    const long = after(startSaver(null), type('x'.repeat(MAX_NOTE_CHARACTERS + 1)));
    expect(plan(after(long, { kind: 'left' }), T + IDLE_MS).request).toBeNull();
  });

  it('tries again by itself after a failure, later each time, and at once when asked', () => {
    let state = after(startSaver(null), type('a'));
    const { request } = plan(state, T + 500);
    if (request === null) throw new Error('nothing was due');
    state = after(state, { kind: 'asked', request }, { kind: 'failed', error: BUSY, at: T + 600 });
    expect(plan(state, T + 700)).toEqual({ request: null, wakeAt: T + 2600 });
    expect(plan(state, T + 2600).request).toMatchObject({ text: 'a' });
    expect(plan(after(state, { kind: 'retried' }), T + 700).request).toMatchObject({ text: 'a' });
  });

  it('does not repeat by itself what cannot help, but does when the text changes', () => {
    const refused = { code: 'invalid-input', message: 'No.', retryable: false };
    const asked = { kind: 'draft', note: null, basedOn: null, text: 'a' } as const;
    const state = after(
      startSaver(null),
      type('a'),
      { kind: 'asked', request: asked },
      { kind: 'failed', error: refused, at: T },
    );
    expect(plan(state, T + 1e9)).toEqual({ request: null, wakeAt: null });
    expect(plan(after(state, type('ab', T + 5000)), T + 60_000).request).not.toBeNull();
  });
});

describe('two writers', () => {
  const asked = { kind: 'version', note: NOTE.id, basedOn: 1, text: 'mine' } as const;
  const merged: SavedNote = { ...NOTE, body: 'theirs\n---\nmine', revision: 3 };

  it('shows both texts, with what was typed meanwhile', () => {
    const state = after(
      startSaver(NOTE),
      type('mine'),
      { kind: 'asked', request: asked },
      type('mine and more', T + 1),
      { kind: 'versioned', note: merged, hasConflict: true, at: T + 2 },
    );
    expect(state.text).toBe('theirs\n---\nmine and more');
    expect(state).toMatchObject({ hasConflict: true, basedOn: 3, saved: merged.body });
    expect(state.replaced).toEqual({ count: 1, shift: 'theirs\n---\n'.length });
  });

  it('takes a newer text over while nothing was typed, and leaves it while something was', () => {
    const newer = { ...NOTE, body: 'newer', revision: 2 };
    expect(after(startSaver(NOTE), { kind: 'seen', note: newer })).toMatchObject({
      text: 'newer',
      basedOn: 2,
    });
    expect(after(startSaver(NOTE), type('mine'), { kind: 'seen', note: newer })).toMatchObject({
      text: 'mine',
      basedOn: 1,
    });
  });

  it('makes a new note of what is typed into a note that was removed', () => {
    const gone = after(startSaver(NOTE), { kind: 'gone' });
    expect(gone).toMatchObject({ isGone: true, text: 'one' });
    expect(after(gone, type('one more'))).toMatchObject({ note: null, saved: '', isGone: false });
  });

  it('keeps as a draft what was typed before the note was removed', () => {
    const gone = after(startSaver(NOTE), type('one more'), { kind: 'gone' }, { kind: 'left' });
    const kept = sent(gone, T);
    expect(kept).toMatchObject({ isGone: true, held: 'one more' });
    expect(plan(kept, T + IDLE_MS)).toEqual({ request: null, wakeAt: null });
  });

  it('keeps as a draft what is refused as a version, and says so until it is dealt with', () => {
    const refusal = { code: 'not-found', message: 'It was removed.', retryable: false };
    const version = { kind: 'version', note: NOTE.id, basedOn: 1, text: 'two' } as const;
    const refused = after(
      startSaver(NOTE),
      type('two'),
      { kind: 'version-wanted' },
      { kind: 'asked', request: version },
      { kind: 'failed', error: refusal, at: T },
    );
    const kept = sent(refused, T + 500);
    expect(kept.held).toBe('two');
    expect(plan(kept, T + 1e9)).toEqual({ request: null, wakeAt: null });
    expect(saveStatus(kept, T).words).toBe('Not saved: It was removed. Your text is still here.');
    expect(sent(after(kept, { kind: 'detached' }), T + 600)).toMatchObject({
      note: 9,
      saved: 'two',
      failure: null,
    });
  });

  it('never loses a character in a merge', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, mine, more) => {
        const typed = mine + more;
        const { text } = rebase({ sent: mine, merged: before + mine, typed });
        expect(text).toContain(typed);
        expect(text).toContain(before);
      }),
    );
  });
});

describe('the words', () => {
  const words = (state: SaverState): string => saveStatus(state, T).words;

  it('say how it stands', () => {
    const typed = after(startSaver(null), type('a'));
    expect(words(startSaver(null))).toBe('Nothing typed yet');
    expect(words(typed)).toBe('Typing…');
    const kept = sent(typed, T + 500);
    expect(words(kept)).toMatch(/^Kept at \d\d:\d\d$/u);
    const saved = sent(after(kept, { kind: 'version-wanted' }), T + 600);
    expect(words(saved)).toMatch(/^Saved as version 1 at \d\d:\d\d$/u);
    expect(words(after(startSaver(NOTE), type('')))).toMatch(/^An empty text is not kept/u);
    const failed = after(typed, { kind: 'failed', error: BUSY, at: T });
    expect(words(failed)).toBe('Not saved: The library is busy. Your text is still here.');
    const long = after(startSaver(null), type('x'.repeat(2_000_000)));
    expect(words(long)).toContain('up to 1,500,000 characters, and this one has 2,000,000');
  });

  it('are read out when something matters, not at each pause', () => {
    const typing = { kind: 'typing', words: 'Typing…' } as const;
    const kept = { kind: 'kept', words: 'Kept at 14:03' } as const;
    const failed = { kind: 'failed', words: 'Not saved' } as const;
    expect(toAnnounce(typing, kept)).toBeNull();
    expect(toAnnounce(kept, typing)).toBeNull();
    expect(toAnnounce(typing, failed)).toBe('Not saved');
    expect(toAnnounce(failed, kept)).toBe('Kept at 14:03');
  });
});

it('whatever is typed and fails, the newest text arrives in the end', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('type' as const), text: fc.string({ maxLength: 5 }) }),
    fc.record({ kind: fc.constantFrom('run', 'fail', 'want') }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state = startSaver(NOTE);
      let now = T;
      let newest = NOTE.body;
      for (const each of steps) {
        now += 700;
        if (each.kind === 'type' && 'text' in each) {
          newest = each.text;
          state = after(state, type(newest, now));
        } else if (each.kind === 'want') state = after(state, { kind: 'version-wanted' });
        else {
          const { request } = plan(state, now);
          if (request === null) continue;
          state =
            each.kind === 'run'
              ? sent(state, now)
              : after(state, { kind: 'asked', request }, { kind: 'failed', error: BUSY, at: now });
        }
        expect(state.text).toBe(newest);
      }
      state = after(state, { kind: 'left' });
      for (let tries = 0; tries < 5 && !isSettled(state); tries += 1) {
        now += 100_000;
        state = sent(state, now);
      }
      expect(isSettled(state)).toBe(true);
      if (newest.trim() !== '') expect(state.saved).toBe(newest);
    }),
  );
});
