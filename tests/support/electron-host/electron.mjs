// A small, strict stand-in for Electron's main process, driven by the test over the process's IPC channel.
// Invariant: what it does not know it refuses, so that main cannot lean on something that was never shown;
// values cross between window and main by structured clone, as they do in Electron.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

/**
 * An object whose unknown properties are an error and not `undefined`.
 * @template {object} T
 * @param {string} name
 * @param {T} object
 * @returns {T}
 */
function strict(name, object) {
  return new Proxy(object, {
    get(target, key) {
      // `then`: an awaited value is asked for it.
      if (key in target || typeof key === 'symbol' || key === 'then') {
        return Reflect.get(target, key);
      }
      throw new Error(`The stand-in for Electron has no ${name}.${key}.`);
    },
  });
}

let isReady = false;
/** @type {any[]} */
const schemes = [];
/** @type {Map<string, (event: any, ...args: any[]) => any>} */
const handlers = new Map();
/** @type {any} */
let theWindow = null;
/** @type {string[]} */
const openedOutside = [];
/** @type {any} */
let saveAnswer = { canceled: true, filePath: '' };
/** @type {any[]} */
const saveQuestions = [];
/** @type {{ canceled: boolean, filePaths: string[] }} */
let openAnswer = { canceled: true, filePaths: [] };
/** @type {any[]} */
const openQuestions = [];

class App extends EventEmitter {
  isPackaged = false;
  /** @type {Record<string, string>} */
  paths = {};
  /** @param {string} name @param {string} value */
  setPath(name, value) {
    if (isReady) throw new Error('userData is set before the app is ready');
    this.paths[name] = value;
  }
  requestSingleInstanceLock() {
    return process.env.STAND_IN_LOCK !== 'taken';
  }
  /** Ready only when the module has been evaluated: a top-level await on it would wait for ever. */
  whenReady() {
    return new Promise((resolve) => setTimeout(() => resolve((isReady = true)), 20));
  }
  quit() {
    theWindow?.close();
    const event = { isPrevented: false, preventDefault: () => (event.isPrevented = true) };
    this.emit('will-quit', event);
    if (!event.isPrevented) this.exit(0);
  }
  /** @param {number} code */
  exit(code) {
    process.exit(code);
  }
}
const theApp = new App();
export const app = strict('app', theApp);

export const protocol = strict('protocol', {
  /** @param {any[]} list */
  registerSchemesAsPrivileged(list) {
    if (isReady) throw new Error('schemes are registered before the app is ready');
    schemes.push(...list);
  },
});

/** @type {Record<string, any>} */
const guards = {};
/** @type {((request: Request) => any) | null} */
let serve = null;
const theSession = strict('session', {
  protocol: strict('session.protocol', {
    /** @param {string} scheme @param {(request: Request) => any} handler */
    handle(scheme, handler) {
      if (schemes.every((known) => known.scheme !== scheme)) throw new Error('unknown scheme');
      serve = handler;
    },
  }),
  webRequest: strict('webRequest', {
    /** @param {any} listener */
    onBeforeRequest: (listener) => (guards.request = listener),
  }),
  /** @param {any} handler */
  setPermissionRequestHandler: (handler) => (guards.permissionRequest = handler),
  /** @param {any} handler */
  setPermissionCheckHandler: (handler) => (guards.permissionCheck = handler),
  /** @param {any} handler */
  setDevicePermissionHandler: (handler) => (guards.device = handler),
});
/** @type {any[]} */
const partitions = [];
export const session = strict('session module', {
  /** @param {string} name @param {any} options */
  fromPartition(name, options) {
    partitions.push([name, options]);
    return theSession;
  },
});

class WebContents extends EventEmitter {
  mainFrame = { url: '' };
  /** @type {any} */
  windowOpen = null;
  /** @type {((event: any, value: any) => void)[]} */
  listeners_ = [];
  /** @param {any} handler */
  setWindowOpenHandler(handler) {
    this.windowOpen = handler;
  }
  /** @param {string} channel @param {any} value */
  send(channel, value) {
    process.send?.({ event: channel, value: structuredClone(value) });
  }
}

/** The page's side of the bridge, as the preload exposes it. @type {Record<string, any>} */
const mainWorld = {};

class Window extends EventEmitter {
  webContents = new WebContents();
  #isDestroyed = false;
  /** @param {any} options */
  constructor(options) {
    super();
    if (!isReady) throw new Error('a window before the app is ready');
    this.options = options;
    theWindow = this;
  }
  isDestroyed() {
    return this.#isDestroyed;
  }
  isMinimized() {
    return false;
  }
  focus() {
    process.send?.({ focused: true });
  }
  show() {
    process.send?.({ shown: true });
  }
  /** @param {string} url */
  async loadURL(url) {
    const response = await serve?.(new Request(url));
    if (response?.status !== 200) throw new Error(`ERR_FAILED loading ${url}`);
    this.webContents.mainFrame.url = url;
    runPreload(this.options.webPreferences.preload, this.webContents.mainFrame);
    this.emit('ready-to-show');
  }
  close() {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    theWindow = null;
    this.emit('closed');
    theApp.emit('window-all-closed');
  }
}
export { Window as BrowserWindow };

/**
 * As a sandbox runs it: one CommonJS file that can require electron's few renderer modules alone.
 * @param {string} file
 * @param {any} frame
 */
function runPreload(file, frame) {
  const electron = {
    contextBridge: {
      /** @param {string} key @param {any} value */
      exposeInMainWorld: (key, value) => (mainWorld[key] = value),
    },
    ipcRenderer: {
      /** @param {string} channel @param {any[]} args */
      invoke: (channel, ...args) => invoke(channel, frame, args),
      on: () => undefined,
      removeListener: () => undefined,
    },
  };
  /** @param {string} name */
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  vm.runInNewContext(`(function (require, exports, module) {${readFileSync(file, 'utf8')}\n})`, {
    Promise,
    Set,
    Error,
  })(require, {}, { exports: {} });
}

/**
 * @param {string} channel
 * @param {any} senderFrame
 * @param {any[]} args
 */
async function invoke(channel, senderFrame, args) {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return structuredClone(await handler({ senderFrame }, ...structuredClone(args)));
}

export const ipcMain = strict('ipcMain', {
  /** @param {string} channel @param {any} handler */
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    handlers.set(channel, handler);
  },
});

export const dialog = strict('dialog', {
  /** @param {any[]} args */
  showSaveDialog(...args) {
    saveQuestions.push(args.at(-1));
    return Promise.resolve(saveAnswer);
  },
  /** @param {any[]} args */
  showOpenDialog(...args) {
    openQuestions.push(args.at(-1));
    return Promise.resolve(openAnswer);
  },
  /** @param {string} title @param {string} text */
  showErrorBox(title, text) {
    process.send?.({ errorBox: [title, text] });
  },
});

export const shell = strict('shell', {
  /** @param {string} url */
  openExternal(url) {
    openedOutside.push(url);
    return Promise.resolve();
  },
});

export const Menu = strict('Menu', {
  /** @param {any[]} template */
  buildFromTemplate: (template) => template,
  setApplicationMenu: () => undefined,
});

/** What the test may ask for. @type {Record<string, (value: any) => any>} */
const asked = {
  options: () => ({
    ...theWindow.options.webPreferences,
    session: theWindow.options.webPreferences.session === theSession,
  }),
  state: () => ({ schemes, channels: [...handlers.keys()], partitions, paths: theApp.paths }),
  bridge: () => Object.keys(mainWorld.atlas),
  host: () => mainWorld.atlas.host,
  call: ([method, input]) => mainWorld.atlas.call(method, input),
  async fetch([url, method]) {
    const response = await serve?.(new Request(url, { method }));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    };
  },
  foreign: ([channel, kind]) => {
    const { mainFrame } = theWindow.webContents;
    const frames = {
      none: null,
      iframe: { url: mainFrame.url },
      elsewhere: Object.assign(mainFrame, { url: 'https://evil.example/' }),
    };
    return invoke(channel, Reflect.get(frames, kind), [{}]);
  },
  navigate: (name) => {
    let isPrevented = false;
    theWindow.webContents.emit(name, { preventDefault: () => (isPrevented = true) });
    return isPrevented;
  },
  openWindow: (url) => [theWindow.webContents.windowOpen({ url }).action, [...openedOutside]],
  async permission(name) {
    const wasGranted = await new Promise((resolve) =>
      guards.permissionRequest(theWindow.webContents, name, resolve),
    );
    return [wasGranted, guards.permissionCheck(theWindow.webContents, name), guards.device({})];
  },
  request: (url) =>
    new Promise((resolve) =>
      guards.request({ url }, (/** @type {any} */ answer) => resolve(answer.cancel)),
    ),
  save: (answer) => void (saveAnswer = answer),
  saveQuestions: () => saveQuestions,
  open: (answer) => void (openAnswer = answer),
  openQuestions: () => openQuestions,
  closeWindow: () => void setTimeout(() => theWindow.close(), 0),
};

process.on('message', (/** @type {{ id: number, name: string, value: unknown }} */ message) => {
  const { id, name, value } = message;
  Promise.resolve()
    .then(() => asked[name]?.(value))
    .then(
      (answer) => process.send?.({ id, answer: answer ?? null }),
      (error) => process.send?.({ id, error: String(error) }),
    );
});
