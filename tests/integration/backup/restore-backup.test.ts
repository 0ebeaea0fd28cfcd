// Restoring: what is in place afterwards, what is kept, and what is refused.
// Invariant tested: nothing is replaced that is not kept, and a refusal changes nothing.
import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createBackup } from '../../../src/main/storage/backup/create-backup.ts';
import { inspectBackup } from '../../../src/main/storage/backup/inspect-backup.ts';
import { finishInterruptedRestore } from '../../../src/main/storage/backup/interrupted-restore.ts';
import { findBackup, listBackups } from '../../../src/main/storage/backup/list-backups.ts';
import { restoreBackup } from '../../../src/main/storage/backup/restore-backup.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import { onlyIf } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import {
  addList,
  addVersions,
  day,
  modeOf,
  notesIn,
  prepareAll,
  replacedFiles,
  snapshot,
  versionsIn,
} from './data-folder.ts';
import { killChild, runChild, startHolder } from './processes.ts';
import {
  changeBackup,
  fill,
  folderWithBackupTemplate,
  sameContent,
  without,
} from './restore-folder.ts';

const LINUX = onlyIf(process.platform === 'linux', 'on Linux');

const folderWithBackup = folderWithBackupTemplate();

describe('restore', () => {
  it('brings the library back, keeps the one it replaces, and lets the history grow', async () => {
    const { paths, backup } = folderWithBackup();
    const bytesOfBackup = snapshot(backup.folder);

    const result = await restoreBackup(paths, backup.name, day(1));

    expect(notesIn(paths.library)).toEqual(['old']);
    expect(versionsIn(paths.history)).toEqual(['aa', 'bb']);
    expect(result).toEqual({
      restored: backup,
      replacedKeptIn: path.join(paths.replaced, '2026-11-03T14-03-09Z'),
      versionsMerged: 0,
    });
    const [kept = ''] = replacedFiles(paths);
    expect(notesIn(kept)).toEqual(['new', 'old']);
    expect([modeOf(paths.library), modeOf(kept), modeOf(paths.replaced)]).toEqual([
      '600',
      '600',
      '700',
    ]);
    // The backup is where it was, to the byte, and nothing of the work is left.
    expect(snapshot(backup.folder)).toEqual(bytesOfBackup);
    expect(readdirSync(paths.folder).toSorted()).toEqual([
      'atlas.sqlite',
      'backups',
      'history.sqlite',
      'library.sqlite',
      'replaced',
    ]);
  });

  it('can be taken back by the same command', async () => {
    const { paths, backup } = folderWithBackup();
    await restoreBackup(paths, backup.name, day(1));
    const [newest] = listBackups(paths);
    expect(newest).toMatchObject({ reason: 'before-restore', counts: { notes: 2 } });
    await restoreBackup(paths, newest?.name ?? '', day(2));
    expect(notesIn(paths.library)).toEqual(['new', 'old']);
    expect(replacedFiles(paths).map(notesIn)).toEqual([['new', 'old'], ['old']]);
  });

  it('adds what only the backup knows of the past', async () => {
    const { paths, backup } = folderWithBackup();
    rmSync(paths.history);
    await prepareAll(paths.folder);
    addVersions(paths, 'cc');
    const { versionsMerged } = await restoreBackup(paths, backup.name, day(1));
    expect(versionsMerged).toBe(1);
    expect(versionsIn(paths.history)).toEqual(['aa', 'cc']);
    // Once more: nothing doubles.
    const again = await restoreBackup(paths, backup.name, day(2));
    expect(again.versionsMerged).toBe(0);
    expect(versionsIn(paths.history)).toEqual(['aa', 'cc']);
  });

  it('works in an empty data folder that holds nothing but the backups', async () => {
    const { paths, backup } = folderWithBackup();
    const fresh = dataPaths(makeTempDir('restore'));
    cpSync(paths.backups, fresh.backups, { recursive: true });
    const result = await restoreBackup(fresh, backup.name, day(1));
    expect(result).toMatchObject({ replacedKeptIn: null, versionsMerged: 1 });
    expect(notesIn(fresh.library)).toEqual(['old']);
    expect(versionsIn(fresh.history)).toEqual(['aa']);
    expect(existsSync(fresh.replaced)).toBe(false);
    await prepareAll(fresh.folder);
  });

  it('brings home what a dead process has left in its -wal, and leaves no -wal behind', async () => {
    const { paths, backup } = folderWithBackup();
    const child = await startHolder({
      role: 'leave-wal',
      folder: paths.folder,
      name: 'in the wal',
    });
    await killChild(child);
    expect(readFileSync(`${paths.library}-wal`).length).toBeGreaterThan(0);
    await restoreBackup(paths, backup.name, day(1));
    expect(readdirSync(paths.folder)).not.toContain('library.sqlite-wal');
    expect(notesIn(paths.library)).toEqual(['old']);
    expect(replacedFiles(paths).map(notesIn)).toEqual([['in the wal', 'new', 'old']]);
  });

  it('never lets an old backup go because it makes one itself', async () => {
    const { paths, backup } = folderWithBackup();
    for (let number = 1; number < 5; number += 1) {
      await restoreBackup(paths, backup.name, day(100 * number));
      expect(findBackup(paths, backup.name).info).toEqual(backup);
    }
  });

  it('leaves a library of an older schema to the next start', async () => {
    const { paths, backup } = folderWithBackup();
    await changeBackup(backup, (file) => {
      const db = new Database(file);
      db.exec('DROP TABLE undo_step; DROP TABLE own_coding;');
      db.pragma('user_version = 0');
      db.close();
    });
    await restoreBackup(paths, backup.name, day(1));
    expect(notesIn(paths.library)).toEqual(['old']);
  });
});

describe('a damaged library', () => {
  const kinds: readonly (readonly [string, (file: string) => void])[] = [
    [
      'is text',
      (file) => {
        writeFileSync(file, 'not a database at all\n'.repeat(500));
      },
    ],
    [
      'lost its end',
      (file) => {
        truncateSync(file, 6000);
      },
    ],
    [
      'is empty',
      (file) => {
        truncateSync(file, 0);
      },
    ],
    [
      'is missing',
      (file) => {
        rmSync(file);
      },
    ],
    [
      'has a damaged first page',
      (file) => {
        fill(file, 100, 4096);
      },
    ],
    [
      'has damaged pages',
      (file) => {
        fill(file, 4096, 40_960);
      },
    ],
    [
      'has a damaged header',
      (file) => {
        fill(file, 0, 100);
      },
    ],
  ];

  it.each(kinds)('that %s does not prevent a restore, and is kept', async (_kind, damage) => {
    const { paths, backup } = folderWithBackup();
    damage(paths.library);
    const damaged = existsSync(paths.library) ? readFileSync(paths.library) : Buffer.alloc(0);
    const { replacedKeptIn } = await restoreBackup(paths, backup.name, day(1));
    expect(notesIn(paths.library)).toEqual(['old']);
    expect(versionsIn(paths.history)).toEqual(['aa', 'bb']);
    if (damaged.length === 0) {
      expect(replacedKeptIn).toBeNull();
    } else {
      const [kept = ''] = replacedFiles(paths);
      expect(path.dirname(kept)).toBe(replacedKeptIn);
      expect(sameContent(readFileSync(kept), damaged)).toBe(true);
    }
    expect(listBackups(paths).map(({ damage: found }) => found)).not.toContain(expect.any(String));
  });

  it.each([
    ['unreadable', 'not a database at all\n'.repeat(500)],
    ['empty', ''],
  ])('that is %s is kept together with its -wal', async (_kind, text) => {
    const { paths, backup } = folderWithBackup();
    const child = await startHolder({
      role: 'leave-wal',
      folder: paths.folder,
      name: 'in the wal',
    });
    await killChild(child);
    const whole = path.join(paths.folder, 'whole.sqlite');
    copyFileSync(paths.library, whole);
    writeFileSync(paths.library, text);
    await restoreBackup(paths, backup.name, day(1));
    expect(notesIn(paths.library)).toEqual(['old']);
    const folder = path.join(paths.replaced, '2026-11-03T14-03-09Z');
    // With the database as it was, the kept -wal still has the note.
    copyFileSync(whole, path.join(folder, 'library.sqlite'));
    expect(notesIn(path.join(folder, 'library.sqlite'))).toContain('in the wal');
  });

  it.skipIf(LINUX.isMissing)(
    `is not replaced under a process that has it open ${LINUX.note}`,
    async () => {
      const { paths, backup } = folderWithBackup();
      const child = await startHolder({ role: 'hold-library', folder: paths.folder });
      fill(paths.library, 0, 100);
      const before = snapshot(paths.folder);
      const refused = restoreBackup(paths, backup.name, day(1));
      await expect(refused).rejects.toMatchObject({ code: 'in-use' });
      expect(without(snapshot(paths.folder), '.lock')).toEqual(without(before, '.lock'));
      await killChild(child);
      await restoreBackup(paths, backup.name, day(1));
      expect(notesIn(paths.library)).toEqual(['old']);
    },
  );
});

describe('a damaged history', () => {
  it.each([
    ['a damaged header', 0, 100],
    ['damaged pages', 16_384, 32_768],
  ])(
    'with %s is kept; what can be read of it joins what the backup has',
    async (_kind, from, to) => {
      const { paths, backup } = folderWithBackup();
      const many = Array.from({ length: 400 }, (_, number) => `version-${1000 + number}`);
      addVersions(paths, ...many);
      const whole = versionsIn(paths.history);
      fill(paths.history, from, to);
      const damaged = readFileSync(paths.history);

      await restoreBackup(paths, backup.name, day(1));

      const now = versionsIn(paths.history);
      expect(now).toContain('aa');
      expect(whole).toEqual(expect.arrayContaining(now));
      if (from > 0) expect(now.length).toBeGreaterThan(200);
      const [kept = ''] = replacedFiles(paths, 'history.sqlite');
      expect(sameContent(readFileSync(kept), damaged)).toBe(true);
      expect(modeOf(paths.history)).toBe('600');
      addVersions(paths, 'and-it-grows-on');
    },
  );
});

describe('a look into a backup', () => {
  it('tells its lists and its newest note, and changes nothing', async () => {
    const { paths } = folderWithBackup();
    addList(paths, 'PEM', 'study-1');
    addList(paths, 'Cytokines');
    const backup = await createBackup(paths, { reason: 'manual', now: day(1) });
    const before = snapshot(paths.folder);
    expect(await inspectBackup(paths, backup.name)).toEqual({
      backup,
      lists: ['Cytokines', 'PEM'],
      newestNoteAt: day(0),
      isNewer: false,
    });
    expect(snapshot(paths.folder)).toEqual(before);
  });
});

describe('what a killed restore has left', () => {
  it('is removed at the next start, but not while a restore runs', async () => {
    const { paths, backup } = folderWithBackup();
    expect(finishInterruptedRestore(paths)).toBe(0);
    const killed = { role: 'restore', folder: paths.folder, name: backup.name, killAt: 12 };
    expect(await runChild(killed)).toBeNull();
    const staging = readdirSync(paths.folder).filter((name) => name.startsWith('.restoring-'));
    expect(staging).toHaveLength(1);
    const lock = path.join(paths.backups, '.lock');
    const child = await startHolder({ role: 'hold-backup-lock', folder: '', name: lock });
    expect(finishInterruptedRestore(paths)).toBe(0);
    await killChild(child);
    expect(finishInterruptedRestore(paths)).toBe(1);
    expect(readdirSync(paths.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('is nothing where there is no data folder yet', () => {
    expect(finishInterruptedRestore(dataPaths('/nowhere/at/all'))).toBe(0);
  });
});
