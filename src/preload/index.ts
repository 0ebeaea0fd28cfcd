// The only bridge between window and core: builds `window.atlas` from the contract's method names.
// Invariant: a name that is not in the contract never reaches a channel, and neither Electron's
// objects nor its event arguments reach the page.
import { contextBridge, ipcRenderer } from 'electron';
import type { AtlasBridge } from '../shared/contract/bridge.ts';
import { EVENT_CHANNEL, INVOKE_CHANNEL_PREFIX, METHOD_NAMES } from '../shared/contract/names.ts';

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

const bridge: AtlasBridge = {
  host: 'electron',
  call,
  onEvent,
  // The dialog's file was written by the core itself.
  deliver: () => Promise.resolve(),
  // The dialog gives the core the file itself.
  upload: () => Promise.reject(new Error('Files are chosen in a dialog here.')),
  // The core lives as long as the window does.
  onConnection: () => () => undefined,
};
contextBridge.exposeInMainWorld('atlas', bridge);
