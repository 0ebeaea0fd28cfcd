// Who writes which format: one table for lists, one for works of elsewhere; those in a style are
// formatted by `styles/`.
// Invariant: a format without a writer does not compile; each writer gives the same bytes for the same list.
import type { CslItem } from '../../shared/domain/csl.ts';
import type { PlainFormat } from '../../shared/domain/export-formats.ts';
import { writeBibtex, type ExportWarning } from './bibtex/write-bibtex.ts';
import { isValidKey, sortByKey, wantedKey } from './citation-keys.ts';
import type { TitleProtection } from './bibtex/title-protection.ts';
import type { CitedStudy } from './cited-study.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import { writeCslJson } from './csl-json/write-csl-json.ts';
import { writeItemsCsv, writeStudiesCsv } from './csv/write-csv.ts';
import { entryWarnings, exportList, type ListExport } from './export-list.ts';
import { writeRis } from './ris/write-ris.ts';
import { TEX_FLAVOURS, type TexFormat } from './tex-formats.ts';

export interface CitedList {
  readonly name: string;
  /** In the list's order. */
  readonly studies: readonly CitedStudy[];
  /** The studies are as they were shown then; null: as they are now. */
  readonly asOf: UnixMs | null;
  /** What of a title keeps its capitals, with the reader's own terms; for writers that protect. */
  readonly protection?: TitleProtection;
}

/** Writes a list in one format, with what a writer of a paper should know about it. */
export type ListWriter = (list: CitedList) => ListExport;

export const LIST_WRITERS: Readonly<Record<PlainFormat, ListWriter>> = {
  bibtex: texWriter('bibtex'),
  'bibtex-utf8': texWriter('bibtex-utf8'),
  biblatex: texWriter('biblatex'),
  'biblatex-utf8': texWriter('biblatex-utf8'),
  ris: ({ studies }) => withEntryWarnings(studies, writeRis(studies.map(toRisEntry))),
  'csl-json': ({ studies }) => withEntryWarnings(studies, writeCslJson(studies)),
  csv: ({ studies }) => withEntryWarnings(studies, writeStudiesCsv(studies.filter(isPaper))),
};

/** A work of elsewhere, with the key that it is to have. */
export interface KeyedItem {
  readonly key: string;
  readonly item: CslItem;
}

/** Writes works in one format. Keys are expected valid and unique. */
export type ItemWriter = (items: readonly KeyedItem[]) => ListExport;

export const ITEM_WRITERS: Readonly<Record<PlainFormat, ItemWriter>> = {
  bibtex: texItemWriter('bibtex'),
  'bibtex-utf8': texItemWriter('bibtex-utf8'),
  biblatex: texItemWriter('biblatex'),
  'biblatex-utf8': texItemWriter('biblatex-utf8'),
  ris: (items) =>
    withKeyWarnings(items, writeRis(items.map((entry) => ({ ...entry, atlas: null })))),
  'csl-json': (items) => withKeyWarnings(items, writeCslJson(items)),
  csv: (items) => withKeyWarnings(items, writeItemsCsv(items)),
};

function texWriter(format: TexFormat): ListWriter {
  return ({ name, studies, asOf, protection }) =>
    exportList({ listName: name, entries: studies, asOf, protection }, format);
}

function texItemWriter(format: TexFormat): ItemWriter {
  return (items) => writeBibtex(items, TEX_FLAVOURS[format]);
}

// `writeBibtex` says so by itself.
function withKeyWarnings(items: readonly KeyedItem[], { text, warnings }: ListExport): ListExport {
  const changed = items.flatMap(({ key, item }) => {
    const asked = wantedKey(item);
    if (asked === '' || asked === key) return [];
    const why = isValidKey(asked)
      ? 'another entry has that key'
      : 'a key is a letter followed by letters, digits, “_” and “-”';
    return [{ key, code: 'key-changed', message: `Its key “${asked}” became “${key}”: ${why}.` }];
  });
  return { text, warnings: sortByKey([...warnings, ...changed]) };
}

function toRisEntry(cited: CitedStudy): Parameters<typeof writeRis>[0][number] {
  const { key, item, slug, asOf, retracted, pem, study } = cited;
  const level = study?.reading.badges.level?.code ?? null;
  // What our rule derived is no part of the atlas's own reading.
  const derivedPem = cited.readingOf === undefined ? pem.derived : 'not-stated';
  return {
    key,
    item,
    atlas: { slug, asOf, retracted, pem: pem.pem, derivedPem, level },
  };
}

/** A row of a table is a paper; the atlas's reading of it stands in that row already. */
function isPaper({ readingOf }: CitedStudy): boolean {
  return readingOf === undefined;
}

function withEntryWarnings(
  studies: readonly CitedStudy[],
  { text, warnings }: { readonly text: string; readonly warnings: readonly ExportWarning[] },
): ListExport {
  return { text, warnings: sortByKey([...warnings, ...studies.flatMap(entryWarnings)]) };
}
