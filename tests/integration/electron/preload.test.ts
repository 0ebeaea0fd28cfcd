// What the built preload hands to the page, read from the file that Electron would run: in a context
// without Node's globals, over an `electron` that has the two things it may use and says so if it wants more.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AtlasBridge } from '../../../src/shared/contract/bridge.ts';
import { METHOD_NAMES } from '../../../src/shared/contract/names.ts';
import { ensureBuilt } from '../../support/cli.ts';

const FILE = path.resolve(import.meta.dirname, '../../../out/preload/index.cjs');

const BRIDGE_KEYS: Readonly<Record<keyof AtlasBridge, 'string' | 'function'>> = {
  host: 'string',
  call: 'function',
  onEvent: 'function',
  onRequest: 'function',
  deliver: 'function',
  upload: 'function',
  makePdf: 'function',
  onConnection: 'function',
};
/** What a sandboxed preload has beside the language; its page has none of it. */
const NODE_GLOBALS = ['process', 'Buffer', 'global', 'setImmediate', 'clearImmediate', '__dirname'];

beforeAll(() => {
  ensureBuilt('preload');
});

type Listener = (...args: readonly unknown[]) => void;

interface Ran {
  readonly exposed: ReadonlyMap<string, unknown>;
  readonly bridge: AtlasBridge;
  readonly required: readonly string[];
  readonly invoked: readonly (readonly unknown[])[];
  readonly listeners: Map<string, Listener[]>;
}

function only<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, key) {
      if (key in target) return Reflect.get(target, key) as unknown;
      throw new Error(`the preload used ${name}.${String(key)}`);
    },
  });
}

function runPreload(): Ran {
  const exposed = new Map<string, unknown>();
  const required: string[] = [];
  const invoked: (readonly unknown[])[] = [];
  const listeners = new Map<string, Listener[]>();
  const ipcRenderer = only('ipcRenderer', {
    invoke: (...args: readonly unknown[]) => {
      invoked.push(args);
      return Promise.resolve({ ok: true, value: null });
    },
    on: (channel: string, listener: Listener) =>
      void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    removeListener: (channel: string, listener: Listener) =>
      void listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((known) => known !== listener),
      ),
  });
  const contextBridge = only('contextBridge', {
    exposeInMainWorld: (key: string, value: unknown) => void exposed.set(key, value),
  });
  const world = vm.createContext(Object.create(null) as object);
  for (const name of NODE_GLOBALS) {
    Object.defineProperty(world, name, {
      get: () => {
        throw new Error(`the preload used ${name}`);
      },
    });
  }
  const run = vm.runInContext(
    `(function (require, exports, module) {${readFileSync(FILE, 'utf8')}\n})`,
    world,
  ) as (...args: readonly unknown[]) => void;
  run(
    (name: string) => {
      required.push(name);
      if (name !== 'electron') throw new Error(`module not found: ${name}`);
      return only('electron', { contextBridge, ipcRenderer });
    },
    {},
    { exports: {} },
  );
  return { exposed, bridge: exposed.get('atlas') as AtlasBridge, required, invoked, listeners };
}

describe('the built preload', () => {
  it('gives the page `atlas` alone, with the keys of the bridge, functions and a word', () => {
    const { exposed, required } = runPreload();
    expect([...exposed.keys()]).toEqual(['atlas']);
    const bridge = exposed.get('atlas') as object;
    const kinds = Object.fromEntries(
      Reflect.ownKeys(bridge).map((key) => [String(key), typeof Reflect.get(bridge, key)]),
    );
    expect(kinds).toEqual(BRIDGE_KEYS);
    expect([...new Set(required)]).toEqual(['electron']);
  });

  it('sends what is in the contract, on its own channel', async () => {
    const { bridge, invoked } = runPreload();
    for (const method of METHOD_NAMES) await bridge.call(method, { a: 1 });
    expect(invoked).toEqual(METHOD_NAMES.map((method) => [`atlas:${method}`, { a: 1 }]));
  });

  it.each([
    'nothing.here',
    '',
    'status.get ',
    'STATUS.GET',
    'atlas:status.get',
    '__proto__',
    'constructor',
    'toString',
    'has',
  ])('sends nothing for a method that there is not: %j', async (method) => {
    const { bridge, invoked } = runPreload();
    await expect(bridge.call(method, {})).rejects.toThrow('no method');
    expect(invoked).toEqual([]);
  });

  it('does not take an object for a name', async () => {
    const { bridge, invoked } = runPreload();
    const name = { toString: () => 'status.get' } as unknown as string;
    await expect(bridge.call(name, {})).rejects.toThrow('no method');
    expect(invoked).toEqual([]);
  });

  it("hands on the event and nothing of Electron's, until it is told to stop", () => {
    const { bridge, listeners } = runPreload();
    const heard: unknown[][] = [];
    const stop = bridge.onEvent((...args) => void heard.push(args));
    const event = { type: 'data.changed' };
    const ipcEvent = { sender: 'ipcRenderer', ports: [] };
    const [listener] = listeners.get('atlas:event') ?? [];
    listener?.(ipcEvent, event, 'more');
    expect(heard).toEqual([[event]]);
    stop();
    expect(listeners.get('atlas:event')).toEqual([]);
    expect([...listeners.keys()]).toEqual(['atlas:event']);
  });

  it('is one file that loads no other', () => {
    const text = readFileSync(FILE, 'utf8');
    expect(text).not.toMatch(/\bimport\s*\(|node:/u);
    expect(text.match(/\brequire\(/gu)).toHaveLength(1);
  });
});
