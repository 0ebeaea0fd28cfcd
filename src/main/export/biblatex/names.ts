// Names with particles as biblatex wants them: each part under its own name.
// Invariants: whether a particle belongs to the family name is said and never left to a document's
// options; no comma, equals sign or " and " inside a part ends it.
import type { CslName } from '../../../shared/domain/csl.ts';
import { latexText, type LatexContext } from '../bibtex/latex-text.ts';
import { splitFamily } from '../text/particles.ts';

interface SplitName {
  readonly prefix: string;
  /** False for a particle that goes with the given name: Simone de | Beauvoir. */
  readonly isOfFamily: boolean;
  readonly family: string;
}

/** The particle apart from the family name; null where the name has none. */
export function splitParticles(name: CslName, family: string): SplitName | null {
  const dropping = name['dropping-particle'];
  const kept = name['non-dropping-particle'];
  const { particles, rest } = splitFamily(family);
  const prefixes = [dropping, kept, particles].filter((part) => part !== undefined && part !== '');
  if (prefixes.length === 0) return null;
  const isOfFamily = kept !== undefined || particles !== '';
  return { prefix: prefixes.join(' '), isOfFamily, family: rest };
}

/** `family=…, given=…, prefix=…, useprefix=…`, as biblatex 3.5 and later read it. */
export function extendedName(
  name: SplitName & { readonly given: string; readonly suffix: string },
  context: LatexContext,
): string {
  const parts = [
    `family=${part(name.family, context)}`,
    `given=${part(name.given, context)}`,
    ...(name.suffix === '' ? [] : [`suffix=${part(name.suffix, context)}`]),
    `prefix=${part(name.prefix, context)}`,
    `useprefix=${name.isOfFamily ? 'true' : 'false'}`,
  ];
  return parts.join(', ');
}

// What no reader takes for the end of a part, or for its delimiters.
const PLAIN_PART = /^[\p{L}\p{M}\p{N} .'’-]*$/u;

function part(text: string, context: LatexContext): string {
  const latex = latexText(text, 'inside', context);
  const isPlain = PLAIN_PART.test(latex) && !/(?:^|\s)and(?:\s|$)/iu.test(text);
  return isPlain ? latex : `{${latex}}`;
}
