// The bridge for a window in a browser: `window.atlas` over HTTP to the server that the page came from.
// Invariant: the token leaves the address bar before anything else is done, and the secret it is spent for
// stands in this tab's sessionStorage and nowhere else: no cookie, no address, no other tab.
import type { AtlasBridge } from '../../shared/contract/bridge.ts';

const STORED_SECRET = 'atlas-secret';
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;
/** A browser opens six connections to a server at most, for all tabs: one that nobody sees gives its own back. */
const HIDDEN_GRACE_MS = 10_000;

/** This tab has no session with the program: it was opened without a token, with a spent one, or after a restart. */
export class NoSessionError extends Error {
  constructor() {
    super('This tab has no session with the program. "npm start" gives a fresh address.');
    this.name = 'NoSessionError';
  }
}

/**
 * The bridge over a session that the address's token begins, or that this tab has already.
 * @throws NoSessionError
 */
export async function createBrowserBridge(): Promise<AtlasBridge> {
  const secret = await openSession();
  const connection = createConnection(secret);
  return {
    host: 'browser',
    call: (method, input) => connection.call(method, input),
    onEvent: (listener) => connection.onEvent(listener),
    onConnection: (listener) => connection.onConnection(listener),
    onRequest: () => () => undefined,
    // The browser prints by itself.
    makePdf: null,
    async upload(file) {
      const response = await connection.ask('upload', {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      });
      return (await response.json()) as unknown;
    },
    async deliver(target) {
      const response = await connection.ask(`download/${encodeURIComponent(target)}`, {});
      if (!response.ok) throw new Error('The file is not there any more.');
      const name = nameOf(response.headers.get('content-disposition'));
      saveAs(await response.blob(), name);
    },
  };
}

/** Takes a token out of the address bar. */
export function dropToken(): void {
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
}

async function openSession(): Promise<string> {
  const token = location.hash.slice(1);
  dropToken();
  const fresh = token === '' ? null : await spend(token);
  const secret = fresh ?? (await storedSecret());
  if (secret === null) throw new NoSessionError();
  sessionStorage.setItem(STORED_SECRET, secret);
  return secret;
}

// A spent token is no end where the tab has a session: the reader went back, or opened a bookmark.
async function spend(token: string): Promise<string | null> {
  const response = await send('session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (!response.ok) return null;
  const answer = (await response.json()) as { readonly secret: string };
  return answer.secret;
}

async function storedSecret(): Promise<string | null> {
  const secret = sessionStorage.getItem(STORED_SECRET);
  if (secret === null) return null;
  const response = await send('session', { headers: { authorization: `Bearer ${secret}` } });
  if (response.ok) return secret;
  sessionStorage.removeItem(STORED_SECRET);
  return null;
}

function send(path: string, request: RequestInit): Promise<Response> {
  return fetch(`/${path}`, {
    ...request,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  });
}

interface Connection {
  call(method: string, input: unknown): Promise<unknown>;
  /** A request with the session's secret. Rejects where no server answers, or not this session's. */
  ask(path: string, request: RequestInit): Promise<Response>;
  onEvent(listener: (event: unknown) => void): () => void;
  onConnection(listener: (isConnected: boolean) => void): () => void;
}

function createConnection(secret: string): Connection {
  const eventListeners = new Set<(event: unknown) => void>();
  const connectionListeners = new Set<(isConnected: boolean) => void>();
  let isConnected = true;
  /** The server was restarted: this session is over for good. */
  let isOver = false;
  let isStreaming = false;

  function tellConnection(value: boolean): void {
    if (value === isConnected) return;
    isConnected = value;
    for (const listener of [...connectionListeners]) listener(value);
  }

  function tellEvent(event: unknown): void {
    for (const listener of [...eventListeners]) listener(event);
  }

  async function ask(path: string, request: RequestInit): Promise<Response> {
    if (isOver) throw new NoSessionError();
    const headers = new Headers(request.headers);
    headers.set('authorization', `Bearer ${secret}`);
    let response: Response;
    try {
      response = await send(path, { ...request, headers });
    } catch (error) {
      // A stream that this page ended itself says nothing about the server.
      if (request.signal?.aborted !== true) tellConnection(false);
      startStream();
      throw error;
    }
    if (response.status !== 401) return response;
    isOver = true;
    sessionStorage.removeItem(STORED_SECRET);
    tellConnection(false);
    throw new NoSessionError();
  }

  async function call(method: string, input: unknown): Promise<unknown> {
    const response = await ask(`call/${encodeURIComponent(method)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input ?? {}),
    });
    return (await response.json()) as unknown;
  }

  function startStream(): void {
    if (isStreaming || isOver) return;
    isStreaming = true;
    void keepStreaming();
  }

  async function keepStreaming(): Promise<void> {
    let waitMs = FIRST_WAIT_MS;
    let hasMissed = false;
    while (!isOver) {
      await untilVisible();
      const hiding = abortWhenHidden();
      const wasOpened = await readStream(hiding.signal, hasMissed);
      hiding.forget();
      hasMissed = true;
      if (hiding.signal.aborted) continue;
      tellConnection(false);
      waitMs = wasOpened ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS);
      await wait(waitMs);
    }
  }

  /** Reads one stream to its end; true where there was one. */
  async function readStream(signal: AbortSignal, hasMissed: boolean): Promise<boolean> {
    let wasOpened = false;
    try {
      const response = await ask('events', { signal });
      if (response.body === null || !response.ok) return false;
      wasOpened = true;
      tellConnection(true);
      if (hasMissed) void tellMissed();
      for await (const line of linesOf(response.body)) {
        const event = JSON.parse(line) as { readonly type: string };
        if (event.type !== 'heartbeat') tellEvent(event);
      }
    } catch {
      // The stream broke, or no server answers: what the caller does next is the same as after its end.
      return wasOpened;
    }
    return wasOpened;
  }

  /** Nobody told us what happened meanwhile, so views are asked to look again. */
  async function tellMissed(): Promise<void> {
    tellEvent({ type: 'data.changed', parts: ['mirror', 'library'] });
    try {
      const answer = (await call('sync.state', {})) as {
        readonly value?: { readonly progress: unknown };
      };
      if (answer.value !== undefined) {
        tellEvent({ type: 'sync.progress', progress: answer.value.progress });
      }
    } catch {
      // Lost again: the next stream begins with the same question.
      return;
    }
  }

  return {
    call,
    ask,
    onEvent(listener) {
      eventListeners.add(listener);
      startStream();
      return () => eventListeners.delete(listener);
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      startStream();
      return () => connectionListeners.delete(listener);
    },
  };
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  // One decoder for all: a letter may lie on both sides of a cut.
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield line;
  }
}

function untilVisible(): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.hidden) return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
  });
}

/** Aborts when the page has been out of sight for a while; `forget` ends the watch. */
function abortWhenHidden(): { readonly signal: AbortSignal; readonly forget: () => void } {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (!document.hidden) return;
    timer = setTimeout(() => {
      controller.abort();
    }, HIDDEN_GRACE_MS);
  };
  document.addEventListener('visibilitychange', look);
  return {
    signal: controller.signal,
    forget: () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    },
  };
}

function wait(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

/** The file's name in a `Content-Disposition` header. */
function nameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/u.exec(disposition ?? '')?.[1];
  return encoded === undefined ? 'download' : decodeURIComponent(encoded);
}

function saveAs(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the blob by then; revoking at once would take it away from some.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
