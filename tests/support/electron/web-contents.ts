// `webContents` and its frame: loading, messages, guards of navigation, crash.
// Invariant: what a page asks for is put to the shell's listeners, and done only as they decide.
import type { PostBody, WebContents } from 'electron';
import { theApp } from './app.ts';
import { dispatchInvoke, dispatchSend } from './ipc-main.ts';
import { pageScripts } from './page-scripts.ts';
import { encodeStructured } from './page/structured.ts';
import type { PageHost, PageRequest, PageResponse, Renderer, StartRenderer } from './renderer.ts';
import type { StandInSession } from './session.ts';
import { emitPreventable, eventsOf, KnownEmitter, refuse, strict } from './strict.ts';
import { tell } from './to-test.ts';
import { StandInFrame } from './web-frame.ts';

const EVENTS = eventsOf<WebContents>()(
  'did-finish-load',
  'did-fail-load',
  'did-start-loading',
  'did-stop-loading',
  'dom-ready',
  'did-create-window',
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'did-start-navigation',
  'did-navigate',
  'did-navigate-in-page',
  'will-prevent-unload',
  'will-attach-webview',
  'did-attach-webview',
  'render-process-gone',
  'unresponsive',
  'responsive',
  'destroyed',
  'preload-error',
  'console-message',
  'context-menu',
  'before-input-event',
  'login',
  'select-bluetooth-device',
  'enter-html-full-screen',
  'leave-html-full-screen',
);

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];
type Known =
  | 'setWindowOpenHandler'
  | 'send'
  | 'getURL'
  | 'loadURL'
  | 'reload'
  | 'isDestroyed'
  | 'isCrashed'
  | 'isLoading'
  | 'forcefullyCrashRenderer'
  | 'setZoomLevel'
  | 'getZoomLevel'
  | 'setZoomFactor'
  | 'getZoomFactor'
  | 'openDevTools'
  | 'setVisualZoomLevelLimits'
  | 'setWebRTCIPHandlingPolicy'
  | 'id';

let lastId = 0;

interface LoadFailure {
  readonly errorCode: number;
  readonly code: string;
}
const FAILED: LoadFailure = { errorCode: -2, code: 'ERR_FAILED' };
const ABORTED: LoadFailure = { errorCode: -3, code: 'ERR_ABORTED' };

/** Loads wait for the test where it says so, for what may happen meanwhile. */
const held = Promise.withResolvers<undefined>();
if (process.env['STAND_IN_HOLD_LOAD'] !== '1') held.resolve(undefined);
/** Lets them go on. */
export function releaseLoads(): void {
  held.resolve(undefined);
}

export class StandInContents extends KnownEmitter implements Pick<WebContents, Known> {
  readonly id = (lastId += 1);
  /** Electron, WebFrameMain: a navigation to another origin puts another one in its place. */
  frame = new StandInFrame();
  readonly session: StandInSession;
  readonly strictly: StandInContents;
  readonly renderer: Renderer;
  openHandler: OpenHandler | null = null;
  private isGone = false;
  private hasCrashed = false;
  private loading = 0;
  private zoom = 0;
  /** Ends the load that is under way. */
  private breakOff: ((code: LoadFailure) => void) | null = null;
  private readonly own: StandInSession;
  private readonly preload: { readonly path: string; readonly error: string | null };

  constructor(options: {
    readonly session: StandInSession;
    readonly preload: string | null;
    readonly start: StartRenderer;
  }) {
    super('webContents', EVENTS);
    this.own = options.session;
    this.session = options.session.strictly;
    this.strictly = strict('webContents', this);
    const scripts = pageScripts(options.preload);
    this.preload = { path: options.preload ?? '', error: scripts.error };
    this.renderer = options.start(scripts, this.host());
  }

  get mainFrame(): StandInFrame {
    return this.frame.strictly;
  }
  async loadURL(url: string): Promise<void> {
    this.loading += 1;
    this.hasCrashed = false;
    this.frame.address = url;
    this.emit('did-start-loading');
    // Electron, webContents, "contents.loadURL": rejects where the page fails to load. It does so, too, where another
    // load is begun, where the page's process goes, and where the window does (`_awaitNextLoad` of its sources).
    this.breakOff?.(ABORTED);
    const broken = Promise.withResolvers<never>();
    this.breakOff = (code) => {
      this.breakOff = null;
      broken.reject(Object.assign(new Error(`${code.code} loading '${url}'`), code, { url }));
    };
    try {
      await Promise.race([this.load(url), broken.promise]);
      this.breakOff = null;
    } finally {
      this.loading -= 1;
    }
    this.emit('dom-ready', {});
    this.emit('did-navigate', {}, url, 200, 'OK');
    this.emit('did-finish-load');
    this.emit('did-stop-loading');
  }
  private async load(url: string): Promise<void> {
    try {
      if (this.preload.error !== null) this.preloadFailed(this.preload.error);
      await this.renderer.load(url);
      if (process.env['STAND_IN_HOLD_LOAD'] === '1') tell({ isHeld: true });
      await held.promise;
    } catch (error) {
      const { errorCode, code } = FAILED;
      this.emit('did-fail-load', {}, errorCode, code, url, true);
      throw Object.assign(new Error(String(error)), FAILED, { url });
    }
  }
  reload(): void {
    // A reload is one of main's own: it emits no `will-navigate`.
    void this.loadURL(this.frame.address).catch(() => undefined);
  }
  getURL(): string {
    return this.frame.address;
  }
  isLoading(): boolean {
    return this.loading > 0;
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  isCrashed(): boolean {
    return this.hasCrashed;
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  setZoomLevel(level: number): void {
    this.zoom = level;
  }
  getZoomLevel(): number {
    return this.zoom;
  }
  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error('the zoom factor must be greater than 0.0');
    this.zoom = Math.log(factor) / Math.log(1.2);
  }
  getZoomFactor(): number {
    return 1.2 ** this.zoom;
  }
  setVisualZoomLevelLimits(least: number, most: number): Promise<void> {
    return least <= most ? Promise.resolve() : Promise.reject(new Error('no such limits'));
  }
  setWebRTCIPHandlingPolicy(policy: Parameters<WebContents['setWebRTCIPHandlingPolicy']>[0]): void {
    tell({ webRtc: policy });
  }
  openDevTools(): void {
    refuse('webContents.openDevTools');
  }
  // Electron, webContents, "contents.send": by the Structured Clone Algorithm, as in a call.
  send(channel: string, ...args: readonly unknown[]): void {
    const value = encodeStructured(args);
    if (this.isGone || this.hasCrashed) return;
    this.renderer.deliver(JSON.stringify({ channel, value }));
    tell({ event: channel, args: structuredClone(args) });
  }
  // Electron, webContents, "contents.printToPDF": resolves with the generated PDF data.
  async printToPDF(options: Parameters<WebContents['printToPDF']>[0]): Promise<Buffer> {
    tell({ pdf: options });
    return Buffer.from(await this.renderer.pdf());
  }
  forcefullyCrashRenderer(): void {
    void this.crash('killed');
  }
  /** The page's process ends. */
  async crash(reason: 'crashed' | 'killed' | 'oom' = 'crashed'): Promise<void> {
    this.hasCrashed = true;
    await this.renderer.crash();
    this.breakOff?.(FAILED);
    const details = { reason, exitCode: reason === 'killed' ? 0 : 5 };
    this.emit('render-process-gone', {}, details);
    theApp.emit('render-process-gone', {}, this.strictly, details);
  }
  /** The window is gone. */
  destroyed(): void {
    this.isGone = true;
    this.breakOff?.(FAILED);
    this.emit('destroyed');
  }

  private preloadFailed(message: string): void {
    this.emit('preload-error', {}, this.preload.path, new Error(message));
    tell({ preloadError: message });
  }
  private host(): PageHost {
    return {
      message: (text) => {
        this.take(text);
      },
      request: (question) => this.answer(question),
      navigates: ({ url, isMainFrame }) => {
        // Electron, webContents, "Event: 'will-navigate'" and "'will-frame-navigate'": the latter for every
        // frame, the former for the main frame; either stops it.
        const details = { url, isMainFrame, isSameDocument: false, frame: this.mainFrame };
        const byFrame = emitPreventable(this, 'will-frame-navigate', details);
        const byPage = isMainFrame && emitPreventable(this, 'will-navigate', details, url);
        return byFrame || byPage;
      },
      opens: (url) => this.askToOpen(url),
      isUnloadForced: () => emitPreventable(this, 'will-prevent-unload'),
    };
  }
  /** What the shell answers to `window.open` and links with a target of their own. */
  askToOpen(url: string, postBody?: PostBody): 'allow' | 'deny' {
    if (this.openHandler === null) return 'allow';
    // Electron, webContents, "contents.setWindowOpenHandler": `postBody` is there for a form with
    // `target=_blank` only; no answer that is known denies.
    const answer = this.openHandler({
      url,
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: '', policy: 'default' },
      ...(postBody === undefined ? {} : { postBody }),
    });
    return answer.action === 'allow' ? 'allow' : 'deny';
  }
  private async answer(question: PageRequest): Promise<PageResponse | null> {
    const { url, method, headers, resourceType } = question;
    const request = new Request(url, { method, headers });
    const response = await this.own.answerPage(request, resourceType);
    if (response === null) return null;
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  }
  private take(text: string): void {
    const message = JSON.parse(text) as {
      readonly kind: 'invoke' | 'send' | 'preload-error';
      readonly id: number;
      readonly channel: string;
      readonly args: string;
      readonly message: string;
    };
    if (message.kind === 'preload-error') this.preloadFailed(message.message);
    else if (message.kind === 'invoke') void this.invoke(message);
    else dispatchSend(message.channel, message.args, this.senderOf());
  }
  private async invoke(call: {
    readonly id: number;
    readonly channel: string;
    readonly args: string;
  }): Promise<void> {
    let answer: object;
    try {
      const sender = this.senderOf();
      answer = { value: await dispatchInvoke(call.channel, call.args, sender) };
    } catch (error) {
      answer = { error: error instanceof Error ? error.message : String(error) };
    }
    if (!this.isGone) this.renderer.deliver(JSON.stringify({ id: call.id, ...answer }));
  }
  private senderOf(): object {
    return { sender: this.strictly, senderFrame: this.mainFrame, frameId: 1, processId: 1 };
  }
}
