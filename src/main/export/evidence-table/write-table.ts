// An evidence table in each of its formats: one table of writers.
// Invariants: the rows stand in the list's order; the notice that badges are machine-made is in every
// format; the same list gives the same bytes.
import { EVIDENCE_HEADINGS, type EvidenceFormat } from '../../../shared/domain/evidence-table.ts';
import type { ExportWarning } from '../bibtex/write-bibtex.ts';
import { csvText } from '../csv/csv-text.ts';
import { createTextIssues, type TextIssues } from '../text/clean-text.ts';
import { withoutMarks } from '../text/plain-text.ts';
import { takenOut } from '../text/taken-out.ts';
import { cellText, TABLE_NOTICE, versionNotice, type EvidenceTable } from './cells.ts';
import { latexTable } from './longtable.ts';
import { markdownTable } from './markdown.ts';

interface WrittenTable {
  readonly text: string;
  readonly warnings: readonly ExportWarning[];
}

interface CellRow {
  readonly key: string;
  readonly cells: readonly string[];
}

type TableWriter = (table: EvidenceTable, rows: readonly CellRow[], issues: TextIssues) => string;

const WRITERS: Readonly<Record<EvidenceFormat, TableWriter>> = {
  csv: ({ columns, studies }, rows) => {
    const notices = [TABLE_NOTICE, versionNotice(studies)];
    const head = [...columns.map((column) => EVIDENCE_HEADINGS[column]), 'Notice', 'Version'];
    return csvText([head, ...rows.map(({ cells }) => [...cells.map(withoutMarks), ...notices])]);
  },
  markdown: ({ name, columns, studies }, rows) =>
    markdownTable({
      name,
      columns,
      rows: rows.map(({ cells }) => cells.map(withoutMarks)),
      notices: [TABLE_NOTICE, versionNotice(studies)],
    }),
  latex: ({ name, columns, studies }, rows, issues) =>
    latexTable({ name, columns, rows, notices: [TABLE_NOTICE, versionNotice(studies)] }, issues),
};

/** The table in a format, with what was left out or cannot be printed. */
export function writeEvidenceTable(table: EvidenceTable, format: EvidenceFormat): WrittenTable {
  const warnings: ExportWarning[] = [];
  const rows = table.studies.map((cited) => {
    const issues = createTextIssues();
    const cells = table.columns.map((column) => cellText(cited, column, issues));
    const gone = takenOut(issues);
    if (gone !== null) warnings.push({ key: cited.key, ...gone });
    return { key: cited.key, cells };
  });
  const all = createTextIssues();
  const text = WRITERS[format](table, rows, all);
  return { text, warnings: [...warnings, ...latexWarnings(all)] };
}

function latexWarnings(issues: TextIssues): ExportWarning[] {
  const say = (code: string, characters: ReadonlySet<string>, message: string): ExportWarning[] =>
    characters.size === 0
      ? []
      : [
          {
            key: 'the table',
            code,
            message: `${[...characters].slice(0, 20).join(' ')}: ${message}`,
          },
        ];
  return [
    ...say(
      'unmapped-character',
      issues.unmapped,
      'LaTeX has no form of it; pdfLaTeX prints its number, XeLaTeX and LuaLaTeX the character.',
    ),
    ...say('stacked-accent', issues.stacked, 'pdfLaTeX prints the accents side by side.'),
  ];
}
