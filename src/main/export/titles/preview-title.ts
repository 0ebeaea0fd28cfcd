// What a style will print of a title, for the reader to see before it is printed.
// Invariant: `changeCase` does to a field what bibtex 0.99d's `change.case$` does for "t": the tests run
// bibtex itself on a thousand titles; what is shown is derived from it and from nothing else.
import { latexText, type LatexContext } from '../bibtex/latex-text.ts';
import type { Span } from '../bibtex/title-protection.ts';
import { createTextIssues } from '../text/clean-text.ts';
import type { OwnTitle } from './own-title.ts';

// Macros of letters, which bibtex writes small by their name; all other macros keep theirs.
const SMALL_MACROS: Readonly<Record<string, string>> = {
  OE: 'oe',
  AE: 'ae',
  AA: 'aa',
  O: 'o',
  L: 'l',
};

/** The field as plain.bst's `format.title` gives it: small but for its beginnings and what stands in braces. */
export function changeCase(field: string): string {
  let out = '';
  let depth = 0;
  let isAfterColon = false;
  for (let index = 0; index < field.length; index += 1) {
    const character = field.charAt(index);
    const isKept = index === 0 || (isAfterColon && /\s/u.test(field.charAt(index - 1)));
    if (character === '{') {
      depth += 1;
      const isSpecial =
        depth === 1 && index + 4 <= field.length && field.charAt(index + 1) === '\\';
      if (isSpecial && !isKept) {
        const special = specialCharacter(field, index);
        out += special.text;
        index = special.last;
        depth = 0;
      } else out += character;
      isAfterColon = false;
    } else if (character === '}') {
      depth = Math.max(0, depth - 1);
      out += character;
      isAfterColon = false;
    } else if (depth > 0) {
      out += character;
      isAfterColon = false;
    } else {
      out += isKept ? character : lowerAscii(character);
      if (character === ':') isAfterColon = true;
      else if (!/\s/u.test(character)) isAfterColon = false;
    }
  }
  return out;
}

/** A group at depth 1 that begins with a backslash: its letters become small, its macros' names stay. */
function specialCharacter(
  field: string,
  start: number,
): { readonly text: string; readonly last: number } {
  let depth = 1;
  let text = '{';
  let index = start + 1;
  while (index < field.length && depth > 0) {
    const character = field.charAt(index);
    if (character === '\\') {
      const [name = ''] = /^[A-Za-z]*/u.exec(field.slice(index + 1)) ?? [];
      text += `\\${SMALL_MACROS[name] ?? name}`;
      index += 1 + name.length;
      // `\'E`: what follows a macro without letters is text.
      continue;
    }
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    text += lowerAscii(character);
    index += 1;
  }
  return { text, last: index - 1 };
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}

/**
 * A clean title as plain.bst prints it, in letters instead of LaTeX. Raised and lowered text keeps its marks
 * (`withoutMarks` takes them off).
 */
export function titleInPlain({ text, spans }: OwnTitle): string {
  const context: LatexContext = { charset: 'ascii', issues: createTextIssues() };
  let tex = '';
  let out = '';
  const addFree = (piece: string): void => {
    for (const unit of unitsOf(piece)) {
      const written = latexText(unit, 'outer', context);
      const isKept = tex === '' || /:\s+$/u.test(tex);
      const isLowered = !isKept && changeCase(`x${written}`) !== `x${written}`;
      out += isLowered ? unit.toLowerCase() : unit;
      tex += written;
    }
  };
  let done = 0;
  for (const { start, end } of spans) {
    addFree(text.slice(done, start));
    out += text.slice(start, end);
    tex += '{}';
    done = end;
  }
  addFree(text.slice(done));
  return out;
}

// One letter with its accents; a raised or lowered run as a whole.
function unitsOf(text: string): readonly string[] {
  return text.match(/\uFDD0[^\uFDD1]*\uFDD1|\uFDD2[^\uFDD3]*\uFDD3|\P{M}\p{M}*|\p{M}+/gsu) ?? [];
}

/** A title of the item as APA prints it: its words as they stand. */
export function withoutMarks(text: string): string {
  return text.replace(/[\uFDD0-\uFDD3]/gu, '');
}

/** True where both say the same but for capitals and markup. */
export function hasSameWords(one: string, other: string): boolean {
  const letters = (text: string): string => withoutMarks(text).toLowerCase().replace(/\s+/gu, ' ');
  return letters(one) === letters(other);
}

/** The spans as texts, for tests and for whoever shows them. */
export function spanTexts(text: string, spans: readonly Span[]): string[] {
  return spans.map(({ start, end }) => text.slice(start, end));
}
