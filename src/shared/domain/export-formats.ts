// The formats that citations are written in: what each is called, and how its files end.
// Invariant: a format's id is for good: scripts and remembered files name it.

export const EXPORT_FORMATS = [
  'bibtex',
  'bibtex-utf8',
  'biblatex',
  'biblatex-utf8',
  'ris',
  'csl-json',
  'csv',
  'text',
  'markdown',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** References as a reader sees them, in a style of the Citation Style Language. */
export const STYLED_FORMATS = ['text', 'markdown'] as const;
export type StyledFormat = (typeof STYLED_FORMATS)[number];
/** The formats whose entries have one form only. */
export type PlainFormat = Exclude<ExportFormat, StyledFormat>;

export interface FormatFacts {
  /** As a reader finds it in a list of formats. */
  readonly name: string;
  /** Of its files, without the dot. */
  readonly extension: string;
}

export const FORMAT_FACTS: Readonly<Record<ExportFormat, FormatFacts>> = {
  bibtex: { name: 'BibTeX', extension: 'bib' },
  'bibtex-utf8': { name: 'BibTeX, UTF-8', extension: 'bib' },
  biblatex: { name: 'biblatex', extension: 'bib' },
  'biblatex-utf8': { name: 'biblatex, UTF-8', extension: 'bib' },
  ris: { name: 'RIS (Zotero, EndNote)', extension: 'ris' },
  'csl-json': { name: 'CSL-JSON (pandoc, Quarto)', extension: 'json' },
  csv: { name: 'CSV (spreadsheets)', extension: 'csv' },
  text: { name: 'Plain text', extension: 'txt' },
  markdown: { name: 'Markdown', extension: 'md' },
};

/** True for the id of a format. */
export function isExportFormat(word: string): word is ExportFormat {
  return (EXPORT_FORMATS as readonly string[]).includes(word);
}

/** True for a format that is written in a style. */
export function isStyledFormat(format: ExportFormat): format is StyledFormat {
  return (STYLED_FORMATS as readonly string[]).includes(format);
}
