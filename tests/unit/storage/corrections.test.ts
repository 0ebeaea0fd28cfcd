// What a reader set in references: kept with its source, under every name of a study, and taken back by undo.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { groupNames, type StudyNames } from '../../../src/main/storage/atlas/study-names.ts';
import { at, openTestLibrary, type TestLibrary } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const old = 'old-name' as Slug;
const now = 'new-name' as Slug;
let library: TestLibrary;
let rename: () => void;

beforeEach(async () => {
  let groups: ReadonlyMap<Slug, readonly Slug[]> = new Map();
  const names: StudyNames = {
    of: (slug) => groups.get(slug) ?? [slug],
    former: () => (groups.size === 0 ? new Map() : new Map([[old, now]])),
  };
  library = await openTestLibrary(makeTempDir('corrections'), names);
  rename = () => {
    groups = groupNames([{ alias: old, slug: now }], () => false);
  };
  onTestFinished(() => {
    library.db.close();
  });
});

const volume = (value: string | null) => ({ field: 'volume', value }) as const;
const typed = (...fields: readonly ReturnType<typeof volume>[]) =>
  ({ fields, source: 'the paper', kind: 'typed' }) as const;
const valuesOf = (slug: Slug): unknown =>
  library.corrections.of(slug).map(({ field, value }) => [field, value]);

describe('a field that was set', () => {
  it('is kept with its source and time, names as names, and nothing as nothing', () => {
    const authors = { field: 'authors', value: [{ family: 'Clark', given: 'L. V.' }] } as const;
    const fields = [volume('12'), authors, { field: 'url', value: null } as const];
    const given = { fields, source: 'the PDF', kind: 'bibtex' } as const;
    expect(library.corrections.set(now, given, at(5))).toEqual(['volume', 'authors', 'url']);
    const from = { source: 'the PDF', kind: 'bibtex', setAt: 5 };
    expect(library.corrections.of(now)).toEqual([
      { ...authors, ...from },
      { ...volume('12'), ...from },
      { field: 'url', value: null, ...from },
    ]);
  });

  it('is not set again by the same value from the same source, and no step is left for it', () => {
    library.corrections.set(now, typed(volume('12')), at(1));
    library.undo.takeRecorded();
    expect(library.corrections.set(now, typed(volume('12')), at(2))).toEqual([]);
    expect(library.undo.takeRecorded()).toBeNull();
    expect(library.corrections.of(now)[0]?.setAt).toBe(1);
  });

  it('is taken back step by step, and so is giving it back to the atlas', () => {
    library.corrections.set(now, typed(volume('12')), at(1));
    library.corrections.set(now, typed(volume('13')), at(2));
    expect(library.corrections.clear(now, ['volume', 'pages'], at(3))).toEqual(['volume']);
    expect(valuesOf(now)).toEqual([]);
    library.takeBack(at(4));
    expect(valuesOf(now)).toEqual([['volume', '13']]);
    library.takeBack(at(5));
    expect(valuesOf(now)).toEqual([['volume', '12']]);
    expect(library.takeBack(at(6)).label).toBe('complete the reference of new-name (volume)');
    expect(valuesOf(now)).toEqual([]);
  });

  it('of a newer version of the program is passed over and stays in the file', () => {
    library.db
      .prepare("INSERT INTO reference_field VALUES (?, 'orbit', '\"x\"', '', 'typed', 1)")
      .run(now);
    expect(library.corrections.of(now)).toEqual([]);
    expect(library.corrections.clear(now, ['volume'], at(2))).toEqual([]);
    expect(library.db.prepare('SELECT count(*) FROM reference_field').pluck(true).get()).toBe(1);
  });
});

describe('a renamed study', () => {
  it('keeps its fields under both names, and of two values the one set last counts', () => {
    library.corrections.set(old, typed(volume('1')), at(10));
    library.corrections.set(
      now,
      { ...typed(), fields: [volume('2'), { field: 'pages', value: '3-4' }] },
      at(5),
    );
    rename();
    for (const name of [old, now]) {
      expect(valuesOf(name)).toEqual([
        ['volume', '1'],
        ['pages', '3-4'],
      ]);
    }
  });

  it('takes a new value although the clock went back, and is cleared whole', () => {
    library.corrections.set(old, typed(volume('1')), at(10));
    rename();
    library.corrections.set(old, typed(volume('2')), at(3));
    expect(valuesOf(now)).toEqual([['volume', '2']]);
    expect(library.corrections.clear(old, ['volume'], at(4))).toEqual(['volume']);
    expect(valuesOf(old)).toEqual([]);
    library.takeBack(at(5));
    expect(valuesOf(old)).toEqual([['volume', '2']]);
  });
});
