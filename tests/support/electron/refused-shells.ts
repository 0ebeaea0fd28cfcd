// Shells and preloads that do one thing wrong, with the words they are refused in by the stand-in.
// Invariant: each is in one of three sets: what the real binary refuses, too (tests/electron-real), in words of its own;
// what is refused here alone, because no test has shown it; what Electron's documentation forbids, or warns of, without
// a word that a shell would hear.
import type { SmallShell } from './small-shell.ts';

const SECOND_SCHEMES = 'protocol.registerSchemesAsPrivileged([{ scheme: "more" }]);';

/** A name, the shell, and what the stand-in says. */
export const REFUSED: readonly (readonly [string, SmallShell, RegExp])[] = [
  ['a window before ready', { before: 'new BrowserWindow();' }, /before the app is ready/u],
  ['a session before ready', { before: 'session.fromPartition("a");' }, /before the app is re/u],
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
  ['a sandbox for all after ready', { made: 'app.enableSandbox();' }, /after the app is ready/u],
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
    { made: 'app.on("window-all-closed", () => 1); window.destroy(); window.show();' },
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
  ['what is not there', { made: 'app.hide();' }, /not in the stand-in: app\.hide/u],
  [
    'an event that is not there',
    { made: 'app.on("gpu-info-update", () => 1);' },
    /not in the stand-in: app\.on\('gpu-info-update'\)/u,
  ],
  ['a module that is not there', { made: 'new electron.Tray("x");' }, /stand-in: new Tray/u],
  ['a page that main reaches into', { made: 'window.webContents.executeJavaScript("1");' }, /Jav/u],
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
    {
      made: `const site = await serve((_request, response) => response.end('x'));
        await new Promise((resolve, reject) => {
          const request = net.request({ url: site, session: own, redirect: 'manual' });
          request.on('error', reject);
          request.on('response', resolve);
          request.setHeader('Host', 'b');
          request.end();
        });`,
    },
    /ERR_INVALID_ARGUMENT: Host/u,
  ],
  [
    'a module that waits for ready at its top level',
    { before: 'await app.whenReady();', env: { STAND_IN_PATIENCE_MS: '400' } },
    /electron#40719/u,
  ],
];

/** Those that Electron itself refuses, not only its documentation. */
export const REFUSED_BY_ELECTRON: ReadonlySet<string> = new Set([
  'a window before ready',
  'a session before ready',
  'the screen before ready',
  'a dialog before ready',
  'a request before ready',
  'schemes after ready',
  'a folder that is not there',
  'a sandbox for all after ready',
  'a header of a request that is Chromium’s own',
  'a module that waits for ready at its top level',
  'a second handler of a channel',
  'a second handler of a scheme',
  'a message that cannot be cloned',
  'a window that has been destroyed',
  'an empty item',
]);

/** What Electron can do and no test has shown. */
export const REFUSED_HERE_ALONE: ReadonlySet<string> = new Set([
  'a page with Node',
  'a page without a sandbox',
  'a page in the default session',
  'what is not there',
  'an event that is not there',
  'a module that is not there',
  'a page that main reaches into',
]);

/** What is wrong, by Electron's documentation or by what follows, and passes there in silence. */
export const WRONG_IN_SILENCE: ReadonlySet<string> = new Set([
  // "can be called only once": what becomes of the first call's schemes is not said.
  'schemes a second time',
  // The session's files stay where they were.
  'the folder of user data after ready',
  // It has no origin.
  'a scheme that has no privileges',
  // The item does nothing.
  'a role that is none',
  'two items with one id',
  'an accelerator that cannot be read',
]);

/** The preloads that Electron itself refuses. The stand-in is narrower: `process` is none at all. */
export const PRELOADS_REFUSED_BY_ELECTRON: ReadonlySet<string> = new Set([
  'fs',
  'a file',
  'node:path',
  'an ES module',
  'a name twice',
  'what is too deep',
]);

/** What it needs that it may not have, the preload, and what the stand-in says. */
export const BAD_PRELOADS: readonly (readonly [string, string, string])[] = [
  ['fs', 'require("fs");', 'module not found: fs'],
  ['a file', 'require("./more.cjs");', 'module not found: ./more.cjs'],
  ['node:path', 'require("node:path");', 'module not found: node:path'],
  ['an ES module', 'import "electron";', 'Cannot use import statement outside a module'],
  ['process', 'process.exit();', 'process is not defined'],
  ['a synchronous call', 'require("electron").ipcRenderer.sendSync("a");', 'ipcRenderer.sendSync'],
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
];
