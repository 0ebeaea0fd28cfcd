// Carries one request to a site, with limits on time and size, over Node's own HTTP.
// Invariant: what the network does is a value; only an abort is thrown. No cookies, no cache, no redirect followed.
// Not `fetch`, whose answers wait for a great collection: a process that copies was 90 MB larger for it, and a page took
// the main thread 0.39 ms instead of 0.16.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, type InputType, type ZlibOptions } from 'node:zlib';
import { answerHeaders, type AnswerHeaders } from './answer-headers.ts';
import { joinedBytes } from './joined-bytes.ts';

/** A request as it goes out. */
export interface TransportRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** What came of it. `network`: no connection, or one that ended without an answer. */
export type HttpAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: AnswerHeaders;
      /** Unpacked, alone in its buffer, which may be handed on to another thread. */
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** The packing that it still has, as the answer names it: one that nobody had offered to undo. */
      readonly packedAs?: string;
    }
  | { readonly kind: 'no-answer'; readonly reason: 'network' | 'timeout' | 'cut' | 'too-large' };

/** @throws the signal's reason when it is aborted */
export type Transport = (request: TransportRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** Undoes a packing. @throws with the code `ERR_BUFFER_TOO_LARGE` beyond `maxOutputLength` */
type Unpack = (bytes: InputType, options: ZlibOptions) => Promise<Uint8Array>;

/** The packings that are undone, in another thread. */
const UNPACK: Readonly<Record<string, Unpack>> = {
  gzip: promisify(gunzip),
  // The same (RFC 9110, 8.4.1.3).
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};
/** Those that are offered: some servers mean another form by `deflate` than the standard does. */
const OFFERED = 'gzip, br';

/** Comments and scripts of a cache may follow the end of a page. */
const PAGE_END_BYTES = 4096;

/** A transport over this process's own connections, which are kept for the next request for some seconds. */
export const httpTransport: Transport = async (request, signal) => {
  signal.throwIfAborted();
  const exchange = new Exchange();
  const stop = (): void => {
    exchange.breakOff();
  };
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => {
    exchange.isLate = true;
    exchange.breakOff();
  }, request.timeoutMs);
  try {
    const answer = await exchangeOne(request, exchange);
    signal.throwIfAborted();
    return answer;
  } catch (error) {
    signal.throwIfAborted();
    if (!exchange.isLate && !isOfTheNetwork(error)) throw error;
    return { kind: 'no-answer', reason: reasonOf(exchange) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
};

/** How a request and its answer stand. */
class Exchange {
  isLate = false;
  hasBegun = false;
  isBrokenOff = false;
  request: ClientRequest | null = null;

  breakOff(): void {
    this.isBrokenOff = true;
    this.request?.destroy();
  }
}

async function exchangeOne(request: TransportRequest, exchange: Exchange): Promise<HttpAnswer> {
  const answer = await ask(request, exchange);
  exchange.hasBegun = true;
  const packed = await readBody(answer, request.maxBytes);
  const unpacked = packed === null ? null : await unpack(packed, answer, request.maxBytes);
  if (unpacked === null) {
    exchange.breakOff();
    return { kind: 'no-answer', reason: 'too-large' };
  }
  const { bytes, packedAs } = unpacked;
  if (mayBeCut(answer, bytes)) return { kind: 'no-answer', reason: 'cut' };
  const headers = answerHeaders(fieldsOf(answer));
  const status = answer.statusCode ?? 0;
  return { kind: 'answer', status, headers, bytes, ...(packedAs === null ? {} : { packedAs }) };
}

// A page that says neither its length nor that it comes in parts ends with the connection: whether that broke can be told
// by the page's own end alone. Half a page must not be taken for a study that says less.
function mayBeCut({ headers, statusCode }: IncomingMessage, bytes: Uint8Array): boolean {
  const isMeasured =
    headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  const isPage = statusCode === 200 && /^text\/html\b/iu.test(headers['content-type'] ?? '');
  if (isMeasured || !isPage) return false;
  return !/<\/html\s*>/iu.test(Buffer.from(bytes.subarray(-PAGE_END_BYTES)).toString('latin1'));
}

/** The answer's beginning. @throws what Node's HTTP says where there is none */
async function ask(request: TransportRequest, exchange: Exchange): Promise<IncomingMessage> {
  const url = new URL(request.url);
  // Not imported: an `import` of it loads the whole of `fetch`.
  const { get } =
    url.protocol === 'https:'
      ? process.getBuiltinModule('node:https')
      : process.getBuiltinModule('node:http');
  const headers = { ...request.headers, 'accept-encoding': OFFERED };
  for (;;) {
    const begun = Promise.withResolvers<IncomingMessage>();
    const asked = get(url, { headers }, (answer) => {
      // A body that ends with its connection counts as whole even where that was reset: Node tells it here alone.
      asked.on('error', (error) => {
        if (!answer.complete) answer.destroy(error);
      });
      begun.resolve(answer);
    });
    asked.on('error', begun.reject);
    // At the latest then: of an answer that changes the protocol (101) nothing else is told.
    asked.on('close', () => {
      begun.reject(Object.assign(new Error('no answer'), { code: 'ECONNRESET' }));
    });
    exchange.request = asked;
    try {
      return await begun.promise;
    } catch (error) {
      // The site had closed the connection that was kept, and never saw the request.
      if (!asked.reusedSocket || exchange.isBrokenOff) throw error;
    }
  }
}

/** The whole body as it came, or null where it grows beyond the limit; a declared length is not trusted. */
function readBody(
  answer: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    answer.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size > maxBytes) resolve(null);
      else chunks.push(chunk);
    });
    answer.once('end', () => {
      resolve(joinedBytes(chunks, size));
    });
    answer.once('error', reject);
  });
}

interface Unpacked {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly packedAs: string | null;
}

/** Undoes the packings of an answer, the last first; null where that grows beyond the limit. An unknown one stays. */
async function unpack(
  packed: Uint8Array<ArrayBuffer>,
  answer: IncomingMessage,
  maxBytes: number,
): Promise<Unpacked | null> {
  const packings = (answer.headers['content-encoding'] ?? '').toLowerCase().split(',').reverse();
  let bytes = packed;
  for (const name of packings) {
    if (name.trim() === 'identity') continue;
    const undo = UNPACK[name.trim()];
    if (bytes.byteLength === 0 || name.trim() === '') break;
    if (undo === undefined) return { bytes, packedAs: shownName(name) };
    try {
      const unpacked = await undo(bytes, { maxOutputLength: maxBytes });
      bytes = joinedBytes([unpacked], unpacked.byteLength);
    } catch (error) {
      if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return null;
      throw error;
    }
  }
  return { bytes, packedAs: null };
}

/** A name that somebody else has given, for a sentence. */
function shownName(name: string): string {
  return name.replace(/[^\w.+-]/gu, '').slice(0, 20);
}

function fieldsOf({ headers }: IncomingMessage): (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
  );
}

function reasonOf({ isLate, hasBegun }: Exchange): 'timeout' | 'cut' | 'network' {
  if (isLate) return 'timeout';
  return hasBegun ? 'cut' : 'network';
}

/** Connections, certificates, the form of an answer and packings fail with a code; arguments of ours do with another. */
function isOfTheNetwork(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && !/^ERR_(?:INVALID|UNESCAPED|HTTP)/u.test(code);
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
