// Which addresses belong to a site: where requests may go, and where they may not.
// Invariant: nothing but HTTPS leaves this computer, and a redirect never leaves the site or the atlas's two hosts.
import { AppError } from '../../../shared/contract/errors.ts';
import { isAtlasHost, type Slug } from '../../../shared/domain/ids.ts';

/** The atlas's address now; the identity of both its hosts. */
export const ATLAS_ORIGIN = 'https://www.mecfsatlas.com';

/** True for this computer itself, by name or number. */
export function isLoopback(url: URL): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(url.hostname);
}

/**
 * The site that an address names. Only its origin counts; a path in it is ignored.
 * @throws AppError `source-invalid`
 */
export function parseSite(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new AppError(
      'source-invalid',
      'The source is not a web address. Nothing was asked for and nothing was changed. Give one like https://www.mecfsatlas.com.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new AppError(
      'source-invalid',
      'The source address holds a user name or password, which this program does not send. Nothing was changed. Leave them out.',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw new AppError(
      'source-invalid',
      'The source address is not secure (http). Only https is used, except on this computer itself. Nothing was changed. Write https:// in front of it.',
      { ref: url.host },
    );
  }
  return new URL(url.origin);
}

/** The name that rows from this site carry: one for both hosts of the atlas, else the site's origin. */
export function siteName(site: URL): string {
  return isAtlasHost(site.hostname) && site.port === '' ? ATLAS_ORIGIN : site.origin;
}

/** May a request that began at `site` go to `target`? */
export function staysOnSite(site: URL, target: URL): boolean {
  if (target.username !== '' || target.password !== '') return false;
  if (target.origin === site.origin) return true;
  return (
    target.protocol === 'https:' &&
    target.port === '' &&
    isAtlasHost(site.hostname) &&
    isAtlasHost(target.hostname)
  );
}

/**
 * Does this address name something on the site? Its scheme does not matter: sitemaps still say `http` here and there,
 * and what they name is asked for at the site's own origin (`ownAddress`).
 */
export function isOwn(site: URL, target: URL): boolean {
  return target.host === site.host || (isAtlasHost(site.hostname) && isAtlasHost(target.hostname));
}

/** An address as written, as one of the site's own origin; null where it is foreign or no address. */
export function ownAddress(site: URL, address: string): URL | null {
  const url = URL.canParse(address, site.href) ? new URL(address, site.href) : null;
  if (url === null || !/^https?:$/u.test(url.protocol) || !isOwn(site, url)) return null;
  return new URL(`${url.pathname}${url.search}`, site.origin);
}

/** Where the site keeps a study. Composed, so that a foreign address in a sitemap is never asked for. */
export function studyAddress(site: URL, slug: Slug): string {
  return new URL(`/evidence/${slug}`, site).href;
}
