// An index that is mended after writes of other connections answers as one that has read everything anew.
import { describe, expect, it } from 'vitest';
import { PEM_VALUES } from '../../../src/shared/domain/pem.ts';
import { SORT_KEYS } from '../../../src/shared/domain/search.ts';
import { EVIDENCE_LEVELS } from '../../../src/shared/domain/study.ts';
import { openMirror, openReader } from '../../../src/main/storage/open.ts';
import type { DataPaths } from '../../../src/main/storage/paths.ts';
import { createFacetLoader } from '../../../src/main/storage/search/load-facets.ts';
import {
  createSearchIndex,
  type SearchIndex,
} from '../../../src/main/storage/search/search-index.ts';
import { createRandom, type Random } from '../../support/generator/random.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import {
  makeFiles,
  openIndex,
  putStudies,
  testStudy,
  type TestStudy,
} from './support/search-files.ts';

const STEPS = 60;
const WORDS = ['Fatigue', 'Sleep', 'fatigue', 'Étude', '𝛼-blockers', 'ﬁnding', ''] as const;
const TYPES = ['Review', 'review', 'Trial', 'Cohort', null] as const;

function anyStudy(random: Random, slugs: number): TestStudy {
  return testStudy({
    slug: `study-${random.between(0, slugs)}`,
    title: `${random.pick(WORDS)} ${random.pick(WORDS)}`.trim(),
    authors: [random.pick(WORDS)],
    pem: random.pick(PEM_VALUES),
    level: random.pick([...EVIDENCE_LEVELS, null] as const),
    type: random.pick(TYPES),
    year: random.pick([1994, 2015, 2024, null]),
    isRetracted: random.chance(0.1),
    isGone: random.chance(0.06),
  });
}

/** Replaces rows with all of their columns, which `putStudies` does for new ones alone. */
function writeStudies(paths: DataPaths, studies: readonly TestStudy[]): void {
  putStudies(paths, studies);
  const db = openMirror(paths);
  const put = db.prepare(`UPDATE study SET publication_type = @type, year = @year, level = @level,
    retracted = @retracted, sort_author = @author WHERE slug = @slug`);
  for (const { slug, type, year, level, isRetracted, authors } of studies) {
    const author = authors[0] ?? '';
    put.run({ slug, type, year, level, retracted: isRetracted ? 1 : 0, author });
  }
  db.close();
}

function answersOf(index: SearchIndex): unknown {
  return SORT_KEYS.flatMap((sort) =>
    (['ascending', 'descending'] as const).map((order) => index.search({ query: '', sort, order })),
  );
}

describe('an index that was read before studies were written', () => {
  it('answers as one that is read after them, in every order', async () => {
    const paths = await makeFiles(makeTempDir('mended'));
    const random = createRandom(7, 0);
    const { index, close } = openIndex(paths);
    for (let step = 0; step < STEPS; step += 1) {
      const count = random.between(1, 6);
      writeStudies(
        paths,
        Array.from({ length: count }, () => anyStudy(random, 10 + step * 2)),
      );
      const reader = openReader(paths);
      expect(answersOf(index), `step ${step}`).toEqual(answersOf(createSearchIndex(reader)));
      reader.close();
    }
    close();
  });
});

describe('mending', () => {
  const study = (slug: string, isGone = false): TestStudy => testStudy({ slug, isGone });

  it('reads the studies that were written, and says which rows they are', async () => {
    const paths = await makeFiles(makeTempDir('mended'));
    putStudies(paths, [study('a'), study('b'), study('c')]);
    const reader = openReader(paths);
    const loader = createFacetLoader(reader);
    const before = loader.atlas();
    putStudies(paths, [study('b'), study('d')]);
    const mended = loader.mend(before, [2, 4]);
    expect([...(mended?.rows ?? [])]).toEqual([1, 3]);
    expect(mended?.atlas.slugs).toEqual(['a', 'b', 'c', 'd']);
    reader.close();
  });

  it('is not done where rows would get other numbers', async () => {
    const paths = await makeFiles(makeTempDir('mended'));
    putStudies(paths, [study('a'), study('b', true), study('c')]);
    const reader = openReader(paths);
    const loader = createFacetLoader(reader);
    const before = loader.atlas();
    // Gone already, and still.
    expect(loader.mend(before, [2])?.rows.size).toBe(0);
    putStudies(paths, [study('b')]);
    expect(loader.mend(before, [2])).toBeNull();
    putStudies(paths, [study('a', true)]);
    expect(loader.mend(before, [1])).toBeNull();
    reader.close();
  });

  it('is not done where the id of a study that was removed was given to another', async () => {
    const paths = await makeFiles(makeTempDir('mended'));
    putStudies(paths, [study('a'), study('b')]);
    const { slugs, close } = openIndex(paths);
    expect(slugs('')).toEqual(['a', 'b']);
    const mirror = openMirror(paths);
    mirror.prepare(`DELETE FROM study WHERE slug = 'b'`).run();
    mirror.close();
    putStudies(paths, [study('c')]);
    expect(slugs('')).toEqual(['a', 'c']);
    close();
  });
});
