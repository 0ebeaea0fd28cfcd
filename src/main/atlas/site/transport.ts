// Carries one request to a site, with limits on time and size.
// Invariant: what the network does is a value; only an abort is thrown. No cookies, no cache, no redirect followed.

/** A request as it goes out. */
export interface TransportRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** Header fields by their names in small letters. */
export type AnswerHeaders = Pick<Headers, 'get'> & Iterable<[string, string]>;

/** What came of it. `network`: no connection, or one that ended without an answer. */
export type HttpAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: AnswerHeaders;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'no-answer'; readonly reason: 'network' | 'timeout' | 'cut' | 'too-large' };

/** @throws the signal's reason when it is aborted */
export type Transport = (request: TransportRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** A transport over this process's own `fetch` (Node's, or that of Electron's session). */
export function createTransport(fetch: typeof globalThis.fetch): Transport {
  return (request, signal) => send(fetch, request, signal);
}

async function send(
  fetch: typeof globalThis.fetch,
  request: TransportRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  signal.throwIfAborted();
  const limit = new AbortController();
  const stop = (): void => {
    limit.abort(signal.reason);
  };
  signal.addEventListener('abort', stop, { once: true });
  const progress = { isLate: false, hasBegun: false };
  const timer = setTimeout(() => {
    progress.isLate = true;
    limit.abort();
  }, request.timeoutMs);
  try {
    const response = await fetch(request.url, {
      headers: request.headers,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal: limit.signal,
    });
    progress.hasBegun = true;
    const bytes = await readBody(response, request.maxBytes);
    if (bytes === null) {
      limit.abort();
      return { kind: 'no-answer', reason: 'too-large' };
    }
    return { kind: 'answer', status: response.status, headers: response.headers, bytes };
  } catch (error) {
    signal.throwIfAborted();
    // undici reports every failure of the network as a TypeError; anything else is a defect of ours.
    if (!progress.isLate && !(error instanceof TypeError) && !isNetworkError(error)) throw error;
    return { kind: 'no-answer', reason: reasonOf(progress) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function reasonOf(progress: { readonly isLate: boolean; readonly hasBegun: boolean }) {
  if (progress.isLate) return 'timeout';
  return progress.hasBegun ? 'cut' : 'network';
}

function isNetworkError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(?:E[A-Z]+|UND_ERR_\w+|Z_\w+|HPE_\w+)$/u.test(String(error.code))
  );
}

/** The whole body (unpacked), or null where it grows beyond the limit; a declared length is not trusted. */
async function readBody(response: Response, maxBytes: number): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> = response.body;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size);
}
