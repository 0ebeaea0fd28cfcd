// @vitest-environment jsdom
// What the window asks before it is drawn: once, and again where something has changed meanwhile.
import { render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { begin } from '../../src/renderer/api/begin.ts';
import { useSearch } from '../../src/renderer/api/search-store.ts';
import { useSettings } from '../../src/renderer/api/settings-store.ts';
import { App } from '../../src/renderer/app/App.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import { exampleSettings, exampleStatus, exampleSyncState } from '../support/example-answers.ts';
import { exampleRows, exampleSearch } from '../support/example-search.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';

function host(answers: FakeAnswers): FakeBridge {
  const rows = exampleRows(30);
  const bridge = createFakeBridge({
    'settings.get': () => exampleSettings({ welcomed: true }),
    'settings.set': () => exampleSettings({ welcomed: true }),
    'status.get': exampleStatus,
    'sync.state': () => exampleSyncState(),
    'list.all': () => ({ lists: [] }),
    'backup.list': () => ({ backups: [] }),
    ...exampleSearch(() => rows),
    ...answers,
  });
  // As Electron's preload does it.
  vi.stubGlobal('atlas', bridge);
  return bridge;
}

async function beginHere(): Promise<void> {
  const leave = await begin();
  if (leave === null) throw new Error('There is a bridge, and it was not found.');
  onTestFinished(leave);
}

const asked = (bridge: FakeBridge, method: string): number =>
  bridge.calls.filter((call) => call.method === method).length;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(500);
  useSearch.setState(useSearch.getInitialState(), true);
  useSettings.setState(useSettings.getInitialState(), true);
});

describe('the beginning of the window', () => {
  it('asks for the settings and for the studies before anything is drawn, and not again', async () => {
    const bridge = host({});
    await beginHere();
    await waitFor(() => {
      expect(useSearch.getState().opened?.total).toBe(30);
    });
    render(<App />);
    expect(await screen.findByRole('grid')).toBeVisible();
    expect(asked(bridge, 'settings.get')).toBe(1);
    expect(asked(bridge, 'search.open')).toBe(1);
  });

  it('asks for the studies again where the data changed before they were drawn', async () => {
    const bridge = host({});
    await beginHere();
    await waitFor(() => {
      expect(useSearch.getState().opened).not.toBeNull();
    });
    bridge.emit({ type: 'data.changed', parts: ['mirror'] });
    render(<App />);
    await screen.findByRole('grid');
    await waitFor(() => {
      expect(asked(bridge, 'search.open')).toBe(2);
    });
  });

  it('searches nothing before the reader was welcomed', async () => {
    const bridge = host({ 'settings.get': () => exampleSettings() });
    await beginHere();
    render(<App />);
    expect(await screen.findByRole('button', { name: 'Look around' })).toBeVisible();
    expect(asked(bridge, 'search.open')).toBe(0);
  });

  it('leaves a library that cannot be opened to the app, which asks again when it is told to', async () => {
    let isMended = false;
    const bridge = host({
      'settings.get': () => {
        if (isMended) return exampleSettings();
        throw new AppError('locked', 'Another program holds the library.', { retryable: true });
      },
    });
    await beginHere();
    render(<App />);
    expect(await screen.findByText(/Another program holds the library/u)).toBeVisible();
    expect(asked(bridge, 'settings.get')).toBe(1);
    isMended = true;
    screen.getByRole('button', { name: 'Try again' }).click();
    expect(await screen.findByRole('button', { name: 'Look around' })).toBeVisible();
  });
});
