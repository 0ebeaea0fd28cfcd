// The evidence table of a list: its columns and the formats that it is written in.
// Invariant: a column's id is for good: scripts name it. Each column of PEM says in its heading whose it is.

export const EVIDENCE_COLUMNS = [
  'citation',
  'key',
  'title',
  'year',
  'type',
  'sample',
  'definitions',
  'pem',
  'pem-derived',
  'pem-mine',
  'level',
  'does-not-prove',
  'own-coding',
  'own-note',
] as const;
export type EvidenceColumn = (typeof EVIDENCE_COLUMNS)[number];

/** What a table has where nothing else is asked for. Notes are the reader's own: they come when they are named. */
export const DEFAULT_EVIDENCE_COLUMNS: readonly EvidenceColumn[] = [
  'citation',
  'type',
  'sample',
  'definitions',
  'pem',
  'pem-derived',
  'pem-mine',
  'level',
  'does-not-prove',
  'own-coding',
];

export const EVIDENCE_HEADINGS: Readonly<Record<EvidenceColumn, string>> = {
  citation: 'Citation',
  key: 'Key',
  title: 'Title',
  year: 'Year',
  type: 'Study type',
  sample: 'Sample',
  definitions: 'Case definitions',
  pem: 'PEM (atlas badge)',
  'pem-derived': 'PEM (derived by rule)',
  'pem-mine': 'PEM (own coding)',
  level: 'Evidence level (atlas badge)',
  'does-not-prove': 'What it does not prove (atlas)',
  'own-coding': 'Own coding',
  'own-note': 'Own note',
};

export const EVIDENCE_FORMATS = ['csv', 'markdown', 'latex'] as const;
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number];

/** Of the files, without the dot. */
export const EVIDENCE_EXTENSIONS: Readonly<Record<EvidenceFormat, string>> = {
  csv: 'csv',
  markdown: 'md',
  latex: 'tex',
};
