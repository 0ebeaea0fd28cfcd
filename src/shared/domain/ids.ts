// Identities that cross every boundary, branded so that one can never stand in for another.
// Invariant: a Slug is taken from an atlas address as it stands and is never computed.

/** The atlas's name for one study: the last part of `/evidence/<slug>`, characters `[a-z0-9-]`. */
export type Slug = string & { readonly __brand: 'Slug' };
/** Row number of a reading list in the library. */
export type ListId = number & { readonly __brand: 'ListId' };
/** Row number of a note in the library. */
export type NoteId = number & { readonly __brand: 'NoteId' };
/** SHA-256, in lower-case hex, of what a study's page says (see `main/atlas/content-hash.ts`). */
export type ContentHash = string & { readonly __brand: 'ContentHash' };
/** Milliseconds since 1970-01-01T00:00Z, a whole number. */
export type UnixMs = number & { readonly __brand: 'UnixMs' };

const SLUG = /^[a-z0-9]+(?:-+[a-z0-9]+)*-*$/;
const MAX_SLUG_LENGTH = 200;

/** The text as a slug, or null where it is none (wrong characters, empty, over 200 characters). */
export function parseSlug(text: string): Slug | null {
  return text.length <= MAX_SLUG_LENGTH && SLUG.test(text) ? (text as Slug) : null;
}

const ATLAS_HOSTS = new Set([
  'www.mecfsatlas.com',
  'mecfsatlas.com',
  'www.cfsmeatlas.com',
  'cfsmeatlas.com',
]);

/** True for the atlas's two hosts (now and earlier; the same slugs on both), with or without `www.`. */
export function isAtlasHost(hostname: string): boolean {
  return ATLAS_HOSTS.has(hostname.toLowerCase());
}

/**
 * The slug in a study's address (`…/evidence/<slug>`), whatever the host, or null.
 * Query and fragment are ignored; a trailing slash is allowed.
 */
export function slugFromAddress(address: string): Slug | null {
  const path = URL.canParse(address) ? new URL(address).pathname : address.replace(/[?#].*$/s, '');
  const match = /\/evidence\/([^/]+)\/?$/.exec(path);
  return match?.[1] === undefined ? null : parseSlug(match[1]);
}

/** The study's address on the atlas as it is now. */
export function atlasAddress(slug: Slug): string {
  return `https://www.mecfsatlas.com/evidence/${slug}`;
}

/** What the atlas's own citation keys begin with. No other key may: such a key tells its study by itself. */
export const ATLAS_KEY_PREFIX = 'mecfsatlas-';

/** The atlas's own key of a study: it means this study under every preset. */
export function atlasKey(slug: Slug): string {
  return ATLAS_KEY_PREFIX + slug;
}

/** The study that a key of the atlas's form means, whatever its case; null for any other key. */
export function slugOfAtlasKey(key: string): Slug | null {
  const folded = key.toLowerCase();
  return folded.startsWith(ATLAS_KEY_PREFIX)
    ? parseSlug(folded.slice(ATLAS_KEY_PREFIX.length))
    : null;
}
