// Escapes that were escaped once more on their way (`&amp;amp;`, `&lt;i&gt;x&lt;/i&gt;`), as registers hand titles on.
// Invariant: one level is taken off, and only where it is plain that there are two: an entity whose `&` is escaped,
// or an escaped element that opens and closes. `cleanText` then decodes what is left exactly once.
import { decodeEntity } from '../text/html-entities.ts';

const ESCAPED_ENTITY = /&amp;(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,7});/giu;
const ESCAPED_ELEMENT =
  /&lt;(i|b|em|strong|sub|sup|span|small|u|sc|scp|tt)(?:\s(?:(?!&gt;)[^<>])*)?&gt;((?:(?!&lt;\1[\s&]).)*?)&lt;\/\1&gt;/gisu;
// Deeper than any register nests; a text made to be slow ends here.
const MAX_ROUNDS = 8;

/** A title with doubled escapes made single ones and escaped elements made elements. */
export function mendEscapes(title: string): string {
  if (!title.includes('&')) return title;
  return untilStable(untilStable(title, singleEntities), singleElements);
}

function singleEntities(text: string): string {
  return text.replace(ESCAPED_ENTITY, (whole: string, name: string) =>
    decodeEntity(name) === null ? whole : `&${name};`,
  );
}

function singleElements(text: string): string {
  return text.replace(ESCAPED_ELEMENT, '<$1>$2</$1>');
}

function untilStable(text: string, step: (text: string) => string): string {
  let current = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = step(current);
    if (next === current) break;
    current = next;
  }
  return current;
}
