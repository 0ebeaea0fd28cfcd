// A RIS file from works and their keys, as Zotero reads it best.
// Invariants: a field is one line, never wrapped (importers join the pieces with a space inside words);
// a derived PEM value is tagged `pem-derived:`, never `pem:`; the same input gives the same bytes.
import type { CslDate, CslItem } from '../../../shared/domain/csl.ts';
import { atlasAddress, type Slug, type UnixMs } from '../../../shared/domain/ids.ts';
import type { PemValue } from '../../../shared/domain/pem.ts';
import type { EvidenceLevel } from '../../../shared/domain/study.ts';
import { hasText } from '../bibtex/entry-type.ts';
import { bibtexRange } from '../bibtex/ranges.ts';
import { isoDay, type ExportWarning } from '../bibtex/write-bibtex.ts';
import { sortByKey } from '../citation-keys.ts';
import { createTextIssues, type TextIssues } from '../text/clean-text.ts';
import { readDate } from '../text/dates.ts';
import { bareDoi, bareNumber, doiOfAddress, isSameDoi } from '../text/identifiers.ts';
import { readNames, type ReadName } from '../text/person-names.ts';
import { ownText, plainText } from '../text/plain-text.ts';
import { takenOut } from '../text/taken-out.ts';
import { risType } from './types.ts';
import { zoteroRichText, zoteroText } from './zotero-text.ts';

/** What the atlas says of a study: becomes tags and a line that leads back to its page. */
export interface RisProvenance {
  readonly slug: Slug;
  /** Of the study version that is shown; null where it is the starter set's. */
  readonly asOf: UnixMs | null;
  readonly retracted: boolean;
  /** The atlas's badge, and what our rule derives from stated case definitions. */
  readonly pem: PemValue;
  readonly derivedPem: PemValue;
  readonly level: EvidenceLevel | null;
}

export interface RisEntry {
  readonly key: string;
  readonly item: CslItem;
  readonly atlas: RisProvenance | null;
}

// The specification ends lines so, and so do Zotero, PubMed and EndNote when they write RIS.
const LINE_END = '\r\n';

/** The entries as RIS in UTF-8, sorted by key; empty for no entries. */
export function writeRis(entries: readonly RisEntry[]): {
  readonly text: string;
  readonly warnings: readonly ExportWarning[];
} {
  const warnings: ExportWarning[] = [];
  const records = sortByKey(entries).map((entry) => {
    const record = createRecord(entry.key, warnings);
    writeRecord(entry, record);
    const gone = takenOut(record.issues);
    if (gone !== null) record.warn(gone.code, gone.message);
    return [...record.lines, 'ER  - ', ''].join(LINE_END);
  });
  return { text: records.map((record) => record + LINE_END).join(''), warnings };
}

interface RisRecord {
  readonly lines: readonly string[];
  readonly issues: TextIssues;
  /** Writes one line; an empty value none. The value is clean and escaped. */
  readonly add: (tag: string, value: string) => void;
  readonly warn: (code: string, message: string) => void;
}

function createRecord(key: string, warnings: ExportWarning[]): RisRecord {
  const lines: string[] = [];
  return {
    lines,
    issues: createTextIssues(),
    add(tag, value) {
      if (value !== '') lines.push(`${tag}  - ${value}`);
    },
    warn: (code, message) => warnings.push({ key, code, message }),
  };
}

function writeRecord({ key, item, atlas }: RisEntry, record: RisRecord): void {
  const { add, issues } = record;
  const type = risType(item);
  const text = (value: string | number | undefined): string => zoteroText(plainText(value, issues));
  const rich = (value: string | undefined): string => zoteroRichText(value ?? '', issues);

  add('TY', type);
  add('ID', key);
  add('TI', rich(item.title));
  addNames('AU', readNames(item.author, issues), record);
  addNames(type === 'BOOK' ? 'A3' : 'A2', readNames(item.editor, issues), record);
  add('T2', rich(item['container-title']));
  add(
    'J2',
    text(textField(item, 'container-title-short') ?? textField(item, 'journalAbbreviation')),
  );
  add('T3', rich(item['collection-title']));
  add('PB', text(item.publisher));
  add('CY', text(item['publisher-place']));
  addDate(item.issued ?? { literal: item.status ?? '' }, record);
  add('ET', text(item.edition));
  add('VL', text(item.volume));
  add('IS', text(item.issue));
  addPages(plainText(item.page, issues), record);
  if (type !== 'JOUR') add('M3', text(item.genre));
  add('SN', text(numberOf(item, type)));
  addAddresses(item, record);
  add('LA', text(item.language));
  const accessed = risDate(item.accessed);
  if (accessed !== null) add('Y2', accessed);
  // Zotero takes an abstract as it stands.
  add('AB', plainText(item.abstract, issues));
  addKeywords(item, atlas, record);
  addExtraLines(key, item, record);
  if (atlas !== null) addAtlas(atlas, record);
}

function addNames(tag: string, names: readonly ReadName[], { add, warn }: RisRecord): void {
  for (const name of names) {
    if (name.kind === 'others') {
      warn(
        'others-left-out',
        '“et al.” is left out of its names: Zotero would take it for a person.',
      );
      continue;
    }
    const parts = name.kind === 'person' ? [name.family, name.given, name.suffix] : [name.name];
    const written = parts.map((part) => part.replace(/\s*,\s*/gu, ' '));
    if (parts.some((part) => part.includes(','))) {
      warn(
        'comma-in-name',
        `The commas in the name “${parts.filter((part) => part !== '').join(', ')}” are left out: RIS would part it there.`,
      );
    }
    const [family = '', given = '', suffix = ''] = written.map(zoteroText);
    if (name.kind === 'institution') add(tag, family);
    // With a comma even where there is no given name: a name without one is an institution.
    else {
      add(tag, suffix === '' ? `${family}, ${given}`.trimEnd() : `${family}, ${given}, ${suffix}`);
    }
  }
}

/** `DA` as far as the date is known, `PY` the year alone. A date in words ("in press") is `DA` as it stands. */
function addDate(date: CslDate, { add, issues }: RisRecord): void {
  const { year, text } = readDate(date);
  if (year === null) {
    // A slash would part it.
    add('DA', zoteroText(plainText(text ?? '', issues).replaceAll('/', '–')));
    return;
  }
  add('DA', risDate(date) ?? '');
  if (/^\d+$/u.test(year)) add('PY', year.padStart(4, '0'));
}

/** `YYYY/MM/DD/other`; null without a year. */
function risDate(date: CslDate | undefined): string | null {
  const { year, month, day, season, isCirca } = readDate(date);
  if (year === null) return null;
  const number = (part: number | null): string =>
    part === null ? '' : String(part).padStart(2, '0');
  const other = season ?? (isCirca ? 'circa' : '');
  return [year.padStart(4, '0'), number(month), number(day), zoteroText(other)].join('/');
}

const ONE_RANGE = /^([^\s,;]+?)--([^\s,;]+)$/u;

/** One range is a first and a last page; anything else (`1–3, 7–9`, `e1033`) is the first as it stands. */
function addPages(pages: string, { add }: RisRecord): void {
  const [, first, last] = ONE_RANGE.exec(bibtexRange(pages) ?? '') ?? [];
  add('SP', zoteroText(first ?? pages));
  add('EP', zoteroText(last ?? ''));
}

function numberOf(item: CslItem, type: string): string | undefined {
  if (type === 'RPRT') return item.number === undefined ? undefined : String(item.number);
  if (hasText(item.ISSN)) return item.ISSN?.trim().split(/[,;\s]+/u)[0];
  return item.ISBN;
}

function addAddresses(item: CslItem, { add, issues }: RisRecord): void {
  const url = plainText(item.URL, issues);
  const written = plainText(item.DOI, issues);
  const doi = written === '' ? doiOfAddress(url) : bareDoi(written);
  const isRepeated = doi !== null && isSameDoi(doiOfAddress(url) ?? '', doi);
  add('DO', zoteroText(doi ?? ''));
  if (!isRepeated) add('UR', zoteroText(url));
}

/** One line each: Zotero parts keywords at `;`, and one that stands alone at `,`. */
function addKeywords(item: CslItem, atlas: RisProvenance | null, { add, issues }: RisRecord): void {
  const own = plainText(item.keyword, issues)
    .split(/[,;]/u)
    .map((word) => word.trim());
  const keywords = [...own, ...(atlas === null ? [] : atlasTags(atlas))];
  for (const keyword of new Set(keywords)) add('KW', zoteroText(keyword));
}

/** Silence is no tag: what was not stated is not "no". */
function atlasTags({ pem, derivedPem, level }: RisProvenance): string[] {
  return [
    ...(pem === 'not-stated' ? [] : [`pem:${pem}`]),
    ...(derivedPem === 'not-stated' ? [] : [`pem-derived:${derivedPem}`]),
    ...(level === null ? [] : [`evidence:${level}`]),
  ];
}

/** Lines of Zotero's field "Extra", and notes. */
function addExtraLines(key: string, item: CslItem, { add, issues }: RisRecord): void {
  add('M2', `Citation Key: ${key}`);
  const pmid = bareNumber(item.PMID ?? '');
  if (pmid !== null) add('M2', `PMID: ${pmid}`);
  const pmcid = zoteroText(plainText(item.PMCID, issues));
  if (pmcid !== '') add('M2', `PMCID: ${pmcid}`);
  // Zotero writes its "Extra" into CSL's note; there it goes back to.
  for (const line of ownText(item.note ?? '', issues).split('\n')) {
    if (!/^(?:Citation Key|PMID|PMCID):/iu.test(line)) add('M2', zoteroText(line));
  }
  const note = ownText(item.annote ?? '', issues);
  if (note !== '') {
    const lines = note.replaceAll('&', '&amp;').replaceAll('<', '&lt;').split(/\n+/u);
    add('N1', lines.map((line) => `<p>${line}</p>`).join(''));
  }
}

function addAtlas({ slug, asOf, retracted }: RisProvenance, { add }: RisRecord): void {
  const day = asOf === null ? '' : ` (as of ${isoDay(asOf)})`;
  add('M2', `Atlas: ${atlasAddress(slug)}${day}`);
  if (retracted) add('M2', 'Atlas standing: retracted or withdrawn');
}

/** A field of CSL-JSON that our own type does not name. */
function textField(item: CslItem, name: string): string | undefined {
  const value = (item as unknown as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}
