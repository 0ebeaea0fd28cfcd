// Cells to CSV (RFC 4180): comma, double quote, CRLF, UTF-8.
// Invariants: a spreadsheet executes no cell; `readableCell` in the tests undoes the defusing, so nothing is lost.

// Excel takes a CSV file without a byte order mark for the country's old encoding, and shows "Sjögren"
// as "SjÃ¶gren". LibreOffice, R and pandas know the mark; Python's csv wants `utf-8-sig`.
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

// What makes a formula where it begins a cell, in its full-width form as well (Japanese Excel). A cell
// also begins after `;`, a tab or a line break for a spreadsheet that takes those for separators (Excel
// in most of Europe), quotes or not. Source: https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /(^|[;\t\r\n])([" ]*)(?='*[=+\-@＝＋－＠])/gu;
const BLANK_START = /^(?='*[\t\r\n])/u;
const NEEDS_QUOTES = /[",;\r\n\t]|^'|^\s|\s$/u;

/** The cell with a `'` before whatever a spreadsheet would execute. One `'` taken off there gives the text back. */
export function defusedCell(text: string): string {
  return text.replace(FORMULA, "$1$2'").replace(BLANK_START, "'");
}

/** A header and its rows; every row has as many cells as the header. */
export function csvText(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => row.map(csvCell).join(',') + LINE_END);
  return BYTE_ORDER_MARK + lines.join('');
}

function csvCell(text: string): string {
  const cell = defusedCell(text.toWellFormed());
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
