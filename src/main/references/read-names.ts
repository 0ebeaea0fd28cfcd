// Names of people and institutions as they are typed or stand in a record.
// Invariant: a name is split where its own form says so; what has no such form stays whole.
import type { CslName } from '../../shared/domain/csl.ts';

/** Of one reference: the most that a paper has had, and a little more. */
export const MAX_NAMES = 5000;
/** Of one name, in characters. */
export const MAX_NAME_LENGTH = 500;
const NAME_PARTS = [
  'family',
  'given',
  'dropping-particle',
  'non-dropping-particle',
  'suffix',
  'literal',
] as const;

/** Names typed one a line, or with semicolons between: `Family, Given`, `Family, Jr., Given`, `{An Institution}`. */
export function namesFromText(text: string): CslName[] {
  return text
    .split(/[;\n\r]+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(nameFromText);
}

/** One name: `Family, Given`, `Family, Suffix, Given`; in braces or without a comma it is one whole. */
export function nameFromText(text: string): CslName {
  const trimmed = text.trim();
  if (/^\{.*\}$/u.test(trimmed)) return { literal: trimmed.slice(1, -1).trim() };
  const [family = '', second, third, ...more] = trimmed.split(/\s*,\s*/u);
  if (second === undefined || more.length > 0 || family === '') {
    return trimmed.includes(' ') ? { literal: trimmed } : { family: trimmed };
  }
  if (third !== undefined && third !== '') return { family, suffix: second, given: third };
  return second === '' ? { family } : { family, given: second };
}

/** A family name with its initials, as registers write authors ("van der Meer JW", "King ML Jr"). */
export function nameFromInitials(text: string): CslName {
  const match = /^(.+?) (\p{Lu}{1,4})(?: (Jr|Sr|II|III|IV|2nd|3rd))?$/u.exec(text.trim());
  if (match?.[1] === undefined || match[2] === undefined) {
    return text.trim().includes(' ') ? { literal: text.trim() } : { family: text.trim() };
  }
  const given = [...match[2]].map((initial) => `${initial}.`).join(' ');
  return { family: match[1], given, ...(match[3] === undefined ? {} : { suffix: match[3] }) };
}

/** The names with what they are made of alone, trimmed; or a sentence that says why they cannot be used. */
export function cleanNames(names: readonly CslName[]): readonly CslName[] | string {
  const clean = names.map(cleanName).filter((name) => Object.keys(name).length > 0);
  if (clean.length > MAX_NAMES) return `There are ${clean.length} names; ${MAX_NAMES} can be kept.`;
  const long = clean.find((name) => nameText(name).length > MAX_NAME_LENGTH);
  return long === undefined ? clean : 'One of the names is too long to be one.';
}

function cleanName(name: CslName): CslName {
  return Object.fromEntries(
    NAME_PARTS.flatMap((part) => {
      const text = name[part]?.replace(/[\p{Cc}\s]+/gu, ' ').trim();
      return text === undefined || text === '' ? [] : [[part, text]];
    }),
  );
}

/** A name in one line, as it can be typed in again. */
export function nameText(name: CslName): string {
  if (name.literal !== undefined) {
    return name.literal.includes(' ') ? `{${name.literal}}` : name.literal;
  }
  const particles = [name['dropping-particle'], name['non-dropping-particle'], name.family];
  const family = particles.filter((part) => part !== undefined).join(' ');
  return [family, name.suffix, name.given].filter((part) => part !== undefined).join(', ');
}
