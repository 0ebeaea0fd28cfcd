// The shell under attack, on the stand-in: what a page that has turned bad could try. Links, strangers on the
// channels and the scheme have files of their own. What only the real binary can show is listed in
// docs/security.md.
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../support/cli.ts';
import type { Shell } from '../../support/electron/launch.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { launch } from './running.ts';
import { runningShell } from './running-shell.ts';

describe('the page', () => {
  const shell = runningShell('suite');

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'cannot: %s',
    async (name) => {
      expect(await shell().ask('emit', { on: 'contents', name })).toBe(true);
    },
  );

  it('downloads nothing, not even what it made itself', async () => {
    const event = { on: 'session', name: 'will-download', args: [{}, {}] };
    expect(await shell().ask('emit', event)).toBe(true);
  });

  it.each([
    'geolocation',
    'media',
    'notifications',
    'clipboard-read',
    'fileSystem',
    'openExternal',
  ])('is refused the permission %s, asked for and looked up, and devices with it', async (name) => {
    expect(await shell().ask('permission', name)).toEqual([false, false, false]);
  });

  it.each([
    ['select-hid-device', []],
    ['select-usb-device', []],
    ['select-serial-port', ['']],
    ['select-bluetooth-device', ['']],
  ])('gets no device: %s', async (name, answered) => {
    expect(await shell().ask('decide', name)).toEqual({ isPrevented: true, answered });
  });

  it.each(['confirm', 'confirmPin', 'providePin'])('pairs with nothing: %s', async (kind) => {
    expect(await shell().ask('pair', kind)).toEqual({ confirmed: false });
  });

  it.each([
    ['certificate-error', [false]],
    ['select-client-certificate', []],
    ['login', []],
  ])('shows no server who the reader is: %s', async (name, answered) => {
    expect(await shell().ask('decide', name)).toEqual({ isPrevented: true, answered });
  });

  it.each([
    'https://doi.org/',
    'http://127.0.0.1/',
    'ws://x.example/',
    'file:///etc/passwd',
    'data:,x',
  ])('asks for nothing outside: %s', async (url) => {
    expect(await shell().ask('request', url)).toBe(true);
  });
});

describe('a start without the sandbox', () => {
  beforeAll(() => {
    ensureBuilt('main', 'preload', 'renderer');
  });
  const start = (): Shell =>
    launch(path.join(makeTempDir('no-sandbox'), 'data'), { words: ['--no-sandbox'] });

  it('is told, and closed by whoever only presses Enter; nothing was opened', async () => {
    const shell = start();
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(shell.heard).toContainEqual({ question: 'message', hasParent: false });
    expect(shell.heard).not.toContain('window-is-open');
  });

  it('goes on where the reader says so', async () => {
    const shell = start();
    await shell.ask('answer', ['message', { response: 1, checkboxChecked: false }]);
    await shell.whenHeard((fact) => fact === 'window-is-open');
    expect(await shell.ask('questions', 'message')).toMatchObject([
      { buttons: ['Close', 'Open anyway'], defaultId: 0, cancelId: 0 },
    ]);
  });
});

describe('the program', () => {
  const shell = runningShell('suite');

  it('gives its window every protection that Electron has, stated', async () => {
    expect(await shell().ask('options')).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
    expect(await shell().ask('options')).not.toHaveProperty('enableBlinkFeatures');
  });

  it('guards contents of any other kind as it does the window, and their session', async () => {
    const stray = (await shell().ask('stray')) as {
      readonly events: readonly string[];
      readonly action: string;
      readonly sessionEvents: readonly string[];
      readonly sessionGuards: readonly string[];
      readonly isCancelled: boolean;
      readonly isSpellChecked: boolean;
    };
    expect(stray.events).toEqual(
      expect.arrayContaining([
        'will-navigate',
        'will-frame-navigate',
        'will-redirect',
        'will-attach-webview',
        'select-bluetooth-device',
      ]),
    );
    expect(stray.action).toBe('deny');
    expect(stray.sessionEvents).toEqual(
      expect.arrayContaining([
        'will-download',
        'select-hid-device',
        'select-usb-device',
        'select-serial-port',
      ]),
    );
    expect(stray.sessionGuards).toEqual(
      expect.arrayContaining([
        'setPermissionRequestHandler',
        'setPermissionCheckHandler',
        'setDevicePermissionHandler',
        'setBluetoothPairingHandler',
      ]),
    );
    expect(stray.isCancelled).toBe(true);
    expect(stray.isSpellChecked).toBe(false);
    expect(await shell().ask('state')).toMatchObject({ opened: { outside: [] } });
  });
});
