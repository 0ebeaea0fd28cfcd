// What goes wrong on a fake atlas, and where.
// Invariant: a fault is asked for by a test, counted down, and recorded like any other request.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CHALLENGE_PAGE } from './other-pages.ts';

/** What comes instead of the right answer. */
export type Replacement =
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Where a redirect leads. */
      readonly location?: string;
      /** As it stands in the header; `{ inMs }` is a date so far from now. */
      readonly retryAfter?: string | { readonly inMs: number };
    }
  /** The connection ends without an answer. */
  | { readonly kind: 'drop' }
  /** The body breaks off in the middle. */
  | { readonly kind: 'cut' }
  /** Headers at once, the body never. */
  | { readonly kind: 'hang' }
  | {
      readonly kind: 'challenge';
      readonly status: 200 | 403 | 404 | 503;
      readonly retryAfter?: string;
    }
  /** A web page that is no study (a challenge that does not name itself is one), or bytes that are no text. */
  | { readonly kind: 'garbage'; readonly as: 'page' | 'bytes' | 'empty' | 'challenge' }
  | { readonly kind: 'too-large' }
  /** 304 without having been asked. */
  | { readonly kind: 'unasked-304' };

/** What is done to the right answer of a study's page; it is sent whole then, whatever was asked. */
export type Bend =
  /** The body comes in so many pieces, with a pause after each. */
  | { readonly kind: 'slow'; readonly pieces: number; readonly everyMs: number }
  /** `Content-Length` is a quarter more, or a quarter less, than the body has. */
  | { readonly kind: 'wrong-length'; readonly declared: 'larger' | 'smaller' }
  /** The page has lost its sections: all but the first. */
  | { readonly kind: 'lost-sections' };

export type Fault = Replacement | Bend;

/** Where a fault strikes: one path, every study page, or everything. */
export type FaultPlace = { readonly path: string } | 'studies' | 'everything';

interface SetFault {
  readonly place: FaultPlace;
  readonly fault: Fault;
  left: number;
}

export interface Faults {
  /** Sets a fault for the next `times` requests there (for good where it is left out). */
  set(place: FaultPlace, fault: Fault, times?: number): void;
  clear(): void;
  /** The fault that strikes this request, counted down. */
  take(path: string): Fault | null;
}

export function createFaults(): Faults {
  let faults: SetFault[] = [];
  return {
    set(place, fault, times = Number.POSITIVE_INFINITY) {
      faults = [...faults, { place, fault, left: times }];
    },
    clear() {
      faults = [];
    },
    take(path) {
      const found = faults.find(({ place, left }) => left > 0 && strikes(place, path));
      if (found === undefined) return null;
      found.left -= 1;
      return found.fault;
    },
  };
}

function strikes(place: FaultPlace, path: string): boolean {
  if (place === 'everything') return true;
  if (place === 'studies') return path.startsWith('/evidence/');
  return place.path === path;
}

/** Is the right answer needed for this fault? */
export function isBend(fault: Fault): fault is Bend {
  return fault.kind === 'slow' || fault.kind === 'wrong-length' || fault.kind === 'lost-sections';
}

/** A request, its answer, and the time. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly now: () => number;
}

/** Answers a request with its fault. */
export function answerWithFault(fault: Replacement, { request, response, now }: Exchange): void {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, {
        'content-type': 'text/html',
        ...(fault.location === undefined ? {} : { location: fault.location }),
        ...(fault.retryAfter === undefined
          ? {}
          : { 'retry-after': retryAfter(fault.retryAfter, now()) }),
      });
      response.end('<!doctype html><title>Error</title><h1>Something went wrong</h1>');
      return;
    case 'drop':
      request.socket.destroy();
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '50000' });
      response.write('<!doctype html><title>A study — ME/CFS Atlas</title><h1>A study');
      setTimeout(() => request.socket.destroy(), 5);
      return;
    case 'hang':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('<!doctype html>');
      return;
    case 'challenge':
      response.writeHead(fault.status, {
        'content-type': 'text/html',
        'cf-mitigated': 'challenge',
        ...(fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }),
      });
      response.end(CHALLENGE_PAGE);
      return;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(GARBAGE[fault.as]);
      return;
    case 'too-large':
      response.writeHead(200, { 'content-type': 'text/html' });
      writeForever(response);
      return;
    case 'unasked-304':
      response.writeHead(304);
      response.end();
  }
}

const GARBAGE = {
  page: '<!doctype html><title>Under maintenance</title><h1>We will be back soon</h1><p>Thank you for your patience.</p>',
  bytes: Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 73 + 11) % 256)),
  empty: '',
  challenge: CHALLENGE_PAGE,
} as const;

function retryAfter(asked: string | { readonly inMs: number }, now: number): string {
  return typeof asked === 'string' ? asked : new Date(now + asked.inMs).toUTCString();
}

// Up to 200 MB, as fast as it is taken; ends when the other side hangs up.
function writeForever(response: ServerResponse): void {
  const chunk = '<p>again and again</p>'.repeat(3000);
  let left = 3000;
  const write = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(chunk)) {
        response.once('drain', write);
        return;
      }
    }
    response.end();
  };
  write();
}

/** Sends a body as a bend asks for. */
export function sendBent(bend: Bend, body: Buffer, { request, response }: Exchange): void {
  switch (bend.kind) {
    case 'lost-sections':
      response.end(body);
      return;
    case 'wrong-length':
      // An answer of another length than it declares ends with its connection.
      response.write(body, () => {
        setImmediate(() => request.socket.destroy());
      });
      return;
    case 'slow':
      writeSlowly(response, body, bend);
  }
}

/** The length that a bent answer declares. */
export function declaredLength(bend: Bend | null, actual: number): number {
  if (bend?.kind !== 'wrong-length') return actual;
  return Math.round(actual * (bend.declared === 'larger' ? 1.25 : 0.75));
}

function writeSlowly(
  response: ServerResponse,
  body: Buffer,
  { pieces, everyMs }: Extract<Bend, { kind: 'slow' }>,
): void {
  const size = Math.ceil(body.byteLength / pieces);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + size));
    sent += size;
    if (sent < body.byteLength) return;
    clearInterval(timer);
    response.end();
  }, everyMs);
  response.once('close', () => {
    clearInterval(timer);
  });
}
