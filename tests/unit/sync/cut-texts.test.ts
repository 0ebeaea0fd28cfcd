// Of two long texts a receipt shows the place where they differ.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAroundDifference } from '../../../src/shared/util/cut-texts.ts';
import { shortened } from '../../../src/main/sync/receipt.ts';

const long = 'x'.repeat(300);

describe('two texts that differ', () => {
  it('are shown whole where both are short', () => {
    const texts = ['y'.repeat(200), 'short'] as const;
    expect(cutAroundDifference(...texts)).toEqual(texts);
    expect(cutAroundDifference(null, 'short')).toEqual([null, 'short']);
  });

  it('are cut on the side where something is left out', () => {
    expect(cutAroundDifference(`a${long}`, `b${long}`)).toEqual([
      `a${'x'.repeat(199)}…`,
      `b${'x'.repeat(199)}…`,
    ]);
    expect(cutAroundDifference(`${long} required.`, `${long} not required.`)).toEqual([
      `…${'x'.repeat(186)} required.`,
      `…${'x'.repeat(186)} not required.`,
    ]);
    const [before] = cutAroundDifference(`${long}a${long}`, `${long}b${long}`);
    expect(before).toBe(`…${'x'.repeat(60)}a${'x'.repeat(139)}…`);
    expect(cutAroundDifference(null, long)).toEqual([null, `${'x'.repeat(200)}…`]);
  });

  it('keep characters of two units whole, those that differ in the second unit included', () => {
    const faces = '😀'.repeat(250);
    const [before, after] = cutAroundDifference(`${faces}😀${faces}`, `${faces}😁${faces}`);
    expect(before).toBe(`…${'😀'.repeat(200)}…`);
    expect(after).toBe(`…${'😀'.repeat(60)}😁${'😀'.repeat(139)}…`);
  });

  it('differ when they are cut, and are no longer than a line may be (property)', () => {
    // Few letters, the ellipsis among them: long beginnings in common, and texts that look as if they were cut.
    const text = fc.array(fc.constantFrom('a', 'b', '…', '😀', '\ud83d'), { maxLength: 30 });
    const common = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(common, text, text, common, (length, one, other, rest) => {
        const start = 'a…'.repeat(length / 2);
        const before = `${start}${one.join('')}${'a'.repeat(rest)}`;
        const after = `${start}${other.join('')}`;
        const [cutBefore, cutAfter] = cutAroundDifference(before, after);
        expect(cutBefore === cutAfter).toBe(before === after);
        for (const cut of [cutBefore, cutAfter]) {
          expect(Array.from(cut ?? '').length).toBeLessThanOrEqual(202);
        }
      }),
    );
  });
});

describe('the changes in a receipt', () => {
  it('never show the same text twice for a sentence that was turned around at its end', () => {
    const change = { field: 'section.Limits', label: 'Limits' };
    const [told] = shortened([
      { ...change, before: `${long} required.`, after: `${long} not required.` },
    ]);
    expect(told).toMatchObject(change);
    expect(told?.before).toMatch(/x required\.$/u);
    expect(told?.after).toMatch(/x not required\.$/u);
  });
});
