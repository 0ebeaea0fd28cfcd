// One request to a site, with limits on time and size, and a few more tries where trying may help.
// Invariant: what the network does is a value; only an abort is thrown. No cookies, no cache, no redirect followed.
import type { Validators } from '../source.ts';
import { readRetryAfter, type Delay, type Pace } from './pace.ts';

/** A page of the atlas is 50 to 200 kB; what is beyond this is not a page. */
export const MAX_PAGE_BYTES = 5 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const TRIES = 4;
const FIRST_BACKOFF_MS = 1000;
/** A site that asks for a longer silence ends the run: nobody waits at a progress bar for hours. */
export const LONGEST_HOLD_MS = 60 * 60 * 1000;

export interface HttpOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly pace: Pace;
  readonly userAgent: string;
  readonly now: () => number;
  readonly delay: Delay;
  /** In [0, 1): spreads retries, so that many copies of this program do not come back together. */
  readonly random: () => number;
  readonly timeoutMs?: number;
}

export interface HttpRequest {
  readonly url: string;
  readonly maxBytes: number;
  readonly validators?: Validators | null;
}

export type HttpAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Headers;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'no-answer'; readonly reason: 'network' | 'timeout' | 'cut' | 'too-large' }
  | { readonly kind: 'hold-too-long'; readonly holdMs: number };

export interface Http {
  /** @throws the signal's reason when it is aborted */
  get(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  readonly requestCount: () => number;
}

/** Requests over one pace: each tried up to four times where the server or the network is at fault. */
export function createHttp(options: HttpOptions): Http {
  const { pace, now, delay, random } = options;
  let requests = 0;

  function tryOnce(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    return pace.run(signal, () => {
      requests += 1;
      return send(options, request, signal);
    });
  }

  return {
    requestCount: () => requests,
    async get(request, signal) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await tryOnce(request, signal);
        if (!mayHelpToRetry(answer)) return answer;
        const holdMs = askedToWait(answer, now());
        if (holdMs !== null && holdMs > LONGEST_HOLD_MS) return { kind: 'hold-too-long', holdMs };
        if (holdMs !== null) pace.hold(holdMs);
        if (attempt === TRIES) return answer;
        if (holdMs === null) await delay(backoff(attempt, random()), signal);
      }
    },
  };
}

/** 1, 2, 4 … seconds, each shortened by up to a half. */
export function backoff(attempt: number, random: number): number {
  return Math.round(FIRST_BACKOFF_MS * 2 ** (attempt - 1) * (1 - random / 2));
}

function mayHelpToRetry(answer: HttpAnswer): boolean {
  if (answer.kind === 'no-answer') return answer.reason !== 'too-large';
  return answer.kind === 'answer' && isOverload(answer.status) && !isChallenge(answer.headers);
}

/** Statuses that speak of the server's state, not of the page. */
export function isOverload(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** A guard that wants proof of a person, whatever status it comes with (Cloudflare says so in a header). */
export function isChallenge(headers: Headers): boolean {
  return headers.get('cf-mitigated') === 'challenge';
}

function askedToWait(answer: HttpAnswer, now: number): number | null {
  return answer.kind === 'answer' ? readRetryAfter(answer.headers.get('retry-after'), now) : null;
}

async function send(
  options: HttpOptions,
  request: HttpRequest,
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
  }, options.timeoutMs ?? TIMEOUT_MS);
  try {
    const response = await options.fetch(request.url, {
      headers: headersFor(options.userAgent, request.validators ?? null),
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

function headersFor(userAgent: string, validators: Validators | null): Record<string, string> {
  const { etag, lastModified } = validators ?? { etag: null, lastModified: null };
  return {
    'user-agent': userAgent,
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8',
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
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
