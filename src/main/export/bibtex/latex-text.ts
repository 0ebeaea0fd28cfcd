// Text to LaTeX: the one place where a character becomes a macro.
// Invariants: braces in the output are balanced; a character without a form stays as it is and is
// noted, never dropped; no macro is left open to swallow the letter after it.
import { SCRIPT_MARKS, type TextIssues } from '../text/clean-text.ts';
import type { OwnTitle } from '../titles/own-title.ts';
import {
  isInputencLetter,
  LATEX_FORMS,
  LOW_ACCENTS,
  MATH_ACCENTS,
  T1_ACCENTS,
  T1_ONLY,
  TEXT_ACCENTS,
  type LatexForm,
} from './latex-characters.ts';
import type { TitleProtection } from './title-protection.ts';

/** `ascii`: every character as LaTeX that old engines and BibTeX take. `utf-8`: letters as they are. */
export type Charset = 'ascii' | 'utf-8';

/** Who reads the file: bibtex, or biber with biblatex's styles. */
export type Dialect = 'bibtex' | 'biblatex';

/**
 * Where the text stands: `outer` is brace depth 0 of a field, where bibtex's styles may change
 * case, so that mathematics gets braces of its own; `inside` is within braces already.
 */
export type Place = 'outer' | 'inside';

export interface LatexContext {
  readonly charset: Charset;
  readonly issues: TextIssues;
  /** What of a title keeps its capitals; by the shipped terms where nothing is given. */
  readonly protection?: TitleProtection;
  /** The title of the entry at hand as the reader wants it, in place of the item's. */
  readonly ownTitle?: OwnTitle | null;
}

// Printable ASCII that LaTeX prints as it stands; all else goes through `formOf`.
const PLAIN = /^[\x20-\x22\x27-\x3b=?-[\]a-z]*$/;
// Plain letters in a run; marked scripts; any other character by itself.
const UNITS = /[\x20-\x22\x27-\x3b=?-[\]a-z]+|\uFDD0[^\uFDD1]*\uFDD1|\uFDD2[^\uFDD3]*\uFDD3|./gsu;
// The same for text with combining marks, which stay with the character before them.
const MARKED_UNITS =
  /(?:[\x20-\x22\x27-\x3b=?-[\]a-z](?!\p{M}))+|\uFDD0[^\uFDD1]*\uFDD1|\uFDD2[^\uFDD3]*\uFDD3|\P{M}\p{M}*|\p{M}+/gsu;
const HAS_MARKS = /\p{M}/u;
// Content of a superscript or subscript that mathematics sets as it is.
const SCRIPT_TEXT = /^[A-Za-z0-9+\-=()[\]., /*:;']+$/u;

/** A form, or text that stays as it is, with what is to be noted about it. */
type Unit =
  | (LatexForm & {
      readonly note: 'needsT1' | 'stacked' | null;
      readonly isMacroOnly?: boolean;
    })
  | { readonly kind: 'raw'; readonly tex: string; readonly note: 'unmapped' | null };

/** Mathematics is collected until something else comes: scripts in a row are one script. */
type MathUnit = Extract<Unit, { readonly kind: 'math' | 'sup' | 'sub' }>;

/** The text as LaTeX. It is expected clean (`cleanText`): one line, composed, scripts marked. */
export function latexText(text: string, place: Place, context: LatexContext): string {
  if (PLAIN.test(text)) return text;
  let out = '';
  let math: MathUnit[] = [];
  let wasForm = false;
  const addText = (tex: string, isForm: boolean): void => {
    if (math.length > 0) {
      out += mathGroup(math, place);
      math = [];
    }
    out += isForm || wasForm ? separator(out, tex) + tex : tex;
    wasForm = isForm;
  };
  for (const source of splitUnits(text)) {
    if (PLAIN.test(source)) {
      addText(source, false);
      continue;
    }
    for (const unit of unitsOf(source, context)) {
      if (unit.kind === 'text' || unit.kind === 'raw') addText(unit.tex, unit.kind === 'text');
      else math.push(unit);
    }
  }
  return math.length > 0 ? out + mathGroup(math, place) : out;
}

function splitUnits(text: string): readonly string[] {
  return text.match(HAS_MARKS.test(text) ? MARKED_UNITS : UNITS) ?? [];
}

/** `{}` where two neighbours would run together into another character (`--` and `-`, `'` and `'`). */
function separator(before: string, after: string): string {
  const last = before.at(-1) ?? '';
  const first = after.at(0) ?? '';
  const isSame = last === first && (last === '-' || last === "'" || last === '`');
  // "?`" and "!`" are ligatures: they print ¿ and ¡.
  return isSame || (first === '`' && (last === '?' || last === '!')) ? '{}' : '';
}

function unitsOf(source: string, context: LatexContext): readonly Unit[] {
  const { subStart, supStart } = SCRIPT_MARKS;
  const first = source.charAt(0);
  if (first === subStart || first === supStart) {
    return scriptUnits(source.slice(1, -1), first === subStart ? 'sub' : 'sup', context);
  }
  if (context.charset === 'utf-8' && (source.length > 1 || source > '~')) {
    return rawUnits(source, null);
  }
  const units = cache.get(source) ?? remember(source, formsOf(source));
  for (const unit of units) {
    if (unit.note !== null) context.issues[unit.note].add(source);
    if (unit.kind === 'text' && unit.isMacroOnly === true) context.issues.macroOnly.add(source);
  }
  return units;
}

/** A sign of LaTeX's own under a mark is still to be written by its macro: `{` would open a group. */
function rawUnits(source: string, note: 'unmapped' | null): readonly Unit[] {
  const first = source.charAt(0);
  if (source.length === 1 || first > '~' || PLAIN.test(first)) {
    return [{ kind: 'raw', tex: source, note }];
  }
  return [formOf(first), { kind: 'raw', tex: source.slice(1), note }];
}

function formsOf(source: string): readonly Unit[] {
  const form = formOf(source);
  return form.kind === 'raw' ? rawUnits(source, form.note) : [form];
}

const cache = new Map<string, readonly Unit[]>();

function remember(source: string, units: readonly Unit[]): readonly Unit[] {
  // Combining marks can be piled up without end; what the table lists is a few hundred.
  if (cache.size < 5000) cache.set(source, units);
  return units;
}

/** Lowered or raised text: mathematics where it can be, else the text as it would stand alone. */
function scriptUnits(content: string, kind: 'sub' | 'sup', context: LatexContext): readonly Unit[] {
  const units = splitUnits(content).flatMap((source) => unitsOf(source, context));
  const fits = units.every((unit) =>
    unit.kind === 'raw' ? SCRIPT_TEXT.test(unit.tex) : unit.kind === 'math',
  );
  if (!fits) return units;
  return units.map(({ tex }) => ({ kind, tex: tex.replaceAll(' ', '~'), note: null }));
}

function formOf(source: string): Unit {
  if (PLAIN.test(source)) return { kind: 'raw', tex: source, note: null };
  const listed = LATEX_FORMS.get(source);
  if (listed !== undefined) return { ...listed, note: T1_ONLY.has(source) ? 'needsT1' : null };
  return accented(source) ?? compatible(source) ?? { kind: 'raw', tex: source, note: 'unmapped' };
}

/** A letter with marks, if LaTeX has all the accents. */
function accented(source: string): Unit | null {
  const [base, ...marks] = [...source.normalize('NFD')];
  if (base === undefined || marks.length === 0) return null;
  const form = LATEX_FORMS.get(base);
  if (form !== undefined && form.kind === 'math') return mathAccented(form.tex, marks);
  const isLetter = /^[A-Za-z]$/u.test(base) || form?.kind === 'text';
  if (!isLetter || !marks.every((mark) => TEXT_ACCENTS.has(mark))) return null;
  const high = marks.filter((mark) => !LOW_ACCENTS.has(mark));
  const low = marks.filter((mark) => LOW_ACCENTS.has(mark));
  // Low marks go outside: `\d{\^e}` prints as it should, `\^{\d{e}}` does not.
  const tex = [...high, ...low].reduce(accent, innermost(form?.tex ?? base, high));
  const isT1 = low.some((mark) => T1_ACCENTS.has(mark)) || T1_ONLY.has(base);
  const note = high.length > 1 ? stackNote(base, high) : isT1 ? 'needsT1' : null;
  return { kind: 'text', tex: `{${tex}}`, note, isMacroOnly: !isInputencLetter(source) };
}

/**
 * A second accent sits right (measured) where T1 has the letter with the first one as one glyph: ế
 * is ê with an acute. Elsewhere the accents are printed side by side.
 */
function stackNote(letter: string, high: readonly string[]): 'needsT1' | 'stacked' {
  const [first = ''] = high;
  const hasGlyph = ACCENTS_ON_I.has(first)
    ? /^[aeiou]$/iu.test(letter)
    : first === '\u0303' && /^[ano]$/iu.test(letter);
  return high.length === 2 && hasGlyph ? 'needsT1' : 'stacked';
}

// With these four the fonts have an accented i of their own, so that its dot goes by itself.
const ACCENTS_ON_I = new Set(['\u0300', '\u0301', '\u0302', '\u0308']);

/** The letter under the accents: i and j lose their dot under a high one. */
function innermost(letter: string, high: readonly string[]): string {
  const [first] = high;
  const inner = /^\{(\\[A-Za-z]+)\}$/u.exec(letter)?.[1] ?? letter;
  if (first === undefined) return inner;
  if (letter === 'j' || (letter === 'i' && !ACCENTS_ON_I.has(first))) return `\\${letter}`;
  return inner;
}

function accent(inner: string, mark: string): string {
  const macro = TEXT_ACCENTS.get(mark) ?? '';
  if (/^[A-Za-z]/u.test(macro)) return `\\${macro}{${inner}}`;
  // `\'e` and `\=\i`, but `\'{\^e}`: a second accent needs a group.
  return /^(?:[A-Za-z]|\\[ij])$/u.test(inner) ? `\\${macro}${inner}` : `\\${macro}{${inner}}`;
}

function mathAccented(base: string, marks: readonly string[]): Unit | null {
  if (!marks.every((mark) => MATH_ACCENTS.has(mark))) return null;
  const tex = marks.reduce((inner, mark) => `\\${MATH_ACCENTS.get(mark) ?? ''}{${inner}}`, base);
  return { kind: 'math', tex, note: null };
}

// Ligatures, digraphs, Roman numerals, letter-like symbols, full-width forms, mathematical alphabets:
// the same letters in another shape. Circled numbers and CJK forms are not.
const COMPATIBLE =
  /^[\u01C4-\u01CC\u01F1-\u01F3\u2100-\u214F\u2160-\u2188\uFB00-\uFB06\uFF01-\uFF5E\u{1D400}-\u{1D7FF}]$/u;

function compatible(source: string): Unit | null {
  if (!COMPATIBLE.test(source)) return null;
  const letters = source.normalize('NFKC');
  if (letters === source) return null;
  const units = splitUnits(letters).map(formOf);
  const [only] = units;
  if (units.length === 1 && only?.kind === 'math') return only;
  if (!units.every((unit) => unit.kind !== 'math' && unit.note === null)) return null;
  const tex = units.map((unit) => unit.tex).join('');
  // Ⅱ has no case of its own, so that no title protection sees it: its letters come in braces.
  return { kind: 'text', tex: /\p{Lu}/u.test(letters) ? `{${tex}}` : tex, note: null };
}

/** `$…$` for a run of symbols and scripts; scripts of one kind in a row are one script. */
function mathGroup(run: readonly MathUnit[], place: Place): string {
  let body = '';
  const open = { sup: false, sub: false };
  for (let index = 0; index < run.length;) {
    const form = run[index];
    if (form === undefined) break;
    if (form.kind === 'math') {
      body = joinMath(body, form.tex);
      open.sup = open.sub = false;
      index += 1;
      continue;
    }
    const { kind } = form;
    let content = '';
    for (; run[index]?.kind === kind; index += 1) {
      content = joinMath(content, run[index]?.tex ?? '');
    }
    // A second script of the same kind on the same place is an error in TeX.
    if (open[kind]) {
      body += '{}';
      open.sup = open.sub = false;
    }
    body += `${kind === 'sup' ? '^' : '_'}{${scriptContent(content)}}`;
    open[kind] = true;
  }
  return place === 'outer' ? `{$${body}$}` : `$${body}$`;
}

/** `\alpha` and `o` need a space between them, else they are one macro. */
function joinMath(before: string, after: string): string {
  const isOne = /\\[A-Za-z]+$/u.test(before) && /^[A-Za-z]/u.test(after);
  return isOne ? `${before} ${after}` : before + after;
}

/** Letters of a script are words or units (`max`), not variables: upright. */
function scriptContent(content: string): string {
  return /[A-Za-z]/u.test(content) && !content.includes('\\') ? `\\mathrm{${content}}` : content;
}
