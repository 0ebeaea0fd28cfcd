// The screens of words and forms: settings, help.
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { HelpView } from '../../src/renderer/features/help/HelpView.tsx';
import { SettingsView } from '../../src/renderer/features/settings/SettingsView.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import { exampleBackup, exampleSettings, exampleStatus } from '../support/example-answers.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';

function connectFake(answers: FakeAnswers): FakeBridge {
  const bridge = createFakeBridge({
    'status.get': exampleStatus,
    'terms.list': () => ({ terms: [] }),
    ...answers,
  });
  connect(bridge);
  return bridge;
}

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
    const nightly = screen.getByRole('switch', { name: 'Look for changes once a night' });
    expect(nightly).not.toBeChecked();
    expect(nightly).toHaveAccessibleDescription(/between 22:30 and 05:00 UTC/u);
    await userEvent.click(nightly);
    expect(bridge.calls).toContainEqual({
      method: 'settings.set',
      input: { settings: { dailySync: true } },
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
