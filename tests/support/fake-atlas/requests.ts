// What a fake atlas was asked, kept so that rate, concurrency, order and headers can be asserted.
// Invariant: a record is complete when its answer has left, and holds on to nothing of the connection then.
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface RecordedRequest {
  /** Unix milliseconds at arrival, on the fake atlas's clock. */
  readonly at: number;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** What was answered; null where the connection ended without an answer, or none has begun yet. */
  readonly status: () => number | null;
  /** When the answer had left or its connection had ended; null while it is open. */
  readonly finishedAt: () => number | null;
}

export interface RequestLog {
  readonly requests: RecordedRequest[];
  /** Records a request, and later how it ended. */
  record(request: IncomingMessage, response: ServerResponse): void;
  /** The most requests that were ever open at once. */
  mostAtOnce(): number;
  /** Resolves when so many requests have arrived since the start or the last `forget`. */
  whenAsked(count: number): Promise<void>;
  forget(): void;
}

/** An empty log. */
export function createRequestLog(now: () => number): RequestLog {
  const requests: RecordedRequest[] = [];
  let open = 0;
  let mostAtOnce = 0;
  let awaited: { readonly count: number; readonly resolve: () => void } | null = null;
  return {
    requests,
    record(request, response) {
      open += 1;
      mostAtOnce = Math.max(mostAtOnce, open);
      let answer: ServerResponse | null = response;
      let finishedAt: number | null = null;
      let last: number | null = null;
      const status = (): number | null => {
        if (answer === null) return last;
        return answer.headersSent ? answer.statusCode : null;
      };
      response.once('close', () => {
        open -= 1;
        last = status();
        finishedAt = now();
        answer = null;
      });
      requests.push({
        at: now(),
        path: request.url ?? '',
        headers: request.headers,
        status,
        finishedAt: () => finishedAt,
      });
      if (awaited !== null && requests.length >= awaited.count) awaited.resolve();
    },
    mostAtOnce: () => mostAtOnce,
    whenAsked: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else awaited = { count, resolve };
      }),
    forget() {
      requests.length = 0;
      mostAtOnce = open;
    },
  };
}

/** The most requests that arrived within any stretch of so many milliseconds: one second, where it is left out. */
export function mostStartsWithin(requests: readonly RecordedRequest[], windowMs = 1000): number {
  const starts = requests.map((request) => request.at).sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  starts.forEach((start, place) => {
    while (start - (starts[first] ?? start) >= windowMs) first += 1;
    most = Math.max(most, place - first + 1);
  });
  return most;
}

/** The shortest time from one arrival to the next, in milliseconds; null for fewer than two requests. */
export function shortestPause(requests: readonly RecordedRequest[]): number | null {
  const starts = requests.map((request) => request.at).sort((a, b) => a - b);
  const pauses = starts.slice(1).map((start, place) => start - (starts[place] ?? start));
  return pauses.length === 0 ? null : Math.min(...pauses);
}

/** The study pages that were asked for, in order, by path and query. */
export function studyPagesAsked(requests: readonly RecordedRequest[]): string[] {
  return requests.map((request) => request.path).filter((path) => path.startsWith('/evidence/'));
}

/** The requests that carried a condition. */
export function conditionalRequests(requests: readonly RecordedRequest[]): RecordedRequest[] {
  return requests.filter(
    ({ headers }) =>
      headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined,
  );
}

/** How many requests were answered with each status; `none` counts those without an answer. */
export function countByStatus(requests: readonly RecordedRequest[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const request of requests) {
    const name = String(request.status() ?? 'none');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/**
 * The paths that were asked for although a robots.txt forbids them to everybody. It reads `Disallow` as a beginning
 * of a path, under `User-agent: *`, and by itself: what is tested here must not be tested with itself.
 */
export function askedDespiteRobots(
  requests: readonly RecordedRequest[],
  robots: string | null,
): string[] {
  const forbidden: string[] = [];
  let isForAll = false;
  for (const line of (robots ?? '').split('\n')) {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*:\s*(\S*)/u.exec(line) ?? [];
    if (name.toLowerCase() === 'user-agent') isForAll = value === '*';
    if (name.toLowerCase() === 'disallow' && isForAll && value !== '') forbidden.push(value);
  }
  return requests
    .map((request) => request.path)
    .filter((path) => path !== '/robots.txt' && forbidden.some((start) => path.startsWith(start)));
}

/** What a log comes to, for a program that looks at it from outside. */
export function summarizeRequests(log: RequestLog): Record<string, unknown> {
  const { requests } = log;
  return {
    total: requests.length,
    studyPages: studyPagesAsked(requests).length,
    conditional: conditionalRequests(requests).length,
    byStatus: countByStatus(requests),
    mostAtOnce: log.mostAtOnce(),
    mostStartsPerSecond: mostStartsWithin(requests),
  };
}
