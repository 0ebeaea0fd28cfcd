// What `npm start` does: opens the program in Electron's window where that can be had, else in the browser.
// Invariant: a library that cannot be opened is told and does not keep the window, where it can be restored, from opening.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Envelope } from '../../shared/contract/envelope.ts';
import type { Status } from '../../shared/contract/types.ts';
import type { Core } from '../core.ts';
import { allowedFolders } from '../hosts/allowed-folders.ts';
import { canOpenBrowser, openInBrowser } from '../hosts/browser/open-browser.ts';
import type { FreshAddress } from '../hosts/browser/running.ts';
import { readRendererFiles } from '../hosts/renderer-files.ts';
import type { DataPaths } from '../storage/paths.ts';
import { APP_VERSION } from '../version.ts';
import { electronBinary } from './electron-binary.ts';
import { canOpenWindow, runElectron } from './electron-window.ts';

/** In which a window that opens at once has asked for what it shows first. */
const FIRST_QUESTIONS_MS = 1500;

export interface StartOptions {
  readonly paths: DataPaths;
  readonly resourcesFolder: string;
  /** `--browser`: do not try Electron. */
  readonly isBrowserWanted: boolean;
  /** False for `--no-open`. */
  readonly mayOpen: boolean;
  /** `--allow`, as given. */
  readonly allow: readonly string[];
  readonly isJson: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly write: (text: string) => void;
  readonly say: (line: string) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Runs until the window is closed or Ctrl-C comes, and answers with the exit code.
 * @throws AppError `invalid-input` for a wrong `--allow`, and as `startBrowserHost`
 */
export async function start(options: StartOptions): Promise<0 | 1> {
  const folders = allowedFolders(options.allow);
  const root = join(options.resourcesFolder, '..');
  const surroundings = {
    platform: process.platform,
    environment: process.env,
    isRoot: process.getuid?.() === 0,
  };
  const mayUseElectron =
    !options.isBrowserWanted && (process.env['COMPANION_NO_ELECTRON'] ?? '') !== '1';
  if (mayUseElectron && canOpenWindow(surroundings)) {
    const ended = await inElectron(options, root, folders);
    if (ended !== null) return ended;
  }
  if (options.signal.aborted) return 0;
  const isToOpen = options.mayOpen && canOpenBrowser(surroundings);
  return await inBrowser(options, { root, folders, isToOpen });
}

async function inElectron(
  options: StartOptions,
  root: string,
  folders: readonly string[],
): Promise<0 | 1 | null> {
  const binary = await electronBinary({
    root,
    environment: process.env,
    now: Date.now,
    fetch: globalThis.fetch,
    say: options.say,
  });
  if (binary === null) return null;
  const ended = await runElectron({
    binary,
    root,
    dataFolder: options.paths.folder,
    folders,
    signal: options.signal,
  });
  if (ended.opened) return ended.code === 0 || options.signal.aborted ? 0 : 1;
  options.say('Electron could not open a window here; the program opens in your browser instead.');
  return null;
}

async function inBrowser(
  options: StartOptions,
  how: {
    readonly root: string;
    readonly folders: readonly string[];
    readonly isToOpen: boolean;
  },
): Promise<0 | 1> {
  const files = readRendererFiles(join(how.root, 'out', 'renderer'));
  // The server is a good part of the program, and no other command needs it.
  const { startBrowserHost } = await import('../hosts/browser/browser-host.ts');
  const host = await startBrowserHost({
    paths: options.paths,
    resourcesFolder: options.resourcesFolder,
    files,
    version: APP_VERSION,
    checkOutput: process.env['COMPANION_CHECK_OUTPUT'] === '1',
    folders: how.folders,
    isToOpen: how.isToOpen,
    onError: options.onError,
  });
  if (host.kind === 'running') {
    announce(options, { fresh: host.fresh, status: null, isOurs: false });
    if (host.fresh.file !== null) openInBrowser(process.platform, host.fresh.file);
    return 0;
  }
  // The window first: counting what the folder holds takes a moment that nobody need wait for.
  if (!options.isJson) announce(options, { fresh: host.fresh, status: null, isOurs: true });
  if (host.fresh.file !== null && !options.signal.aborted) {
    openInBrowser(process.platform, host.fresh.file);
  }
  // What the window asks first is read while the browser reads the page.
  await host.core.warm();
  // Then it asks: counting a large copy meanwhile would keep it waiting (0.2 s at 61,450 studies).
  if (!options.isJson) await pause(FIRST_QUESTIONS_MS, options.signal);
  const status = await askStatus(host.core, options.signal);
  if (options.isJson) announce(options, { fresh: host.fresh, status, isOurs: true });
  else options.write(`${stateLines(status).join('\n')}\n`);
  await untilAborted(options.signal);
  const closed = await host.close();
  if (closed.ok) return 0;
  options.say(`The daily backup could not be made. ${closed.error.message}`);
  return 1;
}

function askStatus(core: Core, signal: AbortSignal): Promise<Envelope<Status>> {
  return core.request('status.get', {}, signal);
}

interface Announcement {
  readonly fresh: FreshAddress;
  /** Null where it is told elsewhere: after the address, or by the process that has the files open. */
  readonly status: Envelope<Status> | null;
  readonly isOurs: boolean;
}

function announce(options: StartOptions, { fresh, status, isOurs }: Announcement): void {
  if (options.isJson) {
    options.write(`${JSON.stringify({ address: fresh.address, isOurs, status })}\n`);
    return;
  }
  const ending = isOurs
    ? 'Ctrl-C here closes the program. What you write is saved as you write it.'
    : 'It runs in another terminal; Ctrl-C there closes it.';
  options.write(
    [
      isOurs ? 'ME/CFS Atlas Companion' : 'ME/CFS Atlas Companion is running already.',
      '',
      'Open it in a browser of this computer:',
      `  ${fresh.address}`,
      'The address works once, within ten minutes. "npm start" again gives a fresh one.',
      ending,
      '',
    ].join('\n'),
  );
}

// What the data folder holds, or the sentence that says why it cannot be told.
function stateLines(status: Envelope<Status>): readonly string[] {
  if (!status.ok) return [status.error.message];
  return [
    `Your data is in ${status.value.dataFolder}`,
    ...[...status.value.mended, ...status.value.problems, ...status.value.sentences].map(
      (sentence) => `  ${sentence}`,
    ),
  ];
}

/** Resolves after a time, or as soon as the program is told to end. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const timer = new AbortController();
  const slept = sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([slept, untilAborted(signal)]);
  timer.abort();
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
