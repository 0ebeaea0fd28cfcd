// Keys of the grid, and where dragged rows go.
import { describe, expect, it } from 'vitest';
import { gridAction, type GridKey } from '../../../src/renderer/ui/grid/grid-keys.ts';
import { placeAfterDrop } from '../../../src/renderer/ui/grid/drop-place.ts';

function key(name: string, more: Partial<GridKey> = {}): GridKey {
  return { key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more };
}
const AT_FIVE = { place: 5, count: 10, pageRows: 4, canMove: true };

describe('a key in the grid', () => {
  it.each([
    ['ArrowDown', 6],
    ['ArrowUp', 4],
    ['PageDown', 9],
    ['PageUp', 1],
    ['Home', 0],
    ['End', 9],
  ])('%s goes to %i, with Shift it selects up to there', (name, place) => {
    expect(gridAction(key(name), AT_FIVE)).toEqual({ kind: 'activate', place });
    expect(gridAction(key(name, { shiftKey: true }), AT_FIVE)).toEqual({ kind: 'extend', place });
  });

  it('stops at both ends', () => {
    expect(gridAction(key('ArrowUp'), { ...AT_FIVE, place: 0 })).toEqual({
      kind: 'activate',
      place: 0,
    });
    expect(gridAction(key('PageDown'), { ...AT_FIVE, place: 9 })).toEqual({
      kind: 'activate',
      place: 9,
    });
  });

  it('selects one, all, or enters', () => {
    expect(gridAction(key(' '), AT_FIVE)).toEqual({ kind: 'toggle', place: 5 });
    expect(gridAction(key('a', { ctrlKey: true }), AT_FIVE)).toEqual({ kind: 'select-all' });
    expect(gridAction(key('a', { metaKey: true }), AT_FIVE)).toEqual({ kind: 'select-all' });
    expect(gridAction(key('Enter'), AT_FIVE)).toEqual({ kind: 'enter' });
  });

  it('moves a row where rows have an order', () => {
    const up = key('ArrowUp', { altKey: true });
    expect(gridAction(up, AT_FIVE)).toEqual({ kind: 'move', from: 5, to: 4 });
    expect(gridAction(up, { ...AT_FIVE, place: 0 })).toBeNull();
    expect(gridAction(up, { ...AT_FIVE, canMove: false })).toBeNull();
  });

  it('leaves the rest to the window', () => {
    for (const name of ['j', 'k', '/', '?', 'Tab', 'Escape']) {
      expect(gridAction(key(name), AT_FIVE)).toBeNull();
    }
    expect(gridAction(key('ArrowDown', { ctrlKey: true }), AT_FIVE)).toBeNull();
    expect(gridAction(key('ArrowDown'), { ...AT_FIVE, count: 0 })).toBeNull();
  });
});

describe('a dragged row', () => {
  it('stands where the mark was', () => {
    expect(placeAfterDrop(1, { place: 4, side: 'after' })).toBe(4);
    expect(placeAfterDrop(1, { place: 4, side: 'before' })).toBe(3);
    expect(placeAfterDrop(4, { place: 1, side: 'before' })).toBe(1);
    expect(placeAfterDrop(4, { place: 4, side: 'after' })).toBe(4);
  });
});
