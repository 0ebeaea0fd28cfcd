// The study out of the page's parts: where a fact is stated in several places, which of them counts.
// Invariant: BibTeX and citation block win over byline and links (they are what people cite); the
// byline, the rows and a link that says otherwise stay beside them as shown.
import type { Slug } from '../../../shared/domain/ids.ts';
import type { LabelledValue, StandingNotice, StudyReading } from '../../../shared/domain/study.ts';
import { foldText } from '../../../shared/util/fold-text.ts';
import { readByline } from './byline.ts';
import { readCitation, readSnapshot } from './citation.ts';
import { addressOf, doiIn, pmidInAddress, pmidInNote, type SlugSources } from './identity.ts';
import { definitionsOf, readRows } from './metadata-rows.ts';
import { readAuthors } from './page-authors.ts';
import { fieldOf, isAtEnd, type PageParts } from './page-parts.ts';
import { badgesOf, type Pill } from './pills.ts';
import { bannerLabelKind, standingOfRow } from './standing.ts';

/** What is settled before the rest is put together. */
export interface Settled {
  readonly slug: Slug;
  readonly title: string;
  readonly sources: SlugSources;
}

/** The reading of a page whose parts, slug and title are known. */
export function assembleStudy(parts: PageParts, { slug, title, sources }: Settled): StudyReading {
  const { head, entry, blocks, sections } = parts;
  const shown = bylineFactsOf(parts);
  const journal = agreed(fieldOf(entry, 'journal'), shown.journal);
  const citation =
    blocks.primaryCitation === null ? null : readCitation(blocks.primaryCitation, journal);
  const { authors, inDoubt } = readAuthors({
    bibtex: entry?.fields.get('author') ?? null,
    byline: shown.authors,
    citation: citation?.authors ?? null,
  });
  const metadata = [...sections.rows, ...readRows(blocks.metadataLines)];
  const trusted = {
    metadata: metadata.filter(({ value }) => !isAtEnd(value, parts.brokenEnd)),
    address: citation?.address ?? null,
  };
  const doi = doiOf(parts, trusted);
  return {
    slug,
    url: addressOf(slug, sources),
    title,
    authors,
    authorsInDoubt: inDoubt,
    byline: head.byline?.text ?? null,
    journal,
    year: yearIn(fieldOf(entry, 'year')) ?? shown.year ?? citation?.year ?? null,
    doi: doi.value,
    pmid: pmidOf(parts, trusted),
    badges: badgesOf(head.pills),
    readingTime: head.readingTime,
    sections: sections.sections,
    metadata,
    caseDefinitions: definitionsOf(trusted.metadata),
    pemNote: blocks.pemNote,
    primaryCitation: blocks.primaryCitation,
    bibtex: entry?.verbatim ?? null,
    snapshot: blocks.snapshotLine === null ? null : readSnapshot(blocks.snapshotLine),
    standing: standingOf(head.standing, { pills: head.pills, metadata }),
    unknownParts: [...sections.unknownParts, ...blocks.unknownParts, ...doi.contradiction],
  };
}

function bylineFactsOf({ head, entry }: PageParts) {
  if (head.byline === null) return { authors: null, journal: null, year: null };
  const journal = fieldOf(entry, 'journal');
  const hasAuthors = entry?.fields.has('author') === true;
  return readByline(head.byline, (text) => {
    if (journal !== null) return foldText(journal) === foldText(text);
    // An entry that was cut off may have lost its authors.
    return entry === null || entry.verbatim === null ? null : !hasAuthors;
  });
}

/** As shown where both say the same, else as BibTeX says. */
function agreed(stated: string | null, shown: string | null): string | null {
  if (stated === null || shown === null) return stated ?? shown;
  return foldText(stated) === foldText(shown) ? shown : stated;
}

const yearIn = (text: string | null): number | null => {
  const year = /\b(?:1[89]|20)\d\d\b/u.exec(text ?? '')?.[0];
  return year === undefined ? null : Number.parseInt(year, 10);
};

interface StatedElsewhere {
  readonly metadata: readonly LabelledValue[];
  /** The address at the end of the primary citation. */
  readonly address: string | null;
}

function doiOf(
  { head, entry }: PageParts,
  { metadata, address }: StatedElsewhere,
): { value: string | null; contradiction: readonly LabelledValue[] } {
  const stated =
    doiIn(fieldOf(entry, 'doi')) ?? doiIn(address) ?? doiIn(rowValue(metadata, /^doi$/iu));
  const link = (head.byline?.links ?? []).find(
    ({ text, href }) =>
      doiIn(href) !== null && (/^DOI\b/iu.test(text) || /doi\.org\//iu.test(href)),
  );
  const linked = link === undefined ? null : doiIn(link.href);
  const isContradicted =
    stated !== null && linked !== null && stated.toLowerCase() !== linked.toLowerCase();
  return {
    value: stated ?? linked ?? doiIn(head.byline?.text ?? null),
    contradiction:
      isContradicted && link !== undefined ? [{ label: link.text, value: link.href }] : [],
  };
}

function pmidOf({ head, entry }: PageParts, { metadata, address }: StatedElsewhere): string | null {
  const row = rowValue(metadata, /^(?:pmid|pubmed(?: id)?)$/iu);
  const links = (head.byline?.links ?? []).map(({ href }) => pmidInAddress(href));
  return (
    pmidInNote(fieldOf(entry, 'note')) ??
    digits(fieldOf(entry, 'pmid')) ??
    pmidInAddress(address) ??
    digits(row) ??
    pmidInAddress(row) ??
    links.find((pmid) => pmid !== null) ??
    null
  );
}

const digits = (text: string | null): string | null =>
  text !== null && /^\d{1,9}$/u.test(text) ? text : null;

const rowValue = (rows: readonly LabelledValue[], label: RegExp): string | null =>
  rows.find((row) => label.test(row.label))?.value ?? null;

/** Banners first; a pill or a row of the metadata that says the same adds nothing. */
function standingOf(
  banners: readonly StandingNotice[],
  {
    pills,
    metadata,
  }: { readonly pills: readonly Pill[]; readonly metadata: readonly LabelledValue[] },
): StandingNotice[] {
  const labels = pills.flatMap(({ kind, label }): StandingNotice[] => {
    const standing = kind === null ? bannerLabelKind(label) : null;
    return standing === null ? [] : [{ kind: standing, text: label }];
  });
  const rows = metadata.flatMap((row) => standingOfRow(row) ?? []);
  const all = [...banners];
  for (const notice of [...labels, ...rows]) {
    if (!all.some(({ kind }) => kind === notice.kind)) all.push(notice);
  }
  return all;
}
