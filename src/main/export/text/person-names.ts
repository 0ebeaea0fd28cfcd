// Names of people and institutions for formats that are not BibTeX.
// Invariant: particles stand before the family name, and an institution is one name.
import type { CslName } from '../../../shared/domain/csl.ts';
import type { TextIssues } from './clean-text.ts';
import { plainText } from './plain-text.ts';

const IS_OTHERS = /^(?:(?:and\s+)?others|et\.?\s*al\.?|…|\.\.\.)$/iu;

/** True for "et al." and the like among names, which is nobody. */
export function isOthers({ family, given, literal }: CslName): boolean {
  return IS_OTHERS.test((family === undefined ? (literal ?? given ?? '') : family).trim());
}

/** A person, an institution, or "et al.", which is nobody. */
export type ReadName =
  | {
      readonly kind: 'person';
      readonly family: string;
      readonly given: string;
      readonly suffix: string;
    }
  | { readonly kind: 'institution'; readonly name: string }
  | { readonly kind: 'others' };

/** The names that say something, in their order. */
export function readNames(
  names: readonly CslName[] | undefined,
  issues: TextIssues,
): readonly ReadName[] {
  return (names ?? []).flatMap((name) => readName(name, issues) ?? []);
}

function readName(name: CslName, issues: TextIssues): ReadName | null {
  const part = (value: string | undefined): string =>
    plainText(value, issues)
      .replace(/\s+/gu, ' ')
      .replace(/^[\s,]+|[\s,]+$/gu, '');
  const family = part(name.family);
  const given = part(name.given);
  if (family === '') {
    const whole = part(name.literal) || given;
    if (whole === '') return null;
    return IS_OTHERS.test(whole) ? { kind: 'others' } : { kind: 'institution', name: whole };
  }
  if (given === '' && IS_OTHERS.test(family)) return { kind: 'others' };
  const particles = [part(name['dropping-particle']), part(name['non-dropping-particle'])];
  return {
    kind: 'person',
    family: [...particles, family].filter((word) => word !== '').reduce(joinParticle),
    given,
    suffix: part(name.suffix),
  };
}

/** `de` and `Beauvoir` with a space, `d'` and `al-` without. */
function joinParticle(particle: string, name: string): string {
  return /['’-]$/u.test(particle) ? particle + name : `${particle} ${name}`;
}

/** What the name is called in a text: family name with particles, or the institution; null for "et al.". */
export function shortName(name: ReadName): string | null {
  if (name.kind === 'others') return null;
  return name.kind === 'person' ? name.family : name.name;
}
