// What changed between two texts, word by word.
// Invariant: same and removed parts together are the old text, same and added the new one, to the last
// blank, whatever way it was found.

/** A stretch that both texts have, or one of them. */
export interface TextPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

// A person waits half a second for a comparison. Word by word is quadratic where two long texts differ
// throughout, so it is given up early, and lines are compared; then the texts stand one after the other.
const WORDS_TIMEOUT_MS = 300;
const LINES_TIMEOUT_MS = 300;
const MAX_FOR_WORDS = 400_000;

/** The parts of both texts in reading order; neighbours are of different kinds, none is empty. */
export async function compareTexts(before: string, after: string): Promise<TextPart[]> {
  if (before === after) return joinParts([{ kind: 'same', text: before }]);
  const { diffLines, diffWordsWithSpace } = await import('diff');
  const isShort = before.length + after.length <= MAX_FOR_WORDS;
  const changes =
    (isShort ? diffWordsWithSpace(before, after, { timeout: WORDS_TIMEOUT_MS }) : undefined) ??
    diffLines(before, after, { timeout: LINES_TIMEOUT_MS });
  const parts = joinParts(
    changes?.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    })) ?? [],
  );
  return isWhole(parts, before, after) ? parts : oneAfterTheOther(before, after);
}

function joinParts(parts: readonly TextPart[]): TextPart[] {
  const joined: TextPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.text === '') continue;
    if (last?.kind !== part.kind) joined.push(part);
    else joined[joined.length - 1] = { kind: part.kind, text: last.text + part.text };
  }
  return joined;
}

function isWhole(parts: readonly TextPart[], before: string, after: string): boolean {
  const without = (kind: TextPart['kind']): string =>
    parts
      .filter((part) => part.kind !== kind)
      .map(({ text }) => text)
      .join('');
  return without('added') === before && without('removed') === after;
}

function oneAfterTheOther(before: string, after: string): TextPart[] {
  return joinParts([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]);
}
