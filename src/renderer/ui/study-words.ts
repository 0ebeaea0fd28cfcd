// The words for codes and facts of a study; pure.
// Invariant: a value that no source gave is called "not stated", which is never "no".
import type { StudyView } from '../../shared/contract/types.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import { atlasAddress, isAtlasHost } from '../../shared/domain/ids.ts';
import type { PemValue } from '../../shared/domain/pem.ts';
import { SECTION_TITLES, type SectionKind } from '../../shared/domain/study.ts';
import { ageInWords, dateInWords } from './dates.ts';
import { webAddress } from './web-address.ts';

export const PEM_WORDS: Readonly<Record<PemValue, string>> = {
  required: 'Required',
  'not-required': 'Not required',
  unclear: 'Unclear',
  'not-stated': 'Not stated',
};

/** The same headings as everywhere; here the reader's own tags stand beside the atlas's. */
export const SECTION_HEADINGS: Readonly<Record<SectionKind, string>> = {
  ...SECTION_TITLES,
  tags: 'Tags of the atlas',
};

const NOT_FOUND_WORDS: Readonly<Record<string, string>> = {
  level: 'evidence level',
  confidence: 'confidence',
  pem: 'PEM badge',
  publicationType: 'publication type',
  peerReview: 'peer review',
  reviewState: 'review state',
  byline: 'line with authors and journal',
  doi: 'DOI',
  pmid: 'PubMed number',
  'quick-summary': 'quick summary',
  'why-it-matters': 'why it matters',
  'observed-findings': 'observed findings',
  'inferred-conclusions': 'inferred conclusions',
  'remaining-questions': 'remaining questions',
  'does-not-prove': 'what this study does not prove',
  'related-studies': 'related studies',
  pemNote: 'note on the PEM badge',
  primaryCitation: 'primary citation',
  bibtex: 'BibTeX entry',
  snapshot: 'atlas snapshot line',
};

/** What was looked for in vain, as people say it. */
export function notFoundInWords(names: readonly string[]): string {
  return names.map((name) => NOT_FOUND_WORDS[name] ?? name).join(', ');
}

/** What this copy is and how old. */
export function originInWords(
  study: Pick<StudyView, 'origin' | 'checkedAt' | 'shownFrom'>,
  now: number,
): string {
  const { origin, checkedAt, shownFrom } = study;
  const day = dateInWords(origin.at);
  const gone =
    shownFrom === 'history'
      ? ' The copy of the atlas does not have it any more; this is the last version that was shown.'
      : '';
  const checked = `checked ${ageInWords(checkedAt, now)}`;
  switch (origin.kind) {
    case 'starter':
      return `Known only from the starter set: facts checked against the publisher. A copy of the atlas would add the summary, findings, what it does not prove and badges.${gone}`;
    case 'given-page':
      return `From a page given on ${day}, ${ageInWords(origin.at, now)}. It was not checked against the site.${gone}`;
    case 'bundle':
      return `From a bundle ${origin.source}, taken in on ${day}, ${ageInWords(origin.at, now)}. It was not checked against the site.${gone}`;
    case 'site':
      return `Copied from ${origin.source} on ${day}, ${checked}.${gone}`;
  }
}

/** The study's page on the atlas. An address that is not the atlas's is not followed. */
export function atlasPage(study: Pick<StudyView, 'slug' | 'url'>): string {
  const address = webAddress(study.url);
  if (address === null) return atlasAddress(study.slug);
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && isAtlasHost(hostname) ? address : atlasAddress(study.slug);
}

/** The paper at its publisher; null for a text that is no DOI. */
export function doiAddress(doi: string | null): string | null {
  return doi !== null && /^10\.\d{4,9}\/\S+$/u.test(doi)
    ? webAddress(`https://doi.org/${encodeURI(doi)}`)
    : null;
}

/** The paper on PubMed; null for a text that is no number. */
export function pubmedAddress(pmid: string | null): string | null {
  return pmid !== null && /^\d{1,9}$/u.test(pmid)
    ? `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`
    : null;
}

/** A day as the atlas gives it (`YYYY-MM-DD`), written out; any other text as it is. */
export function dayInWords(day: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/u.test(day) ? Date.parse(`${day}T12:00:00`) : NaN;
  return Number.isNaN(at) ? day : dateInWords(at as UnixMs);
}
