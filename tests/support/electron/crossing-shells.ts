// Shells of which values cross borders: from the preload to the page, and between page and main.
// Invariant: what arrives is the same with the stand-in and with the real binary (tests/electron-real).
import type { SmallShell } from './small-shell.ts';

export interface Crossing {
  readonly shell: SmallShell;
  /** Run in the page; gives `answers`. */
  readonly inPage: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

export const BRIDGE: Crossing = {
  shell: {
    preload: `const { contextBridge } = require('electron');
        class Point { constructor() { this.x = 1; } far() { return 2; } }
        const calls = [];
        const api = {
          point: new Point(), date: new Date(5), [Symbol('s')]: 1, list: [1, [2]],
          count: () => calls.push(1),
          double: (value) => value * 2,
          later: (value) => Promise.resolve({ value }),
          fail: () => { throw Object.assign(new Error('no'), { secret: 1 }); },
          reject: () => Promise.reject(new Error('later')),
          each: (run) => [1, 2].map((value) => run(value)),
          same: (run) => run,
        };
        contextBridge.exposeInMainWorld('api', api);
        api.point.x = 7;`,
  },
  inPage: `async () => {
          const mine = (value) => value + 1;
          let error = {};
          try { api.fail(); } catch (thrown) { error = thrown; }
          return {
            x: api.point.x, isPlain: api.point.far === undefined,
            date: api.date.getTime(), symbols: Object.getOwnPropertySymbols(api).length,
            list: JSON.stringify(api.list), double: api.double(4), later: await api.later(3),
            each: api.each(mine).join(), isMine: api.same(mine) === mine,
            error: [error.message, error.secret, error instanceof Error],
            rejected: await api.reject().catch((reason) => reason.message),
            isFrozen: Object.isFrozen(api) && Object.isFrozen(api.list),
            isFixed: !Reflect.set(globalThis, 'api', 1) && !delete globalThis.api,
          };
        }`,
  answers: {
    x: 1,
    isPlain: true,
    date: 5,
    symbols: 0,
    list: '[1,[2]]',
    double: 8,
    later: { value: 3 },
    each: '2,3',
    isMine: true,
    error: ['no', undefined, true],
    rejected: 'later',
    isFrozen: true,
    isFixed: true,
  },
};

export const MESSAGES: Crossing = {
  shell: {
    preload: `const { contextBridge, ipcRenderer } = require('electron');
    contextBridge.exposeInMainWorld('ipc', {
      ask: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
      askOdd: () => ipcRenderer.invoke('echo', { run: () => 1 }),
      askClass: () => ipcRenderer.invoke('kind', new (class Own { x = 1; })()),
      tell: (...args) => ipcRenderer.send('tell', ...args),
      hear: (run) => { ipcRenderer.on('news', (_event, ...args) => run(...args)); },
    });`,
    made: `
    const told = [];
    ipcMain.on('tell', (event, ...args) => told.push([event.sender === window.webContents, ...args]));
    ipcMain.handle('told', () => told);
    ipcMain.handle('echo', (_event, value) => value);
    ipcMain.handle('kind', (_event, value) => [value.constructor.name, value.x]);
    ipcMain.handle('odd', () => () => 1);
    ipcMain.handle('fail', () => { throw Object.assign(new TypeError('no'), { code: 'E' }); });
    ipcMain.handle('frame', ({ senderFrame, sender }) =>
      [senderFrame === window.webContents.mainFrame, sender === window.webContents, senderFrame.url]);
    ipcMain.handle('news', () => window.webContents.send('news', 1, { two: [2] }));`,
  },
  inPage: `async () => {
          const news = new Promise((resolve) => ipc.hear((...args) => resolve(args)));
          const echo = await ipc.ask('echo', { a: [1, null, undefined], at: new Date(5), n: NaN });
          ipc.tell(1, { two: 2 });
          await ipc.ask('news');
          return {
            at: echo.at.getTime(), a: echo.a.length, has: 2 in echo.a, isNaN: Number.isNaN(echo.n),
            frame: await ipc.ask('frame'), kind: await ipc.askClass(),
            told: await ipc.ask('told'), news: await news,
          };
        }`,
  answers: {
    at: 5,
    a: 3,
    has: true,
    isNaN: true,
    frame: [true, true, 'app://small/index.html'],
    kind: ['Object', 1],
    told: [[true, 1, { two: 2 }]],
    news: [1, { two: [2] }],
  },
};

/** A name, what the page of `MESSAGES` does, and the words it is refused with, which are Electron's. */
export const FAILING: readonly (readonly [string, string, string])[] = [
  ['with a function is not sent', '() => ipc.askOdd()', 'An object could not be cloned.'],
  ['that is answered with a function fails', "() => ipc.ask('odd')", 'could not be cloned'],
  [
    'that fails says so and no more',
    "() => ipc.ask('fail')",
    "Error invoking remote method 'fail': TypeError: no",
  ],
  ['that nobody answers fails', "() => ipc.ask('none')", "No handler registered for 'none'"],
];
