// Attacks on the browser host, over real HTTP: each is refused, with 401 and nothing that teaches anything.
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { controlCredential, makeControlSecret } from '../../../src/main/hosts/browser/running.ts';
import {
  call,
  post,
  send,
  sendRaw,
  startServer,
  withSecret,
  type Answer,
  type TestServer,
} from './harness.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ headersTimeoutMs: 300 });
});

function expectRefused(answer: Answer): void {
  expect(answer).toMatchObject({ status: 401, text: '' });
  // Not even a date or the kind of server.
  expect(Object.keys(answer.headers).sort()).toEqual(['connection', 'content-length']);
}

describe('the token', () => {
  it('that is wrong is refused, however often, and the right one still works', async () => {
    const wrong = [
      '',
      'x',
      randomBytes(16).toString('base64url'),
      'a'.repeat(900),
      null,
      12,
      ['a'],
      { a: 1 },
    ];
    for (const answer of await Promise.all(
      wrong.map((token) => post(server, { path: '/session', body: { token } })),
    )) {
      expectRefused(answer);
    }
    expect((await post(server, { path: '/session', body: { token: server.token() } })).status).toBe(
      200,
    );
  });

  it('is refused when it is used again', async () => {
    const token = server.token();
    expect((await post(server, { path: '/session', body: { token } })).status).toBe(200);
    expectRefused(await post(server, { path: '/session', body: { token } }));
  });

  it('is spent once by two that race for it', async () => {
    const token = server.token();
    const answers = await Promise.all(
      [1, 2, 3].map(() => post(server, { path: '/session', body: { token } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('is refused after ten minutes', async () => {
    const token = server.token();
    server.later(10 * 60_000 + 1);
    expectRefused(await post(server, { path: '/session', body: { token } }));
  });

  it('has 128 bits, the secret 256, and neither is the other', async () => {
    const token = server.token();
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    expect(Buffer.from(await server.secret(), 'base64url')).toHaveLength(32);
    expectRefused(
      await post(server, { path: '/call/status.get', body: {}, headers: withSecret(token) }),
    );
  });

  it('is refused as a form, as text, as broken JSON, and when it is too long', async () => {
    const token = server.token();
    for (const [type, body] of [
      ['application/x-www-form-urlencoded', `token=${token}`],
      ['text/plain', JSON.stringify({ token })],
      ['application/json', `{"token":"${token}"`],
      ['application/json', `{"__proto__":{"token":"${token}"}}`],
      ['application/json', JSON.stringify({ token: token.padEnd(5000) })],
    ] as const) {
      const headers = { 'content-type': type };
      expectRefused(await send(server, { method: 'POST', path: '/session', headers, body }));
    }
    expect((await post(server, { path: '/session', body: { token } })).status).toBe(200);
  });
});

describe('without the secret', () => {
  it.each([
    ['GET', '/events'],
    ['GET', '/session'],
    ['GET', '/download/x'],
    ['POST', '/call/status.get'],
    ['GET', '/call/status.get'],
    ['POST', '/call/nothing'],
    ['GET', '/control/address'],
    ['POST', '/'],
    ['PUT', '/session'],
    ['OPTIONS', '/call/status.get'],
    ['TRACE', '/'],
    ['GET', '/nothing'],
    ['GET', '/?x'],
    ['GET', '/assets/'],
    ['GET', '/assets/app-1a2b.js.map'],
    ['GET', '/favicon.ico'],
  ])('%s %s is refused', async (method, path) => {
    expectRefused(await send(server, { method, path }));
  });

  it.each([
    ['a letter', 'x'],
    ['nothing', ''],
    ['a space', ' '],
    ['not ASCII', '%C3%A9'],
    ['too long', 'a'.repeat(300)],
    ['of the right length', 'a'.repeat(43)],
  ])('a secret that is %s is refused', async (_what, secret) => {
    for (const authorization of [`Bearer ${secret}`, secret, `Basic ${secret}`]) {
      const headers = { authorization };
      expectRefused(await post(server, { path: '/call/status.get', body: {}, headers }));
      expectRefused(await send(server, { path: '/events', headers }));
    }
  });

  it('the secret works as a Bearer header and nowhere else', async () => {
    const secret = await server.secret();
    const path = '/events';
    expectRefused(await send(server, { path: `${path}?secret=${secret}` }));
    expectRefused(await send(server, { path, headers: { cookie: `secret=${secret}` } }));
    expectRefused(
      await send(server, { path, headers: { authorization: [`Bearer ${secret}`, 'Bearer x'] } }),
    );
    expect(await call(server, secret, { method: 'status.get', input: {} })).toMatchObject({
      ok: true,
    });
  });

  it('a second start must prove itself', async () => {
    const forged = controlCredential(makeControlSecret(), 'nonce');
    for (const credential of ['x', '.', forged, server.controlSecret]) {
      expectRefused(
        await post(server, { path: '/control/address', body: {}, headers: withSecret(credential) }),
      );
    }
    expectRefused(
      await post(server, {
        path: '/control/address',
        body: {},
        headers: withSecret(await server.secret()),
      }),
    );
    const right = controlCredential(server.controlSecret, 'nonce');
    expect(
      (await post(server, { path: '/control/address', body: {}, headers: withSecret(right) }))
        .status,
    ).toBe(200);
    // And the proof of a second start is no session.
    expectRefused(
      await post(server, { path: '/call/status.get', body: {}, headers: withSecret(right) }),
    );
  });
});

describe('a foreign page', () => {
  it.each([
    'evil.example',
    'localhost:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]:PORT',
    '127.0.0.1.evil.example:PORT',
    '127.0.0.1:PORT.',
    '127.1:PORT',
  ])('under the host %j is refused, the shell and the token included', async (template) => {
    const host = template.replace('PORT', String(server.port));
    const token = server.token();
    const headers = { host, 'content-type': 'application/json' };
    expectRefused(await send(server, { path: '/', headers }));
    expectRefused(
      await send(server, {
        method: 'POST',
        path: '/session',
        headers,
        body: JSON.stringify({ token }),
      }),
    );
    const secret = await server.secret();
    expectRefused(
      await send(server, { path: '/events', headers: { ...headers, ...withSecret(secret) } }),
    );
  });

  it('under two hosts, or none, is refused', async () => {
    const two = await sendRaw(
      server.port,
      `GET / HTTP/1.1\r\nHost: ${server.host}\r\nHost: evil.example\r\n\r\n`,
    );
    expect(two).toMatch(/^HTTP\/1\.1 401 /u);
    expect(await sendRaw(server.port, 'GET / HTTP/1.1\r\nHost:\r\n\r\n')).toMatch(/ 401 /u);
    expect(await sendRaw(server.port, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 401 /u);
    const absolute = `GET http://evil.example/ HTTP/1.1\r\nHost: ${server.host}\r\n\r\n`;
    expect(await sendRaw(server.port, absolute)).toMatch(/^HTTP\/1\.1 401 /u);
  });

  it.each(['http://evil.example', 'null', 'http://localhost:PORT', 'https://127.0.0.1:PORT', ''])(
    'of the origin %j is refused',
    async (template) => {
      const secret = await server.secret();
      const headers = {
        origin: template.replace('PORT', String(server.port)),
        ...withSecret(secret),
      };
      expectRefused(await post(server, { path: '/call/status.get', body: {}, headers }));
      expectRefused(
        await post(server, { path: '/session', body: { token: server.token() }, headers }),
      );
      expectRefused(await send(server, { path: '/', headers }));
      expectRefused(await send(server, { path: '/events', headers }));
    },
  );

  it('of another site or another port, as browsers tell it, may not even load a script', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
      expectRefused(await send(server, { path: '/assets/app-1a2b.js', headers }));
      expectRefused(await send(server, { path: '/', headers }));
      expectRefused(
        await post(server, { path: '/session', body: { token: server.token() }, headers }),
      );
      const frame = { ...headers, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
      expectRefused(await send(server, { path: '/', headers: frame }));
    }
    // The redirect file arrives like this, and sees the shell, which holds nothing.
    const arriving = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await send(server, { path: '/', headers: arriving })).status).toBe(200);
  });

  it('is never given leave to read (no CORS), and no cookie is ever set', async () => {
    const secret = await server.secret();
    for (const answer of [
      await send(server, { path: '/' }),
      await post(server, { path: '/session', body: { token: server.token() } }),
      await post(server, { path: '/call/status.get', body: {}, headers: withSecret(secret) }),
    ]) {
      expect(answer.status).toBe(200);
      const names = Object.keys(answer.headers).join(' ');
      expect(names).not.toMatch(/access-control|cookie|server|powered/u);
    }
  });
});

describe('a path that leads out', () => {
  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/..%2fpackage.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/....//package.json',
    '/assets//app-1a2b.js',
    '/assets/app-1a2b.js%00.html',
    '//etc/passwd',
    '/%',
    '/call/%',
    '/download/..%2f..%2fdata%2flibrary.sqlite',
    '/download/%E0%A4%A',
  ])('%s is 401 without the secret and 404 with it', async (path) => {
    expectRefused(await send(server, { path }));
    const headers = withSecret(await server.secret());
    const answer = await send(server, { path, headers });
    expect(answer).toMatchObject({ status: 404, text: '' });
  });

  it('is no download: only what was given out is one, and only once', async () => {
    const headers = withSecret(await server.secret());
    const file = path.join(server.dataFolder, '..', 'secret.txt');
    writeFileSync(file, 'secret');
    // Even a handle of the core is none, where it was not given out as a download.
    const target = server.files.grant(file);
    expect(await send(server, { path: `/download/${target}`, headers })).toMatchObject({
      status: 404,
      text: '',
    });
    expect(existsSync(file)).toBe(true);
  });

  it.each(['../up.bib', '/etc/passwd', 'a/b.bib', 'a\\b.bib', 'C:x.bib', '..', '.', 'a\0b', ''])(
    'is no name for a file: %j',
    async (name) => {
      await expect(server.downloads.chooseTarget(name)).rejects.toMatchObject({
        code: 'invalid-input',
      });
      const secret = await server.secret();
      const answer = await call(server, secret, { method: 'file.offer', input: { name } });
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    },
  );
});

describe('a method that is not in the contract', () => {
  it.each(['nothing.here', '__proto__', 'constructor', 'status.get%20'])('%s', async (method) => {
    const secret = await server.secret();
    const answer = await post(server, {
      path: `/call/${method}`,
      body: {},
      headers: withSecret(secret),
    });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
  });
});

describe('a request that is too large or too slow', () => {
  const huge = Buffer.alloc(10_000_000, 0x61);

  it('of 10 MB is refused unread without the secret, and in words with it', async () => {
    const asked = { method: 'POST', path: '/call/note.create', body: huge };
    const headers = { 'content-type': 'application/json' };
    const told = `POST /call/note.create HTTP/1.1\r\nHost: ${server.host}\r\nContent-Length: 10000000\r\n\r\n`;
    expect(await sendRaw(server.port, told)).toMatch(/^HTTP\/1\.1 401 /u);
    const secret = await server.secret();
    const answer = await send(server, { ...asked, headers: { ...headers, ...withSecret(secret) } });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({
      ok: false,
      error: {
        code: 'invalid-input',
        message: expect.stringMatching(
          /larger than 6 MB.* Nothing was changed, and what you typed or pasted is still in the window\./u,
        ) as unknown,
      },
    });
    // In pieces, without a length, it ends the same.
    const piecemeal = await send(server, {
      ...asked,
      headers: { ...headers, ...withSecret(secret), 'transfer-encoding': 'chunked' },
    });
    expect(piecemeal.status).toBe(413);
    expect(await call(server, secret, { method: 'status.get', input: {} })).toMatchObject({
      ok: true,
      value: { notes: 0 },
    });
  });

  it('whose head never ends is cut off', async () => {
    const startedMs = performance.now();
    const answer = await sendRaw(server.port, `GET / HTTP/1.1\r\nHost: ${server.host}\r\nX-A: b`);
    expect(answer).toBe('');
    expect(performance.now() - startedMs).toBeLessThan(5000);
  });

  it('whose head comes a letter at a time is cut off, and others are served meanwhile', async () => {
    const closed = new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(`GET / HTTP/1.1\r\nHost: ${server.host}\r\nX: `);
      });
      const drip = setInterval(() => socket.write('a'), 50);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        clearInterval(drip);
        resolve();
      });
    });
    expect((await send(server, { path: '/' })).status).toBe(200);
    await closed;
  });

  it('of which there are hundreds at once takes nothing from the tabs that are open', async () => {
    const secret = await server.secret();
    // The connection that a tab has and keeps.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (): Promise<number> =>
      new Promise((resolve, reject) => {
        const request = httpRequest(
          {
            agent,
            host: '127.0.0.1',
            port: server.port,
            path: '/session',
            headers: withSecret(secret),
          },
          (response) => {
            response.resume().once('end', () => {
              resolve(response.statusCode ?? 0);
            });
          },
        );
        request.once('error', reject).end();
      });
    expect(await ask()).toBe(204);
    let refused = 0;
    const crowd = Array.from({ length: 300 }, () => connect(server.port, '127.0.0.1'));
    const gone = crowd.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket
            .on('error', () => undefined)
            .once('close', () => {
              refused += 1;
              resolve();
            });
        }),
    );
    // Those that are too many are cut off at once, the others when they have said nothing for a while.
    await Promise.race(gone);
    expect(await ask()).toBe(204);
    await expect.poll(() => refused, { timeout: 250 }).toBeGreaterThan(150);
    await Promise.all(gone);
    expect((await send(server, { path: '/' })).status).toBe(200);
    agent.destroy();
  });

  it('with a head of 100 kB, or that is no HTTP, gets no answer', async () => {
    expect(await sendRaw(server.port, 'hello\r\n\r\n')).toBe('');
    const long = `GET / HTTP/1.1\r\nHost: ${server.host}\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`;
    expect(await sendRaw(server.port, long)).toBe('');
  });

  it('that asks to upgrade, to tunnel, or first for leave to go on, gets nowhere', async () => {
    const head = `Host: ${server.host}\r\n`;
    const upgrade = `GET /events HTTP/1.1\r\n${head}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    expect(await sendRaw(server.port, upgrade)).toBe('');
    expect(await sendRaw(server.port, `CONNECT evil.example:80 HTTP/1.1\r\n${head}\r\n`)).toBe('');
    const expecting = `POST /session HTTP/1.1\r\n${head}Expect: 100-continue\r\nContent-Length: 9\r\n\r\n`;
    expect(await sendRaw(server.port, expecting)).toMatch(/^HTTP\/1\.1 401 /u);
  });
});

describe('another computer', () => {
  it('finds nothing: the server listens on 127.0.0.1 alone', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ address }) => address !== '127.0.0.1' && !address.startsWith('fe80'));
    for (const { address } of others) {
      const isReached = await new Promise<boolean>((resolve) => {
        const socket = connect(server.port, address, () => {
          socket.destroy();
          resolve(true);
        });
        socket.once('error', () => {
          resolve(false);
        });
      });
      expect(isReached, address).toBe(false);
    }
  });
});
