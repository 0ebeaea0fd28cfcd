// One request over real HTTP: packed bodies, connections that are kept, limits, being broken off.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { httpTransport } from '../../../src/main/atlas/site/transport.ts';

const TEXT = 'Post-exertional malaise was required. '.repeat(100);
const NEVER = new AbortController().signal;

/** A server on loopback for one test. Answers with its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/`;
}

const asked = (url: string, maxBytes = 1_000_000) => ({
  url,
  headers: { 'user-agent': 'test' },
  maxBytes,
  timeoutMs: 5000,
});

describe('a request', () => {
  it.each([
    ['gzip', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
    ['br, gzip', gzipSync(brotliCompressSync(TEXT))],
    ['x-gzip', gzipSync(TEXT)],
    ['gzip, identity', gzipSync(TEXT)],
  ])('gets its body unpacked: %s', async (packing, body) => {
    const url = await serve((_, answer) => {
      answer.setHeader('content-encoding', packing).end(body);
    });
    const answer = await httpTransport(asked(url), NEVER);
    if (answer.kind !== 'answer') throw new Error(answer.reason);
    expect(Buffer.from(answer.bytes).toString()).toBe(TEXT);
    // Handed on to another thread it takes nothing else along.
    expect(answer.bytes.buffer.byteLength).toBe(answer.bytes.byteLength);
  });

  it.each([
    ['zstd', 'zstd'],
    ['gzip, x-own<script>', 'x-ownscript'],
  ])('says what its body is packed as, where that is not known: %s', async (packing, packedAs) => {
    const url = await serve((_, answer) => {
      answer.setHeader('content-encoding', packing).end('packed');
    });
    expect(await httpTransport(asked(url), NEVER)).toMatchObject({ kind: 'answer', packedAs });
  });

  it('offers no packing by a name that servers understand in two ways', async () => {
    const url = await serve(({ headers }, answer) => {
      answer.end(headers['accept-encoding']);
    });
    const answer = await httpTransport(asked(url), NEVER);
    if (answer.kind !== 'answer') throw new Error(answer.reason);
    expect(Buffer.from(answer.bytes).toString()).toBe('gzip, br');
  });

  it('does not unpack more than is wanted', async () => {
    const url = await serve((_, answer) => {
      answer.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(1_000_000)));
    });
    expect(await httpTransport(asked(url, 10_000), NEVER)).toEqual({
      kind: 'no-answer',
      reason: 'too-large',
    });
  });

  it.each([
    ['half a page', '<html><body>Post-exertional malaise was req', 'cut'],
    ['a whole one', '<html><body>All of it.</body></HTML>\n<!-- cached -->', 'whole'],
  ])('without a length tells %s by its end', async (_what, body, outcome) => {
    const url = await serve(({ socket }) => {
      socket.end(`HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${body}`);
    });
    const answer = await httpTransport(asked(url), NEVER);
    if (outcome === 'cut') expect(answer).toEqual({ kind: 'no-answer', reason: 'cut' });
    else expect(answer).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('says that a packed body is cut which ends too early', async () => {
    const url = await serve((_, answer) => {
      answer.setHeader('content-encoding', 'gzip').end(gzipSync(TEXT).subarray(0, -20));
    });
    expect(await httpTransport(asked(url), NEVER)).toEqual({ kind: 'no-answer', reason: 'cut' });
  });

  it('says that a body is cut which ends with its connection, where that was reset', async () => {
    const url = await serve(({ socket }) => {
      const reset = (): void => {
        unsubscribe('http.client.response.finish', reset);
        socket.resetAndDestroy();
      };
      // Told in this process when the answer's beginning has arrived: the half is there by then.
      subscribe('http.client.response.finish', reset);
      socket.write('HTTP/1.1 200 OK\r\n\r\n<p>half of a page');
    });
    expect(await httpTransport(asked(url), NEVER)).toEqual({ kind: 'no-answer', reason: 'cut' });
  });

  it('takes a body whole that ends with its connection, and one beside an answer that has none', async () => {
    const old = await serve(({ socket }) => {
      socket.end('HTTP/1.0 200 OK\r\n\r\n<p>a page');
    });
    const answer = await httpTransport(asked(old), NEVER);
    if (answer.kind !== 'answer') throw new Error(answer.reason);
    expect(Buffer.from(answer.bytes).toString()).toBe('<p>a page');
    const wrong = await serve(({ socket }) => {
      socket.write('HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n<p>a page');
    });
    expect(await httpTransport(asked(wrong), NEVER)).toMatchObject({ kind: 'answer', status: 304 });
  });

  it('ends where the answer changes the protocol, which nobody asked for', async () => {
    const url = await serve(({ socket }) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
    });
    expect(await httpTransport(asked(url), NEVER)).toEqual({
      kind: 'no-answer',
      reason: 'network',
    });
  });

  it('is sent once more over a connection of its own where the one that was kept had been closed', async () => {
    let requests = 0;
    const url = await serve((request, answer) => {
      requests += 1;
      // Closed without an answer, as a server does that had given the connection up.
      if (requests === 2) request.socket.destroy();
      else answer.end(String(requests));
    });
    await httpTransport(asked(url), NEVER);
    expect(await httpTransport(asked(url), NEVER)).toMatchObject({ kind: 'answer', status: 200 });
    expect(requests).toBe(3);
  });

  it('throws the reason for which it is broken off, before and after the answer has begun', async () => {
    const reason = new Error('quitting');
    const abort = new AbortController();
    const silent = await serve(() => {
      abort.abort(reason);
    });
    await expect(httpTransport(asked(silent), abort.signal)).rejects.toBe(reason);
    const late = new AbortController();
    const slow = await serve((_, answer) => {
      answer.write('a beginning', () => {
        late.abort(reason);
      });
    });
    await expect(httpTransport(asked(slow), late.signal)).rejects.toBe(reason);
  });
});
