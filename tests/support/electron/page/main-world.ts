// The page's side of `contextBridge`: puts what the preload exposes into the page's own world. Runs in pages.
// Invariant: what is exposed cannot be changed or replaced by the page.
import { createExchange, type Target } from './exchange.ts';

/** Waits for what the preload exposes. */
export function runMainWorld(target: Target): void {
  createExchange({
    target,
    own: 'stand-in-main',
    other: 'stand-in-isolated',
    receive(name, value) {
      // Electron, contextBridge, "exposeInMainWorld": the key is one of `window`, and stands there once.
      if (Object.hasOwn(globalThis, name)) {
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      }
      // Electron, contextBridge, "API" (usage): an API is frozen, updates on either side are not seen.
      Object.defineProperty(globalThis, name, {
        value: freeze(value),
        enumerable: true,
        writable: false,
        configurable: false,
      });
    },
  });
}

function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (ArrayBuffer.isView(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) freeze(each);
  return value;
}
