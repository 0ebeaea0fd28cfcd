// Messages on the shell's channels that are not from its window's own page.
// Invariant: afterwards the window is as it was before.
import type { StandInWindow } from './browser-window.ts';
import { dispatchInvoke, dispatchSend } from './ipc-main.ts';
import { otherContents } from './other-contents.ts';
import { encodeStructured } from './page/structured.ts';
import { StandInFrame } from './web-frame.ts';

// Electron, structures, IpcMainInvokeEvent: `senderFrame` may be null where it is asked for after the frame
// has gone.
interface Sender {
  readonly sender: unknown;
  readonly senderFrame: StandInFrame | null;
}

const SENDERS = {
  none: ({ contents }: StandInWindow) => ({ sender: contents.strictly, senderFrame: null }),
  iframe: ({ contents }: StandInWindow) => ({
    sender: contents.strictly,
    senderFrame: new StandInFrame(contents.getURL(), contents.frame).strictly,
  }),
  elsewhere: (window: StandInWindow) => own(window, 'https://evil.example/'),
  'elsewhere, as a user': (window: StandInWindow) =>
    own(window, 'app://atlas@evil.example/index.html'),
  'here, as a user': (window: StandInWindow) => own(window, 'app://user:word@atlas/index.html'),
  'other window': ({ contents }: StandInWindow) => {
    const other = otherContents(contents.session);
    other.frame.address = contents.getURL();
    return { sender: other.strictly, senderFrame: other.mainFrame };
  },
  "other window, this one's frame": ({ contents }: StandInWindow) => ({
    sender: otherContents(contents.session).strictly,
    senderFrame: contents.mainFrame,
  }),
  'page of before': ({ contents }: StandInWindow) => {
    const before = contents.mainFrame;
    contents.frame = new StandInFrame(contents.getURL());
    return { sender: contents.strictly, senderFrame: before };
  },
  'frame that is going': ({ contents }: StandInWindow) => {
    contents.frame.isGoing = true;
    return { sender: contents.strictly, senderFrame: contents.mainFrame };
  },
  // Not as before, and not to be had back: the program ends.
  'closed window': (window: StandInWindow) => {
    window.destroy();
    return { sender: window.contents.strictly, senderFrame: window.contents.mainFrame };
  },
} as const satisfies Readonly<Record<string, (window: StandInWindow) => Sender>>;

export type ForeignSender = keyof typeof SENDERS;

export interface ForeignMessage {
  readonly from: ForeignSender;
  readonly channel: string;
  readonly args: readonly unknown[];
}

function own({ contents }: StandInWindow, address: string): Sender {
  contents.frame.address = address;
  return { sender: contents.strictly, senderFrame: contents.mainFrame };
}

/** Calls as a stranger does; gives the text of the answer. */
export function invokeAsStranger(window: StandInWindow, message: ForeignMessage): Promise<string> {
  const { channel, args } = message;
  return asStranger(window, message.from, (sender) =>
    dispatchInvoke(channel, encodeStructured(args), sender),
  );
}

/** Sends as a stranger does. */
export function sendAsStranger(window: StandInWindow, message: ForeignMessage): Promise<void> {
  const { channel, args } = message;
  return asStranger(window, message.from, (sender) => {
    dispatchSend(channel, encodeStructured(args), sender);
  });
}

async function asStranger<T>(
  window: StandInWindow,
  from: ForeignSender,
  act: (sender: object) => T,
): Promise<Awaited<T>> {
  const { contents } = window;
  const { frame } = contents;
  const { address } = frame;
  try {
    return await act({ ...SENDERS[from](window), frameId: 1, processId: 1 });
  } finally {
    contents.frame = frame;
    frame.address = address;
    frame.isGoing = false;
  }
}
