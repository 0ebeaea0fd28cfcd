// Values as they stand between a field's braces: clean, in LaTeX.
// Invariant: the braces of a value are balanced, and its title keeps the capitals that matter.
import { cleanText } from '../text/clean-text.ts';
import { isReady } from '../text/ready.ts';
import { isMostlyNonLatin, type Language } from './languages.ts';
import { latexText, type LatexContext } from './latex-text.ts';
import { protectedSpans, type Span } from './title-protection.ts';

/** Text of a field whose case no style changes; null where nothing is left. */
export function fieldText(
  value: string | number | undefined,
  context: LatexContext,
): string | null {
  if (value === undefined) return null;
  const raw = String(value);
  if (isReady(raw)) return raw === '' ? null : raw;
  const text = latexText(cleanText(raw, context.issues), 'outer', context);
  return text === '' ? null : text;
}

/**
 * A title; null where nothing is left. What the reader marked counts. In another language than English the styles' sentence case
 * is wrong for all of it, so that the whole gets braces beside the field's own.
 */
export function titleText(
  raw: string,
  language: Language | null,
  context: LatexContext,
): string | null {
  const own = context.ownTitle ?? null;
  if (own !== null) return spannedText(own.text, own.spans, context);
  const isEnglish = language === null || language.name === 'english';
  if (isEnglish && isReady(raw)) return raw === '' ? null : plainCasedText(raw, context);
  const title = cleanText(raw, context.issues);
  if (title === '') return null;
  const isForeign = !isEnglish || (language === null && isMostlyNonLatin(title));
  return isForeign ? bracedWhole(title, context) : casedText(title, context);
}

/** Text in one pair of braces that bibtex takes as they are. */
export function bracedWhole(text: string, context: LatexContext): string {
  const inner = latexText(text, 'inside', context);
  // A group that begins with a backslash is a "special character" to bibtex, which lowers it.
  return inner.startsWith('\\') ? `{{}${inner}}` : `{${inner}}`;
}

/** Clean text that a style may write in sentence case, with braces where that would be wrong. */
export function casedText(title: string, context: LatexContext): string {
  return spannedText(title, (context.protection ?? protectedSpans)(title), context);
}

/** Clean text with braces around some spans of it. */
export function spannedText(title: string, spans: readonly Span[], context: LatexContext): string {
  let out = '';
  let done = 0;
  for (const { start, end } of spans) {
    out += latexText(title.slice(done, start), 'outer', context);
    out += bracedWhole(title.slice(start, end), context);
    done = end;
  }
  return out + latexText(title.slice(done), 'outer', context);
}

/** The same for text that `isReady`. */
function plainCasedText(title: string, { protection = protectedSpans }: LatexContext): string {
  let out = '';
  let done = 0;
  for (const { start, end } of protection(title)) {
    out += `${title.slice(done, start)}{${title.slice(start, end)}}`;
    done = end;
  }
  return out + title.slice(done);
}
