// The search equals a naive one that asks every study: matches, total, all facet counts, and order.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import type { SearchIndex } from '../../../src/main/storage/search/search-index.ts';
import type { DataPaths } from '../../../src/main/storage/paths.ts';
import { SORT_KEYS, SORT_ORDERS } from '../../../src/shared/domain/search.ts';
import { makeLastingTempDir } from '../../support/temp-dir.ts';
import { corpus as anyCorpus } from './support/corpora.ts';
import { relevanceOf, sortNaively } from './support/naive-order.ts';
import { searchNaively, type Corpus } from './support/naive-search.ts';
import { queryModel, typeModel } from './support/query-model.ts';
import { copyFiles, makeFiles, openIndex, putMarks, putStudies } from './support/search-files.ts';

const temp = makeLastingTempDir('search');
let template: DataPaths;

beforeAll(async () => {
  template = await makeFiles(path.join(temp.folder, 'template'));
});
afterAll(temp.remove);

function withIndex(corpus: Corpus, ask: (index: SearchIndex) => void): void {
  const paths = copyFiles(template, mkdtempSync(path.join(temp.folder, 'run-')));
  putStudies(paths, corpus.studies);
  putMarks(paths, corpus.marks);
  const opened = openIndex(paths);
  try {
    ask(opened.index);
  } finally {
    opened.close();
  }
}

// Several questions to each corpus: storing it takes ten times as long as asking.
const questions = fc.array(queryModel, { minLength: 8, maxLength: 8 });

describe('the search equals a naive one', () => {
  it('in what matches, in the total and in the counts of every facet', () => {
    fc.assert(
      fc.property(anyCorpus, questions, (corpus, models) => {
        withIndex(corpus, (index) => {
          for (const model of models) {
            const query = typeModel(model);
            const answer = index.search({ query, sort: 'title', order: null });
            const expected = searchNaively(model, corpus);
            expect([...answer.slugs].sort(), query).toEqual([...expected.slugs].sort());
            expect(answer.total, query).toBe(expected.slugs.size);
            expect(answer.counts, query).toEqual(expected.counts);
          }
        });
      }),
      { numRuns: 100 },
    );
  });

  it('with no query: all studies, and all values', () => {
    fc.assert(
      fc.property(anyCorpus, (corpus) => {
        withIndex(corpus, (index) => {
          const answer = index.search({ query: ' ', sort: 'relevance', order: null });
          const expected = searchNaively(null, corpus);
          expect(answer.counts).toEqual(expected.counts);
          expect(answer.slugs).toEqual(
            sortNaively([...expected.slugs], corpus, { sort: 'year', order: null }),
          );
        });
      }),
      { numRuns: 15 },
    );
  });

  it('in the order of every sort but relevance, in both directions', () => {
    fc.assert(
      fc.property(anyCorpus, queryModel, (corpus, model) => {
        withIndex(corpus, (index) => {
          const { slugs } = searchNaively(model, corpus);
          // The year twice: asked for alone, and when all orders have been made.
          for (const sort of ['year', ...SORT_KEYS.slice(1), 'year'] as const) {
            for (const order of [null, ...SORT_ORDERS]) {
              const answer = index.search({ query: typeModel(model), sort, order });
              expect(answer.slugs).toEqual(sortNaively([...slugs], corpus, { sort, order }));
            }
          }
        });
      }),
      { numRuns: 40 },
    );
  });

  it('in relevance: bm25 over the texts asked for, the title weighted', () => {
    fc.assert(
      fc.property(anyCorpus, questions, (corpus, models) => {
        withIndex(corpus, (index) => {
          for (const model of models) {
            const query = typeModel(model);
            const { slugs } = index.search({ query, sort: 'relevance', order: null });
            const scores = relevanceOf(model, corpus);
            const inOrder = slugs.map((slug) => scores.get(slug) ?? 0);
            for (const [place, score] of inOrder.entries()) {
              expect(score, query).toBeLessThanOrEqual((inOrder[place - 1] ?? Infinity) + 1e-9);
            }
            const reversed = index.search({ query, sort: 'relevance', order: 'ascending' });
            expect([...reversed.slugs].sort()).toEqual([...slugs].sort());
          }
        });
      }),
      { numRuns: 40 },
    );
  });
});
