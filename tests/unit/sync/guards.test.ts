// When a sync stops: a site that does not answer with studies, a network that is gone.
import { describe, expect, it } from 'vitest';
import { createSiteGuard, type PageVerdict } from '../../../src/main/sync/guards.ts';

const SITE = 'https://www.mecfsatlas.com';
const read: PageVerdict = { kind: 'read' };
const bad: PageVerdict = { kind: 'unread', cause: 'site' };
const silent: PageVerdict = { kind: 'unread', cause: 'network' };
const forbidden: PageVerdict = { kind: 'not-asked' };

function codeOf(run: () => void): string | null {
  try {
    run();
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'something else';
  }
}
function probe(verdicts: readonly PageVerdict[], readBefore = 0): string | null {
  const guard = createSiteGuard(SITE, readBefore);
  verdicts.forEach((verdict) => {
    guard.note(verdict);
  });
  return codeOf(() => {
    guard.judgeProbe();
  });
}

describe('the first three pages', () => {
  it.each([
    ['all read', [read, read, read], null],
    ['two read', [bad, read, read], null],
    ['one reads', [bad, read, bad], 'unreadable-site'],
    ['none reads', [bad, bad, bad], 'unreadable-site'],
    ['one reads, the network is gone', [read, silent, silent], 'source-unreachable'],
    ['the network is gone', [silent, silent, silent], 'source-unreachable'],
    ['both kinds of trouble', [silent, bad, read], 'unreadable-site'],
    ['too few to tell', [bad, bad], null],
    ['one is not to be asked for', [forbidden, bad, bad], null],
    ['no page at all', [], null],
  ] as const)('%s', (_, verdicts, code) => {
    expect(probe(verdicts)).toBe(code);
  });

  it('of a resumed run are not its first', () => {
    expect(probe([bad, bad, bad], 2)).toBeNull();
    expect(probe([bad, bad, bad], 1)).toBe('unreadable-site');
  });
});

describe('later pages', () => {
  function afterStreak(verdicts: readonly PageVerdict[]): string | null {
    const guard = createSiteGuard(SITE, 100);
    return codeOf(() => {
      verdicts.forEach((verdict) => {
        guard.note(verdict);
      });
    });
  }
  const times = (count: number, verdict: PageVerdict) =>
    Array.from({ length: count }, () => verdict);

  it('stop the run when ten in a row do not read', () => {
    expect(afterStreak(times(9, bad))).toBeNull();
    expect(afterStreak(times(10, bad))).toBe('unreadable-site');
    expect(afterStreak([...times(9, bad), read, ...times(9, bad)])).toBeNull();
    expect(afterStreak([...times(9, bad), forbidden, bad])).toBe('unreadable-site');
  });

  it('say that the network is gone where that is all that happened', () => {
    expect(afterStreak(times(10, silent))).toBe('source-unreachable');
    expect(afterStreak([...times(9, silent), bad])).toBe('unreadable-site');
  });

  it('say what is safe and what to do', () => {
    const guard = createSiteGuard(SITE, 0);
    let message = '';
    try {
      times(10, bad).forEach((verdict) => {
        guard.note(verdict);
      });
    } catch (error) {
      message = error instanceof Error ? error.message : '';
    }
    expect(message).toMatch(/do not read as studies.*safe.*Try again later/su);
  });
});
