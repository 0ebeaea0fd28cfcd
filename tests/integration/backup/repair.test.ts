// What is done about damaged files, and what a person is told.
// Invariant tested: nothing is deleted, and every backup that can help is named.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createBackup } from '../../../src/main/storage/backup/create-backup.ts';
import { listBackups } from '../../../src/main/storage/backup/list-backups.ts';
import { HISTORY_TABLES } from '../../../src/main/storage/backup/merge-history.ts';
import {
  describeLibraryDamage,
  rebuildMirror,
  repairHistory,
} from '../../../src/main/storage/backup/repair.ts';
import type { DataPaths } from '../../../src/main/storage/paths.ts';
import {
  addList,
  addNotes,
  addVersions,
  dataFolderTemplate,
  day,
  notesIn,
  prepareAll,
  replacedFiles,
  versionsIn,
} from './data-folder.ts';
import { killChild, startHolder } from './processes.ts';

const GARBAGE = 'not a database at all\n'.repeat(500);

const emptyFolder = dataFolderTemplate(() => undefined);

describe('a damaged mirror', () => {
  it('makes way for a new one, with all that belongs to it', async () => {
    const paths = emptyFolder();
    addNotes(paths, 'kept');
    for (const suffix of ['', '-wal', '-shm']) writeFileSync(paths.atlas + suffix, GARBAGE);
    const folder = rebuildMirror(paths, day(0));
    expect(folder).toBe(path.join(paths.replaced, '2026-11-02T14-03-09Z'));
    expect(readdirSync(folder).toSorted()).toEqual([
      'atlas.sqlite',
      'atlas.sqlite-shm',
      'atlas.sqlite-wal',
    ]);
    expect(readFileSync(path.join(folder, 'atlas.sqlite'), 'utf8')).toBe(GARBAGE);
    expect(readdirSync(paths.folder).filter((name) => name.startsWith('atlas'))).toEqual([]);
    await prepareAll(paths.folder);
    expect(notesIn(paths.library)).toEqual(['kept']);
  });

  it('may be gone already, and may be damaged twice in a second', () => {
    const paths = emptyFolder();
    const first = rebuildMirror(paths, day(0));
    const second = rebuildMirror(paths, day(0));
    expect(existsSync(first)).toBe(true);
    expect(second).toBe(`${first}-2`);
  });
});

describe('a damaged library', () => {
  it('is told with the newest backup that can be restored', async () => {
    const paths = emptyFolder();
    addNotes(paths, 'first');
    const older = await createBackup(paths, { reason: 'manual', now: day(0) });
    addNotes(paths, 'second');
    addList(paths, 'PEM');
    const newest = await createBackup(paths, { reason: 'daily', now: day(1) });
    const damaged = await createBackup(paths, { reason: 'daily', now: day(2) });
    rmSync(path.join(damaged.folder, 'library.sqlite'));
    writeFileSync(paths.library, GARBAGE);

    const { message, restorable } = describeLibraryDamage(paths);
    expect(restorable).toEqual([newest, older]);
    expect(message).toBe(
      `The library file (notes, lists, tags) is damaged and was left as it is: ${paths.library}. The newest backup, of 3 November 2026, 14:03 UTC, holds 2 notes, 1 list and 0 tags. 1 more can be restored. "companion restore" lists them; "companion restore ${newest.name}" puts this one in place and keeps the damaged file.`,
    );
  });

  it('without a backup is told not to be deleted', async () => {
    const paths = emptyFolder();
    expect(describeLibraryDamage(paths).message).toContain(
      `There is no backup in ${paths.backups}`,
    );
    addNotes(paths, 'note');
    const { folder } = await createBackup(paths, { reason: 'manual', now: day(0) });
    rmSync(path.join(folder, 'manifest.json'));
    const { message, restorable } = describeLibraryDamage(paths);
    expect(restorable).toEqual([]);
    expect(message).toMatch(/None of the backups can be used.*Do not delete the damaged file/u);
  });
});

describe('a damaged history', () => {
  async function damagedHistory(): Promise<DataPaths> {
    const paths = emptyFolder();
    addNotes(paths, 'old');
    addVersions(paths, 'aa');
    await createBackup(paths, { reason: 'manual', now: day(0) });
    addNotes(paths, 'new');
    rmSync(`${paths.history}-wal`, { force: true });
    writeFileSync(paths.history, GARBAGE);
    return paths;
  }

  it('is built again from the newest backup that has one, beside the newest library', async () => {
    const paths = await damagedHistory();
    const without = await createBackup(paths, { reason: 'manual', now: day(1) });
    expect(without.hasHistory).toBe(false);
    const repaired = await repairHistory(paths, day(2));
    expect(repaired.builtOn).toBe('2026-11-02T14-03-09Z-manual');
    expect(versionsIn(paths.history)).toEqual(['aa']);
    expect(notesIn(paths.library)).toEqual(['new', 'old']);
    const [kept = ''] = replacedFiles(paths, 'history.sqlite');
    expect(path.dirname(kept)).toBe(repaired.replacedKeptIn);
    expect(readFileSync(kept, 'utf8')).toBe(GARBAGE);
    await prepareAll(paths.folder);
  });

  it('is built new where no backup has one', async () => {
    const paths = await damagedHistory();
    for (const { folder } of listBackups(paths)) {
      writeFileSync(path.join(folder, 'history.sqlite'), GARBAGE);
    }
    expect(await repairHistory(paths, day(2))).toMatchObject({ builtOn: null });
    expect(versionsIn(paths.history)).toEqual([]);
    await prepareAll(paths.folder);
    addVersions(paths, 'bb');
  });

  it('that turns out to be sound only grows', async () => {
    const paths = emptyFolder();
    addVersions(paths, 'aa');
    expect(await repairHistory(paths, day(0))).toEqual({ builtOn: null, replacedKeptIn: null });
    expect(versionsIn(paths.history)).toEqual(['aa']);
  });

  it('is not touched while another process is there', async () => {
    const paths = await damagedHistory();
    const child = await startHolder({ role: 'hold-library', folder: paths.folder });
    await expect(repairHistory(paths, day(2))).rejects.toMatchObject({ code: 'in-use' });
    expect(readFileSync(paths.history, 'utf8')).toBe(GARBAGE);
    await killChild(child);
  });
});

describe('the tables of the history', () => {
  it('are all merged, each by a natural key', () => {
    const paths = emptyFolder();
    const db = new Database(paths.history);
    const tables = db
      .prepare<[], { name: string; wr: number }>(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
      )
      .all();
    db.close();
    expect(tables.map(({ name }) => name).toSorted()).toEqual([...HISTORY_TABLES].toSorted());
    // WITHOUT ROWID: the key is part of the row and was not counted up by this one file.
    expect(tables.every(({ wr }) => wr === 1)).toBe(true);
  });
});
