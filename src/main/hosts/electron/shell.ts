// The window and all that belongs to it: calls, menu, place on the screen, progress, what the system hands over.
// Invariant: composition only; what is decided is decided in the files beside it.
import path from 'node:path';
import { app, net, powerMonitor, type BrowserWindow, type Session } from 'electron';
import type { WindowRequest } from '../../../shared/contract/bridge.ts';
import type { Core } from '../../core.ts';
import type { DataPaths } from '../../storage/paths.ts';
import { carryCalls } from './calls.ts';
import { keepBeforeClosing } from './closing.ts';
import { reloadAfterCrash } from './crash.ts';
import type { OfferedChooser } from './dialog-chooser.ts';
import type { HandedOver } from './handed-over.ts';
import type { Log } from './log.ts';
import { setMenu } from './menu.ts';
import { answerPdf } from './pdf.ts';
import { watchNetwork } from './network-watch.ts';
import { shownProgress } from './progress.ts';
import { showFolder } from './show-folder.ts';
import { openWindow, showPage } from './window.ts';
import { createWindowRequests } from './window-requests.ts';
import { lastPlacement, rememberPlacement } from './window-memory.ts';

/** A page that is still being read is given time to listen. */
const PATIENCE_MS = 30_000;

export interface ShellOptions {
  readonly core: Core;
  readonly session: Session;
  readonly preload: string;
  readonly paths: DataPaths;
  readonly chooser: OfferedChooser;
  readonly log: Log;
  /** Aborted when the program ends. */
  readonly signal: AbortSignal;
}

export interface Shell {
  readonly window: BrowserWindow;
  /** Reads the page; false where the window was closed meanwhile. Rejects where the page cannot be read. */
  show(): Promise<boolean>;
  /** Brings the window to the front. */
  focus(): void;
  /** Opens the study of a link, or offers the bundle that was opened. */
  take(handed: HandedOver): void;
}

/** Makes the window; it is shown when it has something to show. */
export function createShell(options: ShellOptions): Shell {
  const { core, paths, chooser, log, signal } = options;
  const memory = path.join(paths.folder, 'electron');
  const placement = lastPlacement(memory);
  const window = openWindow(options.preload, { session: options.session, placement });
  rememberPlacement(window, memory, placement);
  carryCalls(core, window, signal);
  answerPdf(window);
  const requests = createWindowRequests(window);
  const ask = (request: WindowRequest): void => void requests.ask(request, PATIENCE_MS);
  keepBeforeClosing(window, requests);
  const hasCrashed = reloadAfterCrash(window, requests);
  setMenu(process.platform, {
    run: (command) => {
      ask({ kind: 'command', command });
    },
    showData: () => void showFolder(window, () => paths.folder),
    openLogs: () => void showFolder(window, () => log.folder()),
  });

  const leave = core.onEvent((event) => {
    if (event.type !== 'sync.progress' || window.isDestroyed()) return;
    const { value, mode } = shownProgress(event.progress);
    window.setProgressBar(value, { mode });
  });
  signal.addEventListener('abort', leave, { once: true });
  // Linux and macOS wait a little for a program that ends; Windows tells the window (`closing.ts`).
  powerMonitor.on('shutdown', (...given: readonly unknown[]) => {
    log.write('shutdown');
    const [event] = given;
    if (isPreventable(event)) event.preventDefault();
    app.quit();
  });
  powerMonitor.on('resume', () => {
    log.write('resumed');
    core.wake();
  });
  watchNetwork(
    () => net.isOnline(),
    () => {
      core.wake();
    },
    signal,
  );
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.write(`page-gone:${reason}`);
  });

  return {
    window,
    async show() {
      try {
        await showPage(window);
        return true;
      } catch (error) {
        if (window.isDestroyed()) return false;
        // Another reading has taken the place of this one, which is no failure of the start.
        if (hasCrashed()) return true;
        throw error;
      }
    },
    focus() {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    take(handed) {
      if (handed.kind === 'study') {
        ask({ kind: 'study', slug: handed.slug });
        return;
      }
      chooser.offer(handed.path);
      // Where the page cannot open it now, a later "Open a bundle…" must not take it for the answer.
      void requests.ask({ kind: 'command', command: 'bundle.open' }, PATIENCE_MS).then((answer) => {
        if (answer !== 'done') chooser.offer(null);
      });
    },
  };
}

/** Electron's types leave this event's argument out. */
function isPreventable(event: unknown): event is { preventDefault(): void } {
  return typeof event === 'object' && event !== null && 'preventDefault' in event;
}
