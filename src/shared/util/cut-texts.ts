// Cuts two long texts to the place where they differ first, for lines that show both.
// Invariant: what is cut differs wherever the whole texts do, no character is split, and an ellipsis stands where
// something was left out.

/** Characters (code points) of a text that are shown; ellipses come on top. */
const LONGEST = 200;
/** Shown before the difference, for its context. */
const LEAD = 60;

/**
 * Both texts as they are where both are short, else the same stretch of each, around the first difference. A text
 * beside none (null) is shown from its beginning.
 */
export function cutAroundDifference(
  before: string | null,
  after: string | null,
): readonly [string | null, string | null] {
  const [first, second] = [charactersOf(before), charactersOf(after)];
  if (Math.max(first?.length ?? 0, second?.length ?? 0) <= LONGEST) return [before, after];
  const start = first === null || second === null ? 0 : startOf(first, second);
  return [cutFrom(first, start), cutFrom(second, start)];
}

function charactersOf(text: string | null): readonly string[] | null {
  return text === null ? null : Array.from(text);
}

/** Where the stretch begins: at the beginning where the difference is near to it, and not needlessly near the end. */
function startOf(one: readonly string[], other: readonly string[]): number {
  const difference = differenceOf(one, other);
  if (difference < LONGEST - LEAD) return 0;
  return Math.max(0, Math.min(difference - LEAD, Math.max(one.length, other.length) - LONGEST));
}

/** Where two texts differ first; 0 where they do not. */
function differenceOf(one: readonly string[], other: readonly string[]): number {
  const shorter = Math.min(one.length, other.length);
  for (let place = 0; place < shorter; place += 1) if (one[place] !== other[place]) return place;
  return one.length === other.length ? 0 : shorter;
}

function cutFrom(text: readonly string[] | null, start: number): string | null {
  if (text === null) return null;
  const end = start + LONGEST;
  return `${start > 0 ? '…' : ''}${text.slice(start, end).join('')}${end < text.length ? '…' : ''}`;
}
