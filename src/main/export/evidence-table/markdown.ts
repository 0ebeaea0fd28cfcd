// An evidence table as a pipe table, for GitHub, pandoc, Quarto and note programs.
// Invariant: what others or the reader wrote is text: no link, no HTML, no formula and no citation comes of it.
import { EVIDENCE_HEADINGS } from '../../../shared/domain/evidence-table.ts';

export interface MarkdownTable {
  readonly name: string;
  readonly columns: readonly (keyof typeof EVIDENCE_HEADINGS)[];
  /** Plain text, lines parted by `\n`. */
  readonly rows: readonly (readonly string[])[];
  readonly notices: readonly string[];
}

/** The table under a heading, the notices below it. */
export function markdownTable({ name, columns, rows, notices }: MarkdownTable): string {
  const head = columns.map((column) => EVIDENCE_HEADINGS[column]);
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(markdownCell))];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return [`# Evidence table: ${markdownCell(name)}`, table, ...notices.map(markdownCell)]
    .join('\n\n')
    .concat('\n');
}

// Each of them begins something in CommonMark, in GitHub's or in pandoc's Markdown.
const SPECIAL = /[\\`*_{}[\]<>|~^$#&@!]/gu;
// GitHub makes links of bare addresses; a letter number stands for the sign that it looks for.
const ADDRESS = /(?:(?<=\b(?:mailto|xmpp)):|:(?=\/\/))|(?<=\bwww)\./giu;
// `:smile:` is a picture, `--` and `...` are other signs, to some readers.
const SHORTHAND = /:(?=[\w+-]+:)|-(?=-)|\.(?=\.)/gu;

/** The text on one line in which nothing is markup; a line break becomes `<br>`. */
export function markdownCell(text: string): string {
  return text
    .split(/\n+/u)
    .map((line) =>
      line
        .trim()
        .replace(SPECIAL, '\\$&')
        .replaceAll('\\@', '&#64;')
        .replace(ADDRESS, (sign) => (sign === '.' ? '&#46;' : '&#58;'))
        .replace(SHORTHAND, '\\$&'),
    )
    .join(' <br> ');
}
