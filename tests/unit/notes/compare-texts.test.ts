// What changed between two revisions: nothing of either text is missing, whatever they are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts, type TextPart } from '../../../src/main/notes/compare-texts.ts';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('PEM', 'was', 'not', ' ', '  ', '\n', '\r\n', '.', 'é', '🙂'), {
      maxLength: 40,
    })
    .map((parts) => parts.join('')),
);

function without(kind: TextPart['kind'], parts: readonly TextPart[]): string {
  return parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('');
}

describe('a comparison', () => {
  it('is of words', async () => {
    expect(await compareTexts('PEM was required.', 'PEM was not required.')).toEqual([
      { kind: 'same', text: 'PEM was ' },
      { kind: 'added', text: 'not ' },
      { kind: 'same', text: 'required.' },
    ]);
    expect(await compareTexts('', '')).toEqual([]);
    expect(await compareTexts('a', 'a')).toEqual([{ kind: 'same', text: 'a' }]);
  });

  it('holds both texts whole', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (before, after) => {
        const parts = await compareTexts(before, after);
        expect(without('added', parts)).toBe(before);
        expect(without('removed', parts)).toBe(after);
        parts.forEach((part, place) => {
          expect(part.text).not.toBe('');
          expect(part.kind).not.toBe(parts[place - 1]?.kind);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('of two long texts is done in about a second, and whole', async () => {
    const long = (word: string): string =>
      Array.from({ length: 60_000 }, (_, place) => `${word}${place * 7} `).join('');
    const started = performance.now();
    const parts = await compareTexts(long('a'), long('b'));
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(without('added', parts)).toBe(long('a'));
    expect(without('removed', parts)).toBe(long('b'));
  });
});
