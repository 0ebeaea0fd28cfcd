// A new version of the program: the library is backed up before it changes, and a step that fails changes nothing.
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, orderMigrations, schemaVersion } from '../../../src/main/storage/migrate.ts';
import { createListRepository } from '../../../src/main/storage/library/lists.ts';
import { createUndoLog } from '../../../src/main/storage/library/undo.ts';
import { MIGRATIONS, openLibrary, prepareDatabase } from '../../../src/main/storage/open.ts';
import { dataPaths, prepareDataFolder } from '../../../src/main/storage/paths.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const slug = 'naviaux-2016-metabolomics' as Slug;

const known = MIGRATIONS.library;

/** What a program of another version knows. */
function setMigrations(library: readonly string[]): void {
  Object.assign(MIGRATIONS, { library });
  onTestFinished(() => {
    Object.assign(MIGRATIONS, { library: known });
  });
}

/** One version on. */
function addMigration(sql: string): void {
  setMigrations([...known, sql]);
}

async function withNote(folder: string): Promise<void> {
  const core = createTestCore({ folder });
  await ask(core, 'note.create', { subject: { slug }, body: 'from before' });
  await core.close();
}

describe('a migration', () => {
  it('comes after a backup of the library as it was', async () => {
    const folder = makeTempDir('migration');
    await withNote(folder);
    addMigration('CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;');
    const core = createTestCore({ folder });
    expect((await ask(core, 'study.show', { slug })).notes).toHaveLength(1);
    const { backups } = await ask(core, 'backup.list', {});
    const made = backups.find((backup) => backup.reason === 'before-migration');
    expect(made).toMatchObject({ damage: null, counts: { notes: 1 } });
    await core.close();
    const inside = new Database(`${dataPaths(folder).backups}/${made?.name ?? ''}/library.sqlite`);
    expect(schemaVersion(inside)).toBe(known.length);
    inside.close();
  });

  it('of a library from before what was seen was kept leaves all in place, and a backup of before restores', async () => {
    const folder = makeTempDir('migration');
    setMigrations(known.slice(0, 1));
    const paths = dataPaths(folder);
    prepareDataFolder(paths);
    await prepareDatabase(paths, 'library', () => Promise.resolve());
    const before = openLibrary(paths);
    createListRepository(before, createUndoLog(before)).create('Old', 1 as UnixMs);
    before.close();
    setMigrations(known);
    const core = createTestCore({ folder });
    const { contentHash } = await ask(core, 'study.show', { slug });
    await ask(core, 'study.seen', { slug, hash: contentHash });
    const { backups } = await ask(core, 'backup.list', {});
    const made = backups.find((backup) => backup.reason === 'before-migration');
    expect(made).toMatchObject({ damage: null, counts: { lists: 1 } });
    await ask(core, 'backup.restore', { name: made?.name ?? '' });
    expect(await ask(core, 'study.show', { slug })).toMatchObject({ seen: null });
    expect((await ask(core, 'list.all', {})).lists).toMatchObject([{ name: 'Old' }]);
    await core.close();
  });

  it('that fails leaves the library as it was, at its version', async () => {
    const folder = makeTempDir('migration');
    await withNote(folder);
    addMigration('CREATE TABLE extra (id INTEGER); INSERT INTO no_such_table VALUES (1);');
    const core = createTestCore({ folder });
    expect(await core.request('list.all', {})).toMatchObject({ ok: false });
    await core.close();
    const db = new Database(dataPaths(folder).library);
    expect(schemaVersion(db)).toBe(known.length);
    expect(db.prepare('SELECT body FROM note').pluck().get()).toBe('from before');
    expect(
      db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").pluck().get(),
    ).toBe(0);
    db.close();
  });

  it('is one of several in order, each with its number', () => {
    const db = new Database(':memory:');
    migrate(db, ['CREATE TABLE a (x)', 'CREATE TABLE b (x)'], 7);
    expect(schemaVersion(db)).toBe(2);
    expect(db.pragma('application_id', { simple: true })).toBe(7);
    migrate(db, ['CREATE TABLE a (x)', 'CREATE TABLE b (x)', 'CREATE TABLE c (x)'], 7);
    expect(schemaVersion(db)).toBe(3);
    db.close();
  });

  it('has a file name that begins with its number, without a gap', () => {
    expect(orderMigrations({ './0002-b.sql': 'b', './0001-a.sql': 'a' })).toEqual(['a', 'b']);
    expect(() => orderMigrations({ './0001-a.sql': 'a', './0003-c.sql': 'c' })).toThrow(
      /number 2/u,
    );
    expect(() => orderMigrations({ './first.sql': 'a' })).toThrow(/number 1/u);
  });
});
