// Closing the window: first the page keeps what was typed, then it goes.
// Invariant: nobody loses text to a click on the cross without having been asked, and a page that hangs is no trap.
import { dialog, type BrowserWindow } from 'electron';
import type { WindowRequests } from './window-requests.ts';

/** The page gives itself two seconds to have its texts kept. */
const PATIENCE_MS = 3000;

const AT_RISK = {
  'not-done': {
    message: 'Some of what you typed could not be saved.',
    detail:
      'Stay, and the window says at the text why. If you close now, what was typed since the last save is lost; all else is safe.',
  },
  'no-answer': {
    message: 'The window does not answer.',
    detail:
      'What you typed is kept a second after each pause; only words newer than that could be lost. You can wait, or close the window.',
  },
} as const;

/** Has the page keep everything before the window closes; asks the reader where that fails. */
export function keepBeforeClosing(window: BrowserWindow, requests: WindowRequests): void {
  let step: 'open' | 'asking' | 'may-close' = 'open';
  window.on('close', (event) => {
    // A page that shows no editor (a welcome, a recovery) has nothing to keep.
    if (step === 'may-close' || !requests.isListening()) return;
    event.preventDefault();
    if (step === 'asking') return;
    step = 'asking';
    void leave().then((mayClose) => {
      step = mayClose ? 'may-close' : 'open';
      if (mayClose && !window.isDestroyed()) window.close();
    });
  });

  // Windows ends the session without closing the window: what was typed in the last second is kept meanwhile.
  window.on('query-session-end', () => {
    if (requests.isListening()) void requests.ask({ kind: 'leave' }, PATIENCE_MS);
  });

  async function leave(): Promise<boolean> {
    const answer = await requests.ask({ kind: 'leave' }, PATIENCE_MS);
    if (answer === 'done' || window.isDestroyed()) return true;
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      ...AT_RISK[answer],
      buttons: ['Stay', 'Close anyway'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    return response === 1;
  }
}
