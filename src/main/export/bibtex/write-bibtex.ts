// A BibTeX or biblatex file from works and their keys: the writer that the rest of the program calls.
// Invariants: the same input gives the same bytes; no entry can spoil its neighbours; text outside
// entries holds no `@`, at which bibtex 0.99d would skip the next entry.
// Rules: ADR on the own BibTeX writer.
import type { CslItem } from '../../../shared/domain/csl.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { writeBiblatexFields } from '../biblatex/fields.ts';
import { biblatexShape } from '../biblatex/entry-type.ts';
import { addRelations, withOwnAliases } from '../biblatex/relations.ts';
import { isValidKey, sortByKey, uniqueKeys, wantedKey } from '../citation-keys.ts';
import type { OwnTitle } from '../titles/own-title.ts';
import { createTextIssues, hasIssues, type TextIssues } from '../text/clean-text.ts';
import { entryShape } from './entry-type.ts';
import { writeFields, type FieldContext } from './fields.ts';
import type { Charset, Dialect } from './latex-text.ts';
import { protectedSpans, type TitleProtection } from './title-protection.ts';

/** Raised only when the same library gives other bytes than before. */
export const BIBTEX_WRITER_VERSION = 1;
/** The same for biblatex. */
export const BIBLATEX_WRITER_VERSION = 1;

/** What the atlas adds to an entry: fields that no style prints. */
export interface AtlasProvenance {
  readonly atlasSlug?: string;
  /** The day of the study version that the entry was made from. */
  readonly atlasAsOf?: UnixMs;
  readonly retracted?: boolean;
  /** Of an entry for the atlas's own reading: the key of the paper that was read. */
  readonly readingOf?: string;
}

export interface BibtexEntry {
  readonly key: string;
  readonly item: CslItem;
  readonly extra?: AtlasProvenance;
  /** The title as the reader wants it, in place of the item's. */
  readonly ownTitle?: OwnTitle | null;
  /** Older keys of the work, which biblatex takes for the same; BibTeX knows no such thing. */
  readonly aliases?: readonly string[];
}

/** A warning about one entry: a code for programs, a sentence for people. */
export interface ExportWarning {
  readonly key: string;
  readonly code: string;
  readonly message: string;
}

export interface BibtexOptions {
  readonly charset: Charset;
  /** What of a title keeps its capitals; by the shipped terms where nothing is given. */
  readonly protection?: TitleProtection | undefined;
  /** BibTeX where nothing is said. */
  readonly dialect?: Dialect;
  /** Lines before the first entry, without `%`; line breaks and `@` in them are replaced. */
  readonly header?: readonly string[];
}

export interface BibtexText {
  readonly text: string;
  readonly warnings: readonly ExportWarning[];
}

/**
 * The entries as a BibTeX or biblatex file, sorted by key. Keys are expected valid and unique (`uniqueKeys`);
 * one that is not is repaired and reported, so that the file stays readable.
 */
export function writeBibtex(entries: readonly BibtexEntry[], options: BibtexOptions): BibtexText {
  const warnings: ExportWarning[] = [];
  const { dialect = 'bibtex' } = options;
  const write = createEntryWriter({ ...options, dialect }, warnings);
  // Written in the order given and sorted as text: to go through the works in another order than
  // they lie in memory takes a quarter longer (measured at 6,145).
  const keyed = withSafeKeys(entries, warnings);
  const ready = dialect === 'biblatex' ? withOwnAliases(keyed, warnings) : keyed;
  const written = ready.map((entry) => ({
    key: entry.key,
    text: write(entry),
  }));
  const header = (options.header ?? []).map((line) => `% ${headerText(line)}`.trimEnd());
  const parts = header.length > 0 ? [header.join('\n')] : [];
  for (const { text } of sortByKey(written)) parts.push(text);
  if (parts.length === 0) return { text: '', warnings: [] };
  return { text: `${parts.join('\n\n')}\n`, warnings: sortByKey(warnings) };
}

/** A header's line: no line break, no control character, no `@`. */
export function headerText(line: string): string {
  return line
    .toWellFormed()
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .replaceAll('@', '(at)');
}

function withSafeKeys(entries: readonly BibtexEntry[], warnings: ExportWarning[]): BibtexEntry[] {
  const keys = uniqueKeys(
    entries.map(({ key }) => key),
    [],
  );
  return entries.map((entry, index) => {
    const key = keys[index] ?? entry.key;
    // A study's key is its own; an item from elsewhere says what it wants to be called.
    const asked = entry.extra === undefined ? wantedKey(entry.item) || entry.key : entry.key;
    if (key !== asked) {
      const why = isValidKey(asked)
        ? 'another entry has that key'
        : 'a key is a letter followed by letters, digits, “_” and “-”';
      warnings.push({
        key,
        code: 'key-changed',
        message: `Its key “${asked}” became “${key}”: ${why}.`,
      });
    }
    return key === entry.key ? entry : { ...entry, key };
  });
}

/** One writer serves all entries of a file: what it collects is emptied after each. */
function createEntryWriter(
  { charset, dialect, protection = protectedSpans }: BibtexOptions & { readonly dialect: Dialect },
  warnings: ExportWarning[],
): (entry: BibtexEntry) => string {
  const issues = createTextIssues();
  let lines: string[] = [];
  const add = (name: string, value: string | null): void => {
    if (value !== null) lines.push(`  ${name} = {${value}},`);
  };
  const addMacro = (name: string, macro: string | null): void => {
    if (macro !== null) lines.push(`  ${name} = ${macro},`);
  };
  const warn = (code: string, message: string): void => {
    warnings.push({ key: context.citationKey, code, message });
  };
  const context: { -readonly [Name in keyof FieldContext]: FieldContext[Name] } = {
    citationKey: '',
    charset,
    dialect,
    protection,
    issues,
    warn,
    add,
    addMacro,
  };
  return (entry) => {
    const { key, item, extra, ownTitle = null } = entry;
    context.citationKey = key;
    context.ownTitle = ownTitle;
    lines = [''];
    const write = dialect === 'bibtex' ? writeBibtexWork : writeBiblatexWork;
    lines[0] = `@${write(item, context)}{${key},`;
    if (dialect === 'biblatex') addRelations(entry, add);
    if (extra !== undefined) addProvenance(extra, add);
    if (hasIssues(issues)) reportIssues(issues, dialect, warn);
    lines.push('}');
    // Joined here and not at the end: what it was made from can go at once (a tenth of the time).
    return lines.join('\n');
  };
}

/** Writes the fields; gives the entry's type. */
function writeBibtexWork(item: CslItem, context: FieldContext): string {
  const shape = entryShape(item);
  writeFields(item, shape, context);
  return shape.type;
}

function writeBiblatexWork(item: CslItem, context: FieldContext): string {
  const shape = biblatexShape(item);
  writeBiblatexFields(item, shape, context);
  return shape.type;
}

/** Writes a field; null is left out. */
export type AddField = (name: string, value: string | null) => void;

function addProvenance(extra: AtlasProvenance, add: AddField): void {
  const { atlasSlug, atlasAsOf, retracted, readingOf } = extra;
  add('x-atlas-id', atlasSlug ?? null);
  add('x-atlas-asof', atlasAsOf === undefined ? null : isoDay(atlasAsOf));
  add('x-atlas-standing', retracted === true ? 'retracted' : null);
  add('x-atlas-reading-of', readingOf ?? null);
}

/** The day of a time, in UTC. */
export function isoDay(time: UnixMs): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Says what was noted about an entry, and forgets it. */
function reportIssues(
  issues: TextIssues,
  dialect: Dialect,
  warn: (code: string, message: string) => void,
): void {
  const say = (characters: Set<string>, code: string, sentence: string): void => {
    if (characters.size === 0) return;
    warn(code, `${[...characters].map(describe).join(', ')}: ${sentence}`);
    characters.clear();
  };
  say(
    issues.unmapped,
    'unmapped-character',
    'kept as it is, for LaTeX has no form of it. pdfLaTeX may stop there; XeLaTeX and LuaLaTeX print it with a font that has it.',
  );
  say(issues.needsT1, 'needs-t1', 'needs \\usepackage[T1]{fontenc} in the document.');
  say(issues.stacked, 'stacked-accent', 'pdfLaTeX prints the accents side by side.');
  // bibtex leaves the macros as they are.
  if (dialect === 'bibtex') issues.macroOnly.clear();
  say(
    issues.macroOnly,
    'needs-safeinputenc',
    'with pdfLaTeX, load inputenc (utf8) and give biblatex the option “safeinputenc”: biber else writes it as a character that pdfLaTeX does not know. XeLaTeX and LuaLaTeX need neither.',
  );
  say(issues.invisible, 'invisible-character', 'taken out, it has no printed form.');
}

const descriptions = new Map<string, string>();

/** `ж (U+0436)`; a character that does not print by its number alone. */
function describe(characters: string): string {
  const known = descriptions.get(characters);
  if (known !== undefined) return known;
  const numbers = Array.from(characters, (character) => {
    const number = character.codePointAt(0) ?? 0;
    return `U+${number.toString(16).toUpperCase().padStart(4, '0')}`;
  }).join(' ');
  const isPrinted = /^[\p{L}\p{N}\p{P}\p{S}]\p{M}*$/u.test(characters);
  const description = isPrinted ? `${characters} (${numbers})` : numbers;
  if (descriptions.size < MAX_DESCRIPTIONS) descriptions.set(characters, description);
  return description;
}

const MAX_DESCRIPTIONS = 5000;
