// The fields of one biblatex entry, in the order in which they are written.
// Invariants: every value is one line with balanced braces; a list of biblatex is split where the
// data says so and nowhere else; nothing about the atlas goes into a field that a style prints.
import type { CslItem } from '../../../shared/domain/csl.ts';
import { addressFields } from '../bibtex/addresses.ts';
import {
  howPublished,
  ownNote,
  rangeValue,
  readEdition,
  type FieldContext,
} from '../bibtex/fields.ts';
import { hasText } from '../bibtex/entry-type.ts';
import { readLanguage, type Language } from '../bibtex/languages.ts';
import { latexText, type LatexContext } from '../bibtex/latex-text.ts';
import { nameList } from '../bibtex/names.ts';
import { bracedWhole, fieldText, titleText } from '../bibtex/values.ts';
import { cleanText } from '../text/clean-text.ts';
import { readDate } from '../text/dates.ts';
import { edtfDate, isOddSeason } from './dates.ts';
import type { BiblatexShape, BiblatexType } from './entry-type.ts';

/** Gives all fields of a work to `context.add`, but those about the atlas and about other keys. */
export function writeBiblatexFields(
  item: CslItem,
  shape: BiblatexShape,
  context: FieldContext,
): void {
  const { add, warn } = context;
  if (shape.missing !== null) warn('missing-field', missingWords(item, shape));
  const author = nameList(item.author, context);
  const editor = nameList(item.editor, context);
  if (author === null && !(shape.type === 'book' && editor !== null)) {
    warn('no-author', 'Nobody is named as its author; it is sorted by its title.');
  }
  const language = readLanguage(item.language);
  const title = titleValue(item.title ?? '', language, context);
  if (title === null) warn('no-title', 'The work has no title.');

  add('author', author);
  add('editor', editor);
  add('title', title);
  addPlace(item, shape, context);
  addNumbers(item, shape.type, context);
  addDate(item, shape, context);
  addressFields(item, context);
  add('langid', language?.name ?? null);
  add('note', fieldText(noteText(item, shape, context), context));
  add('annotation', fieldText(item.annote, context));
  add('keywords', fieldText(item.keyword, context));
  add('abstract', fieldText(item.abstract, context));
}

function missingWords({ type }: CslItem, shape: BiblatexShape): string {
  const lack = `The work has no ${shape.missing ?? ''}`;
  return shape.type === 'misc'
    ? `${lack}, so it is written as @misc instead of what its type (${type}) says.`
    : `${lack}.`;
}

/**
 * A title; null where nothing is left. In another language than English biblatex leaves the case as
 * it is, as `langid` says; where it has no name for the language, braces do.
 */
function titleValue(raw: string, language: Language | null, context: LatexContext): string | null {
  const name = language?.name ?? null;
  if (name === null || name === 'english') return titleText(raw, language, context);
  const title = latexText(cleanText(raw, context.issues), 'outer', context);
  return title === '' ? null : title;
}

// What the publisher is called, for each type that does not say "publisher".
const PUBLISHER_FIELD: Partial<Record<BiblatexType, string>> = {
  report: 'institution',
  thesis: 'institution',
};

/** Where the work came out: journal or book, series, publisher, edition. */
function addPlace(item: CslItem, { type, isPreprint }: BiblatexShape, context: FieldContext): void {
  const { add } = context;
  const container = item['container-title'];
  if (type === 'article') add('journaltitle', fieldText(container, context));
  if (type === 'incollection' || type === 'inproceedings') {
    add('booktitle', fieldText(container, context));
  }
  if (type === 'online') add('organization', listText(howPublished(item, isPreprint), context));
  else if (type === 'misc') {
    add('howpublished', fieldText(howPublished(item, isPreprint), context));
  } else {
    add(PUBLISHER_FIELD[type] ?? 'publisher', listText(item.publisher, context));
  }
  if (type === 'book' && !hasText(item.publisher)) {
    context.warn('missing-field', 'The book has no publisher.');
  }
  if (type === 'report' || type === 'thesis') add('type', genreValue(item, type, context));
  add('series', fieldText(item['collection-title'], context));
  add('location', listText(item['publisher-place'], context));
  const edition = readEdition(item.edition);
  add('edition', edition.number?.toString() ?? fieldText(edition.words, context));
}

/** A place or a house as one of biblatex's lists, which " and " parts. */
function listText(value: string | undefined, context: LatexContext): string | null {
  const text = cleanText(value ?? '', context.issues);
  if (text === '') return null;
  const isParted = /(?:^|\s)(?:and|others)(?:\s|$)/iu.test(text);
  return isParted ? bracedWhole(text, context) : latexText(text, 'outer', context);
}

// Kinds that biblatex has words for in each language.
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ph\.?\s?d\.?|doctoral)\s(?:thesis|dissertation)$/iu, 'phdthesis'],
  [/^(?:master['’]?s?|m\.?sc\.?|m\.?a\.?)\s(?:thesis|dissertation)$/iu, 'mathesis'],
  [/^bachelor['’]?s?\sthesis$/iu, 'bathesis'],
  [/^technical report$/iu, 'techreport'],
  [/^research report$/iu, 'resreport'],
];

/** The kind of report or thesis; a thesis has one in any case. */
function genreValue(
  item: CslItem,
  type: 'report' | 'thesis',
  context: LatexContext,
): string | null {
  const genre = cleanText(item.genre ?? '', context.issues);
  if (genre === '') return type === 'thesis' ? 'phdthesis' : null;
  const known = KINDS.find(([pattern]) => pattern.test(genre))?.[1];
  return known ?? latexText(genre, 'outer', context);
}

/** Volume, number and pages, as far as the type's driver can print them. */
function addNumbers(item: CslItem, type: BiblatexType, context: FieldContext): void {
  const { add, warn } = context;
  add('volume', rangeValue(item.volume, context));
  if (type === 'article') add('number', rangeValue(item.issue, context));
  if (type === 'report') add('number', fieldText(item.number, context));
  const pages = rangeValue(item.page, context);
  if (pages === null && hasText(item.page)) {
    warn('no-pages', `Its pages are given as “${item.page ?? ''}”, which is left out.`);
  }
  add('pages', pages);
}

// Standings that biblatex has words for in each language.
const STATES: readonly (readonly [RegExp, string])[] = [
  [/\bin[\s-]press\b/iu, 'inpress'],
  [/\bin preparation\b/iu, 'inpreparation'],
  [/\bforthcoming\b/iu, 'forthcoming'],
  [/\bsubmitted\b/iu, 'submitted'],
  [/\bpre-?published\b|\bpreprint\b/iu, 'prepublished'],
];
const YEAR = /(?<!\d)(1[5-9]\d{2}|20\d{2})(?!\d)/u;
const NO_DATE = /^(?:n\.?\s?d\.?|no date|undated)$/iu;

function addDate(item: CslItem, { isPreprint }: BiblatexShape, context: FieldContext): void {
  const { add, warn } = context;
  const { text, season } = readDate(item.issued);
  const status = item.status ?? '';
  const words = `${text ?? ''} ${status}`;
  const known = STATES.find(([pattern]) => pattern.test(words))?.[1] ?? null;
  // "2019, in press" is a date and a standing.
  const date = edtfDate(item.issued) ?? (known === null ? null : (YEAR.exec(words)?.[1] ?? null));
  const isNew = known === null && date === null;
  const unread = isNew && !NO_DATE.test(words.trim()) ? fieldText(words.trim(), context) : null;
  if (isOddSeason(season)) {
    warn(
      'odd-date',
      `Its date names “${season ?? ''}”, for which biblatex has no number: it has the year alone.`,
    );
  }
  if (unread !== null) {
    warn(
      'odd-date',
      `Its date is “${words.trim()}”, which biblatex cannot read: it is printed as it stands.`,
    );
  }
  const state = isPreprint ? 'prepublished' : known;
  if (date === null && known === null && unread === null) {
    warn('no-year', 'It has no year; biblatex prints “n.d.” where a style needs one.');
  }
  add('date', date);
  add('pubstate', state);
  add('addendum', unread);
}

function noteText(item: CslItem, shape: BiblatexShape, context: LatexContext): string | undefined {
  const own = ownNote(item);
  if (!shape.isPreprint) return own;
  const kind = cleanText(item.genre ?? '', context.issues);
  // biblatex says "pre-published" by itself.
  const isSaid = kind === '' || /^pre-?prints?$/iu.test(kind);
  return [...(isSaid ? [] : [kind]), own].filter(hasText).join('. ') || undefined;
}
