// The one window: sandboxed and isolated.
// Invariant: no contents exist before the guards stand that keep them on their own page.
import { app, BrowserWindow, type Session } from 'electron';
import { START_ADDRESS } from './app-protocol.ts';
import { guardSession } from './guards.ts';
import { LEAST_SIZE, type Placement } from './window-state.ts';

/** Makes the window and shows it when it has something to show. */
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
  window.once('ready-to-show', () => {
    window.show();
  });
  return window;
}

/** Loads the page; rejects where it cannot be loaded. */
export function showPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(START_ADDRESS);
}
