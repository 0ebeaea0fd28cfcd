// What the desktop asks of the window: to run a command, to open a study, to keep what was typed before it closes.
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { useSettings } from '../../src/renderer/api/settings-store.ts';
import { useHostRequests } from '../../src/renderer/app/host-requests.ts';
import { useCommand } from '../../src/renderer/commands/registry.ts';
import { Notes } from '../../src/renderer/features/notes/Notes.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { Slug, UnixMs } from '../../src/shared/domain/ids.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';
import { exampleNote, slugOf } from '../support/study-view.ts';

let drafts: string[];
let places: unknown[];
beforeEach(() => {
  drafts = [];
  places = [];
});

function Window({ slug }: { readonly slug: Slug }) {
  useHostRequests();
  const [isHelping, setHelping] = useState(false);
  useCommand('go.help', () => {
    setHelping(true);
  });
  return isHelping ? (
    <p>Help is here</p>
  ) : (
    <Notes subject={{ slug }} title="Notes" isSingle={false} />
  );
}

function open(slug: string, answers: FakeAnswers = {}): FakeBridge {
  const bridge = createFakeBridge({
    'note.list': () => ({ notes: [] }),
    'note.drafts': () => ({ drafts: [] }),
    'note.writer': () => ({ writer: 'this-window' }),
    'note.draft': ({ body }) => {
      drafts.push(body);
      return { savedAt: Date.now() as UnixMs };
    },
    // Editors that other tests have left may still have something to say.
    'note.create': ({ body }) => ({ note: exampleNote({ body }), undo: 'write a note' }),
    'note.edit': ({ body }) => ({
      note: exampleNote({ body }),
      conflict: false,
      undo: 'change it',
    }),
    'settings.set': ({ place }) => {
      places.push(place);
      throw new AppError('internal', 'not answered here');
    },
    ...answers,
  });
  connect(bridge);
  render(<Window slug={slugOf(slug)} />);
  return bridge;
}

async function type(text: string): Promise<void> {
  await screen.findByText('No note yet.');
  await userEvent.click(screen.getByRole('button', { name: 'Write a note' }));
  fireEvent.change(screen.getByRole('textbox', { name: 'Note in Markdown' }), {
    target: { value: text },
  });
}

describe('the desktop', () => {
  it('runs a command of the window; one that is none, or that nobody answers, is not done', async () => {
    const bridge = open('asked-1');
    expect(await bridge.ask({ kind: 'command', command: 'nothing.here' })).toBe(false);
    expect(await bridge.ask({ kind: 'command', command: 'list.delete' })).toBe(false);
    expect(await bridge.ask({ kind: 'command', command: 'go.help' })).toBe(true);
    expect(await screen.findByText('Help is here')).toBeVisible();
  });

  it('opens the study of a link, and nothing for a slug that is none', async () => {
    const bridge = open('asked-2');
    expect(await bridge.ask({ kind: 'study', slug: '../../etc' })).toBe(false);
    expect(useSettings.getState().place.slug).not.toBe('../../etc');
    expect(await bridge.ask({ kind: 'study', slug: slugOf('some-study') })).toBe(true);
    expect(useSettings.getState().place).toMatchObject({ screen: 'browse', slug: 'some-study' });
  });

  it('has what was typed kept before the window closes, at once', async () => {
    const bridge = open('asked-3');
    await type('Half a sentence');
    expect(drafts).not.toContain('Half a sentence');
    expect(await bridge.ask({ kind: 'leave' })).toBe(true);
    expect(drafts).toContain('Half a sentence');
  });

  it('is told where it cannot be kept', async () => {
    const bridge = open('asked-4', {
      'note.writer': () => ({ writer: 'this-window' }),
      'note.draft': () => {
        throw new AppError('disk-full', 'There is no room.', { retryable: true });
      },
    });
    await type('Not lost');
    expect(await bridge.ask({ kind: 'leave' })).toBe(false);
    expect(screen.getByRole('textbox', { name: 'Note in Markdown' })).toHaveValue('Not lost');
  });
});
