// As much of an exported file as is comfortable to look at.
// Invariant: pure; of BibTeX only whole entries are shown, one at least, and what is left out is counted; of other
// formats whole lines.

export interface PreviewText {
  readonly shown: string;
  /** How many entries the file has beyond what is shown. */
  readonly more: number;
  /** A file without such entries was cut at a line; what is left out is not counted. */
  readonly isCut: boolean;
}

export interface PreviewLimits {
  readonly entries: number;
  readonly characters: number;
}

const LIMITS: PreviewLimits = { entries: 400, characters: 200_000 };

/** The beginning of a file: of BibTeX's, whose entries begin with `@` at the start of a line, or of any other. */
export function previewOf(text: string, limits: PreviewLimits = LIMITS): PreviewText {
  if (!/^@/mu.test(text)) return beginningOf(text, limits.characters);
  const starts = [...text.matchAll(/^@/gmu)].map(({ index }) => index);
  const endOf = (count: number): number => starts[count] ?? text.length;
  let count = Math.min(starts.length, limits.entries);
  while (count > 1 && endOf(count) > limits.characters) count -= 1;
  const more = starts.length - count;
  return { shown: more === 0 ? text : text.slice(0, endOf(count)).trimEnd(), more, isCut: false };
}

function beginningOf(text: string, characters: number): PreviewText {
  if (text.length <= characters) return { shown: text, more: 0, isCut: false };
  const end = text.lastIndexOf('\n', characters);
  return { shown: text.slice(0, end > 0 ? end : characters), more: 0, isCut: true };
}
