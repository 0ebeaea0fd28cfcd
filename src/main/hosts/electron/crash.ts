// A page that crashed is read again: the place is kept in the library, what was typed in its drafts.
// Invariant: a page that crashes again and again is not read again and again; the reader is asked.
import { dialog, type BrowserWindow } from 'electron';
import type { WindowRequests } from './window-requests.ts';

const MOST = 3;
const WITHIN_MS = 60_000;

/** True where a page that has crashed at these moments (milliseconds, the newest last) is read again without a word. */
export function mayReload(crashes: readonly number[]): boolean {
  const newest = crashes.at(-1) ?? 0;
  return crashes.filter((at) => newest - at < WITHIN_MS).length <= MOST;
}

/** Reads the page again when its process has gone. */
export function reloadAfterCrash(window: BrowserWindow, requests: WindowRequests): void {
  const crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    requests.pageIsGone();
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashes.push(Date.now());
    if (mayReload(crashes)) window.webContents.reload();
    else void ask();
  });

  async function ask(): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: 'The window has stopped several times within a minute.',
      detail:
        'Your library is safe: what you wrote is in it, and what you typed was kept a second after each pause. Try once more, or close the program and start it again.',
      buttons: ['Try again', 'Close'],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (window.isDestroyed()) return;
    if (response === 0) window.webContents.reload();
    else window.close();
  }
}
