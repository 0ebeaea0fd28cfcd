// `ipcMain`: one handler a channel, and nothing but clones both ways.
// Invariant: a message is text between the processes; no object of one is ever seen by the other.
import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { decodeStructured, encodeStructured } from './page/structured.ts';
import { KnownEmitter, refuse, strict } from './strict.ts';

type Handler = Parameters<IpcMain['handle']>[1];
export type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame' | 'frameId' | 'processId'>;

const handlers = new Map<string, Handler>();
const sent = new EventEmitter();

class StandInIpcMain
  extends KnownEmitter
  implements Pick<IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
{
  constructor() {
    super('ipcMain', []);
  }
  // Electron, ipcMain: it is an emitter of the channels that windows send on.
  override on(channel: string, listener: Parameters<EventEmitter['on']>[1]): this {
    sent.on(channel, listener);
    return this;
  }
  override off(channel: string, listener: Parameters<EventEmitter['on']>[1]): this {
    sent.off(channel, listener);
    return this;
  }
  override removeListener(channel: string, listener: Parameters<EventEmitter['on']>[1]): this {
    return this.off(channel, listener);
  }
  // Electron, ipcMain, "ipcMain.handle": at most one handler a channel.
  handle(channel: string, listener: Handler): void {
    if (handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    handlers.set(channel, listener);
  }
  handleOnce(channel: string): void {
    refuse(`ipcMain.handleOnce('${channel}')`);
  }
  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

export const ipcMain = strict('ipcMain', new StandInIpcMain());

/** The channels that are answered, in the order they were registered in. */
export function channels(): readonly string[] {
  return [...handlers.keys()];
}

/**
 * Runs a handler on the text of its arguments; gives the text of its value.
 * Electron, ipcRenderer, "ipcRenderer.invoke": of an error only the message goes over.
 */
export async function dispatchInvoke(
  channel: string,
  args: string,
  sender: object,
): Promise<string> {
  try {
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const event = strict('IpcMainInvokeEvent', { type: 'frame', ...(sender as Sender) });
    const values = decodeStructured(args) as readonly unknown[];
    const value: unknown = await handler(event as IpcMainInvokeEvent, ...values);
    return encodeStructured(value);
  } catch (error) {
    throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, {
      cause: error,
    });
  }
}

/** Gives what a window has sent to whoever listens. */
export function dispatchSend(channel: string, args: string, sender: object): void {
  if (sent.listenerCount(channel) === 0) {
    refuse(`ipcRenderer.send('${channel}'), which nobody hears`);
  }
  const event = strict('IpcMainEvent', { type: 'frame', ...(sender as Sender) });
  sent.emit(channel, event, ...(decodeStructured(args) as readonly unknown[]));
}
