// The network of a copy: Chromium's, with the system's proxy and certificates, in a session that keeps nothing.
// Invariant: no cookie, no cache, no redirect followed; like `fetch`, but for redirects: `session.fetch` fails at one
// that is not to be followed (electron#43715), and a copy must know where it leads.
import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron';

const NO_BODY = new Set([101, 204, 205, 304]);

/** `fetch` for GET requests without a body, over a session. Network errors are `TypeError`s, as undici's are. */
export function createSiteFetch(session: Session): typeof fetch {
  return (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const { signal } = init;
    signal?.throwIfAborted();
    const request = net.request({
      method: 'GET',
      url,
      session,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    for (const [name, value] of new Headers(init.headers)) request.setHeader(name, value);
    return send(request, signal ?? null);
  };
}

function send(request: ClientRequest, signal: AbortSignal | null): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      request.abort();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', abort, { once: true });
    request.on('redirect', (status, _method, _address, headers) => {
      resolve(new Response(null, { status, headers: headersOf(headers) }));
    });
    request.on('response', (message) => {
      const { statusCode: status, statusMessage: statusText } = message;
      const body = NO_BODY.has(status) ? null : bodyOf(message, request);
      resolve(new Response(body, { status, statusText, headers: headersOf(message.headers) }));
    });
    // After a redirect Electron says that it was cancelled: the answer is there by then.
    request.on('error', (error) => {
      reject(new TypeError(`fetch failed: ${error.message}`, { cause: error }));
    });
    request.on('close', () => signal?.removeEventListener('abort', abort));
    request.end();
  });
}

function bodyOf(message: IncomingMessage, request: ClientRequest): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      let isOver = false;
      const end = (act: () => void): void => {
        if (!isOver) act();
        isOver = true;
      };
      message.on('data', (chunk) => {
        if (!isOver) controller.enqueue(new Uint8Array(chunk));
      });
      message.on('end', () => {
        end(() => {
          controller.close();
        });
      });
      const fail = (): void => {
        end(() => {
          controller.error(new TypeError('terminated'));
        });
      };
      message.on('error', fail);
      message.on('aborted', fail);
    },
    cancel() {
      request.abort();
    },
  });
}

function headersOf(fields: Readonly<Record<string, string | string[]>>): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) headers.append(name, value);
  }
  return headers;
}
