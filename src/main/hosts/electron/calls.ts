// Carries calls from the window to the core and events back.
// Invariant: one channel a method, and only the main frame of our own window, on our own page, is answered.
import { ipcMain, type BrowserWindow, type IpcMainEvent } from 'electron';
import {
  EVENT_CHANNEL,
  INVOKE_CHANNEL_PREFIX,
  METHOD_NAMES,
} from '../../../shared/contract/names.ts';
import type { Core } from '../../core.ts';
import { isOwnAddress } from './app-protocol.ts';

/** Answers the window's calls until `signal` is aborted, which also tells the calls under way to stop. */
export function carryCalls(
  core: Pick<Core, 'call' | 'onEvent'>,
  window: BrowserWindow,
  signal: AbortSignal,
): void {
  for (const method of METHOD_NAMES) {
    ipcMain.handle(INVOKE_CHANNEL_PREFIX + method, (event, input: unknown) => {
      if (!isFromOurPage(window, event)) {
        throw new Error('This is answered for the window of the program alone.');
      }
      return core.call(method, input ?? {}, { signal });
    });
  }
  const unsubscribe = core.onEvent((event) => {
    if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, event);
  });
  signal.addEventListener('abort', unsubscribe, { once: true });
}

/**
 * The window's contents, their main frame, on our own page. A frame that has gone or that another page
 * has taken over is null or another object; what is asked of one that is going throws, which refuses too.
 */
export function isFromOurPage(
  window: BrowserWindow,
  { sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>,
): boolean {
  if (senderFrame === null || window.isDestroyed() || sender !== window.webContents) return false;
  return senderFrame === window.webContents.mainFrame && isOwnAddress(senderFrame.url);
}
