// @vitest-environment jsdom
// Notes as they are written: saved as typed, never lost, taken back.
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { runCommand } from '../../src/renderer/commands/registry.ts';
import { Notes } from '../../src/renderer/features/notes/Notes.tsx';
import type { NoteDraft, NoteView } from '../../src/shared/contract/types.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { NoteId, UnixMs } from '../../src/shared/domain/ids.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';
import { EXAMPLE_AT, exampleDraft, exampleNote, slugOf } from '../support/study-view.ts';

let number = 0;
let slug = slugOf('study-0');

// A study of its own for each test: what one leaves unsaved is not found by the next.
beforeEach(() => {
  number += 1;
  slug = slugOf(`study-${number}`);
});
afterEach(() => {
  vi.useRealTimers();
});

interface Kept {
  notes: NoteView[];
  drafts: NoteDraft[];
}

/** A core that keeps notes as the real one does, in memory. */
function open(
  start: Partial<Kept> = {},
  answers: FakeAnswers = {},
): { readonly kept: Kept; readonly bridge: FakeBridge } {
  const kept: Kept = { notes: start.notes ?? [], drafts: start.drafts ?? [] };
  const drop = (writer: string | null | undefined, note: NoteId | null): void => {
    kept.drafts = kept.drafts.filter((each) => each.writer !== writer || each.note !== note);
  };
  const bridge = createFakeBridge({
    'note.list': () => ({ notes: kept.notes }),
    'note.drafts': () => ({ drafts: kept.drafts }),
    'note.writer': () => ({ writer: 'this-window' }),
    'note.draft': ({ writer, note, basedOn, body }) => {
      drop(writer, note);
      if (body === '') return { savedAt: null };
      kept.drafts.push(exampleDraft({ writer, note, basedOn, body, savedAt: EXAMPLE_AT }));
      return { savedAt: Date.now() as UnixMs };
    },
    'note.create': ({ body, writer }) => {
      drop(writer, null);
      const note = exampleNote({ id: (kept.notes.length + 1) as NoteId, body });
      kept.notes = [...kept.notes, note];
      return { note, undo: 'write a note' };
    },
    'note.edit': ({ id, body, basedOn, writer }) => {
      drop(writer, id);
      const before = kept.notes.find((each) => each.id === id);
      if (before === undefined) throw new AppError('not-found', 'There is no such note.');
      const conflict = before.revision !== basedOn;
      const text = conflict ? `${before.body}\n---\n${body}` : body;
      const note = { ...before, body: text, revision: before.revision + 1 };
      kept.notes = kept.notes.map((each) => (each.id === id ? note : each));
      return { note, conflict, undo: 'change the note' };
    },
    'note.remove': ({ id }) => {
      const note = kept.notes.find((each) => each.id === id) ?? exampleNote();
      kept.notes = kept.notes.filter((each) => each.id !== id);
      return { note, undo: 'remove the note' };
    },
    'settings.set': () => {
      throw new AppError('internal', 'not asked here');
    },
    ...answers,
  });
  connect(bridge);
  return { kept, bridge };
}

function show(): ReturnType<typeof render> {
  return render(<Notes subject={{ slug }} title="Notes" isSingle={false} />);
}

async function startNew(): Promise<HTMLElement> {
  await screen.findByText('No note yet.');
  await userEvent.click(screen.getByRole('button', { name: 'Write a note' }));
  return screen.getByRole('textbox', { name: 'Note in Markdown' });
}

describe('writing', () => {
  it('keeps what is typed by itself, and says so', async () => {
    const { kept } = open();
    show();
    const field = await startNew();
    expect(field).toHaveFocus();
    expect(screen.getByText('Nothing typed yet')).toBeVisible();
    await userEvent.type(field, 'Fine print');
    expect(screen.getByText('Typing…')).toBeVisible();
    expect(await screen.findByText(/^Kept at /u, {}, { timeout: 3000 })).toBeVisible();
    expect(kept.drafts.map((draft) => draft.body)).toEqual(['Fine print']);
    expect(kept.notes).toEqual([]);
    await act(async () => {
      runCommand('note.save');
      await Promise.resolve();
    });
    expect(await screen.findByText(/^Saved as version 1/u)).toBeVisible();
    expect(kept.notes.map((note) => note.body)).toEqual(['Fine print']);
    expect(kept.drafts).toEqual([]);
  });

  it('makes a version when the view goes', async () => {
    const { kept } = open();
    const { unmount } = show();
    fireEvent.change(await startNew(), { target: { value: 'On the way out' } });
    unmount();
    await waitFor(() => {
      expect(kept.notes.map((note) => note.body)).toEqual(['On the way out']);
    });
  });

  it('sends a draft at once when the window goes', async () => {
    const { kept } = open();
    show();
    fireEvent.change(await startNew(), { target: { value: 'Quick' } });
    fireEvent(window, new Event('pagehide'));
    await waitFor(() => {
      expect(kept.drafts.map((draft) => draft.body)).toEqual(['Quick']);
    });
  });

  it('“Done” leads back to the note as it is read', async () => {
    open();
    show();
    await userEvent.type(await startNew(), 'With *form*');
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    const note = await screen.findByRole('article', { name: /^Note, version 1/u });
    expect(await within(note).findByText('form')).toContainHTML('<em>form</em>');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByRole('heading', { name: 'Notes' })).toHaveFocus();
  });
});

describe('a core that stops', () => {
  it('is told in words, the text stays, and trying again saves it', async () => {
    const { bridge, kept } = open();
    const { unmount } = show();
    const field = await startNew();
    bridge.setConnected(false);
    await userEvent.type(field, 'Not lost');
    expect(await screen.findByText(/^Not saved: .*Your text is still here\.$/u)).toBeVisible();
    expect(field).toHaveValue('Not lost');
    // Leaving and coming back finds it where it was.
    unmount();
    show();
    expect(screen.getByRole('textbox', { name: 'Note in Markdown' })).toHaveValue('Not lost');
    bridge.setConnected(true);
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => {
      expect(kept.notes.map((note) => note.body)).toEqual(['Not lost']);
    });
  });

  it('refuses two million characters in words, and keeps them', async () => {
    const { bridge } = open();
    show();
    const field = await startNew();
    fireEvent.change(field, { target: { value: 'x'.repeat(2_000_000) } });
    expect(screen.getByText(/a note holds up to 1,500,000 characters/u)).toBeVisible();
    expect(field).toHaveProperty('value.length', 2_000_000);
    act(() => {
      runCommand('note.save');
    });
    expect(bridge.calls.some(({ method }) => method === 'note.create')).toBe(false);
  });
});

describe('two writers', () => {
  it('get both texts, and are told', async () => {
    const note = exampleNote();
    const { kept } = open({ notes: [note] });
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    const field = screen.getByRole('textbox', { name: 'Note in Markdown' });
    kept.notes = [{ ...note, body: 'Theirs.', revision: 2 }];
    fireEvent.change(field, { target: { value: 'Mine.' } });
    await userEvent.click(screen.getByRole('button', { name: 'Save a version now' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('both texts are kept');
    expect(field).toHaveValue('Theirs.\n---\nMine.');
  });
});

describe('drafts that are found', () => {
  it('of another window are offered in place, used, and dropped when they are safe', async () => {
    const { kept } = open({ drafts: [exampleDraft()] });
    show();
    expect(await screen.findByText(/^Text that was typed on .* not kept/u)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Use it' }));
    expect(screen.getByRole('textbox')).toHaveValue('Typed before the crash.');
    await waitFor(() => {
      expect(kept.drafts.map(({ body, writer }) => [body, writer !== 'another-window'])).toEqual([
        ['Typed before the crash.', true],
      ]);
    });
  });

  it('of a window whose program is gone stand in their field again', async () => {
    const older = exampleDraft({ writer: 'older', body: 'Older still.', isLeft: true });
    const { kept } = open({ drafts: [exampleDraft({ isLeft: true }), older] });
    show();
    expect(await screen.findByRole('textbox')).toHaveValue('Typed before the crash.');
    expect(screen.getByText('Older still.')).toBeVisible();
    await waitFor(() => {
      expect(kept.drafts.map(({ body, writer }) => [body, writer])).toEqual([
        ['Older still.', 'older'],
        ['Typed before the crash.', 'this-window'],
      ]);
    });
    // Not a version: nobody asked for one.
    expect(kept.notes).toEqual([]);
  });

  it('are discarded only when that was said twice', async () => {
    const { kept } = open({ drafts: [exampleDraft()] });
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Discard' }));
    expect(kept.drafts).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Discard this text for good' }));
    await waitFor(() => {
      expect(kept.drafts).toEqual([]);
    });
    expect(screen.queryByText(/^Text that was typed on/u)).toBeNull();
  });
});

describe('hostile Markdown', () => {
  it('makes no element of HTML, no image, no link but to the web', async () => {
    const body = [
      '# Big',
      '<script>alert(1)</script> <b onclick="x">bold</b>',
      '[a](javascript:alert(1)) [b](data:text/html,x) [c](https://example.org/c)',
      '![picture](https://example.org/p.png)',
    ].join('\n\n');
    open({ notes: [exampleNote({ body })] });
    const { container } = show();
    const link = await screen.findByRole('link', { name: 'c' });
    expect(screen.getAllByRole('link')).toEqual([link]);
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    expect(container.querySelector('script, img, b')).toBeNull();
    expect(screen.getByText(/Image: picture, https:\/\/example\.org\/p\.png/u)).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Big', level: 4 })).toBeVisible();
  });

  it('of a megabyte is shown in part until it is asked for', async () => {
    open({ notes: [exampleNote({ body: 'word '.repeat(200_000) })] });
    show();
    expect(await screen.findByText(/The note has 1,000,000 characters/u)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Show the whole note' })).toBeVisible();
  });
});

describe('versions', () => {
  it('are compared in words, and an earlier one is brought back', async () => {
    const { kept, bridge } = open(
      { notes: [exampleNote({ revision: 2, body: 'New text' })] },
      {
        'note.revisions': ({ id }) => ({
          revisions: [
            { noteId: id, revision: 2, body: 'New text', savedAt: EXAMPLE_AT },
            { noteId: id, revision: 1, body: 'Old text', savedAt: EXAMPLE_AT },
          ],
        }),
        'note.compare': () => ({
          parts: [
            { kind: 'removed', text: 'Old' },
            { kind: 'added', text: 'New' },
            { kind: 'same', text: ' text' },
          ],
        }),
      },
    );
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Earlier versions' }));
    const dialog = await screen.findByRole('dialog', { name: 'Versions of this note' });
    expect(await within(dialog).findByText('New')).toHaveTextContent('[added: New end of added]');
    expect(bridge.calls).toContainEqual({
      method: 'note.compare',
      input: { id: 7, from: 1, to: 2 },
    });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Restore version 1' }));
    expect(await within(dialog).findByText(/is now version 3/u)).toBeVisible();
    expect(kept.notes.map((note) => note.body)).toEqual(['Old text']);
    // Without a writer, whose draft it would drop: what is being typed is another text.
    expect(bridge.calls).toContainEqual({
      method: 'note.edit',
      input: { id: 7, body: 'Old text', basedOn: 2 },
    });
  });
});

it('removing a note is one press, and the focus stays near', async () => {
  const { kept } = open({ notes: [exampleNote()] });
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Remove' }));
  expect(await screen.findByText('No note yet.')).toBeVisible();
  expect(kept.notes).toEqual([]);
  expect(screen.getByRole('heading', { name: 'Notes' })).toHaveFocus();
});
