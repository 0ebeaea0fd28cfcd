// A reader of CSV by the letter of RFC 4180, and what takes the defusing off a cell again.
// Invariant: it throws at anything that RFC 4180 does not allow, and at rows of different lengths.

/** The rows of a file, cells as they stand in it. @throws Error at what is no CSV */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text.replace(/^\uFEFF/u, '');
  while (rest !== '' || row.length > 0) {
    const [whole, quoted, bare = ''] =
      /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?=,|\r\n)/u.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`No cell: ${JSON.stringify(rest.slice(0, 60))}`);
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (rest.startsWith(',')) {
      rest = rest.slice(1);
      continue;
    }
    rest = rest.slice(2);
    rows.push(row);
    row = [];
  }
  const [header = []] = rows;
  for (const cells of rows) {
    if (cells.length !== header.length) throw new Error(`A row of ${cells.length} cells.`);
  }
  return rows;
}

/** The text of a cell before it was made safe, as docs/csv-columns.md tells it. */
export function undefused(cell: string): string {
  return cell
    .replace(/^'(?='*[\t\r\n])/u, '')
    .replace(/(^|[;\t\r\n])([" ]*)'(?='*[=+\-@＝＋－＠])/gu, '$1$2');
}

/** The rows under the names of their columns. */
export function csvRecords(text: string): readonly Readonly<Record<string, string>>[] {
  const [header = [], ...rows] = readCsv(text);
  return rows.map((cells) =>
    Object.fromEntries(header.map((name, index) => [name, undefused(cells[index] ?? '')])),
  );
}
