// Author and editor lists as BibTeX reads them.
// Invariants: a comma or " and " inside a name never splits it; an institution is one name.
import type { CslName } from '../../../shared/domain/csl.ts';
import {
  cleanText,
  createTextIssues,
  hasIssues,
  mergeIssues,
  type TextIssues,
} from '../text/clean-text.ts';
import { isParticle } from '../text/particles.ts';
import { extendedName, splitParticles } from '../biblatex/names.ts';
import { latexText, type Charset, type Dialect, type LatexContext } from './latex-text.ts';
import { bracedWhole } from './values.ts';

/** Says to BibTeX that more people wrote it. */
const OTHERS = 'others';
const IS_OTHERS = /^(?:(?:and\s+)?others|et\.?\s*al\.?|…|\.\.\.)$/iu;

const ELIDED_PARTICLE = /^(?:d|l|dall|dell|al|el|ould)['’-]\p{Lu}/u;
const GENERATION = /^(.*\S),?\s+(Jr|Sr|II|III|IV)(\.?)$/u;

interface WrittenName {
  readonly text: string;
  /** What is to be said about it at every entry; null for most. */
  readonly issues: TextIssues | null;
}

/** Names written before, by family and given name. */
interface NameMemory {
  readonly byFamily: Map<string, Map<string, WrittenName>>;
  count: number;
}

/**
 * People recur: of the names in a real library of 1,232 works a quarter, and every one of them at the
 * next export of a list. What a name becomes depends on nothing but itself, the dialect and the character
 * set.
 */
const MEMORIES: Readonly<Record<Dialect, Readonly<Record<Charset, NameMemory>>>> = {
  bibtex: { ascii: emptyMemory(), 'utf-8': emptyMemory() },
  biblatex: { ascii: emptyMemory(), 'utf-8': emptyMemory() },
};
/** About 10 MB each; what comes after it is written all the same, and the memory begins anew. */
const MAX_REMEMBERED = 50_000;

function emptyMemory(): NameMemory {
  return { byFamily: new Map(), count: 0 };
}

/** What names are written with. */
export interface NameContext extends LatexContext {
  readonly dialect: Dialect;
}

/** The names joined by ` and `; null where nobody is named. */
export function nameList(
  names: readonly CslName[] | undefined,
  context: NameContext,
): string | null {
  if (names === undefined) return null;
  const list: string[] = [];
  let hasOthers = false;
  for (const name of names) {
    const text = remembered(name, context);
    if (text === OTHERS) hasOthers = true;
    else if (text !== '') list.push(text);
  }
  if (list.length === 0) return null;
  if (hasOthers) list.push(OTHERS);
  return list.join(' and ');
}

function remembered(name: CslName, context: NameContext): string {
  if (!isPlainPerson(name)) return writeName(name, context);
  const { family, given } = name;
  const { charset, dialect } = context;
  const memory = MEMORIES[dialect][charset];
  const known = memory.byFamily.get(family)?.get(given);
  const written = known ?? remember(name, memory, { charset, dialect });
  if (written.issues !== null) mergeIssues(written.issues, context.issues);
  return written.text;
}

type Flavour = Pick<NameContext, 'charset' | 'dialect'>;

function remember(name: Person, memory: NameMemory, flavour: Flavour): WrittenName {
  if (memory.count >= MAX_REMEMBERED) {
    memory.byFamily.clear();
    memory.count = 0;
  }
  const written = writePerson(name, flavour);
  const ofFamily = memory.byFamily.get(name.family);
  if (ofFamily === undefined) memory.byFamily.set(name.family, new Map([[name.given, written]]));
  else ofFamily.set(name.given, written);
  memory.count += 1;
  return written;
}

function writePerson(name: Person, flavour: Flavour): WrittenName {
  const simple = simpleName(name.family, name.given);
  // biblatex is told what to do with a particle.
  const hasParticle = flavour.dialect === 'biblatex' && /^[a-z]/.test(name.family);
  if (simple !== null && !hasParticle) return { text: simple, issues: null };
  const issues = createTextIssues();
  const text = writeName(name, { ...flavour, issues });
  return { text, issues: hasIssues(issues) ? issues : null };
}

type Person = CslName & { readonly family: string; readonly given: string };

function isPlainPerson(name: CslName): name is Person {
  return (
    name.family !== undefined &&
    name.given !== undefined &&
    name.literal === undefined &&
    name.suffix === undefined &&
    name['dropping-particle'] === undefined &&
    name['non-dropping-particle'] === undefined
  );
}

// `Family, Given` in ASCII letters: words with a capital, initials with or without a period, common
// particles before the family name.
const SIMPLE_FAMILY =
  /^(?:(?:van|von|de|der|den|du|la|ter) )*[A-Z][A-Za-z]+(?:[ '-][A-Z][A-Za-z]+)*$/;
const SIMPLE_GIVEN = /^[A-Z][A-Za-z]*\.?(?:[ -][A-Z][A-Za-z]*\.?)*$/;
// What BibTeX, or the rules below, would take for something else than a part of a name.
const NOT_A_NAME = /\b(?:A[Nn][Dd]|J[Rr]|S[Rr]|II|III|IV|O[Tt][Hh][Ee][Rr][Ss]|E[Tt])\b/;

/** The name as `writeName` would write it, where it needs but a comma and periods; else null. */
export function simpleName(family: string, given: string): string | null {
  if (!SIMPLE_FAMILY.test(family) || !SIMPLE_GIVEN.test(given)) return null;
  const whole = `${family}, ${withPeriods(given)}`;
  return NOT_A_NAME.test(whole) ? null : whole;
}

/** Any name; `others` for "et al.", empty where nothing is left. */
export function writeName(name: CslName, context: NameContext): string {
  const clean = cleanName(name, context);
  const isOthers = clean.given === undefined && IS_OTHERS.test(clean.literal ?? clean.family ?? '');
  return isOthers ? OTHERS : writtenName(clean, context);
}

const PARTS = [
  'family',
  'given',
  'suffix',
  'literal',
  'dropping-particle',
  'non-dropping-particle',
] as const;

/** The parts that hold something, each clean; spaces that do not break are plain ones in a name. */
function cleanName(name: CslName, context: LatexContext): CslName {
  const clean: { -readonly [Part in keyof CslName]?: string } = {};
  for (const part of PARTS) {
    const text = name[part];
    if (text === undefined) continue;
    const value = cleanText(text, context.issues).replace(/^[\s,]+|[\s,]+$/gu, '');
    if (value !== '') clean[part] = value.replace(/\s+/gu, ' ');
  }
  return clean;
}

function writtenName(name: CslName, context: NameContext): string {
  if (name.family === undefined) {
    const whole = [name.literal ?? '', ...(name.literal === undefined ? [name.given ?? ''] : [])];
    const text = whole.join('');
    return text === '' ? '' : bracedWhole(text, context);
  }
  const { given, suffix } = splitGeneration(name);
  const particles = [name['dropping-particle'], name['non-dropping-particle']]
    .filter((particle) => particle !== undefined)
    .reduce((before, particle) => joinParticle(before, particle), '');
  if (given === '') {
    const whole = joinParticle(particles, name.family);
    return bracedWhole(suffix === '' ? whole : `${whole} ${suffix}`, context);
  }
  if (context.dialect === 'biblatex') {
    const split = splitParticles(name, name.family);
    if (split !== null) {
      return extendedName({ ...split, given: withPeriods(given), suffix }, context);
    }
  }
  const family = bibtexFamily(particles, name.family, context);
  const first = part(withPeriods(given), context);
  return suffix === '' ? `${family}, ${first}` : `${family}, ${part(suffix, context)}, ${first}`;
}

/** Particles are written before the family name, where BibTeX looks for them. */
function bibtexFamily(particles: string, family: string, context: NameContext): string {
  const whole = joinParticle(particles, family);
  if (splitsFamily(whole) || spoilsInitials(whole, context)) return bracedWhole(whole, context);
  const begin = /^\P{L}*\p{Ll}/u.test(family) && particles === '';
  return begin && !startsWithParticle(family)
    ? bracedWhole(family, context)
    : latex(whole, context);
}

/** True where BibTeX reads the beginning of the family name as a particle. */
function startsWithParticle(family: string): boolean {
  const [first = '', ...rest] = family.split(' ');
  return (
    (rest.length > 0 && isParticle(first)) || ELIDED_PARTICLE.test(family.replaceAll('’', "'"))
  );
}

/** `de` and `Beauvoir` with a space, `d'` and `al-` without. */
function joinParticle(particle: string, name: string): string {
  if (particle === '') return name;
  return /['’-]$/u.test(particle) ? particle + name : `${particle} ${name}`;
}

/** "Martin Luther, Jr." in a given name is a suffix in the wrong place. */
function splitGeneration(name: CslName): { readonly given: string; readonly suffix: string } {
  const given = name.given ?? '';
  if (name.suffix !== undefined) return { given, suffix: name.suffix };
  const match = GENERATION.exec(given);
  if (match === null) return { given, suffix: '' };
  const [, rest = '', generation = '', period = ''] = match;
  return { given: rest.replace(/,$/u, ''), suffix: generation + period };
}

// A lone capital that has no period yet and is no part of a word (D'Arcy).
const LONE_CAPITAL = /(?<![\p{L}\p{M}\p{N}.'’])(\p{Lu}\p{M}*)(?![\p{L}\p{M}\p{N}.'’])/gu;

/** `L V` as `L. V.`, `J-P` as `J.-P.`: else plain.bst prints "L V Clark". */
function withPeriods(given: string): string {
  return given.replace(LONE_CAPITAL, '$1.');
}

/** True for what BibTeX, or the label of a style (natbib reads `(` and `]` in it), would cut apart. */
function splitsFamily(text: string): boolean {
  return /[()[\]]/u.test(text) || splitsName(text);
}

/** True for a comma, " and ", or nothing that BibTeX takes for a name (`-` and `~` only part words). */
function splitsName(text: string): boolean {
  return /,|(?:^|\s)and(?:\s|$)/iu.test(text) || !/[^\s~–—‐‑‒―-]/u.test(text);
}

// Biber makes an initial of each word, and of a word that begins with a macro (\&) half of it.
const SIGN_FIRST = /(?:^|[\s-])[&%#_$\\{}^~<>|]/u;

/** True for what must be one word to biber. */
function spoilsInitials(text: string, { dialect }: NameContext): boolean {
  return dialect === 'biblatex' && SIGN_FIRST.test(text);
}

function part(text: string, context: NameContext): string {
  return splitsName(text) || spoilsInitials(text, context)
    ? bracedWhole(text, context)
    : latex(text, context);
}

function latex(text: string, context: LatexContext): string {
  return latexText(text, 'outer', context);
}
