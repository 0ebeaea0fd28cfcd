// Numbers and times in words.
import { describe, expect, it } from 'vitest';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { parseQuery } from '../../../src/main/search/parse-query.ts';
import { QUERY_HELP } from '../../../src/shared/domain/query-help.ts';
import { ageInWords } from '../../../src/renderer/ui/dates.ts';
import { progressInWords, receiptInWords } from '../../../src/renderer/ui/sync-words.ts';
import { NO_PROGRESS } from '../../../src/shared/domain/sync.ts';
import { exampleReceipt } from '../../support/example-answers.ts';

const NOON = new Date(2026, 10, 22, 12).getTime();
const HOUR = 3_600_000;

describe('an age', () => {
  it.each([
    [0, 'today'],
    [11 * HOUR, 'today'],
    [13 * HOUR, 'yesterday'],
    [37 * HOUR, '2 days ago'],
    [-HOUR, 'today'],
  ])('of %i ms is %s', (age, words) => {
    expect(ageInWords((NOON - age) as UnixMs, NOON)).toBe(words);
  });
});

describe('a sync', () => {
  it('is told with its numbers', () => {
    const progress = { ...NO_PROGRESS, state: 'fetching', done: 412, total: 6145 } as const;
    expect(progressInWords({ progress })).toBe('Copying: 412 of 6,145 studies (6 %)');
    expect(progressInWords({ progress: { ...NO_PROGRESS, state: 'checking' } })).toBe(
      'Asking the site what there is',
    );
  });

  it('that has ended says what it did', () => {
    const lines = receiptInWords(
      exampleReceipt({
        added: ['a' as Slug],
        unchanged: 1200,
        unreadable: [{ slug: 'b' as Slug, url: 'u', reason: 'r' }],
        unlisted: ['c' as Slug, 'd' as Slug],
      }),
    );
    expect(lines[0]).toBe('1 study was added, 0 changed, 1,200 unchanged.');
    expect(lines[1]).toContain('1 page could not be read');
    expect(lines[2]).toContain('2 studies are no longer listed');
  });
});

describe('the help on searching', () => {
  it.each(QUERY_HELP)('shows a query that is understood: $example', ({ example }) => {
    expect(parseQuery(example).notices).toEqual([]);
  });
});
