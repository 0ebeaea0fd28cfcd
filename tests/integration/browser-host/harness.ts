// A server of the browser host over a real core in a folder of the test's own, and raw HTTP to attack it with.
// Invariant: requests go out as they are written here; nothing is put right by a friendly client.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createCore, type Core } from '../../../src/main/core.ts';
import { createDownloads, type Downloads } from '../../../src/main/hosts/browser/downloads.ts';
import { createRedirectFiles } from '../../../src/main/hosts/browser/redirect-files.ts';
import { makeControlSecret } from '../../../src/main/hosts/browser/running.ts';
import { createBrowserServer, type BrowserServer } from '../../../src/main/hosts/browser/server.ts';
import { createUploads } from '../../../src/main/hosts/browser/uploads.ts';
import { readRendererFiles } from '../../../src/main/hosts/renderer-files.ts';
import { createFileGrants, type FileGrants } from '../../../src/main/platform.ts';
import { createIncoming } from '../../../src/main/storage/incoming.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

export interface TestServer {
  readonly server: BrowserServer;
  readonly core: Core;
  readonly downloads: Downloads;
  readonly files: FileGrants;
  readonly dataFolder: string;
  readonly port: number;
  readonly host: string;
  readonly controlSecret: string;
  /** Moves the server's clock. */
  later(ms: number): void;
  token(): string;
  /** Ends it before the test is over. */
  end(): Promise<void>;
  /** A session of its own. */
  secret(): Promise<string>;
}

export interface TestServerOptions {
  readonly headersTimeoutMs?: number;
  readonly maxUploadBytes?: number;
  /** In place of the core's own. */
  readonly call?: Core['call'];
}

/** A small built window: what a server needs to have something to show. */
export function makeRenderer(): string {
  const folder = makeTempDir('renderer');
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>shell</title>');
  writeFileSync(path.join(folder, 'assets/app-1a2b.js'), 'export {};\n');
  writeFileSync(path.join(folder, 'assets/app-1a2b.js.map'), '{}');
  writeFileSync(path.join(folder, 'assets/app-3c4d.css'), 'body { margin: 0 }\n');
  return folder;
}

/** Starts a server; it and its core are closed when the test is over. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataFolder = path.join(makeTempDir('browser'), 'data');
  const incoming = createIncoming(dataFolder, () => false);
  const files = createFileGrants(
    () => randomBytes(16).toString('base64url'),
    (path) => {
      incoming.remove(path);
    },
  );
  const downloads = createDownloads(files);
  const redirects = createRedirectFiles(dataFolder);
  const core = createCore(
    {
      paths: dataPaths(dataFolder),
      resourcesFolder: path.join(ROOT, 'resources'),
      version: '0.0.0-test',
      files,
      chooser: {
        kind: 'download',
        folders: [],
        chooseTarget: (name) => downloads.chooseTarget(name),
        chooseSource: () => Promise.resolve(null),
      },
      fetch: () => Promise.reject(new Error('this test uses no network')),
      windows: 'many',
      transport: () => Promise.reject(new Error('this test uses no network')),
      workerFile: null,
      now: () => Date.now() as UnixMs,
    },
    { checkOutput: true },
  );
  let aheadMs = 0;
  const controlSecret = makeControlSecret();
  const server = createBrowserServer({
    core: options.call === undefined ? core : { ...core, call: options.call },
    files: readRendererFiles(makeRenderer()),
    downloads,
    uploads: createUploads(files, incoming, options.maxUploadBytes),
    redirects,
    controlSecret,
    now: () => Date.now() + aheadMs,
    ...(options.headersTimeoutMs === undefined
      ? {}
      : { headersTimeoutMs: options.headersTimeoutMs }),
  });
  const port = await server.listen();
  const end = async (): Promise<void> => {
    await server.close();
    await core.close();
    downloads.close();
    incoming.close();
    redirects.close();
  };
  onTestFinished(end);
  const host = `127.0.0.1:${port}`;
  const token = (): string => server.freshAddress(false).address.split('#')[1] ?? '';
  const test: TestServer = {
    server,
    core,
    downloads,
    files,
    dataFolder,
    port,
    host,
    controlSecret,
    later: (ms) => (aheadMs += ms),
    token,
    end,
    async secret() {
      const answer = await post(test, { path: '/session', body: { token: token() } });
      return (JSON.parse(answer.text) as { secret: string }).secret;
    },
  };
  return test;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly text: string;
}

export interface Question {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

/** One request, its path and headers exactly as given. */
export function send(to: { readonly port: number }, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port: to.port,
        method: question.method ?? 'GET',
        path: question.path,
        headers: Object.fromEntries(
          Object.entries(question.headers ?? {}).map(([name, value]) => [
            name,
            typeof value === 'string' ? value : [...value],
          ]),
        ),
        agent: false,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('error', reject);
        response.once('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            text,
          });
        });
      },
    );
    request.once('error', reject);
    request.end(question.body);
  });
}

/** A POST of JSON. */
export function post(
  to: { readonly port: number },
  question: {
    readonly path: string;
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Promise<Answer> {
  return send(to, {
    method: 'POST',
    path: question.path,
    headers: { 'content-type': 'application/json', ...question.headers },
    body: JSON.stringify(question.body),
  });
}

/** The header that carries a session's secret. */
export function withSecret(secret: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${secret}` };
}

/** A method of the contract, as the window calls it. */
export async function call(
  to: { readonly port: number },
  secret: string,
  request: { readonly method: string; readonly input: unknown },
): Promise<unknown> {
  const answer = await post(to, {
    path: `/call/${request.method}`,
    body: request.input,
    headers: withSecret(secret),
  });
  return JSON.parse(answer.text) as unknown;
}

/** Bytes on a socket, as they are; answers with what came back when the server has closed it. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') resolve(answer);
      else reject(error);
    });
    socket.once('close', () => {
      resolve(answer);
    });
  });
}
