// Shortens what a person typed so that a sentence about it can be read.
// Invariant: nothing is cut inside a pair of surrogates.

const MAX_CHARACTERS = 40;

/** The text, or its first 40 characters and an ellipsis. */
export function shorten(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  return `${[...text.slice(0, MAX_CHARACTERS)].slice(0, -1).join('')}…`;
}
