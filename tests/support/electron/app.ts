// `app`: the order of a start and of an end, paths, one instance.
// Invariant: `ready` comes after the main module has been evaluated, and the end in Electron's order.
import { homedir, tmpdir } from 'node:os';
import { statSync } from 'node:fs';
import path from 'node:path';
import type { App, AboutPanelOptionsOptions, CommandLine, RelaunchOptions } from 'electron';
import { takeInstanceLock, type SecondStart } from './instance-lock.ts';
import { lifecycle, needsStarting } from './lifecycle.ts';
import { emitPreventable, eventsOf, KnownEmitter, refuse, strict } from './strict.ts';
import { tell, tellAndEnd } from './to-test.ts';

const EVENTS = eventsOf<App>()(
  'will-finish-launching',
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'open-file',
  'open-url',
  'activate',
  'did-become-active',
  'second-instance',
  'browser-window-created',
  'browser-window-focus',
  'browser-window-blur',
  'web-contents-created',
  'render-process-gone',
  'child-process-gone',
  'certificate-error',
  'select-client-certificate',
  'login',
);

const PATH_NAMES = [
  'home',
  'appData',
  'userData',
  'sessionData',
  'temp',
  'desktop',
  'documents',
  'downloads',
  'logs',
  'crashDumps',
] as const satisfies readonly Parameters<App['getPath']>[0][];

type Known =
  | 'quit'
  | 'relaunch'
  | 'exit'
  | 'focus'
  | 'isReady'
  | 'whenReady'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'setAppLogsPath'
  | 'getLocale'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
  | 'removeAsDefaultProtocolClient'
  | 'isDefaultProtocolClient'
  | 'setAboutPanelOptions'
  | 'setAppUserModelId'
  | 'enableSandbox'
  | 'isPackaged'
  | 'name';

class StandInApp extends KnownEmitter implements Pick<App, Known> {
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] === '1';
  name = 'mecfs-atlas-companion';
  readonly commandLine = strict('app.commandLine', {
    appendSwitch(name, value) {
      needsStarting(`app.commandLine.appendSwitch('${name}')`);
      notes.switches.push(value === undefined ? name : `${name}=${value}`);
    },
    // Electron, CommandLine: of what Chromium was started with, and what was appended.
    hasSwitch: (name) => notes.switches.includes(name) || this.startedWith.has(name),
  } satisfies Pick<CommandLine, 'appendSwitch' | 'hasSwitch'>);
  private readonly startedWith = new Set(
    process.argv.flatMap((word) => /^--([^=]+)/u.exec(word)?.[1] ?? []),
  );
  private readonly ready = Promise.withResolvers<undefined>();
  private readonly paths = new Map<string, string>();
  private hasLock = false;
  private held: SecondStart[] = [];

  constructor() {
    super('app', EVENTS);
  }

  isReady(): boolean {
    return lifecycle.phase === 'ready';
  }
  whenReady(): Promise<void> {
    return this.ready.promise;
  }
  /** Called when the main module has been evaluated. */
  becomeReady(): void {
    if (lifecycle.phase !== 'starting' || lifecycle.isQuitting) return;
    this.emit('will-finish-launching');
    lifecycle.phase = 'ready';
    lifecycle.order.push('ready');
    this.emit('ready', {}, {});
    this.ready.resolve(undefined);
    // "Event: 'second-instance'": guaranteed to come after `ready`.
    const held = this.held;
    this.held = [];
    setImmediate(() => {
      for (const second of held) this.meet(second);
    });
  }

  // "app.quit": before-quit, then all windows are closed, each of which may refuse; will-quit, quit.
  quit(): void {
    if (lifecycle.isQuitting || lifecycle.phase === 'gone') return;
    lifecycle.isQuitting = true;
    lifecycle.order.push('before-quit');
    if (emitPreventable(this, 'before-quit')) {
      lifecycle.isQuitting = false;
      return;
    }
    if (lifecycle.windows.size === 0) this.finish();
    for (const window of lifecycle.windows) window.close();
  }
  /** A window has been closed; the last one of them ends the program or says so. */
  windowClosed(): void {
    if (lifecycle.windows.size > 0 || lifecycle.phase === 'gone') return;
    if (lifecycle.isQuitting) {
      this.finish();
      return;
    }
    lifecycle.order.push('window-all-closed');
    // "Event: 'window-all-closed'": without a listener the app quits; not emitted while quitting.
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }
  /** A window has refused to be closed, and with it the end. */
  closeRefused(): void {
    lifecycle.isQuitting = false;
  }
  private finish(): void {
    lifecycle.order.push('will-quit');
    if (emitPreventable(this, 'will-quit')) {
      lifecycle.isQuitting = false;
      return;
    }
    this.end(0);
  }
  // "app.exit": windows are closed at once without asking, before-quit and will-quit are not emitted.
  exit(code = 0): void {
    if (lifecycle.phase === 'gone') return;
    lifecycle.phase = 'gone';
    for (const window of lifecycle.windows) window.destroy();
    this.end(code);
  }
  private end(code: number): void {
    lifecycle.phase = 'gone';
    lifecycle.order.push('quit');
    this.emit('quit', {}, code);
    tellAndEnd({ order: lifecycle.order }, code);
  }
  // "app.relaunch": starts it again when this one has ended; each call starts one.
  relaunch(options: RelaunchOptions = {}): void {
    tell({ relaunch: options });
  }
  focus(): void {
    tell({ focused: 'app' });
  }

  getName(): string {
    return this.name;
  }
  setName(name: string): void {
    this.name = name;
  }
  getVersion(): string {
    return '0.0.0-stand-in';
  }
  getAppPath(): string {
    return path.resolve(import.meta.dirname, '../../..');
  }
  getLocale(): string {
    return 'en-GB';
  }
  getPath(name: string): string {
    const set = this.paths.get(name);
    if (set !== undefined) return set;
    switch (name) {
      case 'home':
        return homedir();
      case 'temp':
        return tmpdir();
      case 'appData':
        return path.join(homedir(), '.config');
      case 'userData':
        return path.join(this.getPath('appData'), this.name);
      case 'sessionData':
        return this.getPath('userData');
      case 'logs':
        return path.join(this.getPath('userData'), 'logs');
      case 'documents':
      case 'downloads':
      case 'desktop':
        return path.join(homedir(), name);
      default:
        return refuse(`app.getPath('${name}')`);
    }
  }
  // "app.setPath": the folder must be there; sessionData, which is userData where nothing else is said,
  // is set before `ready`.
  setPath(name: string, folder: string): void {
    if (!PATH_NAMES.some((known) => known === name)) refuse(`app.setPath('${name}')`);
    if (name === 'userData' || name === 'sessionData') needsStarting(`app.setPath('${name}')`);
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new Error(`Failed to set path: ${folder} is no folder`);
    }
    this.paths.set(name, folder);
  }
  setAppLogsPath(folder?: string): void {
    this.paths.set('logs', folder ?? path.join(this.getPath('userData'), 'logs'));
  }
  /** For the tests. */
  allPaths(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.paths);
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    if (this.hasLock) return true;
    const own = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    this.hasLock = takeInstanceLock(this.getPath('userData'), own, (second) => {
      if (lifecycle.phase === 'starting') this.held.push(second);
      else this.meet(second);
    });
    return this.hasLock;
  }
  private meet({ argv, workingDirectory, additionalData }: SecondStart): void {
    this.emit('second-instance', {}, argv, workingDirectory, additionalData);
    tell({ secondInstance: argv });
  }
  hasSingleInstanceLock(): boolean {
    return this.hasLock;
  }
  releaseSingleInstanceLock(): void {
    refuse('app.releaseSingleInstanceLock');
  }

  setAsDefaultProtocolClient(scheme: string, program?: string, args?: string[]): boolean {
    // "app.setAsDefaultProtocolClient": the name of the scheme without `://`.
    if (!/^[a-z][a-z0-9+.-]*$/u.test(scheme)) {
      throw new Error(`not the name of a scheme: ${scheme}`);
    }
    notes.protocolClients.push([scheme, program ?? null, args ?? []]);
    return true;
  }
  removeAsDefaultProtocolClient(): boolean {
    return refuse('app.removeAsDefaultProtocolClient');
  }
  isDefaultProtocolClient(scheme: string): boolean {
    return notes.protocolClients.some(([known]) => known === scheme);
  }
  setAboutPanelOptions(options: AboutPanelOptionsOptions): void {
    notes.about = options;
  }
  setAppUserModelId(id: string): void {
    notes.userModelId = id;
    tell({ userModelId: id });
  }
  enableSandbox(): void {
    needsStarting('app.enableSandbox');
    // As Electron's sources: a `--no-sandbox` that was there is taken off the command line.
    this.startedWith.delete('no-sandbox');
    notes.isSandboxed = true;
  }
}

/** What the shell has told the system, for the tests. */
export const notes: {
  readonly protocolClients: (readonly [string, string | null, readonly string[]])[];
  readonly switches: string[];
  about: AboutPanelOptionsOptions | null;
  userModelId: string | null;
  isSandboxed: boolean;
} = { protocolClients: [], switches: [], about: null, userModelId: null, isSandboxed: false };

export const theApp = new StandInApp();
export const app = strict('app', theApp);
