// The world of a sandboxed preload: `require` with its short list, `contextBridge`, `ipcRenderer`. Runs in pages.
// Invariant: nothing of Node is here, and what is not on the list is an error with its name.
import { EventEmitter } from './emitter.ts';
import { createExchange, type Target } from './exchange.ts';
import { decodeStructured, encodeStructured } from './structured.ts';

type Require = (name: string) => unknown;

export interface IsolatedOptions {
  readonly target: Target;
  /** Sends a text to main. */
  readonly toMain: (text: string) => void;
  /** The preload: one CommonJS file in its wrapper. Null where it could not be read as such. */
  readonly preload: ((require: Require, exports: object, module: object) => void) | null;
}

/** Runs the preload; gives the function that takes what main sends. */
export function runIsolatedWorld(options: IsolatedOptions): (text: string) => void {
  const sendToPage = createExchange({
    target: options.target,
    own: 'stand-in-isolated',
    other: 'stand-in-main',
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let invocations = 0;
  const say = (message: object): void => {
    options.toMain(JSON.stringify(message));
  };
  // Electron, ipcRenderer: an emitter of the channels that main sends on, and two ways to send.
  class IpcRenderer extends EventEmitter {
    invoke(channel: string, ...args: readonly unknown[]): Promise<unknown> {
      invocations += 1;
      const id = invocations;
      const promise = Promise.withResolvers<unknown>();
      // What cannot be cloned is thrown at whoever calls.
      const text = encodeStructured(args);
      waiting.set(id, promise);
      say({ kind: 'invoke', id, channel, args: text });
      return promise.promise;
    }
    send(channel: string, ...args: readonly unknown[]): void {
      say({ kind: 'send', channel, args: encodeStructured(args) });
    }
  }
  const heard = new IpcRenderer();
  const ipcRenderer = only('ipcRenderer', heard);
  const contextBridge = only('contextBridge', {
    exposeInMainWorld(key: string, api: unknown): void {
      sendToPage(key, api);
    },
  });
  const electron = only('electron (renderer)', { contextBridge, ipcRenderer });
  // Electron, Process Sandboxing, "Preload scripts": electron, events, timers and url, the latter three
  // also with `node:`; everything else is not found.
  const require = (name: string): unknown => {
    switch (name.replace(/^node:(?=(?:events|timers|url)$)/u, '')) {
      case 'electron':
      case 'electron/renderer':
        return electron;
      case 'timers':
        return { setTimeout, clearTimeout, setInterval, clearInterval };
      case 'url':
        return { URL, URLSearchParams };
      case 'events':
        return Object.assign(EventEmitter, { EventEmitter });
      default:
        throw new Error(`module not found: ${name}`);
    }
  };
  try {
    const module = { exports: {} };
    options.preload?.(require, module.exports, module);
  } catch (error) {
    say({ kind: 'preload-error', message: error instanceof Error ? error.message : String(error) });
  }

  return (text) => {
    const message = JSON.parse(text) as {
      readonly id?: number;
      readonly error?: string;
      readonly channel?: string;
      readonly value?: string;
    };
    if (message.id === undefined) {
      const args = decodeStructured(message.value ?? '["a",[]]') as readonly unknown[];
      // An event object without the ports that nobody uses here.
      heard.emit(message.channel ?? '', {}, ...args);
      return;
    }
    const promise = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error !== undefined) promise?.reject(new Error(message.error));
    else promise?.resolve(decodeStructured(message.value ?? '["u"]'));
  };
}

function only<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, key) {
      if (typeof key === 'symbol' || key === 'then' || key in target) {
        return Reflect.get(target, key) as unknown;
      }
      throw new Error(`not in the stand-in: ${name}.${key}`);
    },
  });
}
