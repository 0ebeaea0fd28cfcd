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
import { atOnce } from '../../../src/main/storage/search/steps.ts';
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

/** Redirects come, lead elsewhere, and go. */
function redirect(paths: DataPaths, random: Random, slugs: number): void {
  const db = openMirror(paths);
  const [alias, slug] = [`study-${random.between(0, slugs)}`, `study-${random.between(0, slugs)}`];
  if (random.chance(0.4)) db.prepare('DELETE FROM slug_alias WHERE alias = ?').run(alias);
  else db.prepare('INSERT OR REPLACE INTO slug_alias (alias, slug) VALUES (?, ?)').run(alias, slug);
  db.close();
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
      if (random.chance(0.4)) redirect(paths, random, 10 + step * 2);
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
    const before = atOnce(loader.atlas(null)).finish();
    putStudies(paths, [study('b'), study('d')]);
    const { rows, places, atlas } = loader.mend(before, [2, 4]);
    expect([...rows]).toEqual([1, 3]);
    expect(places).toBeNull();
    expect(atlas.slugs).toEqual(['a', 'b', 'c', 'd']);
    reader.close();
  });

  it('gives rows other numbers where one has come between them, or has gone', async () => {
    const paths = await makeFiles(makeTempDir('mended'));
    putStudies(paths, [study('a'), study('b', true), study('c')]);
    const reader = openReader(paths);
    const loader = createFacetLoader(reader);
    const before = atOnce(loader.atlas(null)).finish();
    // Gone already, and still.
    expect(loader.mend(before, [2]).rows.size).toBe(0);
    putStudies(paths, [study('b')]);
    const back = loader.mend(before, [2]);
    expect(back.atlas.slugs).toEqual(['a', 'b', 'c']);
    expect([...(back.places ?? [])]).toEqual([0, 2]);
    expect([...back.rows]).toEqual([1]);
    putStudies(paths, [study('a', true)]);
    const gone = loader.mend(back.atlas, [1]);
    expect(gone.atlas.slugs).toEqual(['b', 'c']);
    expect([...(gone.places ?? [])]).toEqual([-1, 0, 1]);
    expect([...gone.atlas.rowOfSlug]).toEqual([
      ['b', 0],
      ['c', 1],
    ]);
    reader.close();
  });

  it('does not take a study for another whose id it was given', async () => {
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
