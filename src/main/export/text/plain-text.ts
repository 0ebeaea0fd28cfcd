// Text of metadata for formats that know no markup: lowered and raised figures become Unicode's own.
// Invariant: no letter is lost; 10<sup>3</sup> is never written as 103.
import { cleanText, SCRIPT_MARKS, type TextIssues } from './clean-text.ts';

const { subStart, subEnd, supStart, supEnd } = SCRIPT_MARKS;
const MARKED = new RegExp(
  `${subStart}([^${subEnd}]*)${subEnd}|${supStart}([^${supEnd}]*)${supEnd}`,
  'gu',
);

const PLAIN = '0123456789+-−–=()';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎';
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾';

/** One clean line without marks: `VO<sub>2</sub>` → `VO₂`. A script that Unicode lacks stands as plain letters. */
export function plainText(value: string | number | undefined, issues: TextIssues): string {
  if (value === undefined) return '';
  return withoutMarks(cleanText(String(value), issues));
}

/** The same for text that is clean already. */
export function withoutMarks(clean: string): string {
  return clean.replace(MARKED, (_whole, lowered?: string, raised?: string) =>
    lowered === undefined ? inScript(raised ?? '', RAISED) : inScript(lowered, LOWERED),
  );
}

function inScript(text: string, script: string): string {
  return Array.from(text, (character) => script[PLAIN.indexOf(character)] ?? character).join('');
}

/**
 * What a person wrote, line by line, as it is: no entity is decoded and no markup taken out. Only what
 * has no printed form goes.
 */
export function ownText(raw: string, issues: TextIssues): string {
  return raw
    .split(/\r\n?|[\n\u2028\u2029]/u)
    .map((line) => cleanText(line.replaceAll('&', '&amp;').replaceAll('<', '&lt;'), issues))
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .replace(/^\n+|\n+$/gu, '');
}
