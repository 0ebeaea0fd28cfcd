// The one window: sandboxed and isolated.
// Invariant: no contents exist before the guards stand that keep them on their own page.
import { app, BrowserWindow, type Session } from 'electron';
import { START_ADDRESS } from './app-protocol.ts';
import { guardSession } from './guards.ts';
import { LEAST_SIZE, type Placement } from './window-state.ts';

/** How long Linux may take from the whole page to its first picture. */
const PAINTS_WITHIN_MS = 300;

/** Makes the window and shows it, as it was left, when it has something to show. */
export function openWindow(
  preload: string,
  { session, placement }: { readonly session: Session; readonly placement: Placement },
): BrowserWindow {
  guardSession(session);
  const window = new BrowserWindow({
    ...placement.bounds,
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    show: false,
    webPreferences: {
      preload,
      session,
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
      // It would fetch dictionaries from Google's servers.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  showWhenPainted(window, placement);
  return window;
}

// Not before: a window without a picture is a white one. `maximize` shows the window as well.
function showWhenPainted(window: BrowserWindow, { isMaximized, isFullScreen }: Placement): void {
  let isShown = false;
  const show = (): void => {
    if (isShown || window.isDestroyed()) return;
    isShown = true;
    if (isMaximized) window.maximize();
    if (isFullScreen) window.setFullScreen(true);
    window.show();
  };
  window.once('ready-to-show', show);
  // Under Wayland nothing is painted, and nobody is told, before the window is shown (electron#48859).
  if (process.platform !== 'linux') return;
  window.webContents.once('did-finish-load', () => {
    setTimeout(show, PAINTS_WITHIN_MS);
  });
}

/** Loads the page; rejects where it cannot be loaded. */
export function showPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(START_ADDRESS);
}
