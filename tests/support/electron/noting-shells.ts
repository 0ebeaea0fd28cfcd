// Shells that note what Electron does, in order: what the stand-in enforces that is no refusal.
// Invariant: each notes the same on the stand-in (stand-in.test.ts) and with the real binary (tests/electron-real).
import type { SmallShell } from './small-shell.ts';

const ENDS = `for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed'])
  app.on(name, () => note(name));`;
const QUITS_WITHOUT_WINDOWS = `app.on('window-all-closed', () => app.quit());`;
const GO = 'await forever();';

const REQUEST = `const ask = (url, prepare = () => undefined) => new Promise((resolve) => {
  const request = net.request({ url, session: own, redirect: 'manual', credentials: 'omit', cache: 'no-store' });
  request.on('redirect', (status, method, to, headers) => note(['redirect', status, to.slice(-2), 'location' in headers]));
  request.on('abort', () => { note('abort'); resolve(); });
  request.on('error', (error) => { note(['error', /cancel/iu.test(error.message)]); resolve(); });
  request.on('response', (message) => {
    let size = 0;
    message.on('data', (chunk) => { size += chunk.byteLength; });
    message.on('end', () => { note([message.statusCode, size]); resolve(); });
  });
  prepare(request);
  request.end();
});`;

/** A name, a shell, and what it notes. */
export const NOTING: readonly (readonly [string, SmallShell, readonly unknown[]])[] = [
  [
    'is ready after its main module, not before',
    { before: `note(app.isReady()); app.on('ready', () => note('ready')); note('evaluated');` },
    [false, 'evaluated', 'ready'],
  ],
  [
    'ends in this order by quit, without telling that all windows are closed',
    { before: ENDS + QUITS_WITHOUT_WINDOWS, loaded: `app.quit(); ${GO}` },
    ['before-quit', 'will-quit', 'quit'],
  ],
  [
    'ends in this order by the last window',
    { before: ENDS + QUITS_WITHOUT_WINDOWS, loaded: `window.close(); ${GO}` },
    ['window-all-closed', 'before-quit', 'will-quit', 'quit'],
  ],
  [
    'ends with the last window where nobody listens to that',
    {
      before: `for (const name of ['before-quit', 'quit']) app.on(name, () => note(name));`,
      loaded: `window.close(); ${GO}`,
    },
    ['before-quit', 'quit'],
  ],
  ['asks nobody at exit', { before: ENDS, loaded: `app.exit(0); ${GO}` }, ['quit']],
  [
    'waits where will-quit is prevented, until it is ended',
    {
      before: `${ENDS} app.on('will-quit', (event) => {
        event.preventDefault();
        setTimeout(() => { note('later'); app.exit(0); }, 50);
      });`,
      loaded: `app.quit(); ${GO}`,
    },
    ['before-quit', 'will-quit', 'later', 'quit'],
  ],
  [
    'goes on where a window does not close',
    {
      before: ENDS,
      loaded: `window.once('close', (event) => {
        event.preventDefault();
        setTimeout(() => { note('here'); app.quit(); }, 50);
      });
      app.quit(); ${GO}`,
    },
    ['before-quit', 'here', 'before-quit', 'will-quit', 'quit'],
  ],
  [
    'rejects a load whose window goes',
    {
      before: `app.on('window-all-closed', () => undefined);`,
      made: `const load = window.loadURL('app://small/slow');
        load.catch((error) => { note(error.code); app.exit(0); });
        setTimeout(() => window.destroy(), 50); ${GO}`,
    },
    ['ERR_FAILED'],
  ],
  [
    'rejects a load that another one overtakes',
    {
      made: `const first = window.loadURL('app://small/slow').catch((error) => note(error.code));
        await new Promise((resolve) => setTimeout(resolve, 50));
        const second = window.loadURL('app://small/index.html');
        await first;
        await second;
        note('second');`,
    },
    ['ERR_ABORTED', 'second'],
  ],
  [
    'reads a page again whose process has gone',
    {
      loaded: `const again = new Promise((resolve) => {
          window.webContents.once('render-process-gone', () => {
            note('gone');
            window.webContents.once('did-finish-load', resolve);
            window.webContents.reload();
          });
        });
        window.webContents.forcefullyCrashRenderer();
        await again;
        note('again');`,
    },
    ['gone', 'again'],
  ],
  [
    'shows a hidden window that is maximized, and keeps its normal place',
    {
      made: `const other = new BrowserWindow({ show: false, width: 500, height: 400, webPreferences: { session: own } });
        note(other.isVisible());
        const { width, height } = other.getNormalBounds();
        other.maximize();
        note(other.isVisible());
        await new Promise((resolve) => setTimeout(resolve, 200));
        const after = other.getNormalBounds();
        note([after.width === width, after.height === height]);`,
    },
    [false, true, [true, true]],
  ],
  [
    'asks over its own network: a body, a status on condition, an answer that is not followed',
    {
      made: `${REQUEST}
        const site = await serve((request, response) => {
          if (request.url === '/a') response.writeHead(302, { location: '/b' }).end();
          else if (request.headers['if-none-match'] === '"x"') response.writeHead(304).end();
          else if (request.url !== '/never') response.end('body');
        });
        await ask(site + '/b');
        await ask(site + '/b', (request) => request.setHeader('If-None-Match', '"x"'));
        await ask(site + '/a');
        await ask(site + '/never', (request) => setImmediate(() => request.abort()));`,
    },
    [[200, 4], [304, 0], ['redirect', 302, '/b', true], ['error', true], 'abort'],
  ],
  [
    'takes no header any more when a request has been sent',
    {
      made: `const site = await serve((_request, response) => response.end('x'));
        const request = net.request({ url: site, session: own, redirect: 'manual' });
        request.on('error', () => undefined);
        request.end();
        await new Promise((resolve) => setImmediate(resolve));
        try { request.setHeader('A', 'b'); } catch (error) { note(error.message); }`,
    },
    ["Can't set headers after they are sent"],
  ],
  [
    'keeps sessions in memory that are not said to persist, one for each name',
    {
      made: `note([own.isPersistent(), session.fromPartition('persist:kept').isPersistent()]);
        note(session.fromPartition('own') === own);`,
    },
    [[false, true], true],
  ],
  [
    'opens no address that is none, and says that it cannot open a path',
    {
      made: `await shell.openExternal('no address').catch(() => note('no'));
        note((await shell.openPath('relative/path')) === '');`,
    },
    ['no', false],
  ],
  [
    'takes only sources of a theme that it knows, and overrides the system’s with them',
    {
      made: `const { nativeTheme } = electron;
        nativeTheme.once('updated', () => note('updated'));
        nativeTheme.themeSource = 'dark';
        await new Promise((resolve) => setTimeout(resolve, 100));
        note(nativeTheme.shouldUseDarkColors);
        try { nativeTheme.themeSource = 'pink'; } catch { note('no'); }`,
    },
    ['updated', true, 'no'],
  ],
  [
    'takes no path that is not whole, and knows no folder by another name',
    {
      before: `try { app.setPath('logs', 'relative'); } catch { note('relative'); }
        try { app.getPath('nonsense'); } catch { note('nonsense'); }`,
    },
    ['relative', 'nonsense'],
  ],
  [
    'has the main display among all displays',
    {
      made: `const main = screen.getPrimaryDisplay();
        note(screen.getAllDisplays().some(({ id }) => id === main.id));
        note(screen.getDisplayMatching(main.bounds).id === main.id);`,
    },
    [true, true],
  ],
  [
    'gives a preload events, timers and url, by both names',
    {
      preload: `const { URL } = require('node:url'); require('timers'); require('url');
        const { EventEmitter } = require('events');
        const heard = [];
        new EventEmitter().once('a', (value) => heard.push(value)).emit('a', 1);
        require('electron').ipcRenderer.send('found', [heard, new URL('https://a.example/').host]);`,
      made: `const found = new Promise((resolve) => ipcMain.once('found', (_event, what) => resolve(what)));`,
      loaded: `note(await found);`,
    },
    [[[1], 'a.example']],
  ],
  [
    'has a sender whose frame is the window’s main frame',
    {
      preload: `require('electron').ipcRenderer.send('hello');`,
      made: `const hello = new Promise((resolve) => ipcMain.once('hello', (event) => resolve([
          event.sender === window.webContents,
          event.senderFrame === window.webContents.mainFrame,
          event.senderFrame.url,
        ])));`,
      loaded: `note(await hello);`,
    },
    [[true, true, 'app://small/index.html']],
  ],
];
