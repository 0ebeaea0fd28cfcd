// A bundle fetched over real HTTP from this computer: redirects, limits, silence, and what lies in the data folder.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  fetchBundle,
  type FetchBundleOptions,
} from '../../../src/main/atlas/bundle/fetch-bundle.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function get(url: string, more: Partial<FetchBundleOptions> = {}): Promise<Buffer> {
  const file = path.join(makeTempDir('fetch'), 'incoming');
  await fetchBundle({
    url: new URL(url),
    path: file,
    version: '0.0.0-test',
    fetch,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  });
  return readFileSync(file);
}

const BYTES = Buffer.alloc(300_000, 7);

describe('a bundle at an address', () => {
  it('is fetched as it is, with an honest name and nothing else', async () => {
    let headers: unknown = null;
    const url = await serve((request, response) => {
      ({ headers } = request);
      response.end(BYTES);
    });
    const told: [number, number][] = [];
    const got = await get(`${url}/a.mecfs-atlas`, { onProgress: (...now) => told.push(now) });
    expect(got.equals(BYTES)).toBe(true);
    expect(told.at(-1)).toEqual([BYTES.length, BYTES.length]);
    expect(headers).toMatchObject({
      'user-agent': expect.stringContaining('MECFSAtlasCompanion/0.0.0-test') as string,
    });
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('authorization');
  });

  it('is followed on its host, and not off it', async () => {
    const asked: string[] = [];
    const other = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end('secret');
    });
    const url = await serve((request, response) => {
      if (request.url === '/here') response.writeHead(302, { location: '/there' }).end();
      else if (request.url === '/off') response.writeHead(302, { location: `${other}/x` }).end();
      else if (request.url === '/circle') response.writeHead(307, { location: '/circle' }).end();
      else response.end(BYTES);
    });
    expect((await get(`${url}/here`)).equals(BYTES)).toBe(true);
    for (const [way, words] of [
      ['/off', 'another place'],
      ['/circle', 'in a circle'],
    ] as const) {
      await expect(get(`${url}${way}`)).rejects.toMatchObject({
        code: 'source-refused',
        message: expect.stringContaining(words) as string,
      });
    }
    expect(asked).toEqual([]);
  });

  it('that is too large is given up, announced or not', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/said') response.writeHead(200, { 'content-length': 300_000 });
      response.end(BYTES);
    });
    for (const way of ['/said', '/unsaid']) {
      await expect(get(`${url}${way}`, { maxBytes: 200_000 })).rejects.toMatchObject({
        code: 'source-refused',
        message: expect.stringContaining('larger') as string,
      });
    }
  });

  it.each([403, 404, 500, 304])('that is answered with %i is told', async (status) => {
    const url = await serve((_request, response) => response.writeHead(status).end());
    await expect(get(url)).rejects.toMatchObject({
      code: 'source-refused',
      message: expect.stringContaining(String(status)) as string,
    });
  });

  it('whose server falls silent, or breaks off, is told', async () => {
    const silent = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('x');
    });
    await expect(get(silent, { silenceMs: 50 })).rejects.toMatchObject({
      code: 'source-unreachable',
    });
    const broken = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('x', () => response.destroy());
    });
    await expect(get(broken)).rejects.toMatchObject({ code: 'source-unreachable' });
  });

  it('is let go of when it is stopped', async () => {
    const url = await serve((_request, response) => response.writeHead(200).write('x'));
    const stop = new AbortController();
    await expect(
      get(url, {
        signal: stop.signal,
        onProgress: () => {
          stop.abort();
        },
      }),
    ).rejects.toMatchObject({ code: 'aborted' });
  });

  it('never takes the place of a file that is there', async () => {
    const url = await serve((_request, response) => response.end(BYTES));
    const file = path.join(makeTempDir('fetch'), 'there');
    await get(url, { path: file }).catch(() => undefined);
    expect(existsSync(file)).toBe(true);
    await expect(get(url, { path: file })).rejects.toBeDefined();
  });
});
