// What goes wrong on a fake atlas, and where.
// Invariant: a fault is asked for by a test, counted down, and recorded like any other request.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CHALLENGE_PAGE } from './site-pages.ts';

export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** The connection ends without an answer. */
  | { readonly kind: 'drop' }
  /** The body breaks off in the middle. */
  | { readonly kind: 'cut' }
  /** Headers at once, the body never. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'challenge'; readonly status: 200 | 403 | 503 }
  /** A web page that is no study, or bytes that are no text. */
  | { readonly kind: 'garbage'; readonly as: 'page' | 'bytes' | 'empty' }
  | { readonly kind: 'too-large' }
  /** 304 without having been asked. */
  | { readonly kind: 'unasked-304' };

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

/** Answers a request with its fault. */
export function answerWithFault(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, {
        'content-type': 'text/html',
        ...(fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }),
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
} as const;

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
