// How a sync stands in a terminal.
import { describe, expect, it } from 'vitest';
import { progressLine } from '../../../src/main/hosts/cli/progress-line.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { NO_PROGRESS, type SyncProgress } from '../../../src/shared/domain/sync.ts';

const at = (done: number, more: Partial<SyncProgress> = {}): SyncProgress => ({
  ...NO_PROGRESS,
  state: 'fetching',
  done,
  total: 6145,
  current: 'rest-2019-pacing' as Slug,
  ...more,
});

describe('the line of a copy', () => {
  it('tells what is asked for by its title, and by its name in the address where none is known', () => {
    expect(progressLine(at(300, { currentTitle: 'Pacing at home' }))?.text).toBe(
      'fetching 0 of 6145: Pacing at home',
    );
    expect(progressLine(at(307))?.text).toBe('fetching 307 of 6145: rest-2019-pacing');
    expect(progressLine(at(6145))?.text).toBe('fetching 6145 of 6145');
  });

  it('is of twenty steps, whatever the titles are', () => {
    const steps = new Set<string>();
    for (let done = 0; done <= 6145; done += 1) {
      steps.add(progressLine(at(done, { currentTitle: `Title ${done}` }))?.step ?? '');
    }
    expect(steps.size).toBeLessThanOrEqual(23);
  });

  it('keeps a title to one line that a terminal does not obey', () => {
    const text = progressLine(
      at(1, { currentTitle: `Red \u001B[31m\nand \u202Elong ${'word '.repeat(60)}` }),
    )?.text;
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).toMatch(/^fetching 0 of 6145: Red \[31m and long word .*…$/u);
    expect(text?.length).toBeLessThan(130);
  });

  it('says why it waits, and nothing about an end, which the answer tells', () => {
    const wait = { reason: 'site-asked', until: Date.UTC(2026, 5, 1, 3, 4, 5) as UnixMs } as const;
    expect(progressLine(at(1, { state: 'waiting', wait }))?.text).toContain('03:04:05 UTC');
    expect(progressLine(at(1, { state: 'paused' }))).toBeNull();
    expect(progressLine(at(0, { state: 'checking', total: 0 }))?.text).toBe('checking');
  });
});
