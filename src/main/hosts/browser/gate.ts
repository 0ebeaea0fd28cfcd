// Stands before the router of the server: decides from a request's head alone whether anything may answer it.
// Invariant: what is refused gets 401 and nothing else, whatever the reason, so that a refusal teaches nothing.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RendererFiles } from '../renderer-files.ts';

export interface GateRules {
  /** `127.0.0.1:<port>`; null while the port is not known yet. */
  readonly host: () => string | null;
  readonly files: RendererFiles;
  readonly isSecret: (presented: string) => boolean;
}

/** Without the secret these two answer, each in its own way: a token, the proof of a second start. */
const EXCHANGES: readonly string[] = ['/session', '/control/address'];

/** True where the request may go on to the router; else it has been refused. */
export function passGate(
  rules: GateRules,
  request: IncomingMessage,
  reply: ServerResponse,
): boolean {
  if (isAllowed(rules, request)) return true;
  refuse(reply);
  return false;
}

/** 401, empty; the connection is closed, so that a body that is still coming costs nothing. */
export function refuse(reply: ServerResponse): void {
  reply.sendDate = false;
  reply.writeHead(401, { 'content-length': '0', connection: 'close' });
  reply.end();
}

function isAllowed(rules: GateRules, request: IncomingMessage): boolean {
  const host = rules.host();
  if (host === null || !isOurHost(request, host)) return false;
  if (!isOurOrigin(request, `http://${host}`)) return false;
  const { method = '', url = '' } = request;
  if (isShell(rules.files, method, url)) return isOwnFetch(request) || isNavigation(request, url);
  if (!isOwnFetch(request)) return false;
  if (method === 'POST' && EXCHANGES.includes(url)) return true;
  const secret = bearer(request);
  return secret !== null && rules.isSecret(secret);
}

// Only the address that we print. `localhost` is left out on purpose: what it stands for is up to
// the machine's resolver (::1, a changed hosts file), and one name is enough.
function isOurHost(request: IncomingMessage, host: string): boolean {
  const hosts = request.headersDistinct['host'] ?? [];
  return hosts.length === 1 && hosts[0] === host;
}

function isOurOrigin(request: IncomingMessage, origin: string): boolean {
  return (request.headersDistinct['origin'] ?? []).every((sent) => sent === origin);
}

// Browsers say where a request comes from; a page of another port of this computer is "same-site".
function isOwnFetch(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

// The redirect file is another site to the browser. Arriving from one shows the empty shell, no more.
function isNavigation(request: IncomingMessage, url: string): boolean {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = request.headers;
  return url === '/' && mode === 'navigate' && destination === 'document';
}

function isShell(files: RendererFiles, method: string, url: string): boolean {
  return (method === 'GET' || method === 'HEAD') && (url === '/' || files.has(url));
}

/** The credential of an `Authorization: Bearer` header, or null. */
export function bearer(request: IncomingMessage): string | null {
  const [sent, ...more] = request.headersDistinct['authorization'] ?? [];
  if (sent === undefined || more.length > 0) return null;
  return /^Bearer ([A-Za-z0-9_.-]{1,200})$/u.exec(sent)?.[1] ?? null;
}
