// The window's own scheme: `app://atlas/…` answers with the built files and nothing else.
// Invariant: an address is looked up by its exact name; whatever is not in the map does not exist.
import { protocol, type Session } from 'electron';
import { shellHeaders, type RendererFiles } from '../renderer-files.ts';

const SCHEME = 'app:';
const HOST = 'atlas';
export const START_ADDRESS = `${SCHEME}//${HOST}/index.html`;

/** Makes the scheme one with an origin, as the policy's 'self' needs. Before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true } },
  ]);
}

/**
 * True for an address of the window itself. Its `origin` is "null" in Node, which knows no `app:`,
 * so protocol and host are compared.
 */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === SCHEME && url.host === HOST;
}

/** Serves the window's files, which are all that it can reach (`guards.ts`). */
export function serveFiles(session: Session, files: RendererFiles): void {
  session.protocol.handle('app', (request) => answer(files, request));
}

function answer(files: RendererFiles, request: Request): Response {
  const url = URL.parse(request.url);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isOwn = isRead && url !== null && isOwnAddress(request.url) && url.search === '';
  const file = isOwn ? files.get(url.pathname) : undefined;
  if (file === undefined) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(file.bytes), {
    headers: { ...shellHeaders("'none'"), 'content-type': file.type, 'cache-control': 'no-store' },
  });
}
