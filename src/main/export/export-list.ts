// A reading list as a file to cite from, and what a writer of a paper should know about it.
// Invariant: the same library gives the same bytes: nothing here depends on the clock, the machine
// or the order in which studies were added.
import type { CslItem } from '../../shared/domain/csl.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import {
  BIBLATEX_WRITER_VERSION,
  BIBTEX_WRITER_VERSION,
  isoDay,
  writeBibtex,
  type ExportWarning,
} from './bibtex/write-bibtex.ts';
import type { TitleProtection } from './bibtex/title-protection.ts';
import { hasText } from './bibtex/entry-type.ts';
import type { Dialect } from './bibtex/latex-text.ts';
import { sortByKey } from './citation-keys.ts';
import { PRODUCT_LINE, sealText } from './file-seal.ts';
import type { OwnTitle } from './titles/own-title.ts';
import { TEX_FLAVOURS, type TexFormat } from './tex-formats.ts';
import { readDate } from './text/dates.ts';

/** A study on the list: its stored key, its citation, and the version of it that the citation shows. */
export interface ListEntry {
  readonly key: string;
  readonly slug: string;
  readonly item: CslItem;
  /** When the shown version of the study came, not when it was last looked at; null where it is the starter set's. */
  readonly asOf: UnixMs | null;
  readonly retracted: boolean;
  /** The title as the reader wants it, in place of the item's. */
  readonly ownTitle?: OwnTitle | null;
  /** Older keys of the study, which biblatex takes for the same. */
  readonly aliases?: readonly string[];
  /** Of an entry for the atlas's own reading: the key of the paper that was read. */
  readonly readingOf?: string;
}

export interface ListToExport {
  readonly listName: string;
  /** What of a title keeps its capitals; by the shipped terms where nothing is given. */
  readonly protection?: TitleProtection | undefined;
  readonly entries: readonly ListEntry[];
  /** The entries are as the studies were shown then; null: as they are now. */
  readonly asOf?: UnixMs | null;
}

export interface ListExport {
  readonly text: string;
  /** In the order of the keys. */
  readonly warnings: readonly ExportWarning[];
}

// Beyond z apalike and plainnat go on with `{`, and the LaTeX run breaks (measured).
const MAX_SAME_LABEL = 26;

/**
 * The list as a sealed file for BibTeX or biblatex (see `file-seal.ts`), sorted by key, with a report.
 */
export function exportList(
  { listName, entries, protection, asOf: day = null }: ListToExport,
  format: TexFormat = 'bibtex',
): ListExport {
  const flavour = TEX_FLAVOURS[format];
  const { text, warnings } = writeBibtex(
    entries.map(
      ({ key, slug, item, asOf, retracted, aliases = [], readingOf, ownTitle = null }) => ({
        key,
        item,
        ownTitle,
        aliases,
        extra: {
          atlasSlug: slug,
          retracted,
          ...(asOf === null ? {} : { atlasAsOf: asOf }),
          ...(readingOf === undefined ? {} : { readingOf }),
        },
      }),
    ),
    {
      ...flavour,
      protection,
      header: headerLines({ listName, entries, asOf: day }, flavour.dialect),
    },
  );
  const papers = entries.filter(({ readingOf }) => readingOf === undefined);
  const all = [
    ...withoutReadings(warnings, entries),
    ...papers.flatMap(entryWarnings),
    // biblatex goes on with aa, ab (measured).
    ...(flavour.dialect === 'bibtex' ? crowdedLabels(entries) : []),
  ];
  return {
    text: sealText(text),
    warnings: sortByKey(all),
  };
}

/** The atlas does not say when it read a paper, so that its readings have no year to miss. */
function withoutReadings(
  warnings: readonly ExportWarning[],
  entries: readonly ListEntry[],
): ExportWarning[] {
  const readings = new Set(
    entries.flatMap(({ key, readingOf }) => (readingOf === undefined ? [] : [key])),
  );
  return warnings.filter(({ key, code }) => code !== 'no-year' || !readings.has(key));
}

const WRITERS: Readonly<Record<Dialect, string>> = {
  bibtex: `bibtex ${BIBTEX_WRITER_VERSION}`,
  biblatex: `biblatex ${BIBLATEX_WRITER_VERSION}`,
};

function headerLines({ listName, entries, asOf = null }: ListToExport, dialect: Dialect): string[] {
  const readings = entries.filter(({ readingOf }) => readingOf !== undefined).length;
  const newest = entries.reduce(
    (latest, { asOf }) => Math.max(latest, asOf ?? -Infinity),
    -Infinity,
  );
  return [
    PRODUCT_LINE,
    `list: ${listName}`,
    `entries: ${entries.length}`,
    ...(Number.isFinite(newest) ? [`newest study version: ${isoDay(newest as UnixMs)}`] : []),
    ...(asOf === null ? [] : [asOfLine(asOf)]),
    `writer: ${WRITERS[dialect]}`,
    readings === 0
      ? 'Each entry cites the primary paper. Badges and summaries of the atlas are not evidence to cite.'
      : 'Entries with “x-atlas-reading-of” refer to the atlas’s own reading of a paper on a date, which is not evidence to cite; each other entry cites the primary paper.',
    'An edited copy of this file is never overwritten unless that is asked for.',
  ];
}

/** What a file that was built anew says of itself. */
export function asOfLine(asOf: UnixMs): string {
  return `built anew from the study versions of ${isoDay(asOf)}, with the list, keys and corrections of the day it was built`;
}

/** What a writer of a paper should know of one entry, in whatever format it is cited. */
export function entryWarnings({
  key,
  item,
  retracted,
}: Pick<ListEntry, 'key' | 'item' | 'retracted'>): ExportWarning[] {
  const warnings: ExportWarning[] = [];
  const warn = (code: string, message: string): void => {
    warnings.push({ key, code, message });
  };
  if (retracted) {
    warn('retracted', 'This paper was retracted or withdrawn. Cite it only to say so.');
  }
  if (!hasText(item.DOI)) warn('no-doi', 'It has no DOI.');
  const isInJournal = item.type === 'article-journal' && hasText(item['container-title']);
  if (!isInJournal) return warnings;
  const missing = [
    ...(hasText(item.volume) ? [] : ['volume']),
    ...(hasText(item.page) ? [] : ['pages']),
  ];
  if (missing.length > 0) {
    warn(
      `no-${missing.join('-or-')}`,
      missing.join() === 'volume'
        ? 'Its volume is not known; the journal’s page or PubMed has it.'
        : `Its ${missing.join(' and ')} are not known; the journal’s page or PubMed has them.`,
    );
  }
  return warnings;
}

/** One warning for each group of works that author-year styles would give more labels than letters. */
function crowdedLabels(entries: readonly ListEntry[]): ExportWarning[] {
  const groups = new Map<string, string[]>();
  for (const { key, item } of sortByKey(entries)) {
    const label = authorYearLabel(item);
    if (label !== null) groups.set(label, [...(groups.get(label) ?? []), key]);
  }
  return [...groups]
    .filter(([, keys]) => keys.length > MAX_SAME_LABEL)
    .map(([label, keys]) => ({
      key: keys[0] ?? '',
      code: 'label-overflow',
      message: `${keys.length} works are “${label}”. Styles that label by author and year (apalike, plainnat) have letters for ${MAX_SAME_LABEL} and break; a numeric style (plain) works.`,
    }));
}

/** The label that apalike and plainnat make: one name, two names, or the first and "et al.". */
function authorYearLabel(item: CslItem): string | null {
  const names = (item.author ?? []).map((name) => name.family ?? name.literal ?? name.given ?? '');
  const [first, second] = names;
  if (first === undefined) return null;
  const others = second === undefined ? '' : names.length === 2 ? ` and ${second}` : ' et al.';
  return `${first}${others} ${readDate(item.issued).year ?? 'n.d.'}`;
}
