// A CSV file from works, alone or with what is known of the studies: one header, one row a work.
// Invariants: sorted by key, every row whole; the same input gives the same bytes.
import type { ExportWarning } from '../bibtex/write-bibtex.ts';
import { sortByKey } from '../citation-keys.ts';
import type { CitedStudy } from '../cited-study.ts';
import { createTextIssues } from '../text/clean-text.ts';
import { ownText } from '../text/plain-text.ts';
import { takenOut } from '../text/taken-out.ts';
import { CITATION_COLUMNS, STUDY_COLUMNS, type CsvColumn, type CsvItem } from './columns.ts';
import { csvText } from './csv-text.ts';

export interface CsvFile {
  readonly text: string;
  readonly warnings: readonly ExportWarning[];
}

/** Works of elsewhere: nobody said anything about them, so the columns about studies are left out. */
export function writeItemsCsv(items: readonly CsvItem[]): CsvFile {
  return writeRows(items, CITATION_COLUMNS);
}

/** The studies of a list, with all three sources of PEM. */
export function writeStudiesCsv(studies: readonly CitedStudy[]): CsvFile {
  return writeRows(studies, [...CITATION_COLUMNS, ...STUDY_COLUMNS.map(asOwnText)]);
}

// What is said about studies is no metadata: it has no markup to take out.
function asOwnText(column: CsvColumn<CitedStudy>): CsvColumn<CitedStudy> {
  return { ...column, value: (row, issues) => ownText(column.value(row, issues), issues) };
}

function writeRows<Row extends { readonly key: string }>(
  rows: readonly Row[],
  columns: readonly CsvColumn<Row>[],
): CsvFile {
  const warnings: ExportWarning[] = [];
  const cells = sortByKey(rows).map((row) => {
    const issues = createTextIssues();
    const values = columns.map((column) => column.value(row, issues));
    const gone = takenOut(issues);
    if (gone !== null) warnings.push({ key: row.key, ...gone });
    return values;
  });
  return { text: csvText([columns.map(({ name }) => name), ...cells]), warnings };
}
