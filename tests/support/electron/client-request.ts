// `net.request`: one request, as Chromium's network would make it.
// Invariant: a redirect that is not followed at once is cancelled; headers that are Chromium's own cannot be set.
import type { ClientRequest, ClientRequestConstructorOptions, IncomingMessage } from 'electron';
import { needsReady } from './lifecycle.ts';
import { eventsOf, KnownEmitter, refuse, strict } from './strict.ts';

/** Electron, ClientRequest, "request.setHeader": headers that apps cannot set. */
const RESTRICTED =
  /^(?:content-length|host|trailer|te|upgrade|cookie2|keep-alive|transfer-encoding)$/iu;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const READ = new Set([
  'method',
  'url',
  'session',
  'redirect',
  'credentials',
  'cache',
  'referrerPolicy',
  'headers',
]);

class StandInMessage
  extends KnownEmitter
  implements Pick<IncomingMessage, 'statusCode' | 'statusMessage' | 'headers'>
{
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Record<string, string | string[]>;

  constructor(response: Response) {
    super('IncomingMessage', eventsOf<IncomingMessage>()('data', 'end', 'error', 'aborted'));
    this.statusCode = response.status;
    this.statusMessage = response.statusText;
    this.headers = Object.fromEntries(response.headers);
  }
}

/** One request; sent by `end`. */
export class StandInRequest
  extends KnownEmitter
  implements Pick<ClientRequest, 'setHeader' | 'getHeader' | 'removeHeader' | 'abort'>
{
  private readonly options: ClientRequestConstructorOptions;
  private readonly headers = new Headers();
  private readonly stopping = new AbortController();
  private isSent = false;
  private message: StandInMessage | null = null;

  constructor(options: ClientRequestConstructorOptions | string) {
    super(
      'ClientRequest',
      eventsOf<ClientRequest>()('response', 'redirect', 'abort', 'error', 'close', 'finish'),
    );
    needsReady('net.request');
    this.options = typeof options === 'string' ? { url: options } : options;
    for (const name of Object.keys(this.options)) {
      if (!READ.has(name)) refuse(`net.request: ${name}`);
    }
    if ((this.options.method ?? 'GET') !== 'GET') {
      refuse(`net.request: ${this.options.method ?? ''}`);
    }
    if (this.options.redirect !== 'manual') refuse('net.request that follows redirects');
  }
  setHeader(name: string, value: string): void {
    if (this.isSent) throw new Error("Can't set headers after they are sent");
    if (RESTRICTED.test(name)) throw new Error(`net::ERR_INVALID_ARGUMENT: ${name}`);
    this.headers.set(name, value);
  }
  getHeader(name: string): string {
    return this.headers.get(name) ?? '';
  }
  removeHeader(name: string): void {
    this.headers.delete(name);
  }
  end(): this {
    if (this.isSent) throw new Error('the request has been sent');
    this.isSent = true;
    void this.send().finally(() => this.emit('close'));
    return this;
  }
  // "request.abort": ends it; `abort` once, and `aborted` on an answer that was under way.
  abort(): void {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    this.emit('abort');
    this.message?.emit('aborted');
  }

  private async send(): Promise<void> {
    try {
      const response = await fetch(this.options.url ?? '', {
        headers: this.headers,
        redirect: 'manual',
        signal: this.stopping.signal,
      });
      const location = response.headers.get('location');
      if (REDIRECTS.has(response.status) && location !== null) this.redirect(response, location);
      else await this.answer(response);
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      const words = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      this.emit('error', new Error(`net::ERR_FAILED (${String(words)})`));
    }
  }
  // "Event: 'redirect'": without `followRedirect` the request is cancelled.
  private redirect(response: Response, location: string): void {
    const to = new URL(location, this.options.url).href;
    const headers = Object.fromEntries(
      [...response.headers].map(([name, value]) => [name, [value]]),
    );
    this.emit('redirect', response.status, 'GET', to, headers);
    throw new Error('Redirect was cancelled');
  }
  private async answer(response: Response): Promise<void> {
    const message = new StandInMessage(response);
    this.message = message;
    this.emit('response', strict('IncomingMessage', message));
    try {
      for await (const chunk of response.body ?? []) message.emit('data', Buffer.from(chunk));
      message.emit('end');
    } catch (error) {
      if (!this.stopping.signal.aborted) message.emit('error', new Error(String(error)));
    }
  }
}
