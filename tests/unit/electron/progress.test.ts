// What the dock shows of a copy.
import { describe, expect, it } from 'vitest';
import { shownProgress } from '../../../src/main/hosts/electron/progress.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { NO_PROGRESS, SYNC_STATES } from '../../../src/shared/domain/sync.ts';

describe('shownProgress', () => {
  it.each([
    ['idle', { value: -1, mode: 'none' }],
    ['checking', { value: 2, mode: 'indeterminate' }],
    ['planning', { value: 2, mode: 'indeterminate' }],
    ['fetching', { value: 0.25, mode: 'normal' }],
    ['paused', { value: 0.25, mode: 'paused' }],
    ['needs-decision', { value: 0.25, mode: 'paused' }],
    ['failed', { value: -1, mode: 'none' }],
  ] as const)('%s', (state, shown) => {
    expect(shownProgress({ ...NO_PROGRESS, state, done: 25, total: 100 })).toEqual(shown);
  });

  it('rests while the site is waited for', () => {
    const wait = { reason: 'offline', until: 0 as UnixMs } as const;
    const progress = { ...NO_PROGRESS, state: 'fetching', done: 25, total: 100, wait } as const;
    expect(shownProgress(progress)).toEqual({ value: 0.25, mode: 'paused' });
  });

  it('stays within what Electron takes for a share, in every state', () => {
    for (const state of SYNC_STATES) {
      for (const [done, total] of [
        [0, 0],
        [7, 0],
        [9, 3],
      ] as const) {
        const { value } = shownProgress({ ...NO_PROGRESS, state, done, total });
        expect(value === -1 || value === 2 || (value >= 0 && value <= 1)).toBe(true);
      }
    }
  });
});
