// What a benchmark answers, as a table for people and as JSON for programs.
// Invariant: both are made from the same sections; a goal always stands beside the figure it is about.

/** `digits` after the point. A text column has none. */
export interface Column {
  readonly key: string;
  readonly label: string;
  readonly digits?: number;
}

/** One row. Null is "not measured" or "has no equal". */
export interface Line {
  readonly name: string;
  readonly cells: Readonly<Record<string, number | null>>;
}

export interface Goal {
  readonly what: string;
  readonly measured: number;
  readonly sense: 'under' | 'at least';
  readonly limit: number;
  readonly unit: 'ms' | 'times' | 'MB' | 'pages/s' | 'requests';
}

export interface Section {
  readonly bench: string;
  readonly title: string;
  /** The size of the atlas; null where it plays no part. */
  readonly studies: number | null;
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
  readonly goals: readonly Goal[];
  /** How it was measured, where the table alone would mislead. */
  readonly remarks: readonly string[];
}

/** True where the figure is on the right side of the limit. */
export function isMet({ sense, measured, limit }: Goal): boolean {
  return sense === 'under' ? measured < limit : measured >= limit;
}

/** A section as text, its numbers in columns. */
export function sectionText(section: Section): string {
  const head = ['', ...section.columns.map(({ label }) => label)];
  const rows = section.lines.map(({ name, cells }) => [
    name,
    ...section.columns.map((column) => cellText(cells[column.key] ?? null, column)),
  ]);
  const widths = head.map((_, place) =>
    Math.max(...[head, ...rows].map((row) => [...(row[place] ?? '')].length)),
  );
  const lineText = (row: readonly string[]): string =>
    row
      .map((cell, place) =>
        place === 0 ? padEnd(cell, widths[place]) : padStart(cell, widths[place]),
      )
      .join('  ')
      .trimEnd();
  const size = section.studies === null ? '' : ` · ${grouped(section.studies)} studies`;
  return [
    `${section.bench}: ${section.title}${size}`,
    ...[head, ...rows].map((row) => `  ${lineText(row)}`),
    ...section.goals.map((goal) => `  ${goalText(goal)}`),
    ...section.remarks.map((remark) => `  ${remark}`),
  ].join('\n');
}

/** A goal with its figure and whether it is met. */
export function goalText(goal: Goal): string {
  const { what, measured, sense, limit, unit } = goal;
  const figure = (value: number): string => `${value} ${unit}`;
  const rounded = Number(measured.toFixed(1));
  const verdict = isMet(goal) ? 'met' : 'MISSED';
  return `goal, ${sense} ${figure(limit)}: ${what} ${figure(rounded)}, ${verdict}`;
}

/** 61450 as `61,450`. */
export function grouped(value: number, digits = 0): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function cellText(value: number | null, { digits = 0 }: Column): string {
  return value === null || Number.isNaN(value) ? '–' : grouped(value, digits);
}

// `padEnd` counts UTF-16 units, of which a letter outside the first plane has two.
function padEnd(text: string, width = 0): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length));
}

function padStart(text: string, width = 0): string {
  return ' '.repeat(Math.max(0, width - [...text].length)) + text;
}
