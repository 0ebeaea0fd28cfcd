// Where a window opens: as it was left, and always where it can be seen and taken hold of.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SIZE,
  LEAST_SIZE,
  placeWindow,
  readWindowState,
  type Box,
  type WindowState,
} from '../../../src/main/hosts/electron/window-state.ts';

const LAPTOP: Box = { x: 0, y: 25, width: 1440, height: 875 };
const DESK: Box = { x: 1440, y: 0, width: 2560, height: 1440 };
const state = (bounds: Box, more: Partial<WindowState> = {}): WindowState => ({
  bounds,
  isMaximized: false,
  isFullScreen: false,
  ...more,
});

describe('placeWindow', () => {
  it('opens in the middle at the first start, no larger than the screen', () => {
    expect(placeWindow(null, [LAPTOP])).toEqual({
      bounds: DEFAULT_SIZE,
      isMaximized: false,
      isFullScreen: false,
    });
    const small = { x: 0, y: 0, width: 800, height: 600 };
    expect(placeWindow(null, [small]).bounds).toEqual({ width: 800, height: 600 });
  });

  it('opens where it was left, on the second screen too', () => {
    const left = { x: 1600, y: 100, width: 900, height: 700 };
    expect(placeWindow(state(left, { isMaximized: true }), [LAPTOP, DESK])).toEqual({
      bounds: left,
      isMaximized: true,
      isFullScreen: false,
    });
  });

  it('opens in the middle of the main screen when the other one was taken away', () => {
    const left = { x: 1600, y: 100, width: 2000, height: 1200 };
    expect(placeWindow(state(left), [LAPTOP]).bounds).toEqual({ width: 1440, height: 875 });
  });

  it.each([
    ['above the screen', { x: 100, y: -300, width: 900, height: 700 }],
    ['with its top under the dock', { x: 100, y: 890, width: 900, height: 700 }],
    ['with a sliver in sight', { x: 1400, y: 100, width: 900, height: 700 }],
  ])('does not open %s', (_where, left) => {
    expect(placeWindow(state(left), [LAPTOP]).bounds).not.toHaveProperty('x');
  });

  it('can always be taken hold of, whatever was remembered', () => {
    const whole = (min: number, max: number) => fc.integer({ min, max });
    const box = fc.record({
      x: whole(-9000, 9000),
      y: whole(-9000, 9000),
      width: whole(1, 9000),
      height: whole(1, 9000),
    });
    const area = fc.record({
      x: whole(-5000, 5000),
      y: whole(-5000, 5000),
      width: whole(320, 5000),
      height: whole(320, 5000),
    });
    fc.assert(
      fc.property(box, fc.array(area, { minLength: 1, maxLength: 3 }), (left, areas) => {
        const { bounds } = placeWindow(state(left), areas);
        expect(bounds.width).toBeGreaterThanOrEqual(LEAST_SIZE.width);
        expect(bounds.height).toBeGreaterThanOrEqual(LEAST_SIZE.height);
        const { x, y } = bounds;
        if (x === undefined || y === undefined) return;
        const isInSight = areas.some(
          (screen) =>
            y >= screen.y &&
            y + 32 <= screen.y + screen.height &&
            x + bounds.width > screen.x &&
            x < screen.x + screen.width,
        );
        expect(isInSight).toBe(true);
      }),
    );
  });
});

describe('readWindowState', () => {
  it('reads what was written', () => {
    const left = state({ x: -5, y: 0, width: 900, height: 700 }, { isFullScreen: true });
    expect(readWindowState(JSON.stringify(left))).toEqual(left);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"bounds":{}}',
    '{"bounds":{"x":0,"y":0,"width":0,"height":9},"isMaximized":false,"isFullScreen":false}',
    '{"bounds":{"x":1e99,"y":0,"width":9,"height":9},"isMaximized":false,"isFullScreen":false}',
    '{"bounds":{"x":"0","y":0,"width":9,"height":9},"isMaximized":false,"isFullScreen":false}',
    '{"bounds":{"x":0,"y":0,"width":9,"height":9},"isMaximized":"no","isFullScreen":false}',
    '\u0000\u0001',
  ])('takes garbage for nothing: %s', (text) => {
    expect(readWindowState(text)).toBeNull();
  });
});
