// Which parts of a title keep their capitals when a style rewrites it in sentence case.
// Invariant: bibtex's styles lower every letter at brace depth 0 but the first of the title and the
// first after ": " (measured); whatever that would spoil lies in one of the spans given here.
import { PROTECTED_TERMS } from '../protected-terms.ts';
import { classAt, DIVIDER, LETTER, NUMBER, UPPER, WORD } from '../text/character-classes.ts';
import { isTitleCase } from './title-case.ts';

/** From `start` up to, not including, `end`: offsets in the title. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A title under way. Whether it is in Title Case is asked only where that decides. */
interface Title {
  readonly text: string;
  readonly rules: Rules;
  isSentenceCase: boolean | null;
}

/** What decides about a word besides its own letters. */
interface Place {
  /** The first word of the title, or after ": ". */
  readonly isStart: boolean;
  /** One of several with hyphens or slashes between them. */
  readonly isCompound: boolean;
}

const POSSESSIVE = /['’]s?$/u;

// Words before a lone A or I that make it a name or a number: vitamin A, type I.
const NUMBERED = new Set(
  (
    'vitamin vitamins hepatitis influenza group groups type types coenzyme class phase stage part ' +
    'complex grade level bipolar angiotensin troponin study experiment cohort axis trial factor'
  ).split(' '),
);

// The longest of them, a space and a bracket.
const MAX_NUMBERED_LENGTH = 20;

const NO_PHRASES: readonly string[] = [];

/** What is protected beyond what a word's form tells: the shipped terms, changed by the reader. */
export interface OwnTerms {
  /** Each counts as a whole: a word, or several with spaces or hyphens. */
  readonly added: readonly string[];
  /** Shipped ones that the reader does not want. */
  readonly leftOut: readonly string[];
}

/** The spans of a clean title to put in braces, from left to right, none touching another. */
export type TitleProtection = (title: string) => readonly Span[];

/** Terms made ready, and what was decided by them. */
interface Rules {
  /** Protected words, each with the phrases that begin with it; a word by itself has none. */
  readonly terms: ReadonlyMap<string, readonly string[]>;
  /** Words that begin phrases only ("New York"). */
  readonly phraseStarts: ReadonlySet<string>;
  /** A phrase may begin with a word without a capital ("3d Slicer"), so that every word is looked at. */
  readonly hasSmallStarts: boolean;
  readonly decisions: {
    readonly start: Map<string, Decision | null>;
    readonly inside: Map<string, Decision | null>;
  };
}

/** The protection with a reader's own terms. Build it once for a file: it learns the words of its titles. */
export function createTitleProtection({ added, leftOut }: OwnTerms): TitleProtection {
  if (added.length === 0 && leftOut.length === 0) return protectedSpans;
  const shipped = PROTECTED_TERMS.filter((term) => !leftOut.includes(term));
  const rules = makeRules(shipped, added);
  return (title) => spansBy(rules, title);
}

function makeRules(shipped: readonly string[], added: readonly string[]): Rules {
  const terms = new Map<string, readonly string[]>();
  const phraseStarts = new Set<string>();
  const addPhrase = (first: string, phrase: string): void => {
    if (!terms.has(first)) phraseStarts.add(first);
    const phrases = [...(terms.get(first) ?? NO_PHRASES), phrase];
    terms.set(
      first,
      phrases.sort((one, other) => other.length - one.length),
    );
  };
  const addWord = (word: string): void => {
    phraseStarts.delete(word);
    terms.set(word, terms.get(word) ?? NO_PHRASES);
  };
  for (const term of shipped) {
    const [first = ''] = term.split(' ');
    if (first === term) term.split('-').forEach(addWord);
    else addPhrase(first, term);
  }
  for (const term of added) {
    const [first = ''] = /^\p{L}*/u.exec(term) ?? [];
    if (first === term) addWord(term);
    else addPhrase(first, term);
  }
  const hasSmallStarts = added.some((term) => !/^\S*\p{Lu}/u.test(term));
  return {
    terms,
    phraseStarts,
    hasSmallStarts,
    decisions: { start: new Map(), inside: new Map() },
  };
}

const SHIPPED = makeRules(PROTECTED_TERMS, []);

const CAPITAL_A = 0x41;
const CAPITAL_Z = 0x5a;
const SPACE = 0x20;
const LAST_ASCII = 0x7f;
const OTHER_SPACE = /[^\S ]/u;

function isSentenceCase(title: Title): boolean {
  title.isSentenceCase ??= !isTitleCase(title.text);
  return title.isSentenceCase;
}

/** The protection with the shipped terms alone. */
export function protectedSpans(text: string): readonly Span[] {
  return spansBy(SHIPPED, text);
}

function spansBy(rules: Rules, text: string): readonly Span[] {
  // Every kind of space counts; the offsets stay the same.
  const spaced = OTHER_SPACE.test(text) ? text.replace(/\s/gu, ' ') : text;
  const title: Title = { text, rules, isSentenceCase: null };
  const spans: Span[] = [];
  let start = 0;
  let hasCapital = false;
  for (let index = 0; index <= spaced.length; index += 1) {
    const unit = index < spaced.length ? spaced.charCodeAt(index) : SPACE;
    if (unit === SPACE) {
      if (hasCapital || rules.hasSmallStarts) {
        const isStart = start === 0 || spaced.startsWith(': ', start - 2);
        const span = spanInTitle(title, { start, end: index }, isStart);
        if (span !== null) spans.push(span);
        // A phrase takes more than its first word.
        if (span !== null && span.end > index) index = span.end - 1;
      }
      start = index + 1;
      hasCapital = false;
    } else if (unit <= LAST_ASCII) {
      if (unit >= CAPITAL_A && unit <= CAPITAL_Z) hasCapital = true;
    } else if (!hasCapital) {
      hasCapital = (classAt(spaced, index) & UPPER) !== 0;
    }
  }
  return spans;
}

/** What comes of a token in either kind of title; offsets from its beginning. */
interface Decision {
  readonly inTitleCase: Span | null;
  readonly inSentence: Span | null;
}

// The words of titles recur; what decides about most of them is in them, but for two things.
const MAX_DECISIONS = 20_000;

function spanInTitle(title: Title, token: Span, isStart: boolean): Span | null {
  const text = title.text.slice(token.start, token.end);
  const known = title.rules.decisions[isStart ? 'start' : 'inside'];
  let decision = known.get(text);
  if (decision === undefined) {
    decision = decide(title.rules, text, isStart);
    if (known.size < MAX_DECISIONS) known.set(text, decision);
  }
  if (decision === null) return spanOfToken(title, token, { isStart, isCompound: false });
  const { inTitleCase, inSentence } = decision;
  const span = inTitleCase === inSentence || !isSentenceCase(title) ? inTitleCase : inSentence;
  return span === null ? null : { start: token.start + span.start, end: token.start + span.end };
}

/** Null where the words around the token have a say: a lone A or I, the beginning of a phrase. */
function decide(rules: Rules, text: string, isStart: boolean): Decision | null {
  const word = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  if (
    word === 'A' ||
    word === 'I' ||
    (rules.terms.get(/^\p{L}*/u.exec(word)?.[0] ?? '')?.length ?? 0) > 0
  ) {
    return null;
  }
  const [inTitleCase = null, inSentence = null] = [false, true].map((isSentence) =>
    spanOfToken(
      { text, rules, isSentenceCase: isSentence },
      { start: 0, end: text.length },
      { isStart, isCompound: false },
    ),
  );
  const isSame = inTitleCase?.start === inSentence?.start && inTitleCase?.end === inSentence?.end;
  return { inTitleCase, inSentence: isSame ? inTitleCase : inSentence };
}

function spanOfToken(title: Title, token: Span, place: Place): Span | null {
  const { text } = title;
  let { start, end } = token;
  while (start < end && (classAt(text, start) & WORD) === 0) start += 1;
  while (end > start && (classAt(text, end - 1) & WORD) === 0) end -= 1;
  const phraseEnd = endOfPhrase(title, start);
  if (phraseEnd !== null) return { start, end: phraseEnd };
  const word = { start, end };
  // In `[Title` the bracket takes the place of the first letter, which bibtex then lowers.
  const isBracketed = start > token.start && /[[(]/u.test(text.charAt(start - 1));
  if (isBracketed && place.isStart && (classAt(text, start) & UPPER) !== 0) return word;
  for (let index = start; index < end; index += 1) {
    if ((classAt(text, index) & DIVIDER) !== 0) return spanOfCompound(title, word, place);
  }
  return needsBraces(title, word, place) ? word : null;
}

function endOfPhrase({ text, rules }: Title, start: number): number | null {
  let end = start;
  while ((classAt(text, end) & LETTER) !== 0) end += 1;
  for (const phrase of rules.terms.get(text.slice(start, end)) ?? NO_PHRASES) {
    const last = start + phrase.length;
    const isWhole = (classAt(text, last) & (LETTER | NUMBER)) === 0;
    if (isWhole && text.startsWith(phrase, start)) return last;
  }
  return null;
}

/** The span of a word of several parts, from the first that needs it to the last. */
function spanOfCompound(title: Title, word: Span, place: Place): Span | null {
  const { text } = title;
  const parts = partsOf(text, word);
  const first = parts[0];
  const rest: Place = { isStart: false, isCompound: parts.length > 1 };
  let start = -1;
  let end = -1;
  for (const part of parts) {
    const isStart = part === first && place.isStart;
    if (!needsBraces(title, part, isStart ? { ...rest, isStart } : rest)) continue;
    if (start === -1) ({ start } = part);
    ({ end } = part);
  }
  if (start === -1) return null;
  // Numbers belong to the name beside them: COVID-19, IL-6, 5-HT.
  for (const part of parts) if (part.start === end + 1 && isNumber(text, part)) ({ end } = part);
  for (const part of parts.reverse()) {
    if (part.end === start - 1 && isNumber(text, part)) ({ start } = part);
  }
  return { start, end };
}

function isNumber(text: string, part: Span): boolean {
  const word = text.slice(part.start, part.end);
  return /\p{Nd}/u.test(word) && !/[a-z]{2}/u.test(word);
}

function partsOf(text: string, word: Span): Span[] {
  const parts: Span[] = [];
  let { start } = word;
  for (let index = start; index <= word.end; index += 1) {
    if (index < word.end && (classAt(text, index) & DIVIDER) === 0) continue;
    if (index > start) parts.push({ start, end: index });
    start = index + 1;
  }
  return parts;
}

function needsBraces(title: Title, word: Span, place: Place): boolean {
  let letters = 0;
  let capitals = 0;
  let isFirstCapital = false;
  let isAfterWord = false;
  for (let index = word.start; index < word.end; index += 1) {
    const kind = classAt(title.text, index);
    // Raised and lowered text (T of T_max) stands in braces by itself.
    if (isScriptStart(title.text.charCodeAt(index))) {
      index = endOfScript(title.text, index);
      isAfterWord = true;
      continue;
    }
    if ((kind & UPPER) !== 0) {
      // Two capitals, a capital after the first letter, a digit before a capital: all are this.
      if (isAfterWord) return true;
      capitals += 1;
      if (letters === 0) isFirstCapital = true;
    }
    if ((kind & LETTER) !== 0) letters += 1;
    if ((kind & (LETTER | NUMBER)) !== 0) isAfterWord = true;
  }
  if (capitals === 0) return false;
  if (letters === 1 && isName(title, word, place)) return true;
  const isInside = isFirstCapital && !place.isStart && letters > 1;
  return (
    isProtected(title.rules, title.text.slice(word.start, word.end)) ||
    (isInside && isSentenceCase(title))
  );
}

function isScriptStart(unit: number): boolean {
  return unit === 0xfdd0 || unit === 0xfdd2;
}

/** Where a script ends that begins at `start`; marks come in pairs (`cleanText`). */
function endOfScript(text: string, start: number): number {
  const end = text.indexOf(String.fromCharCode(text.charCodeAt(start) + 1), start);
  return end === -1 ? start : end;
}

function isProtected({ terms, phraseStarts }: Rules, text: string): boolean {
  const word = text.replace(POSSESSIVE, '');
  return [text, word].some((each) => terms.has(each) && !phraseStarts.has(each));
}

/** A lone capital is a name (vitamin D, T cell), but "A" and "I" are words where nothing says more. */
function isName(title: Title, word: Span, { isCompound, isStart }: Place): boolean {
  const text = title.text.slice(word.start, word.end);
  if ((text !== 'A' && text !== 'I') || isCompound) return true;
  const before = title.text.slice(Math.max(0, word.start - MAX_NUMBERED_LENGTH), word.start);
  const wordBefore = /(\S+)\s\S?$/u.exec(before)?.[1] ?? '';
  return NUMBERED.has(wordBefore.toLowerCase()) || (!isStart && isSentenceCase(title));
}
