// Where a link of the window may lead: opened at once, asked about first, or refused.
// Invariant: an address is judged by its parsed host, never by how its text looks, and what leaves is
// written anew from the parts, with the host as it is looked up (punycode).
import { isAtlasHost } from '../../../shared/domain/ids.ts';

/** Why a link is not opened. */
export type Refusal =
  /** Another scheme than those of the web, or no address at all. */
  | 'not-web'
  /** Hidden characters, or more of them than any address needs. */
  | 'unreadable'
  | 'not-secure'
  | 'user-info'
  | 'port'
  /** A host by number, this computer, or a name that only the network at home knows. */
  | 'not-public';

export type OutsideAddress =
  /** The atlas, DOI or PubMed: leads to where its text says. */
  | { readonly kind: 'known'; readonly address: string; readonly host: string }
  | {
      readonly kind: 'ask';
      readonly address: string;
      readonly host: string;
      /** The name holds letters from outside of ASCII, which can look like others. */
      readonly isInternational: boolean;
    }
  | { readonly kind: 'refused'; readonly why: Refusal };

/**
 * The longest address that is opened, in characters. A dialog must be able to show it whole, and
 * some programs of the system cut longer ones.
 */
export const MAX_ADDRESS_LENGTH = 2000;

const KNOWN_HOSTS: ReadonlySet<string> = new Set([
  'doi.org',
  'dx.doi.org',
  'www.doi.org',
  'pubmed.ncbi.nlm.nih.gov',
  'pmc.ncbi.nlm.nih.gov',
]);

/** Judges the address of a link. */
export function judgeAddress(text: string): OutsideAddress {
  // The parser drops tabs and line ends in silence; whoever writes them hides something.
  if (text.length > MAX_ADDRESS_LENGTH || /\p{Cc}/u.test(text)) return refused('unreadable');
  const url = URL.parse(text);
  if (url === null) return refused('not-web');
  if (url.protocol !== 'https:') {
    return refused(url.protocol === 'http:' ? 'not-secure' : 'not-web');
  }
  if (url.username !== '' || url.password !== '') return refused('user-info');
  if (!isPublicName(url.hostname)) return refused('not-public');
  // Only services of somebody's own stand elsewhere, and a public name may point to this computer.
  if (url.port !== '') return refused('port');
  // Escapes make an address longer: each of them stands for a character of the text.
  if (url.href.length > MAX_ADDRESS_LENGTH) return refused('unreadable');
  if (isKnown(url)) return { kind: 'known', address: url.href, host: url.hostname };
  return {
    kind: 'ask',
    address: url.href,
    host: url.hostname,
    isInternational: /(?:^|\.)xn--/u.test(url.hostname),
  };
}

function refused(why: Refusal): OutsideAddress {
  return { kind: 'refused', why };
}

/** PubMed Central was a part of a larger site before it had a host of its own. */
function isKnown({ hostname, pathname }: URL): boolean {
  if (hostname === 'www.ncbi.nlm.nih.gov') return /^\/(?:pmc|pubmed)\//u.test(pathname);
  return KNOWN_HOSTS.has(hostname) || isAtlasHost(hostname);
}

/**
 * A name that the whole world looks up alike. The parser has made numbers in any notation
 * (`0x7f.1`, `2130706433`) an address of four parts, and puts those of six in brackets.
 */
function isPublicName(hostname: string): boolean {
  const labels = hostname.split('.');
  const last = labels.at(-1) ?? '';
  // A name without a dot, one with a dot at its end, a number.
  if (labels.length < 2 || !/^(?:xn--[a-z0-9-]+|[a-z]+)$/u.test(last)) return false;
  return !PRIVATE_ENDINGS.has(last) && !hostname.endsWith('.home.arpa');
}

/** https://www.iana.org/assignments/special-use-domain-names, and what routers hand out. */
const PRIVATE_ENDINGS: ReadonlySet<string> = new Set([
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'lan',
  'home',
  'corp',
  'private',
  'onion',
]);
