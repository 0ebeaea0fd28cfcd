// All authors of a page: from the BibTeX field, checked against byline and primary citation.
// Invariant: an institution whose name holds " and " never becomes two people; where nothing tells,
// names are kept whole and the page's reader is told so.
import type { Author } from '../../../shared/domain/study.ts';
import { isBraced, isInstitutional, isNobody, readName } from './author-name.ts';
import { decodeLatex } from './latex-text.ts';
import { collapse } from './page-text.ts';

/** The three places that name authors, as shown. */
export interface AuthorSources {
  /** The BibTeX field. It alone is complete. */
  readonly bibtex: string | null;
  /** Up to three names, joined by `, `, then ` et al.`. */
  readonly byline: string | null;
  /** Up to six names, joined by `, ` and `, & `, then `, et al.`. */
  readonly citation: string | null;
}

export interface PageAuthors {
  readonly authors: readonly Author[];
  /** A sentence where the names could not be split safely, else null. */
  readonly inDoubt: string | null;
}

const NOBODY: PageAuthors = { authors: [], inDoubt: null };
// The atlas's longest author lists have a few hundred names; a longer text is no list of names.
const LONGEST_FIELD = 100_000;
const LONGEST_NAME_IN_PARTS = 6;

/** The authors, as complete and as safely split as the page allows. */
export function readAuthors({ bibtex, byline, citation }: AuthorSources): PageAuthors {
  if (bibtex !== null && bibtex.length <= LONGEST_FIELD) {
    return isNobody(bibtex) ? NOBODY : fromBibtex(bibtex, [citation, byline]);
  }
  const shown = [byline, citation].filter((text) => text !== null).filter((text) => text !== '');
  const complete = shown.find((text) => !isCutOff(text)) ?? shown.at(-1);
  return complete === undefined || isNobody(complete) ? NOBODY : fromList(complete);
}

const isCutOff = (list: string): boolean => /\bet al\.?$/iu.test(list);

/** Names at ` and ` outside braces. */
function splitNames(field: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < field.length; at += 1) {
    const character = field[at];
    if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === ' ' && depth <= 0 && field.startsWith(' and ', at)) {
      names.push(field.slice(start, at));
      start = at + 5;
      at += 4;
    }
  }
  return [...names, field.slice(start)]
    .map(collapse)
    .filter((name) => name !== '' && name !== 'others');
}

function fromBibtex(field: string, references: readonly (string | null)[]): PageAuthors {
  const parts = splitNames(collapse(field));
  const plain = parts.map((part) => collapse(decodeLatex(part)));
  const confirmed = longestConfirmed(plain, references);
  const sizes = [...confirmed];
  const doubtful: string[] = [];
  for (let at = sum(confirmed); at < parts.length;) {
    const size = sizeOfUnconfirmed(parts, at);
    if (size > 1) doubtful.push(parts.slice(at, at + size).join(' and '));
    sizes.push(size);
    at += size;
  }
  return { authors: joined(parts, sizes), inDoubt: doubtSentence(doubtful) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function joined(parts: readonly string[], sizes: readonly number[]): Author[] {
  let at = 0;
  return sizes.map((size) => {
    const name = parts.slice(at, at + size).join(' and ');
    at += size;
    return size > 1 ? { literal: collapse(decodeLatex(name)) } : readName(name);
  });
}

/** How many parts each name takes, for as many names as one of the references spells out. */
function longestConfirmed(
  parts: readonly string[],
  references: readonly (string | null)[],
): readonly number[] {
  const walks = references.map((reference) =>
    reference === null || reference === '' ? [] : walk(parts, collapse(reference)),
  );
  return walks.reduce((best, sizes) => (sum(sizes) > sum(best) ? sizes : best), []);
}

/**
 * Follows a list as shown, name by name. A name is as many parts as it takes to reach one of the
 * list's own separators: in `Institute for Health and Care, Smith, J` the first name is two parts.
 * Empty where the list tells another story than the parts.
 */
function walk(parts: readonly string[], list: string): number[] {
  const sizes: number[] = [];
  let at = 0;
  let part = 0;
  while (at < list.length && part < parts.length) {
    const step = nameAt({ parts, part }, { list, at });
    if (step === null) return [];
    sizes.push(step.size);
    part += step.size;
    at = step.end;
    if (/^,? et al\.?$/iu.test(list.slice(at))) return sizes;
  }
  return at >= list.length && part === parts.length ? sizes : [];
}

function nameAt(
  { parts, part }: { readonly parts: readonly string[]; readonly part: number },
  { list, at }: { readonly list: string; readonly at: number },
): { readonly size: number; readonly end: number } | null {
  let name = '';
  for (let size = 1; size <= LONGEST_NAME_IN_PARTS && part + size <= parts.length; size += 1) {
    name = [...(size === 1 ? [] : [name]), parts[part + size - 1] ?? ''].join(' and ');
    if (!list.startsWith(name, at)) return null;
    const after = at + name.length;
    const separator = /^(?:, & | & |, (?!et al)|(?=,? et al\.?$)|$)/iu.exec(
      list.slice(after, after + 12),
    );
    if (separator !== null) return { size, end: after + separator[0].length };
  }
  return null;
}

/** Parts that no list confirms: neighbours that look like one institution are kept together. */
function sizeOfUnconfirmed(parts: readonly string[], at: number): number {
  const areReversed = parts.some((part) => part.includes(',') && !isInstitutional(part));
  if (!isFragment(parts[at] ?? '', areReversed)) return 1;
  let size = 1;
  while (size < LONGEST_NAME_IN_PARTS && isFragment(parts[at + size] ?? '', areReversed)) size += 1;
  return size;
}

/** Perhaps one half of an institution: its words, capitals alone, or no comma where persons have one. */
function isFragment(part: string, areReversed: boolean): boolean {
  if (part === '' || isBraced(part)) return false;
  return (
    isInstitutional(part) || /^\p{Lu}{2,}$/u.test(part) || (areReversed && !part.includes(','))
  );
}

function doubtSentence(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const quoted = names.map((name) => `“${name}”`).join(', ');
  return `The page's BibTeX does not tell whether ${quoted} is one institution or several authors; it is kept whole.`;
}

/** A shown list, where the page has no BibTeX entry. Its commas part names and halves of names alike. */
function fromList(list: string): PageAuthors {
  const isCut = isCutOff(list);
  const names = list.replace(/,? et al\.?$/iu, '').trim();
  const authors = splitList(names);
  if (authors === null) {
    return {
      authors: [{ literal: names }],
      inDoubt:
        'The page lists its authors in a form that cannot be split safely; the list is kept whole.',
    };
  }
  return {
    authors,
    inDoubt: isCut ? 'The page names the first authors only; there are more of them.' : null,
  };
}

/** The names of a shown list, or null where two readings are possible. */
function splitList(list: string): Author[] | null {
  const groups = list.split(/,? & /u).map((group) => group.split(', '));
  const tokens = groups.flat();
  if (tokens.length === 1) return [readName(list)];
  if (tokens.some((token) => token === '' || isInstitutional(token))) return null;
  const arePairs = groups.every((group) => group.length % 2 === 0);
  const areWhole = tokens.every((token) => token.includes(' ') && !isGivenName(token));
  if (arePairs === areWhole) {
    // `Nacul, Luis Carlos` or `Kefeng Li, Jane Naviaux`: initials or a lone surname tell them apart.
    return null;
  }
  if (areWhole) return tokens.map(readName);
  return groups.flatMap((group) =>
    group.flatMap((token, index) =>
      index % 2 === 0 ? [readName(`${token}, ${group[index + 1] ?? ''}`)] : [],
    ),
  );
}

/** `L V`, `Mario D`: initials, which no family name ends in. */
const isGivenName = (token: string): boolean => /(?:^|\s)\p{Lu}\.?$/u.test(token);
