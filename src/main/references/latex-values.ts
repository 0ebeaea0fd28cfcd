// LaTeX in the values of a BibTeX entry as Unicode, over @retorquere/bibtex-parser, one value at a time.
// Invariant: a value that cannot be read stays as it was written, with a remark; whatever a value holds, nothing is
// thrown. One value at a time because the parser slows down with the square of their length (3,000 authors: 1.7 s).
import type { Creator, parse as parseBibtex } from '@retorquere/bibtex-parser';
import type { CslName } from '../../shared/domain/csl.ts';
import { MAX_NAME_LENGTH, MAX_NAMES } from './read-names.ts';

type Parser = typeof parseBibtex;

/** Longer ones are not read: no title or address is. */
export const MAX_VALUE = 20_000;
const NAMES_AT_ONCE = 40;
const OPTIONS = { english: false, caseProtection: false, sentenceCase: false } as const;
// The marks of emphasis and of raised and lowered text may stay; others say nothing in a reference.
const OTHER_MARKUP = /<\/?(?!(?:i|b|sub|sup)>)[a-z]+(?:\s[^<>]*)?>/giu;

/** A text that was read, and what was odd in it. */
export interface ReadLatex<T> {
  readonly value: T;
  readonly remarks: readonly string[];
}

export interface LatexReader {
  text(latex: string): ReadLatex<string>;
  /** A value that is no LaTeX: an address, an identifier. */
  verbatim(latex: string): string;
  /** People and institutions, a part at a time: `breathe` lets others have their turn in between. */
  names(latex: string, breathe: () => Promise<void>): Promise<ReadLatex<CslName[]>>;
}

/** Loads the parser (0.1 s) and gives what reads with it. */
export async function loadLatexReader(): Promise<LatexReader> {
  const { parse } = await import('@retorquere/bibtex-parser');
  return {
    text: (latex) => readText(parse, latex),
    verbatim: (latex) =>
      latex
        .replace(/^\{(.*)\}$/su, '$1')
        .replace(/\\url\{(.*)\}/su, '$1')
        .replace(/\\([_%#&$~{}])/gu, '$1')
        .trim(),
    async names(latex, breathe) {
      const found: CslName[] = [];
      const remarks = new Set<string>();
      const parts = splitNames(latex);
      // More, or longer ones, are refused when they are looked at; until then they need not be read.
      if (parts.length > MAX_NAMES) {
        return { value: parts.map((literal) => ({ literal })), remarks: [] };
      }
      for (let at = 0; at < parts.length; at += NAMES_AT_ONCE) {
        const read = readNames(parse, parts.slice(at, at + NAMES_AT_ONCE));
        found.push(...read.value);
        for (const remark of read.remarks) remarks.add(remark);
        await breathe();
      }
      return { value: found, remarks: [...remarks] };
    },
  };
}

function readText(parse: Parser, latex: string): ReadLatex<string> {
  const read = tryParse(parse, 'abstract', latex);
  if (typeof read.value !== 'string') {
    return {
      value: latex,
      remarks: ['The LaTeX in it could not be read; it stands as it was written.'],
    };
  }
  return { value: read.value.replace(OTHER_MARKUP, '').normalize('NFC'), remarks: read.remarks };
}

function readNames(parse: Parser, names: readonly string[]): ReadLatex<CslName[]> {
  const isEtAl = (name: string): boolean => /^(?:others|et\.? al\.?)$/iu.test(name);
  const remarks = names.some(isEtAl)
    ? ['The record names only some of the authors (“and others”).']
    : [];
  const tooLong = names.find((name) => name.length > MAX_NAME_LENGTH);
  if (tooLong !== undefined) return { value: [{ literal: tooLong }], remarks };
  const real = names.filter((name) => !isEtAl(name));
  if (real.length === 0) return { value: [], remarks };
  const read = tryParse(parse, 'author', real.join(' and '));
  if (!Array.isArray(read.value)) {
    const value = real.map((name): CslName => ({ literal: name }));
    return { value, remarks: [...remarks, 'The LaTeX in a name could not be read.'] };
  }
  const creators = read.value as readonly Creator[];
  return { value: creators.map(toName), remarks: [...remarks, ...read.remarks] };
}

function toName(creator: Creator): CslName {
  const plain = (text: string): string =>
    text
      .replace(/<[^<>]*>/gu, '')
      .trim()
      .normalize('NFC');
  if (creator.name !== undefined) return { literal: plain(creator.name) };
  const { lastName, firstName, prefix, suffix, useprefix } = creator;
  const particle = useprefix === false ? 'dropping-particle' : 'non-dropping-particle';
  return {
    ...(lastName === undefined ? {} : { family: plain(lastName) }),
    ...(firstName === undefined ? {} : { given: plain(firstName) }),
    ...(prefix === undefined ? {} : { [particle]: plain(prefix) }),
    ...(suffix === undefined ? {} : { suffix: plain(suffix) }),
  };
}

function tryParse(parse: Parser, field: 'abstract' | 'author', latex: string): ReadLatex<unknown> {
  const first = parseOnce(parse, field, latex);
  if (first.value !== null) return first;
  // A lone $ opens mathematics that never ends: it is meant as the sign.
  const second = parseOnce(parse, field, latex.replace(/(?<!\\)\$/gu, '\\$'));
  return {
    ...second,
    remarks: [...second.remarks, 'A “$” stands alone in it and was read as the sign.'],
  };
}

function parseOnce(parse: Parser, field: string, latex: string): ReadLatex<unknown> {
  try {
    const { entries, errors } = parse(`@misc{key, ${field} = {${latex}}}`, OPTIONS);
    const fields: Readonly<Record<string, unknown>> = entries[0]?.fields ?? {};
    const unknown = errors.flatMap(
      ({ error }) => /^unhandled \w+ (.{1,40})/u.exec(error)?.[1] ?? [],
    );
    return {
      value: fields[field] ?? null,
      remarks: unknown.map(
        (command) => `“${command}” is not known here and stands as it was written.`,
      ),
    };
  } catch (error) {
    // The parser throws what it did not expect of a text; deep braces exhaust its stack.
    if (error instanceof Error) return { value: null, remarks: [] };
    throw error;
  }
}

/** The names between ` and `, outside of braces. */
function splitNames(latex: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let start = 0;
  const separator = /\s+and\s+/iuy;
  for (let at = 0; at < latex.length; at += 1) {
    const character = latex[at];
    if (character === '\\') at += 1;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (depth === 0 && /\s/u.test(character ?? '') && !/\s/u.test(latex[at - 1] ?? ' ')) {
      separator.lastIndex = at;
      const match = separator.exec(latex);
      if (match === null) continue;
      names.push(latex.slice(start, at));
      at += match[0].length - 1;
      start = at + 1;
    }
  }
  names.push(latex.slice(start));
  return names.map((name) => name.trim()).filter((name) => name !== '');
}
