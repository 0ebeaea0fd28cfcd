// Requests to a site over one pace, with a few more tries where trying may help.
// Invariant: what the network does is a value; only an abort is thrown.
import type { Validators } from '../source.ts';
import type { AnswerHeaders } from './answer-headers.ts';
import { readRetryAfter, type Delay, type Pace } from './pace.ts';
import type { HttpAnswer, Transport } from './transport.ts';

/** A page of the atlas is 50 to 200 kB; what is beyond this is not a page. */
export const MAX_PAGE_BYTES = 5 * 1024 * 1024;
/** For one request. */
export const TIMEOUT_MS = 30_000;
const TRIES = 4;
const FIRST_BACKOFF_MS = 1000;
/** A site that asks for a longer silence ends the run: nobody waits at a progress bar for hours. */
export const LONGEST_HOLD_MS = 60 * 60 * 1000;

export interface HttpOptions {
  readonly transport: Transport;
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
  /** How often it is tried at most; four times where it is left out. */
  readonly tries?: number;
}

/** An answer, or that the site wants a silence too long to wait for. */
export type HttpResult = HttpAnswer | { readonly kind: 'hold-too-long'; readonly holdMs: number };

export interface Http {
  /** @throws the signal's reason when it is aborted */
  get(request: HttpRequest, signal: AbortSignal): Promise<HttpResult>;
  readonly requestCount: () => number;
}

/** Requests over one pace: each tried up to four times where the server or the network is at fault. */
export function createHttp(options: HttpOptions): Http {
  const { pace, now, delay, random } = options;
  let requests = 0;

  function tryOnce(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    return pace.run(signal, () => {
      requests += 1;
      return options.transport(
        {
          url: request.url,
          headers: headersFor(options.userAgent, request.validators ?? null),
          maxBytes: request.maxBytes,
          timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
        },
        signal,
      );
    });
  }

  return {
    requestCount: () => requests,
    async get(request, signal) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await tryOnce(request, signal);
        const holdMs = askedToWait(answer, now());
        if (holdMs !== null && holdMs > LONGEST_HOLD_MS) return { kind: 'hold-too-long', holdMs };
        if (holdMs !== null) pace.hold(holdMs);
        if (!mayHelpToRetry(answer) || attempt >= (request.tries ?? TRIES)) return answer;
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
  return isOverload(answer.status) && !isChallenge(answer.headers);
}

/** Statuses that speak of the server's state, not of the page. */
export function isOverload(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** A guard that wants proof of a person, whatever status it comes with (Cloudflare says so in a header). */
export function isChallenge(headers: AnswerHeaders): boolean {
  return headers.get('cf-mitigated') === 'challenge';
}

/** A silence that is asked for with an error of the server, or by a guard: it counts for everything that is asked next. */
function askedToWait(answer: HttpAnswer, now: number): number | null {
  if (answer.kind !== 'answer') return null;
  if (!isOverload(answer.status) && !isChallenge(answer.headers)) return null;
  return readRetryAfter(answer.headers.get('retry-after'), now);
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
