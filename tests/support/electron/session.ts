// `session`: schemes, requests, permissions and downloads of one partition.
// Invariant: what the shell decided is asked for in Electron's order: the request's guard, the handler of
// its scheme, the headers' guard.
import type { FromPartitionOptions, OnBeforeRequestListenerDetails, Session } from 'electron';
import { needsReady } from './lifecycle.ts';
import { answerByNetwork } from './network.ts';
import { SessionProtocol } from './protocol.ts';
import { emitPreventable, eventsOf, KnownEmitter, refuse, strict } from './strict.ts';

type BeforeRequest = (
  details: OnBeforeRequestListenerDetails,
  decide: (answer: { readonly cancel?: boolean; readonly redirectURL?: string }) => void,
) => void;
type HeadersReceived = (
  details: { readonly url: string; readonly responseHeaders: Record<string, string[]> },
  decide: (answer: {
    readonly cancel?: boolean;
    readonly responseHeaders?: Record<string, string | string[]>;
  }) => void,
) => void;
type Given = Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'> &
  Pick<Session, 'setDevicePermissionHandler' | 'setBluetoothPairingHandler'>;

const EVENTS = eventsOf<Session>()(
  'will-download',
  'select-serial-port',
  'select-hid-device',
  'select-usb-device',
  'spellcheck-dictionary-download-begin',
);

class WebRequest {
  beforeRequest: BeforeRequest | null = null;
  headersReceived: HeadersReceived | null = null;
  // Electron, webRequest: with or without a filter; of several listeners the last one counts.
  onBeforeRequest(...args: readonly unknown[]): void {
    if (args.length > 1) refuse('webRequest.onBeforeRequest with a filter');
    this.beforeRequest = args[0] as BeforeRequest | null;
  }
  onHeadersReceived(...args: readonly unknown[]): void {
    if (args.length > 1) refuse('webRequest.onHeadersReceived with a filter');
    this.headersReceived = args[0] as HeadersReceived | null;
  }
}

type Known =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setBluetoothPairingHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setUserAgent'
  | 'getUserAgent'
  | 'setSpellCheckerEnabled'
  | 'isPersistent'
  | 'fetch';

/** One partition; `strictly` is what the shell gets. */
export class StandInSession extends KnownEmitter implements Pick<Session, Known> {
  readonly schemes = new SessionProtocol();
  readonly requests = new WebRequest();
  readonly protocol = strict('session.protocol', this.schemes);
  readonly webRequest = strict('session.webRequest', this.requests);
  readonly strictly: StandInSession;
  readonly guards: { [K in keyof Given]?: Parameters<Given[K]>[0] } = {};
  isSpellChecked = true;
  private readonly isKept: boolean;
  private userAgent = 'Mozilla/5.0 (stand-in for Electron)';

  constructor(partition: string) {
    super('session', EVENTS);
    this.isKept = partition.startsWith('persist:');
    this.strictly = strict('session', this);
  }
  isPersistent(): boolean {
    return this.isKept;
  }
  setPermissionRequestHandler(handler: Parameters<Given['setPermissionRequestHandler']>[0]): void {
    this.guards.setPermissionRequestHandler = handler;
  }
  setPermissionCheckHandler(handler: Parameters<Given['setPermissionCheckHandler']>[0]): void {
    this.guards.setPermissionCheckHandler = handler;
  }
  setDevicePermissionHandler(handler: Parameters<Given['setDevicePermissionHandler']>[0]): void {
    this.guards.setDevicePermissionHandler = handler;
  }
  setBluetoothPairingHandler(handler: Parameters<Given['setBluetoothPairingHandler']>[0]): void {
    this.guards.setBluetoothPairingHandler = handler;
  }
  setDisplayMediaRequestHandler(
    handler: Parameters<Session['setDisplayMediaRequestHandler']>[0],
  ): void {
    if (handler !== null) refuse('a display media handler');
  }
  setUserAgent(userAgent: string): void {
    this.userAgent = userAgent;
  }
  getUserAgent(): string {
    return this.userAgent;
  }
  // "ses.setSpellCheckerEnabled": on, unless it is taken away.
  setSpellCheckerEnabled(enable: boolean): void {
    if (enable) refuse('a spell checker');
    this.isSpellChecked = enable;
  }
  /** Electron, session, "ses.fetch": like `net.fetch`, in this session. */
  async fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    const handler = this.schemes.handlerOf(request.url);
    return handler === null ? await answerByNetwork(request) : await handler(request);
  }

  /** A request of a page; null where it was cancelled or nobody answers it. */
  async answerPage(request: Request, resourceType: string): Promise<Response | null> {
    if (await this.isCancelled(request.url, resourceType)) return null;
    const handler = this.schemes.handlerOf(request.url);
    if (handler === null) return null;
    return await this.withHeaders(request.url, await handler(request));
  }
  /** Whether the guard of requests stops this one. */
  async isCancelled(url: string, resourceType = 'xhr'): Promise<boolean> {
    const guard = this.requests.beforeRequest;
    if (guard === null) return false;
    const answer = await new Promise<{ readonly cancel?: boolean; readonly redirectURL?: string }>(
      (resolve) => {
        guard({ url, method: 'GET', resourceType } as OnBeforeRequestListenerDetails, resolve);
      },
    );
    if (answer.redirectURL !== undefined) refuse('webRequest with a redirect');
    return answer.cancel === true;
  }
  private async withHeaders(url: string, response: Response): Promise<Response | null> {
    const guard = this.requests.headersReceived;
    if (guard === null) return response;
    const responseHeaders = Object.fromEntries(
      [...response.headers].map(([name, value]) => [name, [value]]),
    );
    const answer = await new Promise<Parameters<Parameters<HeadersReceived>[1]>[0]>((resolve) => {
      guard({ url, responseHeaders }, resolve);
    });
    if (answer.cancel === true) return null;
    if (answer.responseHeaders === undefined) return response;
    const headers = Object.entries(answer.responseHeaders).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
    return new Response(response.body, { status: response.status, headers });
  }
  /** Emits an event that may be prevented. */
  happens(name: string, ...args: readonly unknown[]): boolean {
    return emitPreventable(this, name, {}, ...args);
  }
}

const partitions = new Map<string, StandInSession>();
export const asked: (readonly [string, unknown])[] = [];

/** The session that a window of the shell has. */
export function sessionOf(strictly: unknown): StandInSession {
  const found = [...partitions.values()].find((each) => each.strictly === strictly);
  return found ?? refuse('a window without a session of its own');
}

export const session = strict('session module', {
  fromPartition(partition: string, options?: FromPartitionOptions) {
    // Electron, session: its methods are there when the app is ready.
    needsReady('session.fromPartition');
    asked.push([partition, options]);
    const known = partitions.get(partition) ?? new StandInSession(partition);
    partitions.set(partition, known);
    return known.strictly;
  },
});
