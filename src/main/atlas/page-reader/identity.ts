// Who a page is about: slug, address, DOI and PubMed id, each from the places that state it.
// Invariant: a slug is one that the page or its address names, never one that was computed.
import {
  atlasAddress,
  isAtlasHost,
  parseSlug,
  slugFromAddress,
  type Slug,
} from '../../../shared/domain/ids.ts';

/** The places that can name a study, in the order in which they are believed. */
export interface SlugSources {
  readonly bibtexKey: string | null;
  readonly bibtexUrl: string | null;
  readonly snapshotLine: string | null;
  readonly headAddresses: readonly string[];
  readonly givenUrl: string | null;
}

/**
 * The study's slug. The page's own statements decide (most of them, then the order of `SlugSources`):
 * a page saved under another name, or answered under an old address, is still the study it names.
 * The address it was read from counts where the page names none.
 */
export function slugOf(sources: SlugSources): Slug | null {
  const stated = [
    keySlug(sources.bibtexKey),
    slugIn(sources.bibtexUrl),
    slugIn(addressIn(sources.snapshotLine)),
    ...new Set(sources.headAddresses.map(slugIn)),
  ].filter((slug) => slug !== null);
  const votes = new Map<Slug, number>();
  for (const slug of stated) votes.set(slug, (votes.get(slug) ?? 0) + 1);
  const most = Math.max(0, ...votes.values());
  return stated.find((slug) => votes.get(slug) === most) ?? slugIn(sources.givenUrl);
}

/** The address the page was read from where it leads to this study, else the page's own, else the atlas's. */
export function addressOf(slug: Slug, sources: SlugSources): string {
  const candidates = [
    sources.givenUrl,
    sources.bibtexUrl,
    addressIn(sources.snapshotLine),
    ...sources.headAddresses,
  ];
  const own = candidates.find(
    (address) => address !== null && URL.canParse(address) && slugIn(address) === slug,
  );
  return own ?? atlasAddress(slug);
}

const keySlug = (key: string | null): Slug | null =>
  key?.startsWith('mecfsatlas-') === true ? parseSlug(key.slice('mecfsatlas-'.length)) : null;

const slugIn = (address: string | null): Slug | null =>
  address === null ? null : slugFromAddress(address);

const addressIn = (line: string | null): string | null =>
  line === null ? null : (/https?:\/\/\S+/u.exec(line)?.[0].replace(/[.,;)]+$/u, '') ?? null);

/** True for an address of the atlas (or of no known host) that leads elsewhere than to one study. */
export function isOtherAtlasPage(url: string | null): boolean {
  if (url === null || !URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  return isAtlasHost(hostname) && pathname !== '/' && slugFromAddress(url) === null;
}

const DOI = /\b10\.\d{3,9}\/[^\s"<>]+/u;

/** The bare DOI that a field, an address or a citation holds, or null. */
export function doiIn(text: string | null): string | null {
  if (text === null) return null;
  const field = text.slice(0, 5000).trim();
  const decoded =
    field.includes('://') && /%[0-9a-f]{2}/iu.test(field) ? decodePercent(field) : field;
  const bare = decoded.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/iu, '');
  if (/^10\.\d{3,9}\/\S*[^\s.,;]$/u.test(bare)) return bare;
  const found = DOI.exec(bare)?.[0].replace(/[.,;:}\]'"’”]+$/u, '');
  if (found === undefined) return null;
  // A bracket that the sentence opened is closed by it too.
  const isOpen = found.split('(').length < found.split(')').length;
  return isOpen && found.endsWith(')') ? found.slice(0, -1) : found;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // A lone percent sign is no escape: the text is taken as it stands.
    if (error instanceof URIError) return text;
    throw error;
  }
}

const PUBMED_ADDRESS =
  /\b(?:pubmed\.ncbi\.nlm\.nih\.gov\/|ncbi\.nlm\.nih\.gov\/pubmed\/)(\d{1,9})\b/iu;

/** The PubMed id in an address of PubMed, or null. */
export function pmidInAddress(text: string | null): string | null {
  return text === null ? null : (PUBMED_ADDRESS.exec(text)?.[1] ?? null);
}

/** The PubMed id that a labelled text states (`PubMed: 28779554`), or null. */
export function pmidInNote(text: string | null): string | null {
  if (text === null) return null;
  return /\b(?:PubMed|PMID)(?: ID)?:?\s*(\d{1,9})\b/iu.exec(text)?.[1] ?? pmidInAddress(text);
}
