// What the app shows before and instead of the studies: first run, recovery, a core that is away.
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { App } from '../../src/renderer/app/App.tsx';
import { connect } from '../../src/renderer/api/client.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import { exampleBackup, exampleSettings, exampleStatus } from '../support/example-answers.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';

function open(answers: FakeAnswers): FakeBridge {
  const bridge = createFakeBridge(answers);
  connect(bridge);
  render(<App />);
  return bridge;
}

describe('the first run', () => {
  it('says what is here and what a copy would add, and offers two ways on', async () => {
    const bridge = open({
      'settings.get': () => exampleSettings(),
      'settings.set': () => exampleSettings({ welcomed: true }),
      'status.get': exampleStatus,
      'sync.start': () => ({ joined: false }),
    });
    expect(await screen.findByText(/80 studies as a starter set/u)).toBeVisible();
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Take a copy',
      'Look around',
    ]);
    expect(bridge.calls.map(({ method }) => method)).not.toContain('sync.start');
  });

  it('stays, with the reason, where the copy cannot be started', async () => {
    open({
      'settings.get': () => exampleSettings(),
      'status.get': exampleStatus,
      'sync.start': () => {
        throw new AppError('source-invalid', 'That is no address. Nothing was asked.');
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Take a copy' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('That is no address');
    expect(screen.getByRole('button', { name: 'Look around' })).toBeVisible();
  });
});

describe('a library that cannot be opened', () => {
  const broken = (): never => {
    throw new AppError('library-corrupt', 'The library is damaged.');
  };

  it('leads to its backups; one is looked into before it is put back', async () => {
    const sound = exampleBackup('2026-11-21-daily');
    let isMended = false;
    const bridge = open({
      'settings.get': () => (isMended ? exampleSettings() : broken()),
      'status.get': exampleStatus,
      'backup.list': () => ({ backups: [sound, exampleBackup('old', 'It is cut short.')] }),
      'backup.inspect': () => ({ backup: sound, lists: ['POTS'], newestNoteAt: null }),
      'backup.restore': () => {
        isMended = true;
        return { restored: sound, replacedKeptIn: 'replaced/1', versionsMerged: 0 };
      },
    });
    expect(await screen.findByText('The library is damaged.')).toBeVisible();
    const look = await screen.findAllByRole('button', { name: /^Look into it/u });
    expect(look[1]).toBeDisabled();
    await userEvent.click(look[0] ?? document.body);
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('POTS');
    expect(bridge.calls.map(({ method }) => method)).not.toContain('backup.restore');
    await userEvent.click(screen.getByRole('button', { name: 'Go back to this backup' }));
    expect(await screen.findByText(/kept in the folder replaced\/1/u)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Open the library' }));
    expect(await screen.findByRole('button', { name: 'Look around' })).toBeVisible();
  });

  it('without backups says what not to do', async () => {
    open({ 'settings.get': broken, 'backup.list': () => ({ backups: [] }) });
    expect(await screen.findByText(/keep the data folder as it is/u)).toBeVisible();
  });
});

describe('a core that does not answer', () => {
  it('offers to try again', async () => {
    const bridge = createFakeBridge({
      'settings.get': () => exampleSettings(),
      'status.get': exampleStatus,
    });
    bridge.setConnected(false);
    connect(bridge);
    render(<App />);
    expect(await screen.findByRole('alert')).toHaveTextContent('What was saved is safe');
    bridge.setConnected(true);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: 'Look around' })).toBeVisible();
  });
});
