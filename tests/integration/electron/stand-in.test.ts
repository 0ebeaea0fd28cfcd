// The stand-in for Electron is strict: a shell that does what Electron refuses is refused here as well.
// Each of these is asserted again with the real binary where there is one (tests/electron-real).
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Shell } from '../../support/electron/launch.ts';
import { launchSmall, type SmallShell } from '../../support/electron/small-shell.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

function launch(shell: SmallShell, folder = makeTempDir('small')): Shell {
  const launched = launchSmall(folder, shell);
  onTestFinished(() => void launched.child.kill('SIGKILL'));
  return launched;
}

async function opened(shell: SmallShell, folder?: string): Promise<Shell> {
  const launched = launch(shell, folder);
  await launched.whenHeard((fact) => fact === 'window-is-open');
  return launched;
}

function inPage(shell: Shell, source: string, ...args: readonly unknown[]): Promise<unknown> {
  return shell.ask('evaluate', [source, args]);
}

const SECOND_SCHEMES = 'protocol.registerSchemesAsPrivileged([{ scheme: "more" }]);';

describe('a shell that is right', () => {
  it('opens its window', async () => {
    const shell = await opened({});
    expect(await shell.ask('window')).toMatchObject({ url: 'app://small/index.html' });
  });
});

describe('a shell is refused', () => {
  it.each<readonly [string, SmallShell, RegExp]>([
    ['a window before ready', { before: 'new BrowserWindow();' }, /before the app is ready/u],
    ['a session before ready', { before: 'session.fromPartition("a");' }, /before the app is re/u],
    ['a menu before ready', { before: 'Menu.setApplicationMenu(null);' }, /before the app is re/u],
    ['the screen before ready', { before: 'screen.getAllDisplays();' }, /before the app is ready/u],
    ['a dialog before ready', { before: 'dialog.showOpenDialog({});' }, /before the app is ready/u],
    ['a request before ready', { before: 'net.request("http://a/");' }, /before the app is ready/u],
    ['schemes after ready', { made: SECOND_SCHEMES }, /after the app is ready/u],
    ['schemes a second time', { before: SECOND_SCHEMES }, /a second time/u],
    [
      'the folder of user data after ready',
      { made: 'app.setPath("userData", "/");' },
      /after the app is ready/u,
    ],
    ['a folder that is not there', { before: 'app.setPath("logs", "/none");' }, /no folder/u],
    [
      'a second handler of a channel',
      { made: 'ipcMain.handle("a", () => 1); ipcMain.handle("a", () => 2);' },
      /second handler for 'a'/u,
    ],
    [
      'a second handler of a scheme',
      { made: 'own.protocol.handle("app", () => new Response());' },
      /Failed to register protocol: app/u,
    ],
    [
      'a scheme that has no privileges',
      { made: 'own.protocol.handle("other", () => new Response());' },
      /"other" has not been registered/u,
    ],
    [
      'a message that cannot be cloned',
      { loaded: 'window.webContents.send("a", { run: () => 1 });' },
      /could not be cloned/u,
    ],
    [
      'a window that has been destroyed',
      { made: 'window.destroy(); window.show();' },
      /Object has been destroyed/u,
    ],
    [
      'a page with Node',
      { made: 'new BrowserWindow({ webPreferences: { session: own, nodeIntegration: true } });' },
      /not in the stand-in: a page with Node/u,
    ],
    [
      'a page without a sandbox',
      { made: 'new BrowserWindow({ webPreferences: { session: own, sandbox: false } });' },
      /not in the stand-in: a page without a sandbox/u,
    ],
    [
      'a page in the default session',
      { made: 'new BrowserWindow({ webPreferences: {} });' },
      /a window without a session/u,
    ],
    ['what is not there', { made: 'app.relaunch();' }, /not in the stand-in: app\.relaunch/u],
    [
      'an event that is not there',
      { made: 'app.on("gpu-info-update", () => 1);' },
      /not in the stand-in: app\.on\('gpu-info-update'\)/u,
    ],
    ['a module that is not there', { made: 'new electron.Tray("x");' }, /stand-in: new Tray/u],
    [
      'a page that main reaches into',
      { made: 'window.webContents.executeJavaScript("1");' },
      /Jav/u,
    ],
    [
      'a role that is none',
      { made: 'Menu.buildFromTemplate([{ role: "print" }]);' },
      /Unknown role: print/u,
    ],
    ['an empty item', { made: 'Menu.buildFromTemplate([{}]);' }, /at least one of label, role/u],
    [
      'two items with one id',
      { made: 'Menu.buildFromTemplate([{ label: "a", id: "x" }, { label: "b", id: "x" }]);' },
      /have one id/u,
    ],
    [
      'an accelerator that cannot be read',
      { made: 'Menu.buildFromTemplate([{ label: "a", accelerator: "Ctl+Q" }]);' },
      /not an accelerator: Ctl\+Q/u,
    ],
    [
      'a header of a request that is Chromium’s own',
      { made: 'net.request({ url: "http://a/", redirect: "manual" }).setHeader("Host", "b");' },
      /ERR_INVALID_ARGUMENT: Host/u,
    ],
    [
      'a module that waits for ready at its top level',
      { before: 'await app.whenReady();', env: { STAND_IN_PATIENCE_MS: '400' } },
      /electron#40719/u,
    ],
  ])('%s', async (_name, shell, words) => {
    const { code, stderr } = await launch(shell).ended;
    expect(stderr).toMatch(words);
    expect(code).toBe(1);
  });
});

describe('a preload', () => {
  it.each([
    ['fs', 'require("fs");', 'module not found: fs'],
    ['a file', 'require("./more.cjs");', 'module not found: ./more.cjs'],
    ['node:path', 'require("node:path");', 'module not found: node:path'],
    ['an ES module', 'import "electron";', 'Cannot use import statement outside a module'],
    ['process', 'process.exit();', 'process is not defined'],
    [
      'a synchronous call',
      'require("electron").ipcRenderer.sendSync("a");',
      'ipcRenderer.sendSync',
    ],
    ['the main process', 'require("electron").app;', 'electron (renderer).app'],
    [
      'a name twice',
      'const { contextBridge: b } = require("electron"); b.exposeInMainWorld("a", 1); b.exposeInMainWorld("a", 2);',
      'Cannot bind an API on top of an existing property on the window object',
    ],
    [
      'what is too deep',
      'let d = {}; for (let i = 0; i < 1001; i += 1) d = { d }; require("electron").contextBridge.exposeInMainWorld("a", d);',
      'recursion depth exceeded',
    ],
  ])('does not get by with %s', async (_name, preload, words) => {
    const shell = await opened({ preload });
    const heard = await shell.whenHeard(
      (fact) => typeof fact === 'object' && fact !== null && 'preloadError' in fact,
    );
    expect((heard as { preloadError: string }).preloadError).toContain(words);
  });

  it('has timers and url, by both names', async () => {
    const shell = await opened({
      preload: `const { URL } = require('node:url'); require('timers');
        require('electron').contextBridge.exposeInMainWorld('host', new URL('https://a.example/').host);`,
    });
    expect(await inPage(shell, '() => host')).toBe('a.example');
  });

  it('gives the page copies and proxies, nothing of its own', async () => {
    const shell = await opened({
      preload: `const { contextBridge } = require('electron');
        class Point { constructor() { this.x = 1; } far() { return 2; } }
        const calls = [];
        const api = {
          point: new Point(), date: new Date(5), [Symbol('s')]: 1, list: [1, [2]],
          count: () => calls.push(1),
          double: (value) => value * 2,
          later: (value) => Promise.resolve({ value }),
          fail: () => { throw Object.assign(new Error('no'), { secret: 1 }); },
          reject: () => Promise.reject(new Error('later')),
          each: (run) => [1, 2].map((value) => run(value)),
          same: (run) => run,
        };
        contextBridge.exposeInMainWorld('api', api);
        api.point.x = 7;`,
    });
    expect(
      await inPage(
        shell,
        `async () => {
          const mine = (value) => value + 1;
          let error = {};
          try { api.fail(); } catch (thrown) { error = thrown; }
          return {
            x: api.point.x, isPlain: api.point.far === undefined,
            date: api.date.getTime(), symbols: Object.getOwnPropertySymbols(api).length,
            list: JSON.stringify(api.list), double: api.double(4), later: await api.later(3),
            each: api.each(mine).join(), isMine: api.same(mine) === mine,
            error: [error.message, error.secret, error instanceof Error],
            rejected: await api.reject().catch((reason) => reason.message),
            isFrozen: Object.isFrozen(api) && Object.isFrozen(api.list),
            isFixed: !Reflect.set(globalThis, 'api', 1) && !delete globalThis.api,
          };
        }`,
      ),
    ).toEqual({
      x: 1,
      isPlain: true,
      date: 5,
      symbols: 0,
      list: '[1,[2]]',
      double: 8,
      later: { value: 3 },
      each: '2,3',
      isMine: true,
      error: ['no', undefined, true],
      rejected: 'later',
      isFrozen: true,
      isFixed: true,
    });
  });
});

describe('a message', () => {
  const BRIDGE = `const { contextBridge, ipcRenderer } = require('electron');
    contextBridge.exposeInMainWorld('ipc', {
      ask: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
      askOdd: () => ipcRenderer.invoke('echo', { run: () => 1 }),
      askClass: () => ipcRenderer.invoke('kind', new (class Own { x = 1; })()),
      tell: (...args) => ipcRenderer.send('tell', ...args),
      hear: (run) => ipcRenderer.on('news', (_event, ...args) => run(...args)),
    });`;
  const HANDLERS = `
    const told = [];
    ipcMain.on('tell', (event, ...args) => told.push([event.sender === window.webContents, ...args]));
    ipcMain.handle('told', () => told);
    ipcMain.handle('echo', (_event, value) => value);
    ipcMain.handle('kind', (_event, value) => [value.constructor.name, value.x]);
    ipcMain.handle('odd', () => () => 1);
    ipcMain.handle('fail', () => { throw Object.assign(new TypeError('no'), { code: 'E' }); });
    ipcMain.handle('frame', ({ senderFrame, sender }) =>
      [senderFrame === window.webContents.mainFrame, sender === window.webContents, senderFrame.url]);
    ipcMain.handle('news', () => window.webContents.send('news', 1, { two: [2] }));`;

  it('is a clone, both ways', async () => {
    const shell = await opened({ preload: BRIDGE, made: HANDLERS });
    expect(
      await inPage(
        shell,
        `async () => {
          const news = new Promise((resolve) => ipc.hear((...args) => resolve(args)));
          const echo = await ipc.ask('echo', { a: [1, null, undefined], at: new Date(5), n: NaN });
          ipc.tell(1, { two: 2 });
          await ipc.ask('news');
          return {
            at: echo.at.getTime(), a: echo.a.length, has: 2 in echo.a, isNaN: Number.isNaN(echo.n),
            frame: await ipc.ask('frame'), kind: await ipc.askClass(),
            told: await ipc.ask('told'), news: await news,
          };
        }`,
      ),
    ).toEqual({
      at: 5,
      a: 3,
      has: true,
      isNaN: true,
      frame: [true, true, 'app://small/index.html'],
      kind: ['Object', 1],
      told: [[true, 1, { two: 2 }]],
      news: [1, { two: [2] }],
    });
  });

  it.each([
    ['with a function is not sent', '() => ipc.askOdd()', 'An object could not be cloned.'],
    ['that is answered with a function fails', "() => ipc.ask('odd')", 'could not be cloned'],
    [
      'that fails says so and no more',
      "() => ipc.ask('fail')",
      "Error invoking remote method 'fail': TypeError: no",
    ],
    ['that nobody answers fails', "() => ipc.ask('none')", "No handler registered for 'none'"],
  ])('%s', async (_name, source, words) => {
    const shell = await opened({ preload: BRIDGE, made: HANDLERS });
    await expect(inPage(shell, source)).rejects.toThrow(words);
  });
});

describe('the end', () => {
  const NOTE = `const order = [];
    for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed'])
      app.on(name, () => order.push(name));
    app.on('window-all-closed', () => app.quit());
    app.on('quit', () => process.send({ seen: order }));`;

  it.each([
    ['by the menu', 'quit', '', ['before-quit', 'will-quit', 'quit']],
    ['by the cross', 'closeWindow', '', ['window-all-closed', 'before-quit', 'will-quit', 'quit']],
    [
      'by app.exit: nobody is asked',
      'quit',
      "app.on('before-quit', (event) => { event.preventDefault(); app.exit(3); });",
      ['before-quit', 'quit'],
    ],
    [
      'put off by will-quit until the files are closed',
      'quit',
      "app.on('will-quit', (event) => { event.preventDefault(); setImmediate(() => app.exit(0)); });",
      ['before-quit', 'will-quit', 'quit'],
    ],
  ])('%s', async (_name, ask, before, order) => {
    const shell = await opened({ before: NOTE + before });
    await shell.ask(ask);
    const { code, stderr } = await shell.ended;
    expect(stderr).toBe('');
    expect(code).toBe(before.includes('exit(3)') ? 3 : 0);
    expect(shell.heard).toContainEqual({ seen: order });
  });

  it('does not come where before-quit or the window refuses it, and comes at the next try', async () => {
    const shell = await opened({
      before: `let tries = 0;
        app.on('before-quit', (event) => { tries += 1; if (tries === 1) event.preventDefault(); });`,
      made: "window.on('close', (event) => { if (tries === 2) event.preventDefault(); });",
    });
    for (const order of [
      ['ready', 'before-quit'],
      ['ready', 'before-quit', 'before-quit'],
    ]) {
      await shell.ask('quit');
      await expect.poll(() => shell.ask('state')).toMatchObject({ order });
    }
    await shell.ask('quit');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    const tries = ['before-quit', 'before-quit', 'before-quit'];
    expect(shell.heard).toContainEqual({
      order: ['ready', ...tries, 'closed', 'will-quit', 'quit'],
    });
  });
});

describe('one instance', () => {
  const ONE = `
    const isFirst = app.requestSingleInstanceLock({ from: process.pid });
    app.on('second-instance', (_event, argv, folder, more) =>
      process.send({ met: more.from, isArgv: argv.includes(process.argv[1]), folder }));
    if (!isFirst) app.quit();`;

  it('a folder: the second reports to the first and ends, and a dead one holds nothing', async () => {
    const folder = makeTempDir('small');
    const first = await opened({ before: ONE }, folder);
    const second = launch({ before: ONE }, folder);
    expect(await second.ended).toEqual({ code: 0, stderr: '' });
    expect(second.heard).not.toContain('window-is-open');
    const met = await first.whenHeard(
      (fact) => typeof fact === 'object' && fact !== null && 'met' in fact,
    );
    expect(met).toEqual({ met: second.child.pid, isArgv: true, folder: process.cwd() });
    first.child.kill('SIGKILL');
    await first.ended;
    await opened({ before: ONE }, folder);
  });
});

describe('a request of main', () => {
  it('tells a redirect and is cancelled there, and an answer piece by piece', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/there' }).end();
      else response.end(`asked by ${request.headers['x-name']?.toString() ?? 'nobody'}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const shell = await opened({
      loaded: `const ask = (path) => new Promise((resolve) => {
        const events = [];
        const request = net.request({ url: ${JSON.stringify(url)} + path, session: own, redirect: 'manual' });
        request.setHeader('X-Name', 'main');
        request.on('redirect', (status, method, to) => events.push([status, method, to]));
        request.on('error', (error) => events.push(String(error)));
        request.on('response', (message) => {
          message.on('data', (chunk) => events.push(chunk.toString()));
          message.on('end', () => events.push(message.statusCode));
        });
        request.on('close', () => resolve(events));
        request.end();
      });
      process.send({ moved: await ask('/moved'), there: await ask('/there') });`,
    });
    expect(shell.heard).toContainEqual({
      moved: [
        [302, 'GET', `${url}/there`],
        expect.stringContaining('Redirect was cancelled') as unknown,
      ],
      there: ['asked by main', 200],
    });
  });
});
