// Uploads to the browser host, as a tab sends them and as an attacker would: one private file, one handle, no more.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bundledStudies, soundBundle } from '../../support/bundles.ts';
import { call, send, startServer, withSecret, type Answer, type TestServer } from './harness.ts';

const LIMIT = 2_000_000;
const OCTETS = 'application/octet-stream';

let server: TestServer;
let secret: string;
beforeEach(async () => {
  server = await startServer({ maxUploadBytes: LIMIT });
  secret = await server.secret();
});

function send1(body: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return send(server, {
    method: 'POST',
    path: '/upload',
    headers: { 'content-type': OCTETS, ...withSecret(secret), ...headers },
    body,
  });
}

/** What lies in the place for what is coming in. */
function lying(): string[] {
  const folder = path.join(server.dataFolder, 'incoming');
  return existsSync(folder) ? readdirSync(folder) : [];
}

function handleOf(answer: Answer): string {
  const envelope = JSON.parse(answer.text) as { ok: boolean; value: { file: string } };
  expect(envelope.ok).toBe(true);
  return envelope.value.file;
}

describe('an upload', () => {
  it('becomes a private file that its handle stands for, and goes when it was taken in', async () => {
    // The data folder is made by the first call.
    await call(server, secret, { method: 'status.get', input: {} });
    const bundle = soundBundle(bundledStudies(5));
    const answer = await send1(bundle);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    const file = handleOf(answer);
    const [name = ''] = lying();
    const own = path.join(server.dataFolder, 'incoming', name);
    expect(readFileSync(own).equals(bundle)).toBe(true);
    expect(statSync(own).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(own)).mode & 0o777).toBe(0o700);
    // A handle tells nothing of the path.
    expect(file).toMatch(/^[\w-]{22}$/u);
    expect(name).not.toContain(file);
    const program = { name: 'ME/CFS Atlas Companion', version: '0.0.0-test' };
    expect(await call(server, secret, { method: 'bundle.verify', input: { file } })).toMatchObject({
      ok: true,
      value: { count: 5, program },
    });
    expect(lying()).toHaveLength(1);
    expect(await call(server, secret, { method: 'bundle.import', input: { file } })).toMatchObject({
      ok: true,
      value: { added: bundledStudies(5).map(({ slug }) => slug) },
    });
    expect(lying()).toEqual([]);
    // Used once.
    expect(await call(server, secret, { method: 'bundle.import', input: { file } })).toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    });
  });

  it('that is no bundle is told, and changes nothing', async () => {
    const file = handleOf(await send1(Buffer.from('no bundle')));
    expect(await call(server, secret, { method: 'bundle.import', input: { file } })).toMatchObject({
      ok: false,
      error: { code: 'bundle-damaged' },
    });
  });

  it('after others pushes the oldest out, so that few lie there', async () => {
    const handles: string[] = [];
    for (let n = 0; n < 6; n += 1) handles.push(handleOf(await send1(Buffer.from(`file ${n}`))));
    expect(lying()).toHaveLength(3);
    expect(handles.map((handle) => server.files.pathOf(handle) !== null)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it('is gone when the server closes', async () => {
    const own = await startServer();
    const answer = await send(own, {
      method: 'POST',
      path: '/upload',
      headers: { 'content-type': OCTETS, ...withSecret(await own.secret()) },
      body: Buffer.from('x'),
    });
    expect(answer.status).toBe(200);
    const folder = path.join(own.dataFolder, 'incoming');
    expect(readdirSync(folder)).toHaveLength(1);
    await own.end();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('an attack by upload', () => {
  it('without the secret, or from another page, is refused before a byte is kept', async () => {
    const body = Buffer.alloc(1000);
    const refused = [
      await send(server, {
        method: 'POST',
        path: '/upload',
        headers: { 'content-type': OCTETS },
        body,
      }),
      await send1(body, { authorization: 'Bearer wrong' }),
      await send1(body, { origin: 'https://evil.example' }),
      await send1(body, { host: 'evil.example' }),
      await send1(body, { 'sec-fetch-site': 'cross-site' }),
      await send1(body, { 'sec-fetch-site': 'same-site' }),
    ];
    for (const answer of refused) expect(answer).toMatchObject({ status: 401, text: '' });
    expect(lying()).toEqual([]);
  });

  it('of more than the limit keeps nothing, announced or in pieces', async () => {
    const huge = Buffer.alloc(LIMIT + 1);
    const answer = await send1(huge);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(answer.text).toContain('2 MB');
    const pieces = await sendInPieces(LIMIT + 100_000);
    expect(pieces).toContain('2 MB');
    await vi.waitUntil(() => lying().length === 0);
    // And the next one is taken.
    handleOf(await send1(Buffer.from('small')));
  });

  it('that announces a terabyte is refused at once', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: server.port,
          method: 'POST',
          path: '/upload',
          headers: {
            'content-type': OCTETS,
            'content-length': String(10 ** 12),
            ...withSecret(secret),
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.once('end', () => {
            request.destroy();
            resolve(text);
          });
        },
      );
      request.once('error', reject);
      request.write('x');
    });
    expect(JSON.parse(answer)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(lying()).toEqual([]);
  });

  it('that is broken off leaves nothing behind, and bars nobody', async () => {
    for (let n = 0; n < 3; n += 1) {
      await breakOff();
      await vi.waitUntil(() => lying().length === 0);
    }
    handleOf(await send1(Buffer.from('whole')));
  });

  it('beside another one waits its turn, in words', async () => {
    const first = openUpload();
    first.write(Buffer.alloc(1000));
    await vi.waitUntil(() => lying().length === 1);
    const second = await send1(Buffer.from('second'));
    expect(JSON.parse(second.text)).toMatchObject({ ok: false, error: { retryable: true } });
    first.destroy();
    await vi.waitUntil(() => lying().length === 0);
    handleOf(await send1(Buffer.from('third')));
  });

  it.each([
    ['as a form', 'multipart/form-data; boundary=x'],
    ['as text', 'text/plain'],
    ['as JSON', 'application/json'],
    ['of no type', ''],
  ])('%s is refused', async (_name, type) => {
    const answer = await send1(Buffer.from('{}'), { 'content-type': type });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(lying()).toEqual([]);
  });

  it.each(['GET', 'PUT', 'DELETE'])('with %s finds nothing there', async (method) => {
    const answer = await send(server, { method, path: '/upload', headers: withSecret(secret) });
    expect(answer.status).toBe(404);
  });

  it('that is empty is refused', async () => {
    const answer = await send1(Buffer.alloc(0));
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(lying()).toEqual([]);
  });

  it('gives no way to a path: a name is never a handle', async () => {
    for (const file of ['/etc/passwd', '../incoming', '', 'file']) {
      for (const method of ['bundle.verify', 'bundle.import']) {
        expect(await call(server, secret, { method, input: { file } })).toMatchObject({
          ok: false,
          error: { code: 'invalid-input' },
        });
      }
    }
    for (const url of ['file:///etc/passwd', 'http://example.org/a.mecfs-atlas', 'ftp://x/y']) {
      expect(await call(server, secret, { method: 'bundle.verify', input: { url } })).toMatchObject(
        {
          ok: false,
          error: { code: 'source-invalid' },
        },
      );
    }
  });
});

function openUpload(): ReturnType<typeof httpRequest> {
  const request = httpRequest({
    host: '127.0.0.1',
    port: server.port,
    method: 'POST',
    path: '/upload',
    headers: { 'content-type': OCTETS, ...withSecret(secret) },
  });
  // It is broken off on purpose.
  request.on('error', () => undefined);
  return request;
}

async function breakOff(): Promise<void> {
  const request = openUpload();
  request.write(Buffer.alloc(100_000));
  await vi.waitUntil(() => lying().length === 1);
  request.destroy();
}

/** Without a length, a piece at a time, until there is an answer. */
function sendInPieces(bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = openUpload();
    request.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => {
        resolve(text);
      });
      response.once('error', reject);
    });
    for (let sent = 0; sent < bytes; sent += 50_000) request.write(Buffer.alloc(50_000));
    request.end();
  });
}
