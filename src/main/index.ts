// Entry of the Electron host: composition only. One process, one window, one core.
// Invariant: no `await` at the top level, which would keep an ES module main from ever getting ready
// (electron#40719); the files are closed before the program ends.
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog, session } from 'electron';
import type { UnixMs } from '../shared/domain/ids.ts';
import { createCore, type Core } from './core.ts';
import { allowedFolders } from './hosts/allowed-folders.ts';
import { liveOnce } from './hosts/electron/app-life.ts';
import { registerScheme, serveFiles } from './hosts/electron/app-protocol.ts';
import { createDialogChooser } from './hosts/electron/dialog-chooser.ts';
import { endCore } from './hosts/electron/ending.ts';
import { findHandedOver, type HandedOver } from './hosts/electron/handed-over.ts';
import { createLog } from './hosts/electron/log.ts';
import { createShell, type Shell } from './hosts/electron/shell.ts';
import { createSessionTransport } from './hosts/electron/session-transport.ts';
import { keepChromiumFilesIn } from './hosts/electron/user-data.ts';
import { readRendererFiles } from './hosts/renderer-files.ts';
import { createFileGrants } from './platform.ts';
import { WINDOW_IS_OPEN } from './start/electron-window.ts';
import { chooseDataFolder, dataPaths } from './storage/paths.ts';
import { APP_VERSION } from './version.ts';

const OUT = path.join(import.meta.dirname, '..');
const WORDS = process.argv.slice(1);
const quitting = new AbortController();
let shell: Shell | null = null;
let core: Core | null = null;
/** Handed over before there is a window. */
let handed = findHandedOver(WORDS, process.cwd());

const { values } = parseArgs({
  args: WORDS,
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
const log = createLog(paths.folder, Date.now);

async function start(): Promise<void> {
  const files = createFileGrants(() => randomBytes(16).toString('base64url'));
  const allow = (values.allow ?? []).filter((folder) => typeof folder === 'string');
  const chooser = createDialogChooser({
    files,
    folders: allowedFolders(allow),
    window: () => (shell === null || shell.window.isDestroyed() ? null : shell.window),
  });
  // In memory, without a cache: neither the window nor the copy leaves anything beside the data folder.
  const own = session.fromPartition('atlas', { cache: false });
  core = createCore(
    {
      paths,
      resourcesFolder: path.join(OUT, '..', 'resources'),
      version: APP_VERSION,
      files,
      chooser,
      fetch: globalThis.fetch,
      windows: 'one',
      transport: createSessionTransport(session.fromPartition('copy', { cache: false })),
      workerFile: path.join(OUT, 'main', 'worker.js'),
      now: () => Date.now() as UnixMs,
    },
    {
      checkOutput: process.env['COMPANION_CHECK_OUTPUT'] === '1',
      keepsCopy: true,
      onError: (error) => {
        log.write('failed', error);
      },
    },
  );
  serveFiles(own, readRendererFiles(path.join(OUT, 'renderer')));
  const preload = path.join(OUT, 'preload', 'index.cjs');
  shell = createShell({
    core,
    session: own,
    preload,
    paths,
    chooser,
    log,
    signal: quitting.signal,
  });
  if (handed !== null) shell.take(handed);
  // Tells `npm start` that no browser is needed in its place.
  if (await shell.show()) process.send?.(WINDOW_IS_OPEN);
}

function take(what: HandedOver | null): void {
  if (shell === null) handed = what ?? handed;
  else if (what !== null) shell.take(what);
  shell?.focus();
}

async function end(): Promise<number> {
  quitting.abort();
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  return core === null ? 0 : await endCore(core, say);
}

function fail(error: unknown): void {
  log.write('not-started', error);
  const words = error instanceof Error ? error.message : String(error);
  if (process.send === undefined) dialog.showErrorBox('ME/CFS Atlas Companion', words);
  process.stderr.write(`${words}\n`);
  app.exit(1);
}

registerScheme();
// Chromium's own files, and with them the lock of a single instance: one a data folder.
keepChromiumFilesIn(path.join(paths.folder, 'electron'));
liveOnce({ start, take, end, fail, folder: paths.folder });
