// The orders of a result, by a comparing sort and by bm25 as the books have it.
// Invariant: texts are compared by code points, as SQLite does; equal studies stand newest first, then by
// title, then by slug.
import type { SortKey, SortOrder } from '../../../../src/shared/domain/search.ts';
import { occurrences, positiveTexts, wordsOf, type Corpus } from './naive-search.ts';
import type { Model } from './query-model.ts';
import type { TestStudy } from './search-files.ts';

type Compare = (a: TestStudy, b: TestStudy) => number;

/** The slugs in order. */
export function sortNaively(
  slugs: readonly string[],
  corpus: Corpus,
  { sort, order }: { readonly sort: SortKey; readonly order: SortOrder | null },
): string[] {
  const isDescending = order === null ? sort === 'year' : order === 'descending';
  const keys: Record<SortKey, (study: TestStudy) => string | null> = {
    relevance: () => null,
    year: (study) => (study.year === null ? null : String(study.year)),
    author: (study) => wordsOf(study.authors[0] ?? '').join(' ') || null,
    title: (study) => wordsOf(study.title).join(' ') || null,
    level: (study) => study.level,
  };
  const compares: Compare[] = [
    by(keys[sort], isDescending),
    by(keys.year, true),
    by(keys.title, false),
    by((study) => study.slug, false),
  ];
  return corpus.studies
    .filter((study) => slugs.includes(study.slug))
    .sort((a, b) => compares.map((compare) => compare(a, b)).find((result) => result !== 0) ?? 0)
    .map((study) => study.slug);
}

// bm25 as FTS5 documents it, https://sqlite.org/fts5.html#the_bm25_function, and the product's weights.
const K1 = 1.2;
const B = 0.75;
const LEAST_IDF = 1e-6;
const WEIGHTS = { title: 8, author: 4, journal: 1, body: 1 } as const;

/** Slug → relevance. Studies that are gone count in the statistics, as their rows are still there. */
export function relevanceOf(model: Model, { studies }: Corpus): Map<string, number> {
  const asked = new Map(
    positiveTexts(model)
      .filter(({ words, isPrefix }) => !(isPrefix && [...words.join(' ')].length === 1))
      .map((text) => [JSON.stringify(text), text]),
  );
  const lengths = studies.map(lengthOf);
  const average = lengths.reduce((sum, length) => sum + length, 0) / studies.length;
  const scores = new Map(studies.map(({ slug }) => [slug, 0]));
  for (const text of asked.values()) {
    const frequencies = studies.map((study) => {
      const parts = partsOf(study);
      const columns = (Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]).filter(
        (column) => text.field === null || text.field === column,
      );
      return columns.reduce(
        (sum, column) => sum + WEIGHTS[column] * occurrences(parts[column], text),
        0,
      );
    });
    const found = frequencies.filter((frequency) => frequency > 0).length;
    const idf = Math.log((studies.length - found + 0.5) / (found + 0.5));
    for (const [place, { slug }] of studies.entries()) {
      const frequency = frequencies[place] ?? 0;
      const length = (lengths[place] ?? 0) / average;
      const share = (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + B * length));
      scores.set(
        slug,
        (scores.get(slug) ?? 0) + Math.max(idf, LEAST_IDF) * (frequency === 0 ? 0 : share),
      );
    }
  }
  return scores;
}

function partsOf(study: TestStudy): Record<keyof typeof WEIGHTS, string> {
  return {
    title: study.title,
    author: study.authors.join(' ; '),
    journal: study.journal,
    body: study.body,
  };
}

function lengthOf(study: TestStudy): number {
  return Object.values(partsOf(study)).reduce((sum, text) => sum + wordsOf(text).length, 0);
}

function by(key: (study: TestStudy) => string | null, isDescending: boolean): Compare {
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const result = Buffer.compare(Buffer.from(left), Buffer.from(right));
    return isDescending ? -result : result;
  };
}
