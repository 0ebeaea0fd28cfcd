// What the shell asks of the page in its window: run a command, open a study, keep all before it closes.
// Invariant: only our own page answers; what is asked before it listens waits, and nobody waits for ever.
import { ipcMain, type BrowserWindow, type IpcMainEvent } from 'electron';
import type { WindowRequest } from '../../../shared/contract/bridge.ts';
import { ANSWER_CHANNEL, ASK_CHANNEL, LISTENING } from '../../../shared/contract/names.ts';
import { isFromOurPage } from './calls.ts';

/** `no-answer`: the page does not listen (any more), or hangs. */
export type WindowAnswer = 'done' | 'not-done' | 'no-answer';

export interface WindowRequests {
  /** Asks; what a page that is still being read is asked, it is asked when it listens. */
  ask(request: WindowRequest, patienceMs: number): Promise<WindowAnswer>;
  isListening(): boolean;
  /** The page is gone: it crashed, or is being read anew. */
  pageIsGone(): void;
}

/** Requests to the page of one window. */
export function createWindowRequests(window: BrowserWindow): WindowRequests {
  let isListening = false;
  let lastId = LISTENING;
  let waiting: (() => void)[] = [];
  const underWay = new Map<number, (answer: WindowAnswer) => void>();

  ipcMain.on(ANSWER_CHANNEL, (event, id: unknown, isYes: unknown) => {
    if (!isBelieved(window, event) || typeof id !== 'number') return;
    if (id !== LISTENING) {
      underWay.get(id)?.(isYes === true ? 'done' : 'not-done');
      return;
    }
    isListening = isYes === true;
    if (!isListening) return;
    const now = waiting;
    waiting = [];
    for (const send of now) send();
  });

  return {
    isListening: () => isListening,
    ask(request, patienceMs) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          end('no-answer');
        }, patienceMs);
        const end = (answer: WindowAnswer): void => {
          clearTimeout(timer);
          underWay.delete(id);
          resolve(answer);
        };
        underWay.set(id, end);
        const send = (): void => {
          if (!underWay.has(id)) return;
          if (window.isDestroyed()) end('no-answer');
          else window.webContents.send(ASK_CHANNEL, id, request);
        };
        if (isListening) send();
        else waiting.push(send);
      });
    },
    pageIsGone() {
      isListening = false;
      for (const end of [...underWay.values()]) end('no-answer');
    },
  };
}

/** What is asked of a frame that is going throws, and nobody awaits an answer that would be told so. */
function isBelieved(window: BrowserWindow, event: IpcMainEvent): boolean {
  try {
    return isFromOurPage(window, event);
  } catch {
    return false;
  }
}
