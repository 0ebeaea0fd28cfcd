// The screens of words and forms: the copy of the atlas, settings, help.
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { HelpView } from '../../src/renderer/features/help/HelpView.tsx';
import { SettingsView } from '../../src/renderer/features/settings/SettingsView.tsx';
import { SyncView } from '../../src/renderer/features/sync/SyncView.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import {
  exampleBackup,
  exampleSettings,
  exampleStatus,
  exampleSyncState,
} from '../support/example-answers.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';
import { NO_PROGRESS } from '../../src/shared/domain/sync.ts';

function connectFake(answers: FakeAnswers): FakeBridge {
  const bridge = createFakeBridge({ 'status.get': exampleStatus, ...answers });
  connect(bridge);
  return bridge;
}

describe('the copy of the atlas', () => {
  it('is started with the address that is shown, and told of in numbers', async () => {
    let state = exampleSyncState();
    const bridge = connectFake({
      'sync.state': () => state,
      'settings.set': () => exampleSettings(),
      'sync.start': () => {
        state = exampleSyncState({
          isRunning: true,
          source: 'http://127.0.0.1:9',
          progress: { ...NO_PROGRESS, state: 'fetching', done: 2, total: 300 },
        });
        return { joined: false };
      },
    });
    render(<SyncView />);
    const address = await screen.findByRole('textbox', { name: 'Address of the atlas' });
    await userEvent.clear(address);
    await userEvent.type(address, 'http://127.0.0.1:9');
    await userEvent.click(screen.getByRole('button', { name: 'Start copying' }));
    expect(await screen.findByText(/2 of 300 studies/u)).toBeVisible();
    expect(bridge.calls).toContainEqual({
      method: 'sync.start',
      input: { source: 'http://127.0.0.1:9' },
    });
    bridge.emit({
      type: 'sync.progress',
      progress: { ...NO_PROGRESS, state: 'fetching', done: 150, total: 300 },
    });
    expect(await screen.findByText(/150 of 300 studies \(50 %\)/u)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Start copying' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Stop' })).toBeEnabled();
  });

  it('that failed says why, for as long as it is so', async () => {
    connectFake({
      'sync.state': () =>
        exampleSyncState({
          failure: {
            code: 'source-unreachable',
            message: 'The site did not answer. What was copied is kept.',
            retryable: true,
            ref: null,
          },
        }),
    });
    render(<SyncView />);
    expect(await screen.findByText(/The site did not answer/u)).toBeVisible();
  });
});

describe('settings', () => {
  it('are kept by the core when they are chosen', async () => {
    const bridge = connectFake({ 'settings.set': () => exampleSettings({ theme: 'dim' }) });
    render(<SettingsView />);
    await userEvent.click(screen.getByRole('radio', { name: 'Dim' }));
    expect(bridge.calls).toContainEqual({
      method: 'settings.set',
      input: { settings: { theme: 'dim' } },
    });
    await userEvent.click(screen.getByRole('switch', { name: 'Shortcuts of one key' }));
    expect(bridge.calls).toContainEqual({
      method: 'settings.set',
      input: { settings: { singleKeys: false } },
    });
  });

  it('say where the data lie, and make a backup or say why not', async () => {
    let isFull = true;
    connectFake({
      'backup.create': () => {
        if (isFull) throw new AppError('disk-full', 'There is no room for a backup.');
        return exampleBackup('2026-11-22-manual');
      },
    });
    render(<SettingsView />);
    expect(await screen.findByText(/mecfs-atlas-companion/u)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Make a backup now' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('There is no room');
    isFull = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/2026-11-22-manual/u)).toBeVisible();
  });
});

describe('help', () => {
  it('explains queries, badges and every command without asking anybody', () => {
    const bridge = connectFake({});
    render(<HelpView />);
    expect(screen.getByText('pem:')).toBeVisible();
    expect(screen.getByRole('rowheader', { name: 'Search the atlas' })).toBeVisible();
    expect(screen.getByText(/That is not “no”/u)).toBeVisible();
    expect(bridge.calls).toEqual([]);
  });
});
