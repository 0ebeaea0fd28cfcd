// The fields of one entry, in the order in which they are written.
// Invariants: every value is one line with balanced braces; identifiers and addresses stand raw;
// nothing about the atlas goes into a field that a style prints.
import type { CslItem, CslName } from '../../../shared/domain/csl.ts';
import { cleanText } from '../text/clean-text.ts';
import { readDate, type WorkDate } from '../text/dates.ts';
import { addressFields } from './addresses.ts';
import { hasText, type EntryShape, type EntryType } from './entry-type.ts';
import { readLanguage } from './languages.ts';
import type { LatexContext } from './latex-text.ts';
import { nameList, type NameContext } from './names.ts';
import { bibtexRange } from './ranges.ts';
import { casedText, fieldText, titleText } from './values.ts';

/** What the fields of an entry are made with. */
export interface FieldContext extends NameContext {
  /** The entry's key in the file. */
  readonly citationKey: string;
  /** Notes a code and a sentence about the entry at hand. */
  readonly warn: (code: string, message: string) => void;
  /** Writes a field; null is left out. The value stands in LaTeX, without its outer braces. */
  readonly add: (name: string, value: string | null) => void;
  /** The same for the name of a macro, which has no braces. */
  readonly addMacro: (name: string, macro: string | null) => void;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
// plainnat needs a year for its labels, plain.bst warns without one.
const NO_YEAR = 'n.d.';

/** Gives all fields of a work to `context.add`, but those about the atlas. */
export function writeFields(item: CslItem, shape: EntryShape, context: FieldContext): void {
  const { add, warn } = context;
  if (shape.missing !== null) {
    warn(
      'missing-field',
      `The work has no ${shape.missing}, so it is written as @misc instead of what its type (${item.type}) says.`,
    );
  }
  const author = nameList(item.author, context);
  const editor = nameList(item.editor, context);
  const isNameless = author === null && !(shape.type === 'book' && editor !== null);
  if (isNameless) warn('no-author', 'Nobody is named as its author; it is sorted by its title.');
  const language = readLanguage(item.language);
  const title = titleText(item.title ?? '', language, context);
  if (title === null) warn('no-title', 'The work has no title.');

  warnOfLongNames(item, context);

  add('author', author);
  add('editor', editor);
  add('title', title);
  addPlace(item, shape, context);
  addNumbers(item, shape.type, context);
  addDate(readDate(item.issued ?? { literal: item.status ?? '' }), context);
  addressFields(item, context);
  add('langid', language?.name ?? null);
  if (isNameless) add('key', fieldText(sortKey(item, context) || context.citationKey, context));
  add('note', fieldText(noteText(item, shape, context), context));
  add('annote', fieldText(item.annote, context));
  add('keywords', fieldText(item.keyword, context));
  add('abstract', fieldText(item.abstract, context));
}

// bibtex cuts a label after 500 characters (measured), inside braces if need be, and two names make
// one; LaTeX's accents lengthen a name.
const MAX_LABEL_NAME = 150;

function warnOfLongNames(item: CslItem, { warn }: FieldContext): void {
  const isLong = (name: CslName): boolean =>
    (name.family ?? name.literal ?? '').length > MAX_LABEL_NAME;
  if (item.author?.some(isLong) !== true) return;
  warn(
    'long-name',
    'An author’s name is so long that styles which label by author and year (apalike, plainnat) may cut it and break; a numeric style (plain) works.',
  );
}

// What the publisher is called, for each type that does not say "publisher".
const PUBLISHER_FIELD: Partial<Record<EntryType, string>> = {
  techreport: 'institution',
  mastersthesis: 'school',
  phdthesis: 'school',
};

/** Where the work came out: journal or book, series, publisher, edition. */
function addPlace(item: CslItem, { type, isPreprint }: EntryShape, context: FieldContext): void {
  const { add } = context;
  const container = item['container-title'];
  if (type === 'article') add('journal', fieldText(container, context));
  if (type === 'incollection' || type === 'inproceedings') {
    add('booktitle', fieldText(container, context));
  }
  if (type === 'misc') {
    add('howpublished', fieldText(howPublished(item, isPreprint), context));
  } else {
    add(PUBLISHER_FIELD[type] ?? 'publisher', fieldText(item.publisher, context));
  }
  if (type === 'book' && !hasText(item.publisher)) {
    context.warn('missing-field', 'The book has no publisher.');
  }
  if (type === 'techreport' || type === 'mastersthesis' || type === 'phdthesis') {
    add('type', genreValue(item, context));
  }
  add('series', fieldText(item['collection-title'], context));
  add('address', fieldText(item['publisher-place'], context));
  add('edition', fieldText(editionText(item.edition), context));
}

/** A genre, where the entry type does not say it already; the styles change its case as a title's. */
function genreValue(item: CslItem, context: LatexContext): string | null {
  const genre = cleanText(item.genre ?? '', context.issues);
  const isImplied = /^(?:master['’]?s? thesis|ph\.?d\.? thesis|technical report)?$/iu.test(genre);
  return isImplied ? null : casedText(genre, context);
}

/** For `misc`: a server or site, or what the work calls itself ("Guideline NG206"). */
export function howPublished(item: CslItem, isPreprint: boolean): string | undefined {
  const place = hasText(item.publisher) ? item.publisher : item['container-title'];
  if (isPreprint || (item.type !== 'report' && item.type !== 'thesis')) return place;
  const words = [item.genre, item.number].filter(hasText);
  return words.length > 0 ? words.join(' ') : place;
}

/** Volume, number and pages, as far as the type's style can print them. */
function addNumbers(item: CslItem, type: EntryType, context: FieldContext): void {
  const { add, warn } = context;
  const volume = rangeValue(item.volume, context);
  add('volume', volume);
  if (type === 'techreport') add('number', fieldText(item.number, context));
  const issue = type === 'article' ? rangeValue(item.issue, context) : null;
  // plain.bst warns about a number without a volume and prints nonsense.
  if (volume !== null) add('number', issue);
  else if (issue !== null) {
    warn('issue-without-volume', 'It has an issue but no volume; BibTeX cannot print that.');
  }
  const pages = rangeValue(item.page, context);
  if (pages === null && hasText(item.page)) {
    warn('no-pages', `Its pages are given as “${item.page ?? ''}”, which is left out.`);
  }
  add('pages', pages);
}

const PLAIN_NUMBER = /^[A-Za-z]{0,3}\d+$/;

/** A volume, number or page range in LaTeX; null where it says nothing. */
export function rangeValue(
  value: string | number | undefined,
  context: LatexContext,
): string | null {
  if (value === undefined) return null;
  const raw = String(value);
  if (PLAIN_NUMBER.test(raw)) return raw;
  const range = bibtexRange(cleanText(raw, context.issues));
  return range === null ? null : fieldText(range, context);
}

const ORDINALS =
  'First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth'.split(' ');
const EDITION = /^\s*(?:(\d+)(?:st|nd|rd|th)?|(.*?))\s*(?:ed(?:\.|n\.?|ition)?)?\s*$/isu;

/** The edition by its words, or by its number where it is one. */
export function readEdition(value: string | number | undefined): {
  readonly number: number | null;
  readonly words: string | undefined;
} {
  const [, number, words] = EDITION.exec(String(value ?? '')) ?? [];
  return { number: number === undefined ? null : Number(number), words };
}

/** Styles print `Second` as "second edition"; a bare 2 would be printed "2 edition". */
function editionText(value: string | number | undefined): string | undefined {
  const { number, words } = readEdition(value);
  if (number === null) return words;
  return ORDINALS[number - 1] ?? `${number}${ordinalEnding(number)}`;
}

function ordinalEnding(number: number): string {
  if (number % 100 >= 11 && number % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th';
}

function addDate(date: WorkDate, context: FieldContext): void {
  const { add } = context;
  if (date.year === null) {
    if (date.text === null) {
      context.warn('no-year', `It has no year; “${NO_YEAR}” is printed instead.`);
    }
    add('year', fieldText(date.text ?? NO_YEAR, context));
    return;
  }
  add('year', date.isCirca ? `c. ${date.year}` : date.year);
  if (date.season !== null) add('month', fieldText(date.season, context));
  else if (date.month !== null) context.addMacro('month', MONTHS[date.month - 1] ?? null);
  if (date.day !== null) add('day', String(date.day));
}

// Zotero puts further fields into CSL's note ("PMID: 123"); no style is to print those.
const EXTRA_LINE =
  /^[ \t]*(?:PMID|PMCID|DOI|ISSN|ISBN|arXiv|Citation Key|tex\.[\w-]+|Publisher|Place|Section|Number|Type|Page Version ID|Original Date|Read_Status\w*|_?eprint\w*)[ \t]*:.*$/gimu;

/** The note without the lines that Zotero puts there for other fields. */
export function ownNote({ note }: CslItem): string | undefined {
  return note?.replace(EXTRA_LINE, '').trim();
}

function noteText(item: CslItem, shape: EntryShape, context: LatexContext): string | undefined {
  const own = ownNote(item);
  if (!shape.isPreprint) return own;
  const kind = cleanText(item.genre ?? '', context.issues) || 'Preprint';
  return hasText(own) ? `${kind}. ${own ?? ''}` : kind;
}

// Enough words to sort by; styles print them in front of the title and in labels.
const MAX_SORT_KEY_LENGTH = 40;
const MAX_SORT_KEY_WORDS = 5;

/** The title's first words, without the signs that would cut a label short; empty where it has none. */
function sortKey(item: CslItem, context: LatexContext): string {
  const title = cleanText(item.title ?? '', context.issues);
  const words = title.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’/-]*/gu) ?? [];
  let key = [...(words[0] ?? '')].slice(0, MAX_SORT_KEY_LENGTH).join('');
  for (const word of words.slice(1, MAX_SORT_KEY_WORDS)) {
    if (key.length + word.length > MAX_SORT_KEY_LENGTH) break;
    key += ` ${word}`;
  }
  return key;
}
