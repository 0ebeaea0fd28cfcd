// RIS as reference managers and publishers write it, as drafts of records.
// Invariant: a tag that means different things in different programs is read by what its value looks like, or left out.
// Source: https://en.wikipedia.org/wiki/RIS_(file_format), and Zotero's translator for what is met in practice.
import type { ReferenceField } from '../../shared/domain/reference-fields.ts';
import { nameFromText } from './read-names.ts';
import { DraftBuilder, type ReadText, type RecordDraft } from './record.ts';
import { LOOSE_RIS_FORM, readTaggedLines, RIS_FORM, type TaggedValue } from './tagged-lines.ts';

const TYPES: Readonly<Record<string, string>> = {
  JOUR: 'article-journal',
  JFULL: 'article-journal',
  EJOUR: 'article-journal',
  ABST: 'article-journal',
  INPR: 'article-journal',
  MGZN: 'article-magazine',
  NEWS: 'article-newspaper',
  BOOK: 'book',
  EBOOK: 'book',
  EDBOOK: 'book',
  CHAP: 'chapter',
  ECHAP: 'chapter',
  CONF: 'paper-conference',
  CPAPER: 'paper-conference',
  THES: 'thesis',
  RPRT: 'report',
  GOVDOC: 'report',
  STAND: 'report',
  DATA: 'dataset',
  COMP: 'software',
  ELEC: 'webpage',
  WEB: 'webpage',
  BLOG: 'post-weblog',
  UNPB: 'manuscript',
};
const IN_BOOKS = new Set(['CHAP', 'ECHAP', 'CONF', 'CPAPER', 'BOOK', 'EBOOK', 'EDBOOK']);

/** The first tag that is there counts; the rest of a row are other spellings of it. */
const TEXTS: readonly (readonly [ReferenceField, readonly string[]])[] = [
  ['title', ['TI', 'T1', 'CT', 'BT']],
  ['journal', ['JF', 'T2', 'JO', 'JA', 'J2', 'J1', 'BT']],
  ['volume', ['VL']],
  ['issue', ['IS', 'CP']],
  ['publisher', ['PB']],
  ['place', ['CY', 'PP']],
  ['edition', ['ET']],
  ['language', ['LA']],
  ['abstract', ['AB', 'N2']],
];
const READ_OTHERWISE = new Set(
  'TY ID AU A1 A2 A3 ED PY Y1 DA SP EP SN DO UR L1 L2 L3 LK AN DB M3 C2 C7 M1'.split(' '),
);

/** The records of a RIS text. */
export function readRis(text: string): ReadText {
  const { records, problems } = readTaggedLines(
    text,
    /^[^\S\n]{0,80}TY {2}-/mu.test(text) ? RIS_FORM : LOOSE_RIS_FORM,
  );
  return { records: records.map(readRecord), problems };
}

function readRecord(lines: readonly TaggedValue[]): RecordDraft {
  const draft = new DraftBuilder(lines[0]?.line ?? 1);
  const all = (...tags: readonly string[]): TaggedValue[] =>
    lines.filter(({ tag, value }) => value !== '' && tags.includes(tag));
  const first = (...tags: readonly string[]): TaggedValue | undefined =>
    tags.flatMap((tag) => all(tag))[0];
  draft.key = first('ID')?.value ?? null;

  const type = lines[0]?.value.toUpperCase() ?? '';
  const known = TYPES[type];
  if (known !== undefined) {
    draft.offer({ field: 'type', value: known, line: lines[0]?.line ?? null });
  } else {
    draft.problem(lines[0]?.line ?? null, `The type “${type.slice(0, 20)}” is not known here.`);
  }

  const taken = new Set<TaggedValue>();
  for (const [field, tags] of TEXTS) {
    const value = tags.flatMap((tag) => all(tag)).find((each) => !taken.has(each));
    if (value === undefined) continue;
    taken.add(value);
    draft.offer({ field, ...value });
  }
  offerNames(draft, 'authors', all('AU', 'A1'));
  offerNames(draft, 'editors', all('ED', ...(IN_BOOKS.has(type) ? ['A2'] : [])));
  offerDate(draft, first('DA'), first('PY', 'Y1'));
  offerPages(draft, first('SP'), first('EP'), first('C7'));
  offerNumbers(draft, all);
  if (known === 'report') {
    const number = first('M1', 'SN');
    if (number !== undefined) draft.offer({ field: 'number', ...number });
  }
  for (const line of lines) {
    const isTaken = taken.has(line) || READ_OTHERWISE.has(line.tag);
    if (!isTaken && line.value !== '') draft.leaveOut(line.tag, line.line);
  }
  return draft.build();
}

function offerNames(
  draft: DraftBuilder,
  field: 'authors' | 'editors',
  lines: readonly TaggedValue[],
): void {
  const names = lines.map(({ value }) => nameFromText(value));
  draft.offer({ field, value: names, line: lines[0]?.line ?? null });
}

// DA is the whole date where it is of the year that PY names; many programs put the day of their export there.
function offerDate(
  draft: DraftBuilder,
  whole: TaggedValue | undefined,
  year: TaggedValue | undefined,
): void {
  const yearText = year?.value.replace(/\/+.*$/u, '').trim() ?? '';
  const isWhole = whole !== undefined && (year === undefined || whole.value.startsWith(yearText));
  const chosen = isWhole ? whole : year;
  if (chosen === undefined) return;
  const parts = chosen.value.split('/').map((part) => part.trim());
  const numbers = parts.slice(0, 3).filter((part) => part !== '');
  const isNumbers = numbers.length > 0 && numbers.every((part) => /^\d+$/u.test(part));
  const value = isNumbers ? numbers.join('-') : parts.filter((part) => part !== '').join(' ');
  draft.offer({ field: 'date', value, line: chosen.line });
}

function offerPages(
  draft: DraftBuilder,
  ...[start, end, article]: readonly (TaggedValue | undefined)[]
): void {
  const chosen = start ?? article;
  if (chosen === undefined) return;
  const isRange = start !== undefined && end !== undefined && end.value !== start.value;
  const value =
    isRange && !/[-–]/u.test(start.value) ? `${start.value}-${end.value}` : chosen.value;
  draft.offer({ field: 'pages', value, line: chosen.line });
}

/** Identifiers: known by their tags where these are clear, else by what they look like. */
function offerNumbers(
  draft: DraftBuilder,
  all: (...tags: readonly string[]) => readonly TaggedValue[],
): void {
  const addresses = all('UR', 'L2', 'LK', 'L3');
  const [doi] = [
    ...all('DO'),
    ...all('M3', 'L3', 'UR').filter(({ value }) =>
      /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:?\s*)?10\.\d{4,9}\//iu.test(value),
    ),
  ];
  if (doi !== undefined) draft.offer({ field: 'doi', ...doi });
  for (const line of all('SN')) {
    const isBook = /^(?:97[89])?\d{9}[\dX]$/iu.test(line.value.replace(/[\s-]/gu, ''));
    draft.offer({ field: isBook ? 'isbn' : 'issn', ...line });
  }
  const isPubMed = all('DB').some(({ value }) => /pubmed|medline|nlm/iu.test(value));
  for (const line of all('AN')) {
    const isPmid =
      /^(?:PMID:?\s*)?\d{1,8}$/iu.test(line.value) && (isPubMed || /PMID/iu.test(line.value));
    if (isPmid) draft.offer({ field: 'pmid', ...line });
    else draft.leaveOut('AN', line.line);
  }
  for (const line of all('C2')) {
    if (/^PMC\d+$/iu.test(line.value)) draft.offer({ field: 'pmcid', ...line });
    else draft.leaveOut('C2', line.line);
  }
  for (const line of addresses) {
    const pmid =
      /^https?:\/\/(?:www\.ncbi\.nlm\.nih\.gov\/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)\/(\d{1,9})\/?$/u.exec(
        line.value,
      )?.[1];
    if (pmid !== undefined) draft.offer({ field: 'pmid', value: pmid, line: line.line });
    else if (line !== doi && line.tag !== 'L2') draft.offer({ field: 'url', ...line });
  }
}
