// The address of a bundle: what may be fetched as one, and where it may be sent on to.
// Invariant: nothing but HTTPS leaves this computer, and a bundle comes from the host that was named.
import { AppError } from '../../../shared/contract/errors.ts';
import { BUNDLE_SUFFIX } from '../../../shared/domain/bundle.ts';

/** True for an address (not a file) that ends as a bundle's name does. */
export function looksLikeBundleAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/u.test(url.protocol) && url.pathname.endsWith(BUNDLE_SUFFIX);
}

/** @throws AppError `source-invalid`, in words */
export function parseBundleAddress(text: string): URL {
  const url = URL.parse(text.trim());
  const why = url === null ? 'It is not a web address' : objection(url);
  if (url !== null && why === null) return url;
  throw new AppError(
    'source-invalid',
    `No bundle can be fetched from there. ${why ?? ''}. Nothing was asked for and nothing was changed. Give an address like https://example.org/mecfs-atlas-2026-11-28${BUNDLE_SUFFIX}, or fetch the file with a browser and open it.`,
    { ref: url?.host ?? null },
  );
}

/** Where an answer sends on to; null where it leaves the host, or goes from safe to unsafe. */
export function redirectTarget(from: URL, location: string): URL | null {
  const to = URL.parse(location, from.href);
  return to !== null && to.origin === from.origin && to.username === '' && to.password === ''
    ? to
    : null;
}

function objection(url: URL): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'It is not a web address';
  if (url.username !== '' || url.password !== '') {
    return 'It holds a user name or password, which this program does not send';
  }
  if (url.protocol === 'http:' && !isThisComputer(url)) {
    return 'It is not secure (http): only https is used, except on this computer itself';
  }
  return null;
}

function isThisComputer(url: URL): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(url.hostname);
}
