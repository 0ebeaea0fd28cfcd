// Values as they stand between a field's braces: clean, in LaTeX.
// Invariant: the braces of a value are balanced, and its title keeps the capitals that matter.
import { cleanText } from '../text/clean-text.ts';
import { isReady } from '../text/ready.ts';
import { isMostlyNonLatin, type Language } from './languages.ts';
import { latexText, type LatexContext } from './latex-text.ts';
import { protectedSpans } from './title-protection.ts';

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
 * A title; null where nothing is left. In another language than English the styles' sentence case
 * is wrong for all of it, so that the whole gets braces beside the field's own.
 */
export function titleText(
  raw: string,
  language: Language | null,
  context: LatexContext,
): string | null {
  const isEnglish = language === null || language.name === 'english';
  if (isEnglish && isReady(raw)) return raw === '' ? null : plainCasedText(raw);
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
  let out = '';
  let done = 0;
  for (const { start, end } of protectedSpans(title)) {
    out += latexText(title.slice(done, start), 'outer', context);
    out += bracedWhole(title.slice(start, end), context);
    done = end;
  }
  return out + latexText(title.slice(done), 'outer', context);
}

/** The same for text that `isReady`. */
function plainCasedText(title: string): string {
  let out = '';
  let done = 0;
  for (const { start, end } of protectedSpans(title)) {
    out += `${title.slice(done, start)}{${title.slice(start, end)}}`;
    done = end;
  }
  return out + title.slice(done);
}
