// One name, as it stands between two ` and `, read as a person or as an institution.
// Invariant: what does not look like a person's name is kept whole.
import type { Author } from '../../../shared/domain/study.ts';
import { decodeLatex } from './latex-text.ts';
import { collapse } from './page-text.ts';

// Words of institutions' names that are no one's given or family name.
const INSTITUTIONAL =
  /\b(?:academy|agency|alliance|association|authority|board|bureau|center|centers|centre|centres|clinic|coalition|collaboration|collaborative|collaborators|college|commission|committee|consortium|control|council|department|division|excellence|federation|force|foundation|group|health|healthcare|hospital|initiative|institute|institutes|institution|investigators|laboratory|ministry|network|office|organi[sz]ation|panel|partnership|prevention|programme?|project|registry|research|royal|school|sciences?|service|services|society|studies|study|subgroup|taskforce|team|trial|trust|union|university|working|care|medicine|disease|diseases|national|international)\b/iu;
const LOWER_CASE_LINK = /\s(?:of|for|on|the|in|to|and)\s|&|\/|\d|\(/u;
const PARTICLES = new Set(
  'van von de der den del della di da do dos das du la le les ter ten te zu zur el al bin ibn op st. st af av'.split(
    ' ',
  ),
);
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/iu;
const LONGEST_PERSON = 5;

/** True where a name has words that persons' names do not have. */
export function isInstitutional(name: string): boolean {
  return INSTITUTIONAL.test(name) || LOWER_CASE_LINK.test(name);
}

/** A name in either order: `Last, First M`, `First Last`, or an institution. */
export function readName(text: string): Author {
  const written = collapse(text);
  const name = collapse(decodeLatex(written));
  if (isBraced(written) || isInstitutional(name)) return { literal: name };
  const parts = name.split(/\s*,\s*/u);
  if (parts.length > 1) return namedInReverse(name, parts);
  return namedInOrder(name);
}

/** True where one pair of braces holds the whole name, which keeps it whole. */
export function isBraced(name: string): boolean {
  if (!/^\{[^\\].*\}$/su.test(name)) return false;
  let depth = 0;
  for (let at = 0; at < name.length - 1; at += 1) {
    if (name[at] === '{') depth += 1;
    else if (name[at] === '}') depth -= 1;
    if (depth === 0) return false;
  }
  return true;
}

function namedInReverse(name: string, parts: readonly string[]): Author {
  const [family = '', given = '', third] = parts;
  if (family === '') return { literal: name };
  if (parts.length === 2) return { family, given: given === '' ? null : given };
  const isSuffixed = parts.length === 3 && third !== undefined && SUFFIX.test(given);
  return isSuffixed ? { family, given: `${third}, ${given}` } : { literal: name };
}

function namedInOrder(name: string): Author {
  const words = name.split(' ');
  if (words.length > LONGEST_PERSON + 1) return { literal: name };
  const [only] = words;
  if (words.length === 1 && only !== undefined) {
    return /^\p{Lu}{3,}$/u.test(only) ? { literal: only } : { family: only, given: null };
  }
  const suffix = SUFFIX.test(words.at(-1) ?? '') ? words.pop() : undefined;
  let familyAt = words.length - 1;
  while (
    familyAt > 1 &&
    PARTICLES.has(words[familyAt - 1]?.toLowerCase() ?? '') &&
    isLower(words[familyAt - 1])
  ) {
    familyAt -= 1;
  }
  const family = words.slice(familyAt).join(' ');
  const given = words.slice(0, familyAt).join(' ');
  if (given === '') return { literal: name };
  return { family, given: suffix === undefined ? given : `${given}, ${suffix}` };
}

const isLower = (word = ''): boolean => /^\p{Ll}/u.test(word);

/** Words that stand for no author at all. */
export const isNobody = (name: string): boolean =>
  /^(?:unknown(?: authors?)?|anonymous|no authors? listed|n\/a|none|-|—)$/iu.test(name.trim());
