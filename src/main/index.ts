// Entry of the Electron host: composition only. One process, one window, one core.
// Invariant: no `await` at the top level, which would keep an ES module main from ever getting ready
// (electron#40719); the files are closed before the program ends.
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog, session, type BrowserWindow } from 'electron';
import type { UnixMs } from '../shared/domain/ids.ts';
import { createCore, type Core } from './core.ts';
import { allowedFolders } from './hosts/allowed-folders.ts';
import { registerScheme, serveFiles } from './hosts/electron/app-protocol.ts';
import { carryCalls } from './hosts/electron/calls.ts';
import { createDialogChooser } from './hosts/electron/dialog-chooser.ts';
import { setMenu } from './hosts/electron/menu.ts';
import { openWindow, showPage } from './hosts/electron/window.ts';
import { readRendererFiles } from './hosts/renderer-files.ts';
import { createFileGrants } from './platform.ts';
import { WINDOW_IS_OPEN } from './start/electron-window.ts';
import { chooseDataFolder, dataPaths } from './storage/paths.ts';
import { APP_VERSION } from './version.ts';

const OUT = path.join(import.meta.dirname, '..');
const quitting = new AbortController();
let window: BrowserWindow | null = null;
let core: Core | null = null;

const { values } = parseArgs({
  args: process.argv.slice(1),
  // Chromium's own switches stand among them.
  strict: false,
  options: { data: { type: 'string' }, allow: { type: 'string', multiple: true } },
});
const paths = dataPaths(
  chooseDataFolder({
    explicit: typeof values.data === 'string' ? values.data : null,
    environment: process.env,
    platform: process.platform,
    homeFolder: homedir(),
  }),
);

async function start(): Promise<void> {
  const files = createFileGrants(() => randomBytes(16).toString('base64url'));
  const allow = (values.allow ?? []).filter((folder) => typeof folder === 'string');
  const chooser = createDialogChooser({
    files,
    folders: allowedFolders(allow),
    window: () => window,
  });
  core = createCore(
    {
      paths,
      resourcesFolder: path.join(OUT, '..', 'resources'),
      version: APP_VERSION,
      files,
      chooser,
      fetch: globalThis.fetch,
      workerFile: path.join(OUT, 'main', 'worker.js'),
      now: () => Date.now() as UnixMs,
    },
    { checkOutput: process.env['COMPANION_CHECK_OUTPUT'] === '1', keepsCopy: true },
  );
  // In memory: the window keeps nothing of its own, so there is no cache of what was read.
  const own = session.fromPartition('atlas', { cache: false });
  serveFiles(own, readRendererFiles(path.join(OUT, 'renderer')));
  setMenu(process.platform);
  window = openWindow(path.join(OUT, 'preload', 'index.cjs'), own);
  carryCalls(core, window, quitting.signal);
  window.once('closed', () => (window = null));
  await showPage(window);
  // Tells `npm start` that no browser is needed in its place.
  process.send?.(WINDOW_IS_OPEN);
}

async function end(): Promise<void> {
  quitting.abort();
  const closed = (await core?.close()) ?? null;
  if (closed?.ok === false) process.stderr.write(`${closed.error.message}\n`);
  app.exit(closed?.ok === false ? 1 : 0);
}

function fail(error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  if (process.send === undefined) dialog.showErrorBox('ME/CFS Atlas Companion', words);
  process.stderr.write(`${words}\n`);
  app.exit(1);
}

registerScheme();
// Chromium's own files, and with them the lock of a single instance: one a data folder.
app.setPath('userData', path.join(paths.folder, 'electron'));
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  let isEnding = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    void end();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      app.quit();
    });
  }
  void app.whenReady().then(start).catch(fail);
} else {
  app.quit();
}
