// The system behind the stand-in: what a test says happens reaches the shell, and what the shell tells the system
// reaches the test.
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Shell } from '../../support/electron/launch.ts';
import { launchSmall, type SmallShell } from '../../support/electron/small-shell.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

async function opened(shell: SmallShell, folder = makeTempDir('small')): Promise<Shell> {
  const launched = launchSmall(folder, shell);
  onTestFinished(() => void launched.child.kill('SIGKILL'));
  await launched.whenHeard((fact) => fact === 'window-is-open');
  return launched;
}

async function heard(shell: Shell, ...facts: readonly unknown[]): Promise<void> {
  for (const fact of facts) await expect.poll(() => shell.heard).toContainEqual(fact);
}

describe('what happens in the system', () => {
  it('reaches the shell: sleep, displays, theme, network, links, and what may be prevented', async () => {
    const shell = await opened({
      made: `const { powerMonitor, nativeTheme } = electron;
        powerMonitor.on('suspend', () => process.send('suspend'));
        powerMonitor.on('shutdown', (event) => event.preventDefault());
        screen.on('display-removed', () => process.send({
          displays: screen.getAllDisplays().length,
          at: screen.getDisplayMatching({ x: 3000, y: 0, width: 9, height: 9 }).bounds.x,
        }));
        nativeTheme.on('updated', () => process.send({ isDark: nativeTheme.shouldUseDarkColors }));
        app.on('open-url', (event, url) => { event.preventDefault(); process.send({ url }); });
        ipcMain.handle('online', () => net.isOnline());
        own.on('will-download', (event) => event.preventDefault());`,
      preload: `const { contextBridge, ipcRenderer } = require('electron');
        contextBridge.exposeInMainWorld('isOnline', () => ipcRenderer.invoke('online'));`,
    });
    const isOnline = (): Promise<unknown> => shell.ask('evaluate', ['() => isOnline()', []]);
    expect(await shell.ask('emit', { on: 'power', name: 'suspend' })).toBe(false);
    expect(await shell.ask('emit', { on: 'power', name: 'shutdown' })).toBe(true);
    const wide = { y: 0, width: 1920, height: 1080 };
    await shell.ask('displays', [
      { ...wide, x: 0 },
      { ...wide, x: 1920 },
    ]);
    await shell.ask('displays', [{ ...wide, x: 0 }]);
    await shell.ask('dark', true);
    const link = { on: 'app', name: 'open-url', args: ['a://b'] };
    expect(await shell.ask('emit', link)).toBe(true);
    expect(await shell.ask('emit', { on: 'session', name: 'will-download' })).toBe(true);
    await heard(shell, 'suspend', { displays: 1, at: 0 }, { isDark: true }, { url: 'a://b' });
    expect(await isOnline()).toBe(true);
    await shell.ask('online', false);
    expect(await isOnline()).toBe(false);
  });

  it('a menu item is clicked by its words, but not where it cannot be chosen', async () => {
    const shell = await opened({
      made: `Menu.setApplicationMenu(Menu.buildFromTemplate([
        { label: '&Study', submenu: [
          { label: 'Open', accelerator: 'CmdOrCtrl+Shift+O', click: () => process.send('opened') },
          { label: 'Close', enabled: false, click: () => process.send('closed') },
          { type: 'separator' },
        ] },
        { role: 'editMenu' },
      ]));`,
    });
    await shell.ask('click', ['Study', 'Open']);
    await heard(shell, 'opened');
    await expect(shell.ask('click', ['Study', 'Close'])).rejects.toThrow('cannot be chosen');
    await expect(shell.ask('click', ['Study', 'Print'])).rejects.toThrow('the menu has no');
    expect(await shell.ask('menu')).toMatchObject([
      { label: '&Study', items: [{ accelerator: 'CmdOrCtrl+Shift+O' }, { enabled: false }, {}] },
      { role: 'editMenu' },
    ]);
  });
});

describe('what the shell tells the system', () => {
  it('is there for the test: progress, place, title, what was opened and asked', async () => {
    const shell = await opened({
      made: `window.setProgressBar(0.5);
        window.setTitle('A title');
        window.setBounds({ x: 10, y: 20, width: 300, height: 200 });
        window.maximize();
        app.setAsDefaultProtocolClient('mecfs-atlas');
        await shell.openExternal('https://a.example/');
        await shell.openExternal('no address').catch((error) => process.send({ no: error.message }));
        shell.showItemInFolder('/a/b');
        process.send({ path: await shell.openPath('relative') });
        const { response } = await dialog.showMessageBox(window, {
          message: 'Sure?', buttons: ['Yes', 'No'], cancelId: 1,
        });
        process.send({ response });`,
    });
    expect(await shell.ask('window')).toMatchObject({
      progress: 0.5,
      title: 'A title',
      isMaximized: true,
      bounds: { x: 0, y: 0, width: 1920 },
      normal: { x: 10, y: 20, width: 300, height: 200 },
    });
    expect(await shell.ask('state')).toMatchObject({
      opened: { outside: ['https://a.example/'], shown: ['/a/b'], paths: [] },
      protocolClients: [['mecfs-atlas', null, []]],
    });
    // A question that the test has not answered is one that the reader closed.
    await heard(shell, { no: 'Invalid URL' }, { path: 'Failed to open path' }, { response: 1 });
    expect(await shell.ask('questions', 'message')).toMatchObject([{ message: 'Sure?' }]);
  });

  it('a secret can be read at the next start over the same folder, and only whole', async () => {
    const folder = makeTempDir('small');
    const KEEP = `const { safeStorage } = electron;
      const file = app.getPath('userData') + '/secret';`;
    const first = await opened(
      {
        made: `${KEEP} (await import('node:fs')).writeFileSync(file, await safeStorage.encryptStringAsync('word'));`,
      },
      folder,
    );
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await opened(
      {
        made: `${KEEP} const bytes = (await import('node:fs')).readFileSync(file);
          process.send(await safeStorage.decryptStringAsync(bytes));
          bytes[bytes.length - 1] ^= 1;
          await safeStorage.decryptStringAsync(bytes).catch(() => process.send('refused'));`,
      },
      folder,
    );
    await heard(second, { result: 'word', shouldReEncrypt: false }, 'refused');
  });
});
