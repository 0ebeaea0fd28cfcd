// Who writes which format: one table.
// Invariant: a format without a writer does not compile; each writer gives the same bytes for the same list.
import type { ExportFormat } from '../../shared/domain/export-formats.ts';
import type { CitedStudy } from './cited-study.ts';
import type { UnixMs } from '../../shared/domain/ids.ts';
import { exportList, type ListExport } from './export-list.ts';

export interface CitedList {
  readonly name: string;
  /** In the list's order. */
  readonly studies: readonly CitedStudy[];
  /** The studies are as they were shown then; null: as they are now. */
  readonly asOf: UnixMs | null;
}

/** Writes a list in one format, with what a writer of a paper should know about it. */
export type ListWriter = (list: CitedList) => ListExport;

export const LIST_WRITERS: Readonly<Record<ExportFormat, ListWriter>> = {
  bibtex: ({ name, studies, asOf }) => exportList({ listName: name, entries: studies, asOf }),
};
