// How many panes a window shows, and which.
import { describe, expect, it } from 'vitest';
import { paneCount, paneLimits } from '../../../src/renderer/app/pane-layout.ts';
import { resolveTheme } from '../../../src/renderer/app/theme.ts';
import { visiblePanes } from '../../../src/renderer/app/visible-panes.ts';

const OPEN = { isFiltersFolded: false, isStudyFolded: false };

describe('panes', () => {
  it.each([
    [1280, 17, 3],
    [1280, 26, 2],
    [800, 17, 2],
    [640, 17, 1],
    [320, 17, 1],
  ])('%i px at %i px a rem: %i', (width, rem, count) => {
    expect(paneCount(width, rem)).toBe(count);
  });

  it('leave room for the studies', () => {
    expect(paneLimits(1280, 460, 17)).toEqual({ min: 221, max: 480 });
    expect(paneLimits(400, 300, 17)).toEqual({ min: 221, max: 221 });
  });

  it('are folded by the reader where three fit, and chosen where fewer do', () => {
    expect(visiblePanes(3, 'list', OPEN)).toEqual({ filters: true, list: true, study: true });
    expect(visiblePanes(3, 'list', { ...OPEN, isFiltersFolded: true }).filters).toBe(false);
    expect(visiblePanes(2, 'filters', OPEN)).toEqual({ filters: true, list: false, study: true });
    expect(visiblePanes(1, 'study', OPEN)).toEqual({ filters: false, list: false, study: true });
  });
});

describe('the theme', () => {
  it('follows the computer only where it is asked to', () => {
    expect(resolveTheme('system', true)).toBe('dark');
    expect(resolveTheme('system', false)).toBe('light');
    expect(resolveTheme('dim', false)).toBe('dim');
  });
});
