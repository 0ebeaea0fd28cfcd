// What `import … from 'electron'` gets in the main process.
// Invariant: every name that Electron exports there is here; those without a stand-in are an error when used.
import type * as Electron from 'electron/main';
import { app } from './app.ts';
import { StandInWindow } from './browser-window.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu } from './menu.ts';
import { net } from './network.ts';
import { protocol } from './protocol.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { absent, strict } from './strict.ts';
import { nativeTheme, powerMonitor, safeStorage } from './system.ts';

export { app, dialog, ipcMain, Menu, nativeTheme, net, powerMonitor, protocol, safeStorage };
export { screen, session, shell };
export const BrowserWindow = strict('BrowserWindow', StandInWindow);

/** A name that Electron's types know in the main process, and those that the stand-in has. */
type Name = keyof typeof Electron;
type Present =
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeTheme'
  | 'net'
  | 'powerMonitor'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session';

const ABSENT = {
  autoUpdater: true,
  BaseWindow: true,
  BrowserView: true,
  clipboard: true,
  ClipboardItem: true,
  contentTracing: true,
  desktopCapturer: true,
  globalShortcut: true,
  ImageView: true,
  inAppPurchase: true,
  IpcMainServiceWorker: true,
  MenuItem: true,
  MessageChannelMain: true,
  netLog: true,
  Notification: true,
  powerSaveBlocker: true,
  pushNotifications: true,
  ShareMenu: true,
  systemPreferences: true,
  TouchBar: true,
  Tray: true,
  utilityProcess: true,
  View: true,
  webContents: true,
  WebContentsView: true,
  webFrameMain: true,
  WebSocket: true,
} as const satisfies Partial<Record<Name, true>>;

// A name that Electron adds does not compile until it is in one of the two.
type Missing = Exclude<Name, keyof typeof ABSENT | Present | 'crashReporter'>;
true satisfies [Missing] extends [never] ? true : Missing;

const none = Object.fromEntries(
  Object.keys(ABSENT).map((name) => [name, absent(name)]),
) as Readonly<Record<keyof typeof ABSENT, never>>;

export const {
  autoUpdater,
  BaseWindow,
  BrowserView,
  clipboard,
  ClipboardItem,
  contentTracing,
  desktopCapturer,
  globalShortcut,
  ImageView,
  inAppPurchase,
  IpcMainServiceWorker,
  MenuItem,
  MessageChannelMain,
  netLog,
  Notification,
  powerSaveBlocker,
  pushNotifications,
  ShareMenu,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  WebContentsView,
  webFrameMain,
  WebSocket,
} = none;
export const crashReporter = absent('crashReporter');
export const nativeImage = absent('nativeImage');
