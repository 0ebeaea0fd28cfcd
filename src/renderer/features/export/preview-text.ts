// As much of an exported file as is comfortable to look at.
// Invariant: pure; only whole entries are shown, one at least, and what is left out is counted.

export interface PreviewText {
  readonly shown: string;
  /** How many entries the file has beyond what is shown. */
  readonly more: number;
}

export interface PreviewLimits {
  readonly entries: number;
  readonly characters: number;
}

const LIMITS: PreviewLimits = { entries: 400, characters: 200_000 };

/** The beginning of a file of entries; each begins with `@` at the start of a line, and nothing else does. */
export function previewOf(text: string, limits: PreviewLimits = LIMITS): PreviewText {
  const starts = [...text.matchAll(/^@/gmu)].map(({ index }) => index);
  const endOf = (count: number): number => starts[count] ?? text.length;
  let count = Math.min(starts.length, limits.entries);
  while (count > 1 && endOf(count) > limits.characters) count -= 1;
  const more = starts.length - count;
  return { shown: more === 0 ? text : text.slice(0, endOf(count)).trimEnd(), more };
}
