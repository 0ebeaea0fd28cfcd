// When a restore is refused, and that it then changes nothing at all.
// Invariant tested: nothing is replaced under somebody's hands or by something that is not whole.
import { appendFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { inspectBackup } from '../../../src/main/storage/backup/inspect-backup.ts';
import type { SoundBackup } from '../../../src/main/storage/backup/list-backups.ts';
import { restoreBackup } from '../../../src/main/storage/backup/restore-backup.ts';
import { openLibrary, openReader } from '../../../src/main/storage/open.ts';
import { changeBackup, fill, folderWithBackupTemplate, without } from './restore-folder.ts';
import { day, notesIn, replacedFiles, snapshot } from './data-folder.ts';
import { killChild, nextMessage, startHolder } from './processes.ts';

const folderWithBackup = folderWithBackupTemplate();

describe('a restore is refused', () => {
  it.each([
    ['as the writer', 'hold-library'],
    ['as a reader', 'hold-reader'],
  ])('while another process has the library open %s, idle', async (_how, role) => {
    const { paths, backup } = folderWithBackup();
    const child = await startHolder({ role, folder: paths.folder });
    const before = snapshot(paths.folder);
    const refused = restoreBackup(paths, backup.name, day(1));
    await expect(refused).rejects.toMatchObject({ code: 'in-use', retryable: true });
    expect(without(snapshot(paths.folder), '.lock')).toEqual(without(before, '.lock'));
    expect(notesIn(paths.library)).toEqual(['new', 'old']);
    await killChild(child);
    await restoreBackup(paths, backup.name, day(1));
    expect(notesIn(paths.library)).toEqual(['old']);
  });

  it('while another process is stopped with the library open', async () => {
    const { paths, backup } = folderWithBackup();
    const child = await startHolder({ role: 'hold-library', folder: paths.folder });
    child.kill('SIGSTOP');
    const refused = restoreBackup(paths, backup.name, day(1));
    await expect(refused).rejects.toMatchObject({ code: 'in-use' });
    expect(notesIn(paths.library)).toEqual(['new', 'old']);
  });

  it('to nobody who has only opened it; but what they then write goes nowhere, with an error', async () => {
    const { paths, backup } = folderWithBackup();
    const child = await startHolder({ role: 'open-only', folder: paths.folder });
    await restoreBackup(paths, backup.name, day(1));
    child.send('write');
    // It had looked at nothing yet, so it opens what is in place by name: SQLite notices the change.
    expect(await nextMessage(child)).toMatchObject({ code: 'SQLITE_READONLY_DBMOVED' });
    expect(notesIn(paths.library)).toEqual(['old']);
    expect(replacedFiles(paths).map(notesIn)).toEqual([['new', 'old']]);
  });

  it('while this process has not closed its own connections', async () => {
    const { paths, backup } = folderWithBackup();
    for (const open of [openLibrary, openReader]) {
      const db = open(paths);
      const refused = restoreBackup(paths, backup.name, day(1));
      await expect(refused).rejects.toMatchObject({ code: 'in-use' });
      expect(db.open).toBe(true);
      db.close();
    }
  });

  it('for a backup that is not there, whatever it is called', async () => {
    const { paths } = folderWithBackup();
    for (const name of ['', '.', '..', '../backups', '.lock', '2026-11-02', '/etc']) {
      const refused = restoreBackup(paths, name, day(1));
      await expect(refused).rejects.toMatchObject({ code: 'backup-not-found' });
      await expect(inspectBackup(paths, name)).rejects.toMatchObject({ code: 'backup-not-found' });
    }
  });

  const harms: readonly (readonly [string, (backup: SoundBackup) => void | Promise<void>])[] = [
    [
      'one byte more',
      ({ folder }) => {
        appendFileSync(path.join(folder, 'library.sqlite'), 'x');
      },
    ],
    [
      'one byte changed',
      ({ folder }) => {
        fill(path.join(folder, 'library.sqlite'), 5000, 5001);
      },
    ],
    [
      'a changed history',
      ({ folder }) => {
        fill(path.join(folder, 'history.sqlite'), 50, 51);
      },
    ],
    [
      'no manifest',
      ({ folder }) => {
        rmSync(path.join(folder, 'manifest.json'));
      },
    ],
    [
      'damage that was backed up',
      (backup) =>
        changeBackup(backup, (file) => {
          fill(file, 8192, 60_000);
        }),
    ],
    [
      'another database',
      (backup) =>
        changeBackup(backup, (file) => {
          rmSync(file);
          const db = new Database(file);
          db.exec('CREATE TABLE recipe (x)');
          db.close();
        }),
    ],
  ];

  it.each(harms)('for a damaged backup (%s), before anything changes', async (_harm, harm) => {
    const { paths, backup } = folderWithBackup();
    await harm(backup);
    const before = snapshot(paths.folder);
    const refused = restoreBackup(paths, backup.name, day(1));
    await expect(refused).rejects.toMatchObject({ code: 'backup-damaged', ref: backup.name });
    await expect(inspectBackup(paths, backup.name)).rejects.toMatchObject({
      code: 'backup-damaged',
    });
    expect(snapshot(paths.folder)).toEqual(before);
    expect(replacedFiles(paths)).toEqual([]);
  });

  it('for a backup of a newer version, in words, before anything changes', async () => {
    const { paths, backup } = folderWithBackup();
    await changeBackup(backup, (file) => {
      const db = new Database(file);
      db.pragma('user_version = 99');
      db.close();
    });
    const before = snapshot(paths.folder);
    const refused = restoreBackup(paths, backup.name, day(1));
    await expect(refused).rejects.toMatchObject({ code: 'library-newer' });
    await expect(refused).rejects.toThrow(/newer version.*Nothing was changed/u);
    expect(snapshot(paths.folder)).toEqual(before);
    expect(await inspectBackup(paths, backup.name)).toMatchObject({ isNewer: true });
  });

  it('where the live history is of a newer version', async () => {
    const { paths, backup } = folderWithBackup();
    const db = new Database(paths.history);
    db.pragma('user_version = 99');
    db.close();
    const refused = restoreBackup(paths, backup.name, day(1));
    await expect(refused).rejects.toMatchObject({ code: 'library-newer' });
    expect(notesIn(paths.library)).toEqual(['new', 'old']);
  });
});
