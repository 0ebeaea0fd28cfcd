// The citation of a study with what the reader set in it.
// Invariant: pure; a field that was not set is the atlas's, and an address that only stands in for a DOI goes with it.
import type { CslItem } from '../../shared/domain/csl.ts';
import { atlasAddress, type Slug } from '../../shared/domain/ids.ts';
import type { Correction, ReferenceField } from '../../shared/domain/reference-fields.ts';
import type { CitationWarning } from '../export/study-to-csl.ts';
import { withValue } from './item-fields.ts';

/** The item that is cited. Without corrections it is the same object. */
export function applyCorrections(
  slug: Slug,
  item: CslItem,
  corrections: readonly Correction[],
): CslItem {
  if (corrections.length === 0) return item;
  const corrected = corrections.reduce(
    (sofar, { field, value }) => withValue(sofar, field, value),
    item,
  );
  const isSet = (field: ReferenceField): boolean =>
    corrections.some((correction) => correction.field === field);
  return isSet('url') || !(isSet('doi') || isSet('pmid'))
    ? corrected
    : withAddress(slug, corrected);
}

// As `study-to-csl.ts` has it: no address where there is a DOI, else PubMed's, else the atlas's page.
function withAddress(slug: Slug, item: CslItem): CslItem {
  if (item.DOI !== undefined) return withValue(item, 'url', null);
  const address =
    item.PMID === undefined ? atlasAddress(slug) : `https://pubmed.ncbi.nlm.nih.gov/${item.PMID}/`;
  return withValue(item, 'url', address);
}

const ABOUT: Readonly<Record<CitationWarning['code'], readonly ReferenceField[]>> = {
  'atlas-disagrees': ['journal', 'doi'],
  'authors-in-doubt': ['authors'],
  'translated-title': ['title'],
  // It is about the version, which no field mends.
  'not-seen-by-then': [],
};

/** The warnings that still hold: what the reader has settled is not warned of. */
export function warningsLeft(
  warnings: readonly CitationWarning[],
  corrections: readonly Correction[],
): readonly CitationWarning[] {
  const set = new Set(corrections.map(({ field }) => field));
  return warnings.filter(({ code }) => {
    const fields = ABOUT[code];
    return fields.length === 0 || !fields.every((field) => set.has(field));
  });
}
