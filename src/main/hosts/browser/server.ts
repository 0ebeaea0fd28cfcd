// The server of the browser host: the window's files, the contract's methods and the core's events over HTTP.
// Invariant: it listens on 127.0.0.1 alone; without the secret only the empty shell and the token exchange answer.
import type { createServer, IncomingMessage, Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { failure, success } from '../../../shared/contract/envelope.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Core } from '../../core.ts';
import { shellHeaders, type RendererFiles } from '../renderer-files.ts';
import { createCredentials } from './credentials.ts';
import { attachment, type Downloads } from './downloads.ts';
import { createEventStreams } from './event-streams.ts';
import { bearer, passGate, refuse } from './gate.ts';
import type { RedirectFiles } from './redirect-files.ts';
import { http } from './node-http.ts';
import { answerProof, checkControlCredential, type FreshAddress } from './running.ts';
import { MAX_UPLOAD_BYTES, tooLarge, type Uploads } from './uploads.ts';

const ADDRESS = '127.0.0.1';
/** A page of five million letters fits; a note holds less. */
const MAX_BODY_BYTES = 6_000_000;
/** Somebody who guesses tokens waits; a person who mistyped does not notice. */
const WRONG_TOKEN_DELAY_MS = 250;
/** How long closing waits for calls that were told to stop. */
const MAX_SETTLE_MS = 5000;
/** A browser opens six for all its tabs. More than these nobody needs, and each takes a file of the process. */
const MAX_CONNECTIONS = 128;
const NO_STORE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export interface BrowserServerOptions {
  readonly core: Pick<Core, 'call' | 'onEvent'>;
  readonly files: RendererFiles;
  readonly downloads: Downloads;
  readonly uploads: Uploads;
  readonly redirects: RedirectFiles;
  /** Proves a second start of the same person. */
  readonly controlSecret: string;
  readonly now: () => number;
  /** How long a request's head, and a whole request, may take to arrive. */
  readonly headersTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
}

export interface BrowserServer {
  /** Begins to listen on a port of the system's choice. */
  listen(): Promise<number>;
  /** A fresh address, good once; with a file that leads to it where a browser will be opened. */
  freshAddress(isToOpen: boolean): FreshAddress;
  /** Ends what is under way and every stream, and stops listening. */
  close(): Promise<void>;
}

/** Builds the server; it answers nothing before `listen`. */
export function createBrowserServer(options: BrowserServerOptions): BrowserServer {
  const credentials = createCredentials(options.now);
  const streams = createEventStreams((listener) => options.core.onEvent(listener));
  const quitting = new AbortController();
  let host: string | null = null;
  const isSecret = (presented: string): boolean => credentials.isSecret(presented);

  const app = fastify({
    logger: false,
    trustProxy: false,
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    // An address that cannot be decoded is refused like everything else that is unknown.
    frameworkErrors: (_error, _request, reply) => {
      reply.hijack();
      reply.raw.writeHead(404, { ...NO_STORE, 'content-length': '0' }).end();
    },
    // The gate stands before the router, so that no route, error page or default of it can be reached from outside.
    serverFactory: (handler) =>
      gatedServer(options, (request, reply) => {
        const rules = { host: () => host, files: options.files, isSecret };
        if (passGate(rules, request, reply)) handler(request, reply);
      }),
  });

  const freshAddress = (isToOpen: boolean): FreshAddress => {
    if (host === null) throw new Error('There is no address before the server listens.');
    const token = credentials.issueToken();
    const address = `http://${host}/#${token}`;
    return { address, file: isToOpen ? options.redirects.write(address, token) : null };
  };
  const spend = (token: string): string | null => {
    const secret = credentials.spend(token);
    if (secret !== null) options.redirects.remove(token);
    return secret;
  };

  addShell(app, options.files);
  addExchanges(app, { controlSecret: options.controlSecret, spend, freshAddress });
  app.removeContentTypeParser('text/plain');
  const settleCalls = addCalls(app, options.core, quitting.signal);
  addUpload(app, options.uploads);
  // A tab that was reloaded asks whether its session still holds; the gate has answered that.
  app.get('/session', (_request, reply) => reply.code(204).headers(NO_STORE).send());
  app.get('/events', (_request, reply) => {
    reply.hijack();
    streams.open(reply.raw);
  });
  app.get<{ Params: { target: string } }>('/download/:target', (request, reply) => {
    const file = options.downloads.take(request.params.target);
    if (file === null) return reply.code(404).headers(NO_STORE).send();
    return reply
      .headers({ ...NO_STORE, 'content-disposition': attachment(file.name) })
      .type('application/octet-stream')
      .header('content-length', file.bytes)
      .send(file.content);
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).headers(NO_STORE).send());
  app.setErrorHandler((error, _request, reply) => answerError(error, reply));

  return {
    async listen() {
      await app.listen({ host: ADDRESS, port: 0 });
      const address = app.server.address();
      if (address === null || typeof address === 'string') throw new Error('There is no port.');
      host = `${ADDRESS}:${address.port}`;
      return address.port;
    },
    freshAddress,
    async close() {
      quitting.abort();
      await settleCalls();
      streams.close();
      await app.close();
    },
  };
}

type Listener = Parameters<typeof createServer>[1];

function gatedServer(options: BrowserServerOptions, listener: Listener): Server {
  const server = http.createServer(
    {
      // The gate answers a request without one, like every other that it refuses.
      requireHostHeader: false,
      headersTimeout: options.headersTimeoutMs ?? 10_000,
      requestTimeout: options.requestTimeoutMs ?? 60_000,
      connectionsCheckingInterval: Math.min(1000, options.headersTimeoutMs ?? 10_000),
      maxHeaderSize: 16_384,
    },
    listener,
  );
  server.maxConnections = MAX_CONNECTIONS;
  // What is no HTTP, or too slow or too long to be a request, is not worth an answer.
  server.on('clientError', (_error, socket) => {
    socket.destroy();
  });
  // Without this Node would ask for the body of a request that is about to be refused.
  server.on('checkContinue', (_request, reply) => {
    refuse(reply);
  });
  server.on('upgrade', (_request, socket) => {
    socket.destroy();
  });
  server.on('connect', (_request, socket) => {
    socket.destroy();
  });
  return server;
}

function addShell(app: FastifyInstance, files: RendererFiles): void {
  const headers = shellHeaders("'self'");
  for (const [name, { bytes, type, isHashed }] of files) {
    const caching = isHashed ? 'private, max-age=31536000, immutable' : 'no-store';
    for (const url of name === '/index.html' ? ['/', name] : [name]) {
      app.get(url, (_request, reply) =>
        reply
          .headers({ ...headers, 'cache-control': caching })
          .type(type)
          .send(bytes),
      );
    }
  }
}

interface Exchanges {
  readonly controlSecret: string;
  readonly spend: (token: string) => string | null;
  readonly freshAddress: (isToOpen: boolean) => FreshAddress;
}

function addExchanges(app: FastifyInstance, exchanges: Exchanges): void {
  // A body of either is a few words; whatever is wrong with one is answered as a wrong one.
  const small = {
    bodyLimit: 1000,
    errorHandler: (_error: unknown, _request: unknown, reply: FastifyReply) => {
      hijackAndRefuse(reply);
    },
  };
  app.post('/session', small, async (request, reply) => {
    const token = fieldOf(request.body, 'token');
    const secret = typeof token === 'string' ? exchanges.spend(token) : null;
    if (secret !== null) return reply.headers(NO_STORE).send({ secret });
    await delay(WRONG_TOKEN_DELAY_MS);
    hijackAndRefuse(reply);
    return reply;
  });
  app.post('/control/address', small, (request, reply) => {
    const credential = bearer(request.raw) ?? '';
    const nonce = checkControlCredential(exchanges.controlSecret, credential);
    if (nonce === null) {
      hijackAndRefuse(reply);
      return;
    }
    const answer = exchanges.freshAddress(fieldOf(request.body, 'open') === true);
    const proof = answerProof(exchanges.controlSecret, nonce, answer);
    reply.headers(NO_STORE).send({ ...answer, proof });
  });
}

function hijackAndRefuse(reply: FastifyReply): void {
  reply.hijack();
  refuse(reply.raw);
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}

/** Adds the methods of the contract; answers with what waits for the calls that are under way. */
function addCalls(
  app: FastifyInstance,
  core: Pick<Core, 'call'>,
  quitting: AbortSignal,
): () => Promise<void> {
  const underWay = new Set<Promise<unknown>>();
  app.post<{ Params: { method: string } }>('/call/:method', async (request, reply) => {
    const gone = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const signal = AbortSignal.any([gone.signal, quitting]);
    const call = core.call(request.params.method, request.body, { signal });
    underWay.add(call);
    const envelope = await call;
    underWay.delete(call);
    return reply.headers(NO_STORE).type('application/json; charset=utf-8').send(envelope);
  });
  return async () => {
    // They were told to stop; one that does not must not keep the program from ending.
    await Promise.race([Promise.all(underWay), delay(MAX_SETTLE_MS, null, { ref: false })]);
  };
}

// A file that a person chose, as it is. Nothing of it is held in memory, and its name is not needed.
function addUpload(app: FastifyInstance, uploads: Uploads): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/octet-stream', (_request, body, next) => {
      next(null, body);
    });
    scope.post<{ Body: IncomingMessage }>('/upload', async (request, reply) => {
      const announced = Number(request.headers['content-length'] ?? 0);
      // Said before a byte of it is read; what is not announced is stopped when it has grown too large.
      if (announced > MAX_UPLOAD_BYTES) return answerRefused(reply, tooLarge(MAX_UPLOAD_BYTES));
      try {
        const file = await uploads.receive(request.body);
        return await reply.headers(NO_STORE).send(success({ file }));
      } catch (error) {
        return answerRefused(reply, error);
      }
    });
    done();
  });
}

// The rest of a body that is refused is not waited for.
function answerRefused(reply: FastifyReply, error: unknown): FastifyReply {
  return reply.headers({ ...NO_STORE, connection: 'close' }).send(failure(error));
}

// Answers in words and as an envelope, so that the window shows it like any other failure.
function answerError(error: unknown, reply: FastifyReply): FastifyReply {
  const status = fieldOf(error, 'statusCode');
  const code = typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
  const told =
    code === 413
      ? new AppError(
          'invalid-input',
          `That is larger than ${MAX_BODY_BYTES / 1_000_000} MB, which is the most that can be sent at once. Nothing was changed, and what you typed or pasted is still in the window. Make it shorter, or split it and send one part after the other.`,
        )
      : code < 500
        ? new AppError(
            'invalid-input',
            'That could not be read as a request. Nothing was changed. Reload the page and try again.',
          )
        : error;
  // What is still coming is read and dropped: closing upon a browser that is sending would lose it the answer.
  return reply
    .code(code)
    .headers({ ...NO_STORE, connection: 'keep-alive' })
    .send(failure(told));
}
