// Changing keys in the library: what was a key stays an alias, and no key ever means two studies.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { groupNames, type StudyNames } from '../../../src/main/storage/atlas/study-names.ts';
import { at, openTestLibrary, testSlug, type TestLibrary } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const one = testSlug(1);
const two = testSlug(2);
let folder: string;
let library: TestLibrary;
let groups: ReadonlyMap<Slug, readonly Slug[]>;
const names: StudyNames = {
  of: (slug) => groups.get(slug) ?? [slug],
  former: () => new Map(),
};

async function open(): Promise<TestLibrary> {
  const opened = await openTestLibrary(folder, names);
  onTestFinished(() => {
    opened.db.close();
  });
  return opened;
}

beforeEach(async () => {
  folder = makeTempDir('keys');
  groups = new Map();
  library = await open();
});

const step = (time: number) => ({ label: (count: number) => `change ${count}`, at: at(time) });
const set = (slug: Slug, key: string, time: number) =>
  library.keys.change(step(time), () => [{ slug, key }]);
const give = (slug: Slug, key: string, time: number) =>
  library.references.keysFor([slug], at(time), () => [key]);
const rows = (): unknown => library.db.prepare('SELECT * FROM citation_key').all();

describe('a key that is changed', () => {
  it('leaves the old one as an alias, and the atlas’s own is one in any case', () => {
    give(one, 'first', 1);
    expect(set(one, 'second', 2)).toEqual([{ slug: one, key: 'second' }]);
    set(one, 'third', 3);
    expect(library.keys.of(one)).toEqual({
      key: 'third',
      aliases: ['first', 'second', 'mecfsatlas-study-1'],
    });
    expect(library.references.keyOf(one)).toBe('third');
    expect(library.references.otherKeysOf(one)).toEqual(library.keys.of(one).aliases);
    expect(library.references.keysFor([one], at(9), () => ['never'])).toEqual(['third']);
  });

  it('may be an alias again, and nothing is lost by going to and fro', () => {
    give(one, 'first', 1);
    set(one, 'second', 2);
    set(one, 'first', 3);
    expect(library.keys.of(one)).toEqual({
      key: 'first',
      aliases: ['second', 'mecfsatlas-study-1'],
    });
  });

  it('may change in its capitals only', () => {
    give(one, 'clark2017', 1);
    set(one, 'Clark2017', 2);
    expect(library.keys.of(one)).toEqual({ key: 'Clark2017', aliases: ['mecfsatlas-study-1'] });
  });

  it('keeps the atlas’s own letters as an alias, whatever capitals they were given in between', () => {
    give(one, 'mecfsatlas-study-1', 1);
    set(one, 'MEcfsAtlas-study-1', 2);
    expect(library.keys.of(one)).toEqual({ key: 'MEcfsAtlas-study-1', aliases: [] });
    set(one, 'Clark2017', 3);
    expect(library.keys.of(one)).toEqual({ key: 'Clark2017', aliases: ['mecfsatlas-study-1'] });
    expect(library.references.otherKeysOf(one)).toEqual(['mecfsatlas-study-1']);
  });

  it('is not changed where it is the same, and nothing is recorded then', () => {
    give(one, 'first', 1);
    library.undo.takeRecorded();
    expect(set(one, 'first', 2)).toEqual([]);
    expect(library.undo.takeRecorded()).toBeNull();
    expect(library.undo.next()).toBeNull();
  });

  it('is put back by undo as it was', () => {
    give(one, 'first', 1);
    const before = rows();
    set(one, 'second', 2);
    library.takeBack(at(3));
    expect(rows()).toEqual(before);
    set(two, 'new', 4);
    library.takeBack(at(5));
    expect(rows()).toEqual(before);
  });

  it('is not taken back where it was changed since by somebody else', async () => {
    give(one, 'first', 1);
    set(one, 'second', 2);
    const other = await open();
    other.db.prepare("UPDATE citation_key SET key = 'elsewhere' WHERE key = 'second'").run();
    expect(() => library.takeBack(at(4))).toThrow(/changed again/u);
    expect(library.references.keyOf(one)).toBe('elsewhere');
  });

  it('is there after the library was closed and opened', async () => {
    give(one, 'first', 1);
    set(one, 'second', 2);
    library.db.close();
    library = await open();
    expect(library.keys.of(one)).toEqual({
      key: 'second',
      aliases: ['first', 'mecfsatlas-study-1'],
    });
  });
});

describe('a key that means another study', () => {
  it.each([
    'taken',
    'TAKEN',
    'alias',
    'mecfsatlas-study-2',
    'MECFSATLAS-study-2',
    'mecfsatlas-study-9',
  ])('%s is refused, naming the study', (key) => {
    give(two, 'alias', 1);
    set(two, 'taken', 2);
    const before = rows();
    const owner = key.endsWith('9') ? 'study-9' : 'study-2';
    expect(() => set(one, key, 3)).toThrow(
      expect.objectContaining({ code: 'name-taken', ref: owner }),
    );
    expect(rows()).toEqual(before);
  });

  it('stops the whole batch', () => {
    give(two, 'taken', 1);
    const changes = [
      { slug: one, key: 'fine' },
      { slug: testSlug(3), key: 'Taken' },
    ];
    expect(() => library.keys.change(step(2), () => changes)).toThrow(/study-2/u);
    expect(library.keys.of(one).key).toBeNull();
  });

  it('is refused by the file itself, should two want it in one batch', () => {
    const changes = [
      { slug: one, key: 'same' },
      { slug: two, key: 'SAME' },
    ];
    expect(() => library.keys.change(step(1), () => changes)).toThrow();
    expect(rows()).toEqual([]);
  });
});

describe('a study that the atlas has renamed', () => {
  const old = 'old-name' as Slug;
  const now = 'new-name' as Slug;
  const rename = (): void => {
    groups = groupNames([{ alias: old, slug: now }], () => false);
  };

  it('has one key after it was chosen, and everything else stays an alias', () => {
    give(old, 'early', 1);
    give(now, 'late', 2);
    rename();
    expect(library.keys.of(now).key).toBe('early');
    set(old, 'late', 3);
    expect(library.keys.of(now)).toEqual({
      key: 'late',
      aliases: ['early', 'mecfsatlas-new-name', 'mecfsatlas-old-name'],
    });
    expect(library.references.laterKeysOf(now)).toEqual([]);
    library.takeBack(at(4));
    expect(library.keys.of(old).key).toBe('early');
    expect(library.references.laterKeysOf(now)).toEqual(['late']);
  });

  it('may be given the key that it has, which settles that it is the one', () => {
    give(old, 'early', 1);
    give(now, 'late', 2);
    rename();
    expect(set(now, 'early', 3)).toHaveLength(1);
    expect(library.references.laterKeysOf(now)).toEqual([]);
    expect(library.keys.of(now).key).toBe('early');
  });

  it('owns the atlas’s key of each of its names', () => {
    rename();
    expect(library.keys.ownerOf('mecfsatlas-old-name')).toBe(now);
    expect(set(now, 'mecfsatlas-old-name', 1)).toHaveLength(1);
    expect(library.keys.of(now)).toEqual({
      key: 'mecfsatlas-old-name',
      aliases: ['mecfsatlas-new-name'],
    });
  });
});
