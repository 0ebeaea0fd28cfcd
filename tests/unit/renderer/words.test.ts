// Numbers and times in words.
import { describe, expect, it } from 'vitest';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { parseQuery } from '../../../src/main/search/parse-query.ts';
import { QUERY_HELP } from '../../../src/shared/domain/query-help.ts';
import { ageInWords } from '../../../src/renderer/ui/dates.ts';

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

describe('the help on searching', () => {
  it.each(QUERY_HELP)('shows a query that is understood: $example', ({ example }) => {
    expect(parseQuery(example).notices).toEqual([]);
  });
});
