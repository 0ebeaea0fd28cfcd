// The short name that a style is called by, on the command line and in what is remembered.
// Invariant: no two styles share one; the same style, added again, keeps its name.
import { AppError } from '../../shared/contract/errors.ts';
import type { StyleFacts } from '../export/styles/read-style.ts';
import { SHIPPED_STYLES } from '../export/styles/shipped-styles.ts';
import type { AddedStyle } from '../storage/library/styles.ts';

const VALID = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/u;
const MAX_LENGTH = 60;

/**
 * The name asked for, else the one that the same style has, else one made from what the file says of itself.
 * @throws AppError `invalid-input`, `name-taken`
 */
export function chooseStyleName(
  wanted: string | null,
  facts: StyleFacts,
  added: readonly AddedStyle[],
): string {
  if (wanted !== null) return checkName(wanted.trim().toLowerCase());
  const same = added.find((style) => style.uri !== null && style.uri === facts.uri);
  if (same !== undefined) return same.name;
  const taken = new Set([...SHIPPED_STYLES, ...added].map(({ name }) => name));
  const base = suggestedName(facts);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(name)) return name;
  }
}

function checkName(name: string): string {
  if (!VALID.test(name) || name.length > MAX_LENGTH) {
    throw new AppError(
      'invalid-input',
      `A style is called by small letters, digits and dashes, as “my-journal”; at most ${MAX_LENGTH}. Nothing was changed.`,
    );
  }
  if (SHIPPED_STYLES.some((style) => style.name === name)) {
    throw new AppError(
      'name-taken',
      `“${name}” is a style that comes with the program. Nothing was changed. Choose another name.`,
    );
  }
  return name;
}

/** The last part of its address, else its title. */
function suggestedName({ uri, title }: StyleFacts): string {
  const last = uri?.split(/[/#]/u).findLast((part) => part !== '') ?? '';
  return slugOf(last) || slugOf(title) || 'style';
}

function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/gu, '');
}
