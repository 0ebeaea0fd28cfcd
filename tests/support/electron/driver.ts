// What a test may ask and do: read what the shell has told the system, and be the system and the reader.
// Invariant: nothing here is reachable for the shell.
import type { PostBody, Rectangle } from 'electron';
import { notes, theApp } from './app.ts';
import { StandInWindow } from './browser-window.ts';
import { letDecide, letPair, type DecisionName } from './decisions.ts';
import { answerWith, asked as questions, holdBoxes, pressButton, shownBoxes } from './dialog.ts';
import {
  invokeAsStranger,
  sendAsStranger,
  type ForeignMessage,
  type ForeignSender,
} from './foreign-senders.ts';
import { channels } from './ipc-main.ts';
import { lifecycle } from './lifecycle.ts';
import { clickMenu, StandInMenu } from './menu.ts';
import { setOnline, wasAsked } from './network.ts';
import { strayContents } from './other-contents.ts';
import { registeredSchemes } from './protocol.ts';
import { setDisplays, theScreen } from './screen.ts';
import { asked as partitions, sessionOf, type StandInSession } from './session.ts';
import { opened, removeBrowser } from './shell.ts';
import { emitPreventable } from './strict.ts';
import { thePowerMonitor, theTheme } from './system.ts';
import { tell, wire } from './to-test.ts';
import { releaseLoads } from './web-contents.ts';
import type { Answering } from './wire.ts';

function theWindow(): StandInWindow {
  const [window] = StandInWindow.all();
  if (window === undefined) throw new Error('no window is open');
  return window;
}

function theSession(): StandInSession {
  return sessionOf(theWindow().contents.session);
}

const EMITTERS = {
  app: () => theApp,
  window: () => theWindow(),
  contents: () => theWindow().contents,
  session: () => theSession(),
  power: () => thePowerMonitor,
  screen: () => theScreen,
} as const;

interface Event {
  readonly on: keyof typeof EMITTERS;
  readonly name: string;
  readonly args?: readonly unknown[];
  readonly details?: Readonly<Record<string, unknown>>;
}

const DRIVER: Readonly<Record<string, Answering>> = {
  /** The options that the window was made with; the session as whether it is the shell's own. */
  options: () => {
    const { webPreferences = {}, ...window } = theWindow().options;
    const isOwn = partitions.length > 0 && webPreferences.session !== undefined;
    return { ...webPreferences, session: isOwn, window };
  },
  state: () => ({
    schemes: registeredSchemes(),
    channels: channels(),
    partitions,
    paths: theApp.allPaths(),
    phase: lifecycle.phase,
    order: lifecycle.order,
    isPersistent: theSession().isPersistent(),
    ...notes,
    opened,
  }),
  window: () => {
    const window = theWindow();
    const { bounds, progress, contents } = window;
    return {
      bounds: bounds.now(),
      normal: bounds.normal(),
      isMaximized: bounds.isMaximized,
      isMinimized: bounds.isMinimized,
      isFullScreen: bounds.isFullScreen,
      isVisible: window.isVisible(),
      isFocused: window.isFocused(),
      progress,
      url: contents.getURL(),
      zoom: contents.getZoomLevel(),
      title: window.getTitle(),
    };
  },
  /** Something happens; true where the shell has prevented it. */
  emit: ({ on, name, args = [], details = {} }: Event) => {
    if (on === 'contents') details = { frame: theWindow().contents.mainFrame, ...details };
    return emitPreventable(EMITTERS[on](), name, details, ...args);
  },
  /** Runs a function's source in the page. */
  evaluate: ([source, args]: readonly [string, readonly unknown[]]) =>
    theWindow().contents.renderer.evaluate(source, args),
  /** What a page of the window would be answered. */
  fetch: async ([url, method]: readonly [string, string]) => {
    const handler = theSession().schemes.handlerOf('app:');
    const response = await handler?.(new Request(url, { method }));
    if (response === undefined) throw new Error('nobody answers app:');
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    };
  },
  request: (url: string) => theSession().isCancelled(url),
  /** A call by somebody else; gives the text of the answer. */
  foreign: ([channel, from]: readonly [string, ForeignSender]) =>
    invokeAsStranger(theWindow(), { from, channel, args: [{}] }),
  /** A message by somebody else. */
  foreignSend: (message: ForeignMessage) => sendAsStranger(theWindow(), message),
  /** What is answered to a link or a form, and what has been opened outside by then. */
  openWindow: (asked: string | { readonly url: string; readonly postBody?: PostBody }) => {
    const { url, postBody } = typeof asked === 'string' ? { url: asked } : asked;
    return [theWindow().contents.askToOpen(url, postBody), opened.outside];
  },
  removeBrowser,
  /** The window shows a page of somebody else. */
  moved: (url: string) => {
    theWindow().contents.frame.address = url;
  },
  decide: (name: DecisionName) => letDecide(theWindow(), name),
  pair: (kind: Parameters<typeof letPair>[1]) => letPair(theWindow(), kind),
  /** How contents are guarded that the shell did not make, and their session. */
  stray: async () => {
    const { contents, session } = strayContents();
    return {
      events: contents.eventNames(),
      action: contents.askToOpen('https://doi.org/10.1/x'),
      sessionEvents: session.eventNames(),
      sessionGuards: Object.keys(session.guards),
      isCancelled: await session.isCancelled('https://doi.org/10.1/x'),
      isSpellChecked: session.isSpellChecked,
    };
  },
  /** Whether a permission is given: when asked for, when looked up, and as a device's. */
  permission: async (name: string) => {
    const { guards } = theSession();
    const contents = theWindow().webContents as never;
    const wasGranted = await new Promise<boolean>((resolve) => {
      guards.setPermissionRequestHandler?.(contents, name as never, resolve, {} as never);
    });
    const isGranted = guards.setPermissionCheckHandler?.(contents, name as never, '', {} as never);
    const { mainFrame } = theWindow().contents;
    const isDevice = guards.setDevicePermissionHandler?.({
      deviceType: 'hid',
      origin: '',
      device: {} as never,
      frame: mainFrame as never,
    } as never);
    return [wasGranted, isGranted, isDevice];
  },
  answer: ([kind, answer]: Parameters<typeof answerWith>) => {
    answerWith(kind, answer as never);
  },
  questions: (kind: keyof typeof questions) => questions[kind],
  holdBoxes,
  boxes: shownBoxes,
  pressButton,
  menu: () => StandInMenu.getApplicationMenu()?.tree() ?? null,
  click: (labels: readonly string[]) => {
    clickMenu(labels);
  },
  crash: () => theWindow().contents.crash(),
  releaseLoads,
  displays: (bounds: readonly Rectangle[]) => {
    setDisplays(bounds);
  },
  dark: (isDark: boolean) => {
    theTheme.setSystemDark(isDark);
  },
  online: (isOnline: boolean) => {
    setOnline(isOnline);
  },
  'online.asked': wasAsked,
  place: (bounds: Partial<Rectangle>) => {
    theWindow().strictly.setBounds(bounds);
  },
  maximize: () => {
    theWindow().strictly.maximize();
  },
  fullScreen: (isFull: boolean) => {
    theWindow().strictly.setFullScreen(isFull);
  },
  // As the reader does it: the answer comes first, for the program may end.
  closeWindow: () => {
    setImmediate(() => {
      theWindow().close();
    });
  },
  quit: () => {
    setImmediate(() => {
      theApp.quit();
    });
  },
};

/** Answers the test from now on. */
export function startDriver(): void {
  for (const [name, answer] of Object.entries(DRIVER)) wire.handle(name, answer);
  tell({ isListening: true });
}
