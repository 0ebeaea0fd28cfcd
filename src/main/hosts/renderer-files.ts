// The window's built files, read once into memory, and the headers they travel with, for both hosts of a window.
// Invariant: a request is looked up by its exact name and never becomes a path, so that there is no way out of the folder.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';

export interface RendererFile {
  readonly bytes: Buffer;
  readonly type: string;
  /** The name carries a hash of the content, so a copy of it never gets old. */
  readonly isHashed: boolean;
}

/** By address: `/index.html`, `/assets/…`. */
export type RendererFiles = ReadonlyMap<string, RendererFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Reads `index.html` and `assets/` of the built window. Files of a kind that no window needs
 * (source maps) are left out.
 * @throws AppError `file-unreadable`
 */
export function readRendererFiles(folder: string): RendererFiles {
  try {
    const files = new Map<string, RendererFile>();
    files.set('/index.html', readOne(folder, 'index.html', false));
    for (const entry of readdirSync(join(folder, 'assets'), { withFileTypes: true })) {
      if (!entry.isFile() || TYPES[extname(entry.name)] === undefined) continue;
      files.set(`/assets/${entry.name}`, readOne(join(folder, 'assets'), entry.name, true));
    }
    return files;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'file-unreadable',
      `The window's own files could not be read (${why}). Your notes and lists are safe. Install the program again, or run "npm run build".`,
      { ref: folder, cause },
    );
  }
}

function readOne(folder: string, name: string, isHashed: boolean): RendererFile {
  return {
    bytes: readFileSync(join(folder, name)),
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    isHashed,
  };
}

/** Where the window's requests may go: to the server that it came from, or nowhere at all. */
export type Connections = "'self'" | "'none'";

/**
 * The headers of every file of the window. The policy is a header and not a tag in the page,
 * because the hosts differ in one word: in a browser the page talks to its server.
 */
export function shellHeaders(connections: Connections): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      `connect-src ${connections}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  };
}
