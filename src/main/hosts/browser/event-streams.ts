// The core's events as lines of JSON, one stream a tab.
// Invariant: a stream never holds more than a megabyte for a tab that does not read; such a tab is let go and asks again.
import type { ServerResponse } from 'node:http';
import type { CoreEvent } from '../../../shared/contract/types.ts';

const HEARTBEAT_MS = 15_000;
const MAX_WAITING_BYTES = 1_000_000;

export interface EventStreams {
  /** Answers with a stream that ends with the tab or the server. */
  open(reply: ServerResponse): void;
  close(): void;
}

/** Streams of one core; `subscribe` is its `onEvent`. */
export function createEventStreams(
  subscribe: (listener: (event: CoreEvent) => void) => () => void,
  heartbeatMs = HEARTBEAT_MS,
): EventStreams {
  const streams = new Set<ServerResponse>();
  const send = (value: object): void => {
    const line = `${JSON.stringify(value)}\n`;
    for (const stream of streams) {
      if (stream.writableLength > MAX_WAITING_BYTES) stream.destroy();
      else stream.write(line);
    }
  };
  const unsubscribe = subscribe(send);
  const heartbeat = setInterval(() => {
    send({ type: 'heartbeat' });
  }, heartbeatMs);
  heartbeat.unref();
  return {
    open(reply) {
      reply.writeHead(200, {
        'content-type': 'application/x-ndjson; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      streams.add(reply);
      reply.once('close', () => streams.delete(reply));
      // The first line tells the tab that it is heard, without waiting for something to happen.
      reply.write('{"type":"heartbeat"}\n');
    },
    close() {
      clearInterval(heartbeat);
      unsubscribe();
      for (const stream of streams) stream.end();
    },
  };
}
