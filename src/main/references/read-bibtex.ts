// BibTeX and biblatex entries as drafts of records.
// Invariant: what no field takes is named; what an entry inherits (crossref) is taken where its parent is in the text,
// and said where it is not.
import type { ReferenceField } from '../../shared/domain/reference-fields.ts';
import { loadLatexReader, MAX_VALUE, type LatexReader } from './latex-values.ts';
import { DraftBuilder, refuseMany, type ReadText, type RecordDraft } from './record.ts';
import { scanBibtex, type RawEntry, type RawField } from './scan-bibtex.ts';

// `misc` and what is not listed say nothing of the type.
const TYPES: Readonly<Record<string, string>> = {
  article: 'article-journal',
  'article-journal': 'article-journal',
  suppperiodical: 'article-journal',
  book: 'book',
  mvbook: 'book',
  collection: 'book',
  proceedings: 'book',
  booklet: 'book',
  inbook: 'chapter',
  incollection: 'chapter',
  inreference: 'entry-encyclopedia',
  inproceedings: 'paper-conference',
  conference: 'paper-conference',
  phdthesis: 'thesis',
  mastersthesis: 'thesis',
  thesis: 'thesis',
  techreport: 'report',
  report: 'report',
  manual: 'report',
  unpublished: 'manuscript',
  online: 'webpage',
  electronic: 'webpage',
  dataset: 'dataset',
  software: 'software',
};

/** The first that is there counts. `number` and dates are looked at by themselves. */
const TEXTS: readonly (readonly [ReferenceField, readonly string[]])[] = [
  ['volume', ['volume']],
  ['pages', ['pages', 'eid', 'articleno', 'article-number']],
  ['publisher', ['publisher', 'institution', 'school', 'organization']],
  ['place', ['address', 'location']],
  ['edition', ['edition']],
  ['language', ['langid', 'language']],
  ['abstract', ['abstract']],
];
const VERBATIM: readonly (readonly [ReferenceField, string])[] = [
  ['doi', 'doi'],
  ['pmid', 'pmid'],
  ['pmcid', 'pmcid'],
  ['url', 'url'],
  ['issn', 'issn'],
  ['isbn', 'isbn'],
];
const READ_OTHERWISE = new Set(
  'title subtitle author editor journal journaltitle booktitle date year month day number issue crossref eprint eprinttype archiveprefix'.split(
    ' ',
  ),
);

/** Lets others have their turn; called often. */
export type Breathe = () => Promise<void>;

/** The records of a BibTeX text. */
export async function readBibtex(text: string, breathe: Breathe): Promise<ReadText> {
  const { entries, problems } = scanBibtex(text);
  refuseMany(entries.length);
  const latex = await loadLatexReader();
  const parents = new Map(entries.map((entry) => [entry.key.toLowerCase(), entry] as const));
  const records: RecordDraft[] = [];
  for (const entry of entries) {
    records.push(await readEntry(entry, { latex, parents, breathe }));
    await breathe();
  }
  return { records, problems };
}

interface Tools {
  readonly latex: LatexReader;
  readonly parents: ReadonlyMap<string, RawEntry>;
  readonly breathe: Breathe;
}

async function readEntry(entry: RawEntry, tools: Tools): Promise<RecordDraft> {
  const { latex, breathe } = tools;
  const draft = new DraftBuilder(entry.line);
  draft.key = entry.key === '' ? null : entry.key;
  const type = TYPES[entry.type];
  if (type !== undefined) draft.offer({ field: 'type', value: type, line: entry.line });
  const fields = withParent(entry, tools, draft).filter((field) => isShort(field, draft));
  const of = (...names: readonly string[]): RawField | undefined =>
    names.flatMap((name) => fields.find((field) => field.name === name) ?? [])[0];
  const offerText = (field: ReferenceField, raw: RawField | undefined): void => {
    if (raw === undefined) return;
    const { value, remarks } = latex.text(raw.value);
    draft.offer({ field, value, line: raw.line, remarks: [...raw.remarks, ...remarks] });
  };

  offerTitle(draft, latex, [of('title'), of('subtitle')]);
  const isInBook = /^(?:in|conference|proceedings)/u.test(entry.type);
  offerText(
    'journal',
    isInBook
      ? of('booktitle', 'journaltitle', 'journal')
      : of('journaltitle', 'journal', 'booktitle'),
  );
  for (const [field, names] of TEXTS) offerText(field, of(...names));
  // biblatex names the number of an issue `number`, and what the issue is called `issue`.
  const isReport = type === 'report';
  offerText(isReport ? 'number' : 'issue', of('number', 'issue'));
  for (const [field, name] of VERBATIM) {
    const raw = of(name);
    if (raw === undefined) continue;
    draft.offer({ field, value: latex.verbatim(raw.value), line: raw.line, remarks: raw.remarks });
  }
  const archive = of('eprinttype', 'archiveprefix')?.value.toLowerCase() ?? '';
  const eprint = of('eprint');
  if (eprint !== undefined && /^\{?(?:pubmed|pmid|medline)/u.test(archive)) {
    draft.offer({ field: 'pmid', value: latex.verbatim(eprint.value), line: eprint.line });
  }
  for (const [field, name] of [
    ['authors', 'author'],
    ['editors', 'editor'],
  ] as const) {
    const raw = of(name);
    if (raw === undefined) continue;
    const { value, remarks } = await latex.names(raw.value, breathe);
    draft.offer({ field, value, line: raw.line, remarks: [...raw.remarks, ...remarks] });
  }
  offerDate(draft, latex, of);
  const known = new Set([
    ...READ_OTHERWISE,
    ...TEXTS.flatMap(([, names]) => names),
    ...VERBATIM.map(([, name]) => name),
  ]);
  for (const { name, line } of fields) if (!known.has(name)) draft.leaveOut(name, line);
  return draft.build();
}

/** The entry's own fields, then those of the entry that it refers to. */
function withParent(entry: RawEntry, { parents, latex }: Tools, draft: DraftBuilder): RawField[] {
  const reference = entry.fields.find(({ name }) => name === 'crossref');
  if (reference === undefined) return [...entry.fields];
  const key = latex.verbatim(reference.value);
  const parent = parents.get(key.toLowerCase());
  if (parent === undefined || parent === entry) {
    draft.problem(
      reference.line,
      `The entry refers to “${key.slice(0, 60)}” (crossref), which is not in the text. What it would take from there is missing.`,
    );
    return [...entry.fields];
  }
  const isInBook = /^in|^conference/u.test(entry.type);
  const inherited = parent.fields.flatMap((field): RawField[] => {
    // The title of the book is the parent's own title.
    if (field.name === 'title') return isInBook ? [{ ...field, name: 'booktitle' }] : [];
    const isOwn = ['author', 'crossref', 'pages', 'doi', 'abstract', 'subtitle', 'url'].includes(
      field.name,
    );
    return isOwn ? [] : [field];
  });
  const names = new Set(entry.fields.map(({ name }) => name));
  return [...entry.fields, ...inherited.filter(({ name }) => !names.has(name))];
}

const MAX_NAMES_LENGTH = 500_000;

function isShort({ name, value, line }: RawField, draft: DraftBuilder): boolean {
  const most = name === 'author' || name === 'editor' ? MAX_NAMES_LENGTH : MAX_VALUE;
  if (value.length <= most) return true;
  draft.problem(
    line,
    `“${name.slice(0, 40)}” has ${value.length} characters, more than can be right; it was left out.`,
  );
  return false;
}

function offerTitle(
  draft: DraftBuilder,
  latex: LatexReader,
  [title, subtitle]: readonly (RawField | undefined)[],
): void {
  if (title === undefined) return;
  const read = [title, subtitle].flatMap((raw) =>
    raw === undefined ? [] : [latex.text(raw.value)],
  );
  draft.offer({
    field: 'title',
    value: read
      .map(({ value }) => value)
      .filter((value) => value !== '')
      .join(': '),
    line: title.line,
    remarks: [...title.remarks, ...read.flatMap(({ remarks }) => remarks)],
  });
}

function offerDate(
  draft: DraftBuilder,
  latex: LatexReader,
  of: (...names: readonly string[]) => RawField | undefined,
): void {
  const date = of('date');
  const year = of('year');
  const chosen = date ?? year;
  if (chosen === undefined) return;
  const text = (raw: RawField | undefined): string =>
    raw === undefined ? '' : latex.text(raw.value).value.trim();
  const remarks = chosen.remarks;
  if (date !== undefined) {
    draft.offer({ field: 'date', value: text(date), line: date.line, remarks });
    return;
  }
  const [yearText, month, day] = [text(year), text(of('month')), text(of('day'))];
  const isNumbers = /^\d{4}$/u.test(yearText) && /^\d{1,2}$/u.test(month);
  const numbers = [yearText, month, ...(/^\d{1,2}$/u.test(day) ? [day] : [])].join('-');
  const words = [yearText, month, day].filter((part) => part !== '').join(' ');
  draft.offer({ field: 'date', value: isNumbers ? numbers : words, line: chosen.line, remarks });
}
