// The one window: sandboxed, isolated, and unable to go anywhere but to its own page.
// Invariant: a link leaves through the system's browser, as https and nothing else; every permission is refused.
import { app, BrowserWindow, shell, type Session, type WebContents } from 'electron';
import { START_ADDRESS } from './app-protocol.ts';
import { LEAST_SIZE, type Placement } from './window-state.ts';

/** Makes the window and shows it when it has something to show. */
export function openWindow(
  preload: string,
  { session, placement }: { readonly session: Session; readonly placement: Placement },
): BrowserWindow {
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
      webviewTag: false,
      navigateOnDragDrop: false,
      // It would fetch dictionaries from Google's servers.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  keepInside(window.webContents);
  refusePermissions(session);
  window.once('ready-to-show', () => {
    window.show();
  });
  return window;
}

/** Loads the page; rejects where it cannot be loaded. */
export function showPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(START_ADDRESS);
}

function keepInside(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }): void => {
    event.preventDefault();
  };
  contents.on('will-navigate', prevent);
  contents.on('will-frame-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
  contents.setWindowOpenHandler(({ url }) => {
    const address = outsideAddress(url);
    if (address !== null) void shell.openExternal(address);
    return { action: 'deny' };
  });
}

/**
 * The address that the system's browser may be given for a link: https, without name and password,
 * written anew from its parts. Null for everything else.
 */
export function outsideAddress(text: string): string | null {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return url.href;
}

function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
