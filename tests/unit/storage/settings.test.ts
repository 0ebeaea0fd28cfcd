// Settings: what was set is there again; what is broken falls back by itself, and takes nothing along.
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_PLACE, DEFAULT_SETTINGS } from '../../../src/shared/domain/settings.ts';
import { openTestLibrary, testSlug, type TestLibrary } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

let library: TestLibrary;

beforeEach(async () => {
  library = await openTestLibrary(makeTempDir('settings'));
  onTestFinished(() => {
    library.db.close();
  });
});

it('are the defaults at first, and then what was set, value by value', () => {
  const { settings } = library;
  expect(settings.get()).toEqual({ settings: DEFAULT_SETTINGS, place: DEFAULT_PLACE });
  settings.set({ settings: { theme: 'dim' }, place: { slug: testSlug(1), listScroll: 4000 } });
  settings.set({ settings: { singleKeys: false } });
  expect(settings.get()).toEqual({
    settings: { ...DEFAULT_SETTINGS, theme: 'dim', singleKeys: false },
    place: { ...DEFAULT_PLACE, slug: testSlug(1), listScroll: 4000 },
  });
});

it('replace panes and note whole', () => {
  const panes = { filters: 1, study: 2, isFiltersFolded: true, isStudyFolded: false };
  library.settings.set({ place: { panes, note: { id: null, cursor: 7 } } });
  expect(library.settings.get().place).toMatchObject({ panes, note: { id: null, cursor: 7 } });
  library.settings.set({ place: { note: null } });
  expect(library.settings.get().place).toMatchObject({ panes, note: null });
});

it('fall back to the default where a stored value is unknown or broken, one by one', () => {
  library.settings.set({ settings: { textSize: 'largest' } });
  const put = library.db.prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)');
  put.run('settings.theme', '"neon"');
  put.run('settings.source', '{broken');
  put.run('settings.fromTheFuture', '1');
  put.run('place.panes', '{"filters":-1}');
  put.run('place.query', '"pem:required"');
  expect(library.settings.get()).toEqual({
    settings: { ...DEFAULT_SETTINGS, textSize: 'largest' },
    place: { ...DEFAULT_PLACE, query: 'pem:required' },
  });
});

it('are nothing that undo takes back', () => {
  library.settings.set({ settings: { welcomed: true } });
  expect(library.undo.next()).toBeNull();
});

it('leave the library as durable as it was after a place that was not waited for', () => {
  const durability = (): unknown => library.db.pragma('synchronous', { simple: true });
  const full = durability();
  const during = library.settings.withoutWaiting(() => {
    library.settings.set({ place: { listScroll: 1 } });
    return durability();
  });
  expect(during).not.toBe(full);
  expect(durability()).toBe(full);
  expect(() =>
    library.settings.withoutWaiting(() => {
      throw new Error('broken off');
    }),
  ).toThrow('broken off');
  expect(durability()).toBe(full);
});
