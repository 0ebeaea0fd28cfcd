// The styles there are: those that come with the program, and those that the reader added.
// Invariant: a name means one style; a style that borrows its rules is given those of its parent, or
// is refused in words; nothing is fetched.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { readStyle, type StyleFacts } from '../export/styles/read-style.ts';
import {
  SHIPPED_LOCALES,
  SHIPPED_STYLES,
  type ShippedStyle,
} from '../export/styles/shipped-styles.ts';
import type { AddedStyle } from '../storage/library/styles.ts';

/** A style as it is used: whole, with its language. */
export interface UsableStyle {
  readonly name: string;
  readonly title: string;
  /** The file that holds the rules. */
  readonly text: string;
  readonly locale: string;
  readonly hasBibliography: boolean;
  /** What is to be said wherever it is used, or null. */
  readonly remark: string | null;
}

export interface ListedStyle {
  readonly name: string;
  readonly title: string;
  readonly isShipped: boolean;
  /** The name of the style whose rules it uses, or null. */
  readonly parent: string | null;
}

export interface StyleShelf {
  list(added: readonly AddedStyle[]): ListedStyle[];
  /** @throws AppError `not-found` */
  find(name: string, added: readonly AddedStyle[]): UsableStyle;
  /** The name of the style with this address, or null. */
  nameOf(uri: string, added: readonly AddedStyle[]): string | null;
  /** Words by language, as files. @throws AppError `file-unreadable` */
  locales(): Readonly<Record<string, string>>;
}

/** Reads a shipped file when it is first needed, once. */
export function createStyleShelf(resourcesFolder: string): StyleShelf {
  const texts = new Map<string, string>();
  const facts = new Map<string, StyleFacts>();

  function textOf(file: string): string {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const text = readShipped(join(resourcesFolder, 'csl', file), file);
    texts.set(file, text);
    return text;
  }

  function factsOf(text: string): StyleFacts {
    const known = facts.get(text);
    if (known !== undefined) return known;
    const read = readStyle(text).facts;
    facts.set(text, read);
    return read;
  }

  function nameOf(uri: string, added: readonly AddedStyle[]): string | null {
    const wanted = sameAddress(uri);
    const own = added.find((style) => style.uri !== null && sameAddress(style.uri) === wanted);
    if (own !== undefined) return own.name;
    return SHIPPED_STYLES.find(({ file }) => shippedAddress(file) === wanted)?.name ?? null;
  }

  function shippedStyle({ name, title, file, locale }: ShippedStyle): UsableStyle {
    const text = textOf(file);
    const read = factsOf(text);
    return {
      ...{ name, title, text, hasBibliography: read.hasBibliography },
      ...language(read.locale, locale),
    };
  }

  function find(name: string, added: readonly AddedStyle[]): UsableStyle {
    const wanted = name.trim().toLowerCase();
    const shipped = SHIPPED_STYLES.find((style) => style.name === wanted);
    if (shipped !== undefined) return shippedStyle(shipped);
    const own = added.find((style) => style.name === wanted);
    if (own === undefined) throw unknownStyle(name, added);
    const read = factsOf(own.text);
    if (read.parentUri === null) {
      return {
        ...{ name: own.name, title: own.title, text: own.text },
        hasBibliography: read.hasBibliography,
        ...language(read.locale, 'en-US'),
      };
    }
    const parentName = nameOf(read.parentUri, added);
    if (parentName === null || parentName === own.name) {
      throw new AppError('not-found', missingParent(own.title, read.parentUri));
    }
    const parent = find(parentName, added);
    return {
      ...parent,
      ...{ name: own.name, title: own.title },
      ...(read.locale === null ? {} : language(read.locale, 'en-US')),
    };
  }

  return {
    list: (added) => [
      ...SHIPPED_STYLES.map(({ name, title }) => ({ name, title, isShipped: true, parent: null })),
      ...added.map(({ name, title, parentUri }) => ({
        ...{ name, title, isShipped: false },
        parent: parentUri === null ? null : nameOf(parentUri, added),
      })),
    ],
    find,
    nameOf,
    locales: () =>
      Object.fromEntries(SHIPPED_LOCALES.map((name) => [name, textOf(`locales-${name}.xml`)])),
  };
}

/** What to say of a style whose rules are in a style that is not there. */
export function missingParent(title: string, parentUri: string): string {
  return `“${title}” has no rules of its own: it uses those of ${parentUri.slice(0, 200)}, which is not among the styles here. Add that style first, then this one.`;
}

/** English as the style wants it; other languages have no words here. */
function language(
  wanted: string | null,
  otherwise: string,
): Pick<UsableStyle, 'locale' | 'remark'> {
  if (wanted === null || wanted === '') return { locale: otherwise, remark: null };
  const shipped = SHIPPED_LOCALES.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (shipped !== undefined) return { locale: shipped, remark: null };
  if (/^en(?:$|[-_])/iu.test(wanted)) return { locale: 'en-GB', remark: null };
  return {
    locale: 'en-US',
    remark: `The style is written for another language (${wanted.slice(0, 20)}). The program has English words only, so “and”, “eds.” and the months are English.`,
  };
}

function shippedAddress(file: string): string {
  return sameAddress(`http://www.zotero.org/styles/${file.replace(/\.csl$/u, '')}`);
}

function sameAddress(uri: string): string {
  return uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/u, '');
}

function unknownStyle(name: string, added: readonly AddedStyle[]): AppError {
  const names = [...SHIPPED_STYLES, ...added].map((style) => style.name);
  return new AppError(
    'not-found',
    `There is no style “${name.slice(0, 60)}”; there are ${names.join(', ')}. Nothing was written. A style’s file (.csl) can be added.`,
    { ref: name.slice(0, 60) },
  );
}

function readShipped(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'file-unreadable',
      `The file ${file}, which came with the program, could not be read (${why}). Your library is safe. Install the program again to mend it.`,
      { ref: file, cause },
    );
  }
}
