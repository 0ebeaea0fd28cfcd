// `BrowserWindow`: opening, closing as Electron closes, place and state, progress.
// Invariant: no window before the app is ready; what has been destroyed answers nothing.
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { theApp } from './app.ts';
import { startBareRenderer } from './bare-renderer.ts';
import { startBrowserRenderer } from './browser-renderer.ts';
import { lifecycle, needsReady } from './lifecycle.ts';
import { Bounds } from './bounds.ts';
import { sessionOf } from './session.ts';
import { emitPreventable, eventsOf, KnownEmitter, refuse, strict } from './strict.ts';
import { tell } from './to-test.ts';
import { StandInContents } from './web-contents.ts';

const EVENTS = eventsOf<BrowserWindow>()(
  'close',
  'closed',
  'session-end',
  'query-session-end',
  'unresponsive',
  'responsive',
  'blur',
  'focus',
  'show',
  'hide',
  'ready-to-show',
  'maximize',
  'unmaximize',
  'minimize',
  'restore',
  'resize',
  'resized',
  'move',
  'moved',
  'enter-full-screen',
  'leave-full-screen',
  'page-title-updated',
);

type Known =
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'isVisible'
  | 'focus'
  | 'isFocused'
  | 'minimize'
  | 'isMinimized'
  | 'restore'
  | 'maximize'
  | 'unmaximize'
  | 'isMaximized'
  | 'setFullScreen'
  | 'isFullScreen'
  | 'getBounds'
  | 'setBounds'
  | 'getNormalBounds'
  | 'setProgressBar'
  | 'setTitle'
  | 'getTitle'
  | 'setMenuBarVisibility'
  | 'setAutoHideMenuBar'
  | 'setRepresentedFilename'
  | 'setBackgroundColor'
  | 'flashFrame'
  | 'loadURL'
  | 'id';

/** What a window may still be asked when it has been destroyed. */
const AFTER_THE_END = new Set(['isDestroyed', 'emit', 'off', 'removeListener', 'on', 'once', 'id']);

/** The emitter's own fields begin with an underscore. */
function isRefusedAfterTheEnd(key: string | symbol): boolean {
  return typeof key === 'string' && !AFTER_THE_END.has(key) && !key.startsWith('_');
}

let lastId = 0;

export class StandInWindow extends KnownEmitter implements Pick<BrowserWindow, Known> {
  readonly id = (lastId += 1);
  readonly options: BrowserWindowConstructorOptions;
  readonly contents: StandInContents;
  readonly webContents: StandInContents;
  readonly strictly: StandInWindow;
  readonly bounds: Bounds;
  progress: number | null = null;
  private isGone = false;
  private isClosing = false;
  private isShown: boolean;
  private hasPicture = false;
  private hasFocus = false;
  private title = '';

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow', EVENTS);
    // Electron, BrowserWindow: "This module cannot be used until the ready event of the app module is emitted".
    needsReady('new BrowserWindow');
    this.options = options;
    this.isShown = options.show !== false;
    this.bounds = new Bounds(options);
    const { session, preload } = options.webPreferences ?? {};
    // Electron, Process Sandboxing: only a sandboxed preload is run here as it should be.
    if (options.webPreferences?.sandbox === false) refuse('a page without a sandbox');
    if (options.webPreferences?.contextIsolation === false) refuse('a page without isolation');
    if (options.webPreferences?.nodeIntegration === true) refuse('a page with Node');
    const isInBrowser = process.env['STAND_IN_PAGES'] === 'browser';
    this.contents = new StandInContents({
      session: sessionOf(session),
      preload: preload ?? null,
      start: isInBrowser ? startBrowserRenderer : startBareRenderer,
    });
    this.webContents = this.contents.strictly;
    this.contents.once('did-finish-load', () => {
      // Later than what waits for the page.
      setImmediate(() => {
        this.painted();
      });
    });
    this.strictly = this.guard();
    lifecycle.windows.add(this);
    theApp.emit('web-contents-created', {}, this.webContents);
    theApp.emit('browser-window-created', {}, this.strictly);
    return this.strictly;
  }
  // What the shell gets, which is not this object itself.
  private guard(): this {
    const own = strict('BrowserWindow', this);
    return new Proxy(own, {
      get: (target, key) => {
        if (this.isGone && isRefusedAfterTheEnd(key)) {
          throw new TypeError('Object has been destroyed');
        }
        const value: unknown = Reflect.get(target, key);
        // On this object: what goes on after the end (`close` is asynchronous) is the window's own affair.
        return typeof value === 'function' ? (value.bind(this) as unknown) : value;
      },
    });
  }
  static all(): readonly StandInWindow[] {
    return [...lifecycle.windows] as StandInWindow[];
  }
  static getAllWindows(): readonly StandInWindow[] {
    return StandInWindow.all().map((window) => window.strictly);
  }
  static getFocusedWindow(): StandInWindow | null {
    return StandInWindow.all().find((window) => window.hasFocus)?.strictly ?? null;
  }
  static fromWebContents(contents: unknown): StandInWindow | null {
    const found = StandInWindow.all().find((window) => window.webContents === contents);
    return found?.strictly ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.contents.loadURL(url);
  }
  // "Event: 'ready-to-show'": when the page has been rendered for the first time without being shown. Under
  // Wayland it does not come before the window is shown (electron#48859).
  private painted(): void {
    this.hasPicture = true;
    const isTold = process.env['STAND_IN_WAYLAND'] !== '1' || this.isShown;
    if (!this.isGone && isTold) this.emit('ready-to-show');
  }
  // "Event: 'close'": before the page's beforeunload; either may keep the window.
  close(): void {
    if (this.isGone || this.isClosing) return;
    if (emitPreventable(this, 'close')) {
      theApp.closeRefused();
      return;
    }
    this.isClosing = true;
    void this.contents.renderer.close({ isForced: false }).then((isClosed) => {
      this.isClosing = false;
      if (isClosed) this.gone();
      else theApp.closeRefused();
    });
  }
  // "win.destroy": neither close nor beforeunload, but closed in any case.
  destroy(): void {
    if (this.isGone) return;
    void this.contents.renderer.close({ isForced: true });
    this.gone();
  }
  private gone(): void {
    if (this.isGone) return;
    this.isGone = true;
    lifecycle.windows.delete(this);
    this.contents.destroyed();
    lifecycle.order.push('closed');
    this.emit('closed');
    theApp.windowClosed();
  }
  isDestroyed(): boolean {
    return this.isGone;
  }

  private becomeVisible(): void {
    this.isShown = true;
    if (!this.hasPicture) tell({ shownEmpty: true });
    this.emit('show');
  }
  show(): void {
    tell({ shown: true });
    this.becomeVisible();
    this.focus();
  }
  showInactive(): void {
    this.isShown = true;
    this.emit('show');
  }
  hide(): void {
    this.isShown = false;
    this.emit('hide');
  }
  isVisible(): boolean {
    return this.isShown;
  }
  focus(): void {
    this.hasFocus = true;
    tell({ focused: true });
    this.emit('focus');
  }
  isFocused(): boolean {
    return this.hasFocus;
  }
  minimize(): void {
    this.bounds.isMinimized = true;
    this.emit('minimize');
  }
  isMinimized(): boolean {
    return this.bounds.isMinimized;
  }
  restore(): void {
    this.bounds.isMinimized = false;
    this.emit('restore');
  }
  // "win.maximize": shows the window, too, without the focus.
  maximize(): void {
    if (!this.isShown) {
      this.becomeVisible();
    }
    this.bounds.isMaximized = true;
    this.emit('maximize');
    this.emit('resize');
  }
  unmaximize(): void {
    this.bounds.isMaximized = false;
    this.emit('unmaximize');
    this.emit('resize');
  }
  isMaximized(): boolean {
    return this.bounds.isMaximized;
  }
  setFullScreen(isFull: boolean): void {
    if (this.bounds.isFullScreen === isFull) return;
    this.bounds.isFullScreen = isFull;
    this.emit(isFull ? 'enter-full-screen' : 'leave-full-screen');
    this.emit('resize');
  }
  isFullScreen(): boolean {
    return this.bounds.isFullScreen;
  }
  getBounds(): Rectangle {
    return this.bounds.now();
  }
  getNormalBounds(): Rectangle {
    return this.bounds.normal();
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.bounds.set(bounds);
    this.emit('resize');
    this.emit('move');
  }

  // "win.setProgressBar": 0 to 1, below 0 takes it away, above 1 says that it is not known.
  setProgressBar(progress: number): void {
    if (!Number.isFinite(progress)) throw new TypeError('progress is a number');
    this.progress = progress < 0 ? null : progress;
    tell({ progress: this.progress });
  }
  setTitle(title: string): void {
    this.title = title;
  }
  getTitle(): string {
    return this.title;
  }
  setMenuBarVisibility(): void {
    tell({ menuBar: true });
  }
  setAutoHideMenuBar(): void {
    tell({ menuBar: 'auto' });
  }
  setRepresentedFilename(name: string): void {
    tell({ represented: name });
  }
  setBackgroundColor(color: string): void {
    tell({ background: color });
  }
  flashFrame(): void {
    refuse('BrowserWindow.flashFrame: nothing here flashes');
  }
}
