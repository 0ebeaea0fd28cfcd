// The network of a copy: Chromium's, with the system's proxy and certificates, in a session that keeps nothing.
// Invariant: as `atlas/site/transport.ts`. Over `net.request`, because `session.fetch` fails at a redirect that is not
// to be followed (electron#43715), and a copy must know where it leads.
import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron';
import { answerHeaders } from '../../atlas/site/answer-headers.ts';
import { joinedBytes } from '../../atlas/site/joined-bytes.ts';
import type { HttpAnswer, Transport, TransportRequest } from '../../atlas/site/transport.ts';

/** A transport over a session. */
export function createSessionTransport(session: Session): Transport {
  return async (request, signal) => {
    signal.throwIfAborted();
    const asked = net.request({
      method: 'GET',
      url: request.url,
      session,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    for (const [name, value] of Object.entries(request.headers)) asked.setHeader(name, value);
    const answer = await exchange(asked, request, signal);
    signal.throwIfAborted();
    return answer;
  };
}

function exchange(
  asked: ClientRequest,
  request: TransportRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let hasBegun = false;
  return new Promise<HttpAnswer>((resolve) => {
    const end = (answer: HttpAnswer): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', breakOff);
      resolve(answer);
    };
    const fail = (reason: Extract<HttpAnswer, { kind: 'no-answer' }>['reason']): void => {
      end({ kind: 'no-answer', reason });
      asked.abort();
    };
    const breakOff = (): void => {
      fail('network');
    };
    const timer = setTimeout(fail, request.timeoutMs, 'timeout');
    signal.addEventListener('abort', breakOff, { once: true });
    asked.on('redirect', (status, _method, _address, fields) => {
      end({ kind: 'answer', status, headers: headersOf(fields), bytes: new Uint8Array(0) });
    });
    asked.on('response', (message) => {
      hasBegun = true;
      readBody(message, request.maxBytes).then(
        (bytes) => {
          if (bytes === null) fail('too-large');
          else {
            const { statusCode: status, headers } = message;
            end({ kind: 'answer', status, headers: headersOf(headers), bytes });
          }
        },
        () => {
          fail('cut');
        },
      );
    });
    // After a redirect Electron says that it was cancelled: the answer was there by then.
    asked.on('error', () => {
      end({ kind: 'no-answer', reason: hasBegun ? 'cut' : 'network' });
    });
    asked.end();
  });
}

/** The whole body, unpacked by Chromium, alone in its buffer; null where it grows beyond the limit. */
function readBody(
  message: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    message.on('data', (chunk) => {
      size += chunk.byteLength;
      if (size > maxBytes) resolve(null);
      else chunks.push(chunk);
    });
    message.on('end', () => {
      resolve(joinedBytes(chunks, size));
    });
    message.on('aborted', () => {
      reject(new Error('cut'));
    });
    message.on('error', reject);
  });
}

function headersOf(fields: Readonly<Record<string, string | string[]>>) {
  return answerHeaders(
    Object.entries(fields).map(
      ([name, value]) => [name.toLowerCase(), [value].flat().join(', ')] as const,
    ),
  );
}
