// The only bridge between window and core: builds `window.atlas` from the contract's method names.
// Invariant: a name that is not in the contract never reaches a channel, and neither Electron's
// objects nor its event arguments reach the page.
import { contextBridge, ipcRenderer } from 'electron';
import type { AtlasBridge, WindowRequest } from '../shared/contract/bridge.ts';
import {
  ANSWER_CHANNEL,
  ASK_CHANNEL,
  EVENT_CHANNEL,
  INVOKE_CHANNEL_PREFIX,
  LISTENING,
  METHOD_NAMES,
  PDF_CHANNEL,
} from '../shared/contract/names.ts';

const knownMethods: ReadonlySet<string> = new Set(METHOD_NAMES);

/**
 * Calls a method of the core. Resolves to the contract's envelope, also for an expected failure;
 * rejects only for a name that is not in the contract.
 */
function call(method: string, input: unknown): Promise<unknown> {
  if (!knownMethods.has(method)) {
    return Promise.reject(new Error(`There is no method "${method}".`));
  }
  return ipcRenderer.invoke(INVOKE_CHANNEL_PREFIX + method, input);
}

/** Listens to the core's events until the returned function is called. */
function onEvent(listener: (event: unknown) => void): () => void {
  const forward = (_ipcEvent: unknown, event: unknown): void => {
    listener(event);
  };
  ipcRenderer.on(EVENT_CHANNEL, forward);
  return () => {
    ipcRenderer.removeListener(EVENT_CHANNEL, forward);
  };
}

/** Answers the shell's requests until the returned function is called; a listener that fails has not done it. */
function onRequest(answer: (request: WindowRequest) => Promise<boolean>): () => void {
  const forward = (_ipcEvent: unknown, id: number, request: WindowRequest): void => {
    const tell = (isDone: boolean): void => {
      ipcRenderer.send(ANSWER_CHANNEL, id, isDone);
    };
    answer(request).then(tell, () => {
      tell(false);
    });
  };
  ipcRenderer.on(ASK_CHANNEL, forward);
  ipcRenderer.send(ANSWER_CHANNEL, LISTENING, true);
  return () => {
    ipcRenderer.removeListener(ASK_CHANNEL, forward);
    ipcRenderer.send(ANSWER_CHANNEL, LISTENING, false);
  };
}

const bridge: AtlasBridge = {
  host: 'electron',
  call,
  onEvent,
  onRequest,
  // The dialog's file was written by the core itself.
  deliver: () => Promise.resolve(),
  // The dialog gives the core the file itself.
  upload: () => Promise.reject(new Error('Files are chosen in a dialog here.')),
  makePdf: () => ipcRenderer.invoke(PDF_CHANNEL),
  // The core lives as long as the window does.
  onConnection: () => () => undefined,
};
contextBridge.exposeInMainWorld('atlas', bridge);
