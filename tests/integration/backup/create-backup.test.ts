// Backups of a real data folder: what is in them, and what happens around them.
// Invariant tested: a backup is complete or not there, and making one disturbs nobody.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { fileStamp } from '../../../src/main/storage/backup/backup-names.ts';
import { createBackup } from '../../../src/main/storage/backup/create-backup.ts';
import { backupIfDue } from '../../../src/main/storage/backup/daily-backup.ts';
import { listBackups, type SoundBackup } from '../../../src/main/storage/backup/list-backups.ts';
import { openLibrary, openReader } from '../../../src/main/storage/open.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import {
  addList,
  addNotes,
  addVersions,
  dataFolderTemplate,
  day,
  insertNote,
  modeOf,
  notesIn,
  prepareAll,
  versionsIn,
} from './data-folder.ts';
import { killChild, nextMessage, runChild, startChild, startHolder } from './processes.ts';

const emptyFolder = dataFolderTemplate(() => undefined);

describe('a backup', () => {
  it('holds the library and the history, with counts, in single private files', async () => {
    const paths = emptyFolder();
    addNotes(paths, 'first', 'second');
    addList(paths, 'Cytokines', 'study-1', 'study-2', 'study-3');
    addVersions(paths, 'aa', 'bb');

    const backup = await createBackup(paths, { reason: 'manual', now: day(0) });

    expect(backup).toMatchObject({
      name: '2026-11-02T14-03-09Z-manual',
      createdAt: day(0),
      reason: 'manual',
      counts: { notes: 2, revisions: 2, lists: 1, entries: 3, tags: 0, studyVersions: 2 },
      hasHistory: true,
      damage: null,
    });
    expect(backup.appVersion).toMatch(/^\d+\.\d+\.\d+/u);
    const files = ['history.sqlite', 'library.sqlite', 'manifest.json'];
    expect(readdirSync(backup.folder).toSorted()).toEqual(files);
    expect(modeOf(paths.backups)).toBe('700');
    expect(modeOf(backup.folder)).toBe('700');
    for (const file of files) expect(modeOf(path.join(backup.folder, file))).toBe('600');
    expect(notesIn(path.join(backup.folder, 'library.sqlite'))).toEqual(['first', 'second']);
    expect(versionsIn(path.join(backup.folder, 'history.sqlite'))).toEqual(['aa', 'bb']);
    // No -wal came from reading it: it is not in WAL mode.
    expect(readdirSync(backup.folder).toSorted()).toEqual(files);
    expect(listBackups(paths)).toEqual([backup]);
  });

  it('takes what is committed and not yet in the main file, while others have it open', async () => {
    const paths = emptyFolder();
    const library = openLibrary(paths);
    const reader = openReader(paths);
    insertNote(library, 'only in the -wal');
    const { folder } = await createBackup(paths, { reason: 'manual', now: day(0) });
    insertNote(library, 'later');
    expect(reader.prepare('SELECT count(*) FROM library.note').pluck().get()).toBe(2);
    reader.close();
    library.close();
    expect(notesIn(path.join(folder, 'library.sqlite'))).toEqual(['only in the -wal']);
  });

  it('needs no write lock and is one moment of a library that another process keeps writing', async () => {
    const paths = emptyFolder();
    const child = await startChild({ role: 'write', folder: paths.folder, name: 'written' });
    await nextMessage(child);
    let last = 0;
    child.on('message', ({ written }: { written?: number }) => {
      last = written ?? last;
    });
    const seen: number[] = [];
    for (const number of [0, 1, 2]) {
      const { counts } = await createBackup(paths, { reason: 'manual', now: day(number) });
      seen.push(counts.notes);
      expect(counts.revisions).toBe(counts.notes);
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(last).toBeGreaterThan(0);
    await killChild(child);
    // The numbers are without a gap: a snapshot, not a mixture.
    const notes = notesIn(path.join(listBackups(paths)[0]?.folder ?? '', 'library.sqlite'));
    const numbers = notes.map((text) => Number(text.split(' ')[1])).toSorted((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));

    // A transaction that holds the write lock does not keep a backup waiting.
    const library = openLibrary(paths);
    library.exec('BEGIN IMMEDIATE');
    insertNote(library, 'not committed');
    const backup = await createBackup(paths, { reason: 'manual', now: day(3) });
    library.exec('ROLLBACK');
    library.close();
    expect(notesIn(path.join(backup.folder, 'library.sqlite'))).not.toContain('not committed');
  });

  it('migrates nothing: an older schema is backed up as it is', async () => {
    const paths = emptyFolder();
    addNotes(paths, 'kept');
    const library = openLibrary(paths);
    library.exec('DROP TABLE own_coding');
    library.pragma('user_version = 99');
    library.close();
    const backup = await createBackup(paths, { reason: 'before-migration', now: day(0) });
    expect(backup.counts).toMatchObject({ notes: 1, codings: 0 });
    const copy = new Database(path.join(backup.folder, 'library.sqlite'));
    expect(copy.pragma('user_version', { simple: true })).toBe(99);
    copy.close();
  });

  it('gets a name of its own within the same second', async () => {
    const paths = emptyFolder();
    const names = [];
    for (let made = 0; made < 3; made += 1) {
      names.push((await createBackup(paths, { reason: 'manual', now: day(0) })).name);
    }
    expect(names).toEqual([
      '2026-11-02T14-03-09Z-manual',
      '2026-11-02T14-03-09Z-manual-2',
      '2026-11-02T14-03-09Z-manual-3',
    ]);
  });

  it('is made of the library alone where the history is missing or damaged', async () => {
    const paths = emptyFolder();
    addNotes(paths, 'note');
    const whole = await createBackup(paths, { reason: 'daily', now: day(0) });
    writeFileSync(paths.history, 'this is no database, and long enough to be looked at'.repeat(20));
    const without = await createBackup(paths, { reason: 'daily', now: day(1) });
    expect(without).toMatchObject({ hasHistory: false, counts: { notes: 1, studyVersions: 0 } });
    expect(readdirSync(without.folder).toSorted()).toEqual(['library.sqlite', 'manifest.json']);
    for (let number = 2; number < 40; number += 1) copyBackup(without, day(number));
    await createBackup(paths, { reason: 'daily', now: day(40) });
    expect(listBackups(paths)).toHaveLength(7 + 2 + 1);
    // The last one with a history stays for as long as there is no newer one.
    expect(listBackups(paths)).toContainEqual(whole);
  });

  it('is refused, and changes nothing, without a library or with a damaged one', async () => {
    const paths = dataPaths(makeTempDir('backup'));
    const request = { reason: 'manual', now: day(0) } as const;
    await expect(createBackup(paths, request)).rejects.toMatchObject({ code: 'not-found' });
    expect(readdirSync(paths.folder)).toEqual([]);

    await prepareAll(paths.folder);
    addNotes(paths, 'note '.repeat(5000));
    const before = await createBackup(paths, request);
    damagePages(paths.library);
    await expect(createBackup(paths, request)).rejects.toMatchObject({ code: 'library-corrupt' });
    expect(listBackups(paths)).toEqual([before]);
    expect(readdirSync(paths.backups).filter((name) => name.startsWith('.making'))).toEqual([]);
  });

  it('is refused in words where the folder for backups is a file', async () => {
    const paths = emptyFolder();
    writeFileSync(paths.backups, '');
    const refused = createBackup(paths, { reason: 'manual', now: day(0) });
    await expect(refused).rejects.toMatchObject({ code: 'not-writable' });
  });

  it('waits for another that is being made', async () => {
    const paths = emptyFolder();
    const made = await Promise.all(
      [0, 1, 2].map((number) => createBackup(paths, { reason: 'manual', now: day(number) })),
    );
    expect(listBackups(paths).map(({ name }) => name)).toEqual(
      made
        .map(({ name }) => name)
        .toSorted()
        .toReversed(),
    );
  });
});

describe('the daily backup', () => {
  it('is made once a day, of a library in which somebody wrote', async () => {
    const paths = emptyFolder();
    expect(await backupIfDue(paths, day(0))).toBeNull();
    addNotes(paths, 'note');
    expect(await backupIfDue(paths, day(0))).toMatchObject({ reason: 'daily' });
    expect(await backupIfDue(paths, day(0))).toBeNull();
    expect(await backupIfDue(paths, day(1))).toMatchObject({ reason: 'daily' });
    expect(listBackups(paths)).toHaveLength(2);
  });

  it('is not made where there is no library yet', async () => {
    const paths = dataPaths(makeTempDir('backup'));
    expect(await backupIfDue(paths, day(0))).toBeNull();
    expect(readdirSync(paths.folder)).toEqual([]);
  });

  it('is one, however many processes come at once', async () => {
    const paths = emptyFolder();
    addNotes(paths, 'note');
    const task = { role: 'daily', folder: paths.folder, now: day(0) };
    const said = await Promise.all([runChild(task), runChild(task), runChild(task)]);
    expect(said.map((message) => message?.code)).toEqual([undefined, undefined, undefined]);
    expect(said.filter((message) => message?.result !== null)).toHaveLength(1);
    expect(listBackups(paths)).toHaveLength(1);
  });

  it('does not wait for somebody who is making or restoring one', async () => {
    const paths = emptyFolder();
    addNotes(paths, 'note');
    mkdirSync(paths.backups);
    const lock = path.join(paths.backups, '.lock');
    const child = await startHolder({ role: 'hold-backup-lock', folder: '', name: lock });
    expect(await backupIfDue(paths, day(0))).toBeNull();
    await killChild(child);
    expect(await backupIfDue(paths, day(0))).not.toBeNull();
  });
});

describe('pruning', () => {
  it('leaves 7 days and 4 weeks after 60 days, and whatever is not ours', async () => {
    const paths = emptyFolder();
    addNotes(paths, 'note');
    const first = await createBackup(paths, { reason: 'daily', now: day(0) });
    const renamed = path.join(paths.backups, 'from when it all began');
    cpSync(first.folder, renamed, { recursive: true });
    const foreign = path.join(paths.backups, 'holiday pictures');
    mkdirSync(foreign);
    writeFileSync(path.join(paths.backups, 'a file.txt'), '');
    const damaged = path.join(paths.backups, '2020-01-01T00-00-00Z-daily');
    mkdirSync(damaged);
    symlinkSync(foreign, path.join(paths.backups, '2020-01-02T00-00-00Z-daily'));
    const staleDraft = path.join(paths.backups, '.making-1-x');
    mkdirSync(staleDraft);

    for (let number = 1; number < 59; number += 1) copyBackup(first, day(number));
    await backupIfDue(paths, day(59));

    const names = listBackups(paths).map(({ name }) => name);
    // 2 November 2026 is a Monday: day 59 a Thursday, the weeks end on days 55, 48 and 41.
    const expected = [59, 58, 57, 56, 55, 54, 53, 48, 41].map(
      (number) => `${new Date(day(number)).toISOString().slice(0, 10)}T14-03-09Z-daily`,
    );
    expect(names.filter((name) => expected.includes(name))).toEqual(expected);
    const others = names.filter((name) => !expected.includes(name));
    expect(others).toEqual([path.basename(renamed), path.basename(damaged)]);
    expect(readdirSync(foreign)).toEqual([]);
    expect(existsSync(staleDraft)).toBe(false);
    expect(readdirSync(paths.backups)).toContain('2020-01-02T00-00-00Z-daily');
  });
});

describe('the list of backups', () => {
  it('shows what is damaged and why, beside what is sound', async () => {
    const paths = emptyFolder();
    addNotes(paths, 'note');
    for (let number = 0; number < 6; number += 1) {
      await createBackup(paths, { reason: 'daily', now: day(number) });
    }
    const folders = listBackups(paths).map(({ folder }) => folder);
    const [, cut = '', noManifest = '', half = '', empty = '', newer = ''] = folders;
    truncateSync(path.join(cut, 'library.sqlite'), 100);
    rmSync(path.join(noManifest, 'manifest.json'));
    truncateSync(path.join(half, 'manifest.json'), 200);
    rmSync(path.join(empty, 'history.sqlite'));
    const manifest = path.join(newer, 'manifest.json');
    const text = readFileSync(manifest, 'utf8').replace('"format": 1', '"format": 2');
    writeFileSync(manifest, text);
    const unknown = path.join(paths.backups, 'unknown');
    renameSync(newer, unknown);

    const listed = listBackups(paths);
    expect(listed.map(({ damage }) => damage)).toEqual([
      null,
      expect.stringMatching(/^Its library\.sqlite has 100 bytes instead of \d+\.$/u),
      'It has no manifest, so it was never finished or was copied in part.',
      'Its manifest cannot be read.',
      expect.stringMatching(/^Its history\.sqlite has 0 bytes instead of \d+\.$/u),
      'It was made by a newer version of this program.',
    ]);
    expect(listed.map(({ createdAt }) => createdAt)).toEqual([...[5, 4, 3, 2, 1].map(day), null]);
  });

  it('is empty before the first, and survives a folder that cannot be read', async () => {
    const paths = emptyFolder();
    expect(listBackups(paths)).toEqual([]);
    const { folder } = await createBackup(paths, { reason: 'daily', now: day(0) });
    chmodSync(folder, 0o000);
    const [listed] = listBackups(paths);
    chmodSync(folder, 0o700);
    // The superuser reads it all the same.
    const isRoot = process.getuid?.() === 0;
    expect(listed?.damage).toBe(isRoot ? null : 'Its manifest cannot be read (EACCES).');
  });
});

/** The same backup under another day: 60 real ones take long. */
function copyBackup({ folder, createdAt }: SoundBackup, at: UnixMs): void {
  const copy = path.join(path.dirname(folder), `${fileStamp(at)}-daily`);
  cpSync(folder, copy, { recursive: true });
  const manifest = path.join(copy, 'manifest.json');
  const text = readFileSync(manifest, 'utf8').replace(String(createdAt), String(at));
  writeFileSync(manifest, text);
}

/** Overwrites pages in the middle of a closed database. */
function damagePages(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 4096 * 2, bytes.length - 4096);
  writeFileSync(file, bytes);
}
