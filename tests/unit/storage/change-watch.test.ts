// The watch over the files: silent for one write that asked for it, never for anybody else's.
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { createChangeWatch, type ChangeWatch } from '../../../src/main/storage/change-watch.ts';
import {
  openLibrary,
  openReader,
  prepareDatabase,
  type LibraryDatabase,
} from '../../../src/main/storage/open.ts';
import { dataPaths, prepareDataFolder } from '../../../src/main/storage/paths.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

let own: LibraryDatabase;
let other: LibraryDatabase;
let watch: ChangeWatch;

const put = (db: LibraryDatabase, name: string): void => {
  db.prepare(`INSERT OR REPLACE INTO setting VALUES (?, random())`).run(name);
};

beforeEach(async () => {
  const paths = dataPaths(makeTempDir('watch'));
  prepareDataFolder(paths);
  for (const name of ['library', 'mirror', 'history'] as const) {
    await prepareDatabase(paths, name, () => Promise.resolve());
  }
  const reader = openReader(paths);
  own = openLibrary(paths);
  other = openLibrary(paths);
  watch = createChangeWatch(reader);
  onTestFinished(() => {
    for (const db of [reader, own, other]) db.close();
  });
});

it('tells each change once', () => {
  expect(watch.look()).toEqual([]);
  put(own, 'a');
  expect(watch.look()).toEqual(['library']);
  expect(watch.look()).toEqual([]);
});

it('says nothing of a quiet write', () => {
  watch.quietly(own, () => {
    put(own, 'a');
  });
  expect(watch.look()).toEqual([]);
});

it('tells what others changed before and after a quiet write', () => {
  put(other, 'before');
  watch.quietly(own, () => {
    put(own, 'a');
  });
  expect(watch.look()).toEqual(['library']);
  watch.quietly(own, () => {
    put(own, 'b');
  });
  put(other, 'after');
  expect(watch.look()).toEqual(['library']);
});

it('tells a change that came between the end of a quiet write and the look at it', () => {
  // The first look after the write: another process is just that much quicker.
  const pragma = own.pragma.bind(own);
  let calls = 0;
  own.pragma = (...given) => {
    calls += 1;
    if (calls === 2) put(other, 'between');
    return pragma(...given);
  };
  watch.quietly(own, () => {
    put(own, 'a');
  });
  expect(watch.look()).toEqual(['library']);
});

it('is none the wiser by a write that failed', () => {
  const fail = (): never => {
    throw new Error('no');
  };
  expect(() => watch.quietly(own, fail)).toThrow('no');
  expect(watch.look()).toEqual([]);
});
