// What was typed never reaches FTS5 raw: each of these answers through the real index.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/contract/errors.ts';
import { makeLastingTempDir } from '../../support/temp-dir.ts';
import { makeFiles, openIndex, putStudies, testStudy } from './support/search-files.ts';

const temp = makeLastingTempDir('search');
let opened: ReturnType<typeof openIndex>;

beforeAll(async () => {
  const paths = await makeFiles(temp.folder);
  putStudies(paths, [
    testStudy({ slug: 'a', title: 'Fatigue near covid-19', body: 'and or not near rank rowid' }),
    testStudy({ slug: 'b', title: 'Brain fog' }),
  ]);
  opened = openIndex(paths);
});
afterAll(() => {
  opened.close();
  temp.remove();
});

const long = (text: string): string => text.repeat(Math.ceil(10_000 / text.length));

describe('answers', () => {
  it.each([
    ['covid-19 "', ['a']],
    ['*', ['a', 'b']],
    ['NEAR(', ['a']],
    ['NEAR(fatigue covid, 2)', []],
    ['🙂', ['a', 'b']],
    ['fatigue 🙂', ['a']],
    ['"', ['a', 'b']],
    ['""', ['a', 'b']],
    ["'", ['a', 'b']],
    ["'; DROP TABLE study; --", []],
    ['fatigue AND', ['a']],
    ['fatigue NOT', ['a']],
    ['^fatigue', ['a']],
    ['fatigue + near', ['a']],
    ['search_title:fatigue', []],
    ['{search_title}:fatigue', []],
    ['search_title : fatigue', []],
    ['rank:bm25', []],
    ['rowid', ['a']],
    ['near', ['a']],
    ['not', ['a']],
    ['a\u0000b', []],
    ['\u0000', ['a', 'b']],
    ['\ud800fatigue', ['a']],
    ['fat\udc00', ['a']],
    ['list:\ud800', []],
    ['\\', ['a', 'b']],
    ['%', ['a', 'b']],
    ['fatigue; covid', ['a']],
    ['-', ['a', 'b']],
    ['-fatigue', ['b']],
    ['-fatigue -brain', []],
    ['-(fatigue or brain)', []],
    ['or or', ['a', 'b']],
    ['author:', ['a', 'b']],
    ['(((', ['a', 'b']],
    [')))', ['a', 'b']],
    [')(', ['a', 'b']],
    ['\uffff\ufffe', ['a', 'b']],
    ['𝐟𝐚𝐭𝐢𝐠𝐮𝐞', ['a']],
    ['ﬀ', []],
  ])('%j', (query, expected) => {
    expect(opened.slugs(query)).toEqual(expected.toSorted((x, y) => order(x) - order(y)));
  });

  it.each([
    ['one word', long('a')],
    ['words', long('fatigue ')],
    ['different words', Array.from({ length: 2_500 }, (_, number) => `w${number}`).join(' ')],
    ['letters', long('a b c d e f g h i j k l m n o p q r s t u v w x y z ')],
    ['alternatives', long('a or b or c or ')],
    ['excluded words', long('-fatigue -brain ')],
    ['brackets', long('(')],
    ['closed brackets', `${'('.repeat(5_000)}fatigue${')'.repeat(5_000)}`],
    ['nested alternatives', `${'(a or (b '.repeat(100)}c${'))'.repeat(100)}`],
    ['nested exclusions', `${'-(a -(b or '.repeat(80)}c${'))'.repeat(80)}`],
    ['a phrase', `"${long('fatigue near ')}"`],
    ['quotes', long('"')],
    ['filters', long('pem:required ')],
    ['values', `tag:${long('x,')}`],
    ['emoji', long('🙂 ')],
    ['lone surrogates', long('\ud800')],
    ['null characters', long('\u0000')],
    ['prefixes and fields', long('author:a title:b ')],
  ])('10,000 characters of %s', (_name, query) => {
    for (const sort of ['relevance', 'year'] as const) {
      expect(() => opened.index.search({ query, sort, order: null })).not.toThrow();
    }
  });

  it.each(['pem:maybe', 'year:abc', 'level:E9', 'is:foo', 'fatigue (pem:"x'])(
    'or an error with its place: %s',
    (query) => {
      try {
        opened.slugs(query);
        expect.unreachable();
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error.code).toBe('query-syntax');
        expect(error.ref).toMatch(/^\d+\.\.\d+$/u);
      }
    },
  );
});

// By title: "Brain fog" before "Fatigue …".
function order(slug: string): number {
  return slug === 'b' ? 0 : 1;
}
