// What the browser host is for: the shell, the contract's methods, events, downloads.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { call, post, send, startServer, withSecret, type TestServer } from './harness.ts';

const SLUG = 'naviaux-2016-metabolomics';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});

/** An open event stream; `next` waits for the next line that is no heartbeat. */
async function openEvents(
  secret: string,
): Promise<{ readonly next: () => Promise<unknown>; readonly response: IncomingMessage }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(
      { host: '127.0.0.1', port: server.port, path: '/events', headers: withSecret(secret) },
      resolve,
    )
      .once('error', reject)
      .end();
  });
  const lines: unknown[] = [];
  let wake: () => void = () => undefined;
  response.setEncoding('utf8').on('data', (chunk: string) => {
    for (const line of chunk.split('\n')) if (line !== '') lines.push(JSON.parse(line));
    wake();
  });
  return {
    response,
    async next() {
      while (lines.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return lines.shift();
    },
  };
}

describe('the shell', () => {
  it('comes with the strict policy and is never kept; its hashed files may be', async () => {
    const page = await send(server, { path: '/' });
    expect(page).toMatchObject({ status: 200, text: '<!doctype html><title>shell</title>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = page.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await send(server, { path: '/index.html' })).toMatchObject({ text: page.text });
    const script = await send(server, { path: '/assets/app-1a2b.js' });
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': expect.stringContaining('immutable') as unknown,
      'x-content-type-options': 'nosniff',
      'content-security-policy': policy,
    });
    const style = await send(server, { path: '/assets/app-3c4d.css', method: 'HEAD' });
    expect(style).toMatchObject({ status: 200, text: '' });
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8');
  });
});

describe('a session', () => {
  it('carries calls to the core, with answers that nobody keeps', async () => {
    const secret = await server.secret();
    const answer = await post(server, {
      path: '/call/study.show',
      body: { slug: SLUG },
      headers: withSecret(secret),
    });
    expect(JSON.parse(answer.text)).toMatchObject({ ok: true, value: { slug: SLUG } });
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    const body = 'Ein Gedanke, ein “Zitat” und 💤\u0000';
    const created = await call(server, secret, {
      method: 'note.create',
      input: { subject: { slug: SLUG }, body },
    });
    expect(created).toMatchObject({ ok: true });
    expect(
      await call(server, secret, { method: 'note.list', input: { subject: { slug: SLUG } } }),
    ).toMatchObject({ ok: true, value: { notes: [{ body }] } });
  });

  it('answers a failure as a value, and what cannot be read in words', async () => {
    const secret = await server.secret();
    expect(
      await call(server, secret, { method: 'study.show', input: { slug: 'a-1999-b' } }),
    ).toMatchObject({ ok: false, error: { code: 'not-found' } });
    for (const body of ['{', '', 'null x']) {
      const headers = { 'content-type': 'application/json', ...withSecret(secret) };
      const answer = await send(server, {
        method: 'POST',
        path: '/call/status.get',
        headers,
        body,
      });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({
        ok: false,
        error: { code: 'invalid-input' },
      });
    }
  });

  it('is one of several: each tab has its own, and a reload keeps it', async () => {
    const secrets = [await server.secret(), await server.secret()];
    expect(new Set(secrets).size).toBe(2);
    for (const secret of secrets) {
      const held = await send(server, { path: '/session', headers: withSecret(secret) });
      expect(held).toMatchObject({ status: 204, text: '' });
    }
  });

  it('stops a call whose tab has gone, and every call when the server closes', async () => {
    const begun: AbortSignal[] = [];
    const slow = await startServer({
      call: (_method, _input, { signal }) =>
        new Promise((resolve) => {
          begun.push(signal);
          signal.addEventListener('abort', () => {
            resolve({ ok: true, value: 'stopped' });
          });
        }),
    });
    const headers = { 'content-type': 'application/json', ...withSecret(await slow.secret()) };
    const request = httpRequest({
      host: '127.0.0.1',
      port: slow.port,
      method: 'POST',
      path: '/call/sync.run',
      headers,
    });
    request.on('error', () => undefined);
    request.end('{}');
    await vi.waitUntil(() => begun.length === 1);
    request.destroy();
    await vi.waitUntil(() => begun[0]?.aborted === true);

    const other = post(slow, { path: '/call/sync.run', body: {}, headers });
    await vi.waitUntil(() => begun.length === 2);
    expect(begun[1]?.aborted).toBe(false);
    await slow.server.close();
    expect(JSON.parse((await other).text)).toEqual({ ok: true, value: 'stopped' });
  });
});

describe('events', () => {
  it('reach every tab as they happen', async () => {
    const secret = await server.secret();
    const tabs = [await openEvents(secret), await openEvents(await server.secret())];
    for (const tab of tabs) expect(await tab.next()).toEqual({ type: 'heartbeat' });
    expect(tabs[0]?.response.headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
    });
    await call(server, secret, {
      method: 'note.create',
      input: { subject: { slug: SLUG }, body: 'x' },
    });
    for (const tab of tabs) expect(await tab.next()).toMatchObject({ type: 'data.changed' });
  });

  it('end when the server closes, and so does everything else', async () => {
    const own = await startServer();
    const previous = server;
    server = own;
    const tab = await openEvents(await own.secret());
    const ended = new Promise((resolve) => tab.response.once('close', resolve));
    await own.server.close();
    await ended;
    server = previous;
    await expect(send(own, { path: '/' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a download', () => {
  it('is handed over once, under its name, and is gone from the disk then', async () => {
    const secret = await server.secret();
    const name = 'Zitate – “PEM” (1).bib';
    const { target, shown } = await server.downloads.chooseTarget(name);
    expect(shown).toBe(name);
    const file = server.files.pathOf(target) ?? '';
    expect(path.basename(file)).toBe(name);
    expect(target).not.toContain('/');
    expect(statSync(path.dirname(path.dirname(file))).mode & 0o777).toBe(0o700);
    const headers = withSecret(secret);
    expect((await send(server, { path: `/download/${target}`, headers })).status).toBe(404);
    writeFileSync(file, '@article{é}\n');
    const answer = await send(server, { path: `/download/${target}`, headers });
    expect(answer).toMatchObject({ status: 200, text: '@article{é}\n' });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const disposition = answer.headers['content-disposition'] ?? '';
    expect(disposition).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''/u);
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(name);
    expect(existsSync(file)).toBe(false);
    expect((await send(server, { path: `/download/${target}`, headers })).status).toBe(404);
  });

  it('of two files with one name keeps them apart', async () => {
    const [a, b] = [
      await server.downloads.chooseTarget('a.bib'),
      await server.downloads.chooseTarget('a.bib'),
    ];
    expect(server.files.pathOf(a.target)).not.toBe(server.files.pathOf(b.target));
  });
});

describe('the redirect file', () => {
  it('leads to the address, belongs to its owner alone, and goes when the token is spent', async () => {
    const { address, file } = server.server.freshAddress(true);
    expect(statSync(file ?? '').mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file ?? '')).mode & 0o777).toBe(0o700);
    expect(readFileSync(file ?? '', 'utf8')).toContain(`url=${address}"`);
    const token = address.split('#')[1] ?? '';
    expect(file).not.toContain(token);
    expect((await post(server, { path: '/session', body: { token } })).status).toBe(200);
    expect(existsSync(file ?? '')).toBe(false);
  });
});
