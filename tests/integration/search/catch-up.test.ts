// After much was written, an index reads in steps and answers meanwhile; then it answers as one that is read anew.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openMirror,
  openReader,
  openSnapshot,
  type ReaderDatabase,
} from '../../../src/main/storage/open.ts';
import type { DataPaths } from '../../../src/main/storage/paths.ts';
import {
  createSearchIndex,
  type SearchIndex,
} from '../../../src/main/storage/search/search-index.ts';
import { SORT_KEYS } from '../../../src/shared/domain/search.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { makeFiles, putMarks, putStudies, testStudy } from './support/search-files.ts';

/** More than are mended at once, and than are read in a step. */
const MANY = 3_500;

let paths: DataPaths;
let reader: ReaderDatabase;
beforeEach(async () => {
  paths = await makeFiles(makeTempDir('catch-up'));
  putStudies(paths, [testStudy({ slug: 'first', title: 'Fatigue' })]);
  reader = openReader(paths);
});
afterEach(() => {
  reader.close();
});

function openIndex(open: () => ReaderDatabase = () => openSnapshot(paths)): SearchIndex {
  return createSearchIndex(reader, { openSnapshot: open });
}

function putMany(from = 0): void {
  putStudies(
    paths,
    Array.from({ length: MANY }, (_, number) =>
      testStudy({
        slug: `study-${from + number}`,
        title: number % 3 === 0 ? '' : `Fatigue ${number % 100}`,
        authors: [`author ${(number * 7) % 50}`],
        year: 1990 + (number % 30),
      }),
    ),
  );
}

const total = (index: SearchIndex, query = 'fatigue'): number =>
  index.search({ query, sort: 'relevance', order: null }).total;

function answersOf(index: SearchIndex): unknown {
  return SORT_KEYS.flatMap((sort) =>
    (['ascending', 'descending'] as const).map((order) => index.search({ query: '', sort, order })),
  );
}

describe('an index that much was written since', () => {
  it('answers from what it had until all is read, with others between, and then as one that is read anew', async () => {
    const index = openIndex();
    // All orders are in memory, and have to be there again.
    answersOf(index);
    putMany();
    const reading = { isThere: false };
    const caughtUp = index.catchUp()?.then((value) => {
      reading.isThere = true;
      return value;
    });
    expect(caughtUp).toBeDefined();
    let turns = 0;
    while (!reading.isThere) {
      expect(total(index, '')).toBe(1);
      turns += 1;
      await nextTurn();
    }
    expect(await caughtUp).toBe(true);
    // The studies are two steps, and so are the authors.
    expect(turns).toBeGreaterThan(3);
    expect(total(index, '')).toBe(1 + MANY);
    expect(answersOf(index)).toEqual(answersOf(createSearchIndex(reader)));
  });

  it('shows what a person marks meanwhile', async () => {
    const index = openIndex();
    total(index);
    putMany();
    const caughtUp = index.catchUp();
    putMarks(paths, {
      lists: [],
      tags: [],
      read: ['first'],
      changed: [],
      coded: [],
      notes: [],
    });
    expect(total(index, 'is:read')).toBe(1);
    await caughtUp;
    expect(total(index, 'is:read')).toBe(1);
  });

  it('has one state of the mirror, and what was written while it was read by the next search', async () => {
    const index = openIndex();
    answersOf(index);
    putMany();
    const caughtUp = index.catchUp();
    await nextTurn();
    putStudies(paths, [
      testStudy({ slug: 'late', title: 'A fatigue' }),
      testStudy({ slug: 'study-7', title: 'Zest' }),
      testStudy({ slug: 'study-4', isGone: true }),
    ]);
    await caughtUp;
    expect(index.catchUp()).toBeNull();
    expect(answersOf(index)).toEqual(answersOf(createSearchIndex(reader)));
  });

  it('gives the studies that were there before the strings they had', async () => {
    const index = openIndex();
    const [before] = index.search({ query: '', sort: 'year', order: null }).slugs;
    putMany();
    await index.catchUp();
    const after = index.search({ query: 'title:fatigue', sort: 'title', order: null }).slugs;
    expect(after[0]).toBe(before);
  });

  it('reads by itself where no other connection can be had', async () => {
    const index = openIndex(() => {
      throw new Error('no more files can be opened');
    });
    total(index);
    putMany();
    expect(await index.catchUp()).toBe(false);
    expect(index.catchUp()).toBeNull();
    expect(total(index, '')).toBe(1 + MANY);
  });

  it('stops when it is ended, and closes what it read with', async () => {
    let own: ReaderDatabase | null = null;
    const index = openIndex(() => (own = openSnapshot(paths)));
    total(index);
    putMany();
    const caughtUp = index.catchUp();
    await index.end();
    expect(await caughtUp).toBe(false);
    expect(own).toMatchObject({ open: false });
  });
});

describe('there is nothing to catch up with', () => {
  it('before the first search, and where nothing or little was written', () => {
    const index = openIndex();
    expect(index.catchUp()).toBeNull();
    total(index);
    expect(index.catchUp()).toBeNull();
    putStudies(paths, [testStudy({ slug: 'second', title: 'Fatigue' })]);
    expect(index.catchUp()).toBeNull();
    expect(total(index)).toBe(2);
  });

  it('where a study has gone, or has another name', () => {
    const index = openIndex();
    total(index);
    const mirror = openMirror(paths);
    mirror.exec("INSERT INTO slug_alias (alias, slug) VALUES ('old', 'first')");
    mirror.close();
    putStudies(paths, [testStudy({ slug: 'first', title: 'Fatigue', isGone: true })]);
    expect(index.catchUp()).toBeNull();
    expect(total(index)).toBe(0);
  });
});
