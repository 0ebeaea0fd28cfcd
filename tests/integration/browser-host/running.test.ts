// One server a data folder: the record of the one that runs, and what becomes of a dead one's.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  startBrowserHost,
  type StartedHost,
} from '../../../src/main/hosts/browser/browser-host.ts';
import { recordPath } from '../../../src/main/hosts/browser/running.ts';
import { readRendererFiles } from '../../../src/main/hosts/renderer-files.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { makeRenderer, post, send } from './harness.ts';

let folder: string;
beforeEach(() => {
  folder = path.join(makeTempDir('running'), 'data');
});

async function start(): Promise<StartedHost> {
  const host = await startBrowserHost({
    paths: dataPaths(folder),
    resourcesFolder: path.resolve(import.meta.dirname, '../../../resources'),
    files: readRendererFiles(makeRenderer()),
    version: '0.0.0-test',
    checkOutput: true,
    folders: [],
    isToOpen: true,
  });
  if (host.kind === 'started') {
    onTestFinished(async () => {
      await host.close();
    });
  }
  return host;
}

async function startFirst(): Promise<Extract<StartedHost, { kind: 'started' }>> {
  const host = await start();
  if (host.kind !== 'started') throw new Error('another one runs');
  return host;
}

async function opens(address: string): Promise<number> {
  const url = new URL(address);
  const to = { port: Number(url.port) };
  return (await post(to, { path: '/session', body: { token: url.hash.slice(1) } })).status;
}

describe('a second start', () => {
  it('gets a fresh address of the first one, with a file for the browser', async () => {
    const first = await startFirst();
    const second = await start();
    expect(second.kind).toBe('running');
    expect(new URL(second.fresh.address).port).toBe(String(first.port));
    expect(second.fresh.address).not.toBe(first.fresh.address);
    expect(readFileSync(second.fresh.file ?? '', 'utf8')).toContain(second.fresh.address);
    expect(await opens(first.fresh.address)).toBe(200);
    expect(await opens(second.fresh.address)).toBe(200);
  });

  it('at the same moment: one wins, all others get addresses of it', async () => {
    const hosts = await Promise.all([start(), start(), start(), start()]);
    expect(hosts.filter(({ kind }) => kind === 'started')).toHaveLength(1);
    expect(new Set(hosts.map(({ fresh }) => new URL(fresh.address).host)).size).toBe(1);
    for (const { fresh } of hosts) expect(await opens(fresh.address)).toBe(200);
  });

  it('finds a record that only its owner can read, and that is gone after closing', async () => {
    const first = await startFirst();
    expect(statSync(recordPath(folder)).mode & 0o777).toBe(0o600);
    expect(Object.keys(JSON.parse(readFileSync(recordPath(folder), 'utf8')) as object)).toEqual([
      'pid',
      'port',
      'secret',
    ]);
    expect((await first.close()).ok).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('browser-host'))).toEqual([]);
    await expect(send(first, { path: '/' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a record that nobody stands behind', () => {
  const secret = 'a'.repeat(43);

  it.each([
    ['of a process that has ended', () => JSON.stringify({ pid: 2 ** 22 - 3, port: 1, secret })],
    ['of a port where nobody listens', () => JSON.stringify({ pid: process.pid, port: 1, secret })],
    ['that is cut off', () => '{"pid":'],
    ['that is empty', () => ''],
    ['that holds something else', () => '{"pid":"1","port":"x","secret":null}'],
  ])('%s is replaced', async (_what, record) => {
    mkdirSync(folder);
    writeFileSync(recordPath(folder), record());
    const host = await startFirst();
    expect(JSON.parse(readFileSync(recordPath(folder), 'utf8'))).toMatchObject({
      port: host.port,
    });
    expect(await opens(host.fresh.address)).toBe(200);
  });

  it('of a port that a stranger took over is replaced, and the stranger learns no secret', async () => {
    const heard: string[] = [];
    const stranger = createServer((request, reply) => {
      heard.push(JSON.stringify(request.headers));
      reply.setHeader('content-type', 'application/json');
      reply.end(JSON.stringify({ address: 'http://evil.example/', file: null, proof: secret }));
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void stranger.close());
    const address = stranger.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    mkdirSync(folder);
    const record = JSON.stringify({ pid: process.pid, port: address.port, secret });
    writeFileSync(recordPath(folder), record);
    const host = await startFirst();
    expect(host.fresh.address).not.toContain('evil');
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.join()).not.toContain(secret);
  });

  it('leaves its redirect files behind, which go at the next start', async () => {
    mkdirSync(path.join(folder, 'browser-host'), { recursive: true });
    const left = path.join(folder, 'browser-host', 'open-1.html');
    writeFileSync(left, 'x');
    await startFirst();
    expect(existsSync(left)).toBe(false);
  });
});

describe('a data folder', () => {
  it('that is a file is refused in words', async () => {
    writeFileSync(folder, '');
    await expect(start()).rejects.toMatchObject({ code: 'data-folder' });
  });

  it('with a damaged library opens all the same, so that a backup can be put in place', async () => {
    const first = await startFirst();
    await first.core.request('backup.create', {});
    await first.close();
    writeFileSync(dataPaths(folder).library, 'this is no database at all'.repeat(500));
    const host = await startFirst();
    expect(await opens(host.fresh.address)).toBe(200);
    expect(await host.core.request('status.get', {})).toMatchObject({
      ok: false,
      error: { code: 'library-corrupt' },
    });
    expect(await host.core.request('backup.list', {})).toMatchObject({
      ok: true,
      value: { backups: [{ damage: null }] },
    });
  });
});
