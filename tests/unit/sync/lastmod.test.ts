// When a sitemap's date proves that a page is as it was; in doubt it does not.
import { describe, expect, it } from 'vitest';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { hasOwnDates, provesUnchanged } from '../../../src/main/sync/lastmod.ts';

const NOW = Date.UTC(2026, 5, 20, 12) as UnixMs;
const HOUR = 60 * 60 * 1000;
const asked = (time: string, lastmod: string | null) => ({
  askedAt: Date.parse(time) as UnixMs,
  lastmod,
});

describe('a date of a sitemap', () => {
  it.each([
    ['the same moment, asked later', '2026-06-01T10:00:00Z', '2026-06-10T00:00:00Z', true],
    ['the same moment, asked before it', '2026-06-10T10:00:00Z', '2026-06-10T09:00:00Z', false],
    ['the same day, asked two days later', '2026-06-01', '2026-06-03T00:00:00Z', true],
    ['the same day, asked on it', '2026-06-01', '2026-06-01T23:59:00Z', false],
    ['the same day, still not over somewhere', '2026-06-01', '2026-06-02T11:00:00Z', false],
    ['an offset from UTC', '2026-06-01T23:00:00+02:00', '2026-06-01T22:00:00Z', true],
    ['a month alone', '2026-06', '2026-06-19T00:00:00Z', false],
    ['no date', 'yesterday', '2026-06-19T00:00:00Z', false],
    ['a day that is none', '2026-02-40', '2026-06-19T00:00:00Z', false],
  ])('%s: %s asked %s proves it: %s', (_, lastmod, askedAt, proves) => {
    expect(provesUnchanged(lastmod, asked(askedAt, lastmod), NOW)).toBe(proves);
  });

  it('proves nothing where it differs from the one before, or there was none', () => {
    const before = asked('2026-06-10T00:00:00Z', '2026-06-01T10:00:00Z');
    expect(provesUnchanged('2026-06-02T10:00:00Z', before, NOW)).toBe(false);
    expect(provesUnchanged('2026-05-01T10:00:00Z', before, NOW)).toBe(false);
    expect(provesUnchanged(null, { ...before, lastmod: null }, NOW)).toBe(false);
    expect(provesUnchanged('2026-06-01T10:00:00Z', { ...before, askedAt: null }, NOW)).toBe(false);
  });

  it('proves nothing after sixty days, nor when the clock was set back', () => {
    const lastmod = '2026-01-01T10:00:00Z';
    expect(provesUnchanged(lastmod, asked('2026-04-22T12:00:00Z', lastmod), NOW)).toBe(true);
    expect(provesUnchanged(lastmod, asked('2026-04-21T11:00:00Z', lastmod), NOW)).toBe(false);
    const ahead = { askedAt: (NOW + HOUR) as UnixMs, lastmod };
    expect(provesUnchanged(lastmod, ahead, NOW)).toBe(false);
  });

  it('is believed where the pages have dates of their own', () => {
    expect(hasOwnDates(['2026-01-01', '2026-01-02'])).toBe(true);
    expect(hasOwnDates(['2026-01-01', '2026-01-01', null])).toBe(false);
    expect(hasOwnDates([])).toBe(false);
  });
});
