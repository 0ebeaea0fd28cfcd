// Judges a style file: is it one, what is it called, does it stand by itself or borrow its rules?
// Invariant: what is no usable CSL 1.0 style is refused with the reason and the place, before any
// of it reaches the style processor; a file that would grow without bounds counts as none.
import { AppError } from '../../../shared/contract/errors.ts';
import { parseXml, XmlProblem, type XmlElement } from './xml.ts';

/** https://docs.citationstyles.org/en/stable/specification.html, "Namespacing". */
export const CSL_NAMESPACE = 'http://purl.org/net/xbiblio/csl';
/** Characters; the largest style of the project's repository has a quarter of that. */
export const MAX_STYLE_LENGTH = 1_000_000;
// Elements, once every macro stands where it is called: of the 2,858 styles of the project the most is 4,883.
const MAX_EXPANDED = 100_000;

export interface StyleFacts {
  readonly title: string;
  /** The style's own name of itself, an address; null where it has none. */
  readonly uri: string | null;
  /** The address of the style whose rules it borrows; null where it has its own. */
  readonly parentUri: string | null;
  /** As `de-DE`; null where the style leaves it open. */
  readonly locale: string | null;
  readonly hasBibliography: boolean;
}

export interface ReadStyle {
  readonly facts: StyleFacts;
  readonly root: XmlElement;
}

/** Reads a style. @throws AppError `invalid-input` naming the reason and the place */
export function readStyle(text: string): ReadStyle {
  if (text.length > MAX_STYLE_LENGTH) {
    throw refused(
      `it is too long (${Math.ceil(text.length / 1000)} kB; a style has at most ${MAX_STYLE_LENGTH / 1000})`,
    );
  }
  const root = parse(text);
  if (root.name !== 'style') throw refusedRoot(root);
  const { version } = root.attrs;
  if (version === undefined || !/^1\.0(?:\.\d+)?$/u.test(version)) {
    const says = version === undefined ? 'names no version' : `is of version ${shorten(version)}`;
    throw refused(`it ${says}; styles of version 1.0 are read`, root);
  }
  const info = childOf(root, 'info');
  const title = info === null ? '' : textOf(childOf(info, 'title'));
  if (info === null || title === '') throw refused('it has no title', info ?? root);
  const parentUri = linkTo(info, 'independent-parent');
  if (parentUri === null) checkRules(root);
  const uri = textOf(childOf(info, 'id'));
  const locale = root.attrs['default-locale']?.trim() ?? '';
  return {
    root,
    facts: {
      title: shorten(title, 200),
      uri: uri === '' ? null : uri,
      parentUri,
      locale: locale === '' ? null : locale,
      hasBibliography: childOf(root, 'bibliography') !== null,
    },
  };
}

function parse(text: string): XmlElement {
  try {
    return parseXml(text, CSL_NAMESPACE);
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    throw refused(`${error.message} (line ${error.line}, column ${error.column})`);
  }
}

function refusedRoot(root: XmlElement): AppError {
  if (root.name === 'locale') {
    return refused('it is a file of words (a locale), not a style', root);
  }
  const name = root.name.replace(/^\{.*\}/u, '');
  return refused(
    name === 'style'
      ? `its <style> is not of the Citation Style Language (${CSL_NAMESPACE})`
      : `it begins with <${shorten(name)}>, and a style begins with <style>`,
    root,
  );
}

function refused(reason: string, element: XmlElement | null = null): AppError {
  const place = element === null ? '' : ` (line ${element.line})`;
  return new AppError(
    'invalid-input',
    `This is not a style that can be used: ${reason}${place}. Nothing was changed. Styles are files that end in .csl; zotero.org/styles has many.`,
  );
}

/** A style with rules of its own has a layout, calls only what it has, and ends. */
function checkRules(root: XmlElement): void {
  const citation = childOf(root, 'citation');
  if (citation === null) throw refused('it has no rules for citations (<citation>)', root);
  if (childOf(citation, 'layout') === null) {
    throw refused('its <citation> has no <layout>', citation);
  }
  if (expandedSize(root) > MAX_EXPANDED) {
    throw refused('its macros call each other too often', root);
  }
}

/**
 * How many elements a style has once every macro stands where it is called.
 * @throws AppError `invalid-input` for a macro that is not there or calls itself
 */
export function expandedSize(root: XmlElement): number {
  const macros = new Map<string, XmlElement>();
  for (const child of elementsOf(root)) {
    if (child.name === 'macro') macros.set(child.attrs['name'] ?? '', child);
  }
  const sizes = new Map<string, number>();
  const under = new Set<string>();

  function sizeOfMacro(name: string, caller: XmlElement): number {
    const known = sizes.get(name);
    if (known !== undefined) return known;
    const macro = macros.get(name);
    if (macro === undefined) {
      throw refused(`it calls a macro “${shorten(name)}” that it does not have`, caller);
    }
    if (under.has(name)) throw refused(`its macro “${shorten(name)}” calls itself`, caller);
    under.add(name);
    const size = sizeOf(macro);
    under.delete(name);
    sizes.set(name, size);
    return size;
  }

  function sizeOf(element: XmlElement): number {
    const { macro } = element.attrs;
    const isCall = macro !== undefined && (element.name === 'text' || element.name === 'key');
    // One of the branches of a choice is taken, not all of them.
    const parts = elementsOf(element).map(sizeOf);
    const size =
      element.name === 'choose'
        ? parts.reduce((most, part) => Math.max(most, part), 0)
        : parts.reduce((sum, part) => sum + part, 0);
    return size + (isCall ? 1 + sizeOfMacro(macro, element) : 1);
  }

  const layouts = ['citation', 'bibliography', 'intext'].flatMap(
    (name) => childOf(root, name) ?? [],
  );
  return layouts.reduce((sum, layout) => sum + sizeOf(layout), 0);
}

function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

function childOf(element: XmlElement, name: string): XmlElement | null {
  return elementsOf(element).find((child) => child.name === name) ?? null;
}

function textOf(element: XmlElement | null): string {
  if (element === null) return '';
  const texts = element.children.filter((child) => typeof child === 'string');
  return texts.join('').replace(/\s+/gu, ' ').trim();
}

function linkTo(info: XmlElement, relation: string): string | null {
  const link = elementsOf(info).find(
    ({ name, attrs }) => name === 'link' && attrs['rel'] === relation,
  );
  const address = link?.attrs['href']?.trim() ?? '';
  return address === '' ? null : address;
}

function shorten(text: string, most = 60): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
