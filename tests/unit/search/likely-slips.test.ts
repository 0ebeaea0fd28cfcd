// What was probably meant as an operator is told, and the answer is not changed by it.
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/main/search/parse-query.ts';

const told = (query: string): string[] =>
  parseQuery(query).notices.map(({ at, length }) => query.slice(at, at + length));

describe('a likely slip', () => {
  it.each([
    ['not cytokine', ['not']],
    ['fatigue not cytokine', ['not']],
    ['pem required', ['pem required']],
    ['cytokine (pem not required)', ['pem not required', 'not']],
    ['pem :required', ['pem :required']],
    ['PEM unclear', ['PEM unclear']],
  ])('%s is told with its place', (query, places) => {
    expect(told(query)).toEqual(expect.arrayContaining(places));
  });

  it.each([
    'pem:required',
    'pem:not-required cytokine',
    '"not required"',
    '"pem required"',
    'knot cytokine',
    'do-not',
    'pem',
    'not',
  ])('%s is none', (query) => {
    expect(told(query)).toEqual([]);
  });
});
