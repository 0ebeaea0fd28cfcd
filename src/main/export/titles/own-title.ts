// A title as the reader wants it: braces mark what no style may write small.
// Invariants: the words without the braces are the title in every format; what cannot be read is refused
// with the place; marks are never cut apart from the raised or lowered text that they hold.
import { AppError } from '../../../shared/contract/errors.ts';
import type { Span } from '../bibtex/title-protection.ts';
import { cleanText, createTextIssues, SCRIPT_MARKS } from '../text/clean-text.ts';

/** A clean title (`cleanText`) and what of it is protected, from left to right. */
export interface OwnTitle {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** A title in the notation, read. */
export interface ReadTitle extends OwnTitle {
  /** The words as they were typed, without the braces: for formats that have no protection. */
  readonly words: string;
}

interface Marked {
  readonly text: string;
  readonly spans: readonly Span[];
}

/**
 * Reads `The {ME/CFS} study`: braces mark, `\{`, `\}` and `\\` are the characters themselves.
 * @throws AppError `invalid-input` with the place in `ref`
 */
export function readOwnTitle(notation: string): ReadTitle {
  const words = parse(notation, notation).text.trim();
  // Empty pairs go first, for the spaces around them would stay two.
  const source = notation.replace(/(?<!\\)\{\}/gu, '');
  const { text, spans } = parse(cleanText(source, createTextIssues()), notation);
  if (text === '') throw badTitle(notation, 0, 'nothing is left of it');
  return { words, text, spans: wholeScripts(text, spans) };
}

/** The whole title protected: every capital stays as it is. */
export function titleAsItIs(title: string): OwnTitle {
  const text = cleanText(title, createTextIssues());
  return { text, spans: text === '' ? [] : [{ start: 0, end: text.length }] };
}

/** A clean title and its spans in the notation. Raised and lowered text stands as `<sup>` and `<sub>`. */
export function writeNotation({ text, spans }: OwnTitle): string {
  let out = '';
  let done = 0;
  for (const { start, end } of spans) {
    out += `${escape(text.slice(done, start))}{${escape(text.slice(start, end))}}`;
    done = end;
  }
  return out + escape(text.slice(done));
}

const TAGS: Readonly<Record<string, string>> = {
  [SCRIPT_MARKS.subStart]: '<sub>',
  [SCRIPT_MARKS.subEnd]: '</sub>',
  [SCRIPT_MARKS.supStart]: '<sup>',
  [SCRIPT_MARKS.supEnd]: '</sup>',
};

// `&` and `<` of a clean title are characters; read again they would open an entity or a tag.
function escape(text: string): string {
  return text
    .replace(/[\\{}]/gu, '\\$&')
    .replace(/&(?=#?\w)/gu, '&amp;')
    .replace(/<(?=[/a-z])/giu, '&lt;')
    .replace(/[\uFDD0-\uFDD3]/gu, (mark) => TAGS[mark] ?? '');
}

function parse(source: string, notation: string): Marked {
  let text = '';
  let opened: { readonly start: number; readonly place: number } | null = null;
  const spans: Span[] = [];
  for (let index = 0; index < source.length; index += 1) {
    const character = source.charAt(index);
    if (character === '\\' && /[\\{}]/u.test(source.charAt(index + 1))) {
      index += 1;
      text += source.charAt(index);
    } else if (character === '{') {
      if (opened !== null) {
        throw badTitle(notation, index, 'a brace opens inside of another pair');
      }
      opened = { start: text.length, place: index };
    } else if (character === '}') {
      if (opened === null) throw badTitle(notation, index, 'a brace closes that was never opened');
      if (text.length > opened.start) spans.push({ start: opened.start, end: text.length });
      opened = null;
    } else {
      text += character;
    }
  }
  if (opened !== null) {
    throw badTitle(notation, opened.place, 'the brace that opens is never closed');
  }
  return { text, spans: joined(spans) };
}

/** `{A}{B}` is one span: spans do not touch. */
function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (last !== undefined && last.end >= span.start) {
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else out.push(span);
  }
  return out;
}

/** Spans that begin or end inside a script take all of it. */
function wholeScripts(text: string, spans: readonly Span[]): Span[] {
  if (!/[\uFDD0-\uFDD3]/u.test(text)) return [...spans];
  const scripts = [...text.matchAll(/\uFDD0[^\uFDD1]*\uFDD1|\uFDD2[^\uFDD3]*\uFDD3/gu)].map(
    ({ 0: script, index }) => ({ start: index, end: index + script.length }),
  );
  return joined(
    spans.map(({ start, end }) => {
      const before = scripts.find((script) => script.start < start && start < script.end);
      const after = scripts.find((script) => script.start < end && end < script.end);
      return { start: before?.start ?? start, end: after?.end ?? end };
    }),
  );
}

function badTitle(notation: string, index: number, why: string): AppError {
  const place = index + 1;
  return new AppError(
    'invalid-input',
    `The title “${notation.slice(0, 80)}” cannot be used: at character ${place}, ${why}. Nothing was changed. Braces mark what keeps its capitals, as in “The {ME/CFS} study”; \\{ is a brace by itself.`,
    { ref: String(place) },
  );
}
