// A page that crashed is read again: the place is kept in the library, what was typed in its drafts.
// Invariant: a page that crashes again and again is not read again and again; the reader is asked.
import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import type { WindowRequests } from './window-requests.ts';

const MOST = 3;
const WITHIN_MS = 60_000;

/** True where a page that has crashed at these moments (milliseconds, the newest last) is read again without a word. */
export function mayReload(crashes: readonly number[]): boolean {
  const newest = crashes.at(-1) ?? 0;
  return crashes.filter((at) => newest - at < WITHIN_MS).length <= MOST;
}

/** Reads the page again when its process has gone; gives whether it has ever gone. */
export function reloadAfterCrash(window: BrowserWindow, requests: WindowRequests): () => boolean {
  const crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    requests.pageIsGone();
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashes.push(Date.now());
    if (mayReload(crashes)) window.webContents.reload();
    else void ask();
  });
  // Of one that is gone just now the event may only be coming.
  return () => crashes.length > 0 || window.webContents.isCrashed();

  async function ask(): Promise<void> {
    const question: MessageBoxOptions = {
      type: 'error',
      message: 'The window has stopped several times within a minute.',
      detail:
        'Your library is safe: what you wrote is in it, and what you typed was kept a second after each pause. Try once more, or close the program and start it again.',
      buttons: ['Try again', 'Close'],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    };
    // A dialog of a window that nobody has seen yet may not be seen either.
    const { response } = window.isVisible()
      ? await dialog.showMessageBox(window, question)
      : await dialog.showMessageBox(question);
    if (window.isDestroyed()) return;
    if (response === 0) window.webContents.reload();
    else window.close();
  }
}
