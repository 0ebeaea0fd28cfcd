// The copy of the atlas as a reader meets it: running, paused, offline, failed, asking, done.
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcer } from '../../src/renderer/a11y/announcer.tsx';
import { connect } from '../../src/renderer/api/client.ts';
import { closeReceipt } from '../../src/renderer/api/receipt-place.ts';
import { useSettings } from '../../src/renderer/api/settings-store.ts';
import { useSyncActions } from '../../src/renderer/api/sync-actions.ts';
import { useSyncStore } from '../../src/renderer/api/sync-store.ts';
import { CopyStanding } from '../../src/renderer/app/CopyStanding.tsx';
import { useSyncAnnouncements } from '../../src/renderer/app/sync-announcements.ts';
import { SyncView } from '../../src/renderer/features/sync/SyncView.tsx';
import type { ErrorCode } from '../../src/shared/contract/errors.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { SyncStateView } from '../../src/shared/contract/types.ts';
import type { UnixMs } from '../../src/shared/domain/ids.ts';
import { NO_PROGRESS } from '../../src/shared/domain/sync.ts';
import {
  EXAMPLE_TIME,
  exampleReceipt,
  exampleSettings,
  exampleStatus,
  exampleSyncState,
} from '../support/example-answers.ts';
import {
  EXAMPLE_SITE,
  exampleRun,
  exampleSlug,
  exampleUnfinished,
  receiptAnswer,
} from '../support/example-sync.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';

interface Opened {
  readonly bridge: FakeBridge;
  /** Sets how the sync stands from now on. */
  readonly stand: (state: SyncStateView) => void;
}

function open(first: SyncStateView, answers: FakeAnswers = {}): Opened {
  let state = first;
  const bridge = createFakeBridge({
    'status.get': exampleStatus,
    'sync.state': () => state,
    'sync.receipts': () => ({ receipts: [] }),
    'file.places': () => ({ chooser: 'dialog', folders: [] }),
    'settings.set': () => exampleSettings(),
    'search.rows': () => ({ rows: [], missing: [] }),
    ...answers,
  });
  connect(bridge);
  render(<Window />);
  return {
    bridge,
    stand(next) {
      state = next;
      const { progress, isRunning } = next;
      const idle = next.unfinished?.isPaused === true ? 'paused' : 'idle';
      bridge.emit({
        type: 'sync.progress',
        progress: isRunning ? progress : { ...progress, state: idle },
      });
    },
  };
}

function Window(): React.ReactElement {
  useSyncAnnouncements();
  return (
    <>
      <SyncView onOpenStudy={vi.fn()} />
      <CopyStanding />
      <Announcer />
    </>
  );
}

function failed(code: ErrorCode, message: string): SyncStateView {
  return exampleSyncState({
    source: EXAMPLE_SITE,
    failure: { code, message, retryable: true, ref: null },
  });
}

beforeEach(() => {
  useSettings.setState(useSettings.getInitialState(), true);
  useSyncActions.setState(useSyncActions.getInitialState(), true);
  useSyncStore.setState(useSyncStore.getInitialState(), true);
  closeReceipt();
});

describe('the copy of the atlas', () => {
  it('is started with the address that is shown, which is remembered when it could be used', async () => {
    let state = exampleSyncState();
    let isRefused = true;
    const { bridge } = open(state, {
      'sync.state': () => state,
      'sync.start': () => {
        if (isRefused) throw new AppError('source-invalid', 'That is no address.');
        state = exampleRun({ done: 2, total: 300 });
        return { joined: false };
      },
    });
    const address = await screen.findByRole('textbox', { name: 'Address of the atlas' });
    await userEvent.clear(address);
    await userEvent.type(address, 'http://127.0.0.1:9');
    const start = await screen.findByRole('button', { name: 'Start copying' });
    await waitFor(() => {
      expect(start).toBeEnabled();
    });
    await userEvent.click(start);
    expect(await screen.findByRole('alert')).toHaveTextContent('That is no address.');
    expect(bridge.calls.map(({ method }) => method)).not.toContain('settings.set');
    isRefused = false;
    await userEvent.click(start);
    expect(
      await screen.findByText('Copying: 2 of 300 studies (0 %)', { selector: 'section p' }),
    ).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(bridge.calls).toContainEqual({
      method: 'sync.start',
      input: { source: 'http://127.0.0.1:9' },
    });
    await waitFor(() => {
      expect(useSettings.getState().settings.source).toBe('http://127.0.0.1:9');
    });
    expect(start).toBeDisabled();
    // The focus is not lost with the button that was pressed.
    expect(screen.getByRole('button', { name: 'Pause' })).toHaveFocus();
  });

  it('that runs tells its steps in place, and aloud only that it has begun', async () => {
    const { stand } = open(exampleSyncState());
    await screen.findByText('Nothing is being copied.');
    stand(exampleRun());
    const region = screen.getByRole('status');
    await waitFor(() => {
      expect(region).toHaveTextContent('The copy has begun.');
    });
    stand(
      exampleRun({ done: 900, leftMs: 81 * 60_000, current: exampleSlug('asked'), unreadable: 2 }),
    );
    expect(await screen.findByText('About 1 hour 20 minutes left.')).toBeVisible();
    expect(screen.getByText('Asked for last: asked-1')).toBeVisible();
    expect(screen.getByText('2 pages could not be read so far.')).toBeVisible();
    expect(region).toHaveTextContent('The copy has begun.');
  });

  it('is paused, and then gone on with or given up', async () => {
    let state: SyncStateView = exampleRun();
    const { bridge } = open(state, {
      'sync.state': () => state,
      'sync.pause': () => {
        state = exampleUnfinished();
        return { paused: true };
      },
      'sync.start': () => {
        state = exampleRun();
        return { joined: false };
      },
      'sync.stop': () => {
        state = exampleSyncState();
        return { stopped: true };
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    expect(await screen.findByText('Paused at 412 of 6,145 studies.')).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('The copy is paused at 412 of 6,145.');
    const resume = screen.getByRole('button', { name: 'Resume' });
    expect(resume).toHaveFocus();
    await userEvent.click(resume);
    expect(await screen.findByText(/^Copying: 412/u, { selector: 'section p' })).toBeVisible();
    expect(bridge.calls).toContainEqual({ method: 'sync.start', input: { source: EXAMPLE_SITE } });
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(await screen.findByText('Nothing is being copied.')).toBeVisible();
  });

  it('is offline without an alarm', async () => {
    open(exampleRun({ state: 'waiting', wait: { reason: 'offline', until: EXAMPLE_TIME } }));
    expect(
      await screen.findByText('Offline. The copy goes on when the connection is back.'),
    ).toBeVisible();
    expect(screen.getByText('412 of 6,145 studies are copied.')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByRole('button', { name: 'Offline: the copy waits' })).toBeVisible();
  });

  it('that failed says why, for as long as it is so, and is tried again', async () => {
    const { bridge } = open(failed('source-refused', 'The site refused.'), {
      'sync.start': () => ({ joined: false }),
    });
    const words = await screen.findByText(/The site refused\./u);
    expect(words).toHaveTextContent(/^The last copy stopped\. The site refused\.$/u);
    expect(screen.getByRole('button', { name: 'Add a page by hand' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(bridge.calls).toContainEqual({ method: 'sync.start', input: { source: EXAMPLE_SITE } });
  });

  it('of another program is told as what it is', async () => {
    open(failed('sync-running', 'Another sync is running on this data folder.'));
    expect(await screen.findByText(/^Another sync is running/u)).toBeVisible();
    expect(screen.getByRole('button', { name: /^Another program is copying/u })).toBeVisible();
  });

  it('says when it looks for changes next, where that is asked for', async () => {
    useSettings.setState((before) => ({ settings: { ...before.settings, dailySync: true } }));
    const at = new Date(2026, 10, 23, 0, 12).getTime() as UnixMs;
    open(exampleSyncState({ nextDailyAt: at }));
    expect(
      await screen.findByText(/^The next look for changes: 23 November 2026 at 00:12/u),
    ).toBeVisible();
  });
});

describe('a copy that would remove many studies', () => {
  const pendingRemoval = {
    source: EXAMPLE_SITE,
    gone: 480,
    moved: 0,
    of: 6145,
    examples: [exampleSlug('example', 1), exampleSlug('example', 2)],
  };

  async function asked(): Promise<FakeBridge> {
    const { bridge } = open(exampleUnfinished({ isPaused: false, pendingRemoval }), {
      'sync.decide': () => ({ source: EXAMPLE_SITE }),
      'sync.start': () => ({ joined: false }),
    });
    await screen.findByRole('heading', { name: 'Your decision is needed' });
    return bridge;
  }

  it('asks, with how many of how many and some of them, and does nothing by itself', async () => {
    const bridge = await asked();
    expect(screen.getByText(/^480 of the 6,145 studies/u)).toBeVisible();
    expect(await screen.findByRole('button', { name: 'example-2' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'The copy needs your decision' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Resume' })).toBeDisabled();
    const methods = bridge.calls.map(({ method }) => method);
    expect(methods).not.toContain('sync.decide');
    expect(methods).not.toContain('sync.start');
  });

  it.each([
    ['Keep them', 'keep'],
    ['Remove them', 'remove'],
  ])('goes on after “%s”', async (button, decision) => {
    const bridge = await asked();
    await userEvent.click(screen.getByRole('button', { name: button }));
    await waitFor(() => {
      expect(bridge.calls.map(({ method }) => method)).toContain('sync.start');
    });
    expect(bridge.calls.filter(({ method }) => /decide|start/u.test(method))).toEqual([
      { method: 'sync.decide', input: { decision } },
      { method: 'sync.start', input: { source: EXAMPLE_SITE } },
    ]);
  });

  it('offers keeping first', async () => {
    await asked();
    const names = screen.getAllByRole('button').map((each) => each.textContent);
    expect(names.indexOf('Keep them')).toBeLessThan(names.indexOf('Remove them'));
    expect(names.indexOf('Keep them')).toBe(0);
  });
});

describe('the last line of the window', () => {
  it('says how old the copy is and what made it, when nothing goes on', async () => {
    const status = exampleStatus();
    open(exampleSyncState(), {
      'status.get': () => ({
        ...status,
        copy: {
          checkedAt: EXAMPLE_TIME,
          versions: [{ generator: 'v1', scanner: 'v1.4', policy: 'v0.1', studies: 6145 }],
        },
      }),
    });
    expect(
      await screen.findByRole(
        'button',
        {
          name: /^Copy checked .* · Generator v1 \/ Scanner v1\.4 \/ policy v0\.1$/u,
        },
        { timeout: 3000 },
      ),
    ).toBeVisible();
  });
});

describe('reading all kept pages again', () => {
  it('tells what it did and leads to its receipt', async () => {
    const receipt = exampleReceipt({ id: 'r', kind: 'reread', source: 'the pages' });
    open(exampleSyncState(), {
      'sync.reread': () => receiptAnswer(receipt),
      'sync.receipt': () => {
        throw new AppError('not-found', 'No such receipt.');
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Read all kept pages again' }));
    expect(await screen.findByText(/^Kept pages read again: /u)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show its receipt' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('No such receipt.');
    await userEvent.click(screen.getByRole('button', { name: 'Back to the copy of the atlas' }));
    expect(await screen.findByRole('heading', { name: 'Now' })).toBeVisible();
  });

  it('is refused in words while something else is at work', async () => {
    open(exampleSyncState(), {
      'sync.reread': () => {
        throw new AppError('sync-running', 'Another sync is running.');
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Read all kept pages again' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Another sync is running.');
  });
});

describe('the receipts', () => {
  it('are listed, searched, and said to be none', async () => {
    open(exampleSyncState({ progress: NO_PROGRESS }), {
      'sync.receipts': ({ query }) => ({
        receipts: ['a', 'b']
          .filter(() => query !== 'zzz')
          .map((id) => ({
            id,
            kind: 'by-hand',
            source: EXAMPLE_SITE,
            finishedAt: EXAMPLE_TIME,
            summary: `Copy of the atlas: ${id} ${query}`,
          })),
      }),
    });
    const list = (await screen.findByRole('heading', { name: 'Receipts' })).closest('section');
    if (list === null) throw new Error('no section');
    expect(await within(list).findAllByRole('button')).toHaveLength(2);
    const search = within(list).getByRole('textbox', { name: 'Search the receipts' });
    await userEvent.type(search, 'cfs');
    expect(await within(list).findByRole('button', { name: /a cfs$/u })).toBeVisible();
    await userEvent.clear(search);
    await userEvent.type(search, 'zzz');
    expect(await within(list).findByText('No receipt has all these words.')).toBeVisible();
  });
});
