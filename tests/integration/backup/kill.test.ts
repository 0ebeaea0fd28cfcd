// SIGKILL before the steps of a backup and of a restore that touch a file or SQLite: every fourth, and
// every single one with COMPANION_EVERY_STEP=1.
// Invariant tested: the old library or the new one is in place, whole; no backup and no version is lost;
// and the same command, given again, succeeds.
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBackup } from '../../../src/main/storage/backup/create-backup.ts';
import { inspectBackup } from '../../../src/main/storage/backup/inspect-backup.ts';
import { finishInterruptedRestore } from '../../../src/main/storage/backup/interrupted-restore.ts';
import { listBackups } from '../../../src/main/storage/backup/list-backups.ts';
import { restoreBackup } from '../../../src/main/storage/backup/restore-backup.ts';
import type { DataPaths } from '../../../src/main/storage/paths.ts';
import {
  addNotes,
  addVersions,
  dataFolderTemplate,
  day,
  notesIn,
  prepareAll,
  replacedFiles,
  versionsIn,
} from './data-folder.ts';
import { killChild, nextMessage, runChild, startChild, startHolder } from './processes.ts';

const BACKUP = '2026-11-02T14-03-09Z-manual';
const GARBAGE = 'not a database at all\n'.repeat(500);
const AT_ONCE = 4;
const LONG_MS = 300_000;

/** A backup of `old` and `aa`; since then `new` and `bb`, and a note that is only in a dead process's -wal. */
const copyOfTemplate = dataFolderTemplate(async (paths) => {
  addNotes(paths, 'old');
  addVersions(paths, 'aa');
  await createBackup(paths, { reason: 'manual', now: day(0) });
  addNotes(paths, 'new');
  addVersions(paths, 'bb');
  // Once, not for every step: the copies have the -wal of the dead process as well.
  const writer = await startHolder({ role: 'leave-wal', folder: paths.folder, name: 'in the wal' });
  await killChild(writer);
});

const ALL_NOTES = ['in the wal', 'new', 'old'];

// All steps take half a minute of two cores; every fourth finds what a change has broken as a rule.
const STRIDE = process.env['COMPANION_EVERY_STEP'] === '1' ? 1 : 4;

/** Runs a check with a kill at every so many steps, some at once; the steps of one whole run are counted first. */
async function killAtSteps(run: (killAt: number) => Promise<number | null>): Promise<number> {
  const steps = await run(0);
  if (steps === null) throw new Error('the run without a kill was killed');
  let next = 1;
  const work = async (): Promise<void> => {
    while (next <= steps) {
      const killAt = next;
      next += STRIDE;
      const said = await run(killAt);
      expect(said, `killed at step ${killAt} of ${steps}`).toBeNull();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return steps;
}

describe('SIGKILL during a backup', () => {
  it(
    'at any step leaves all earlier backups, and the new one whole or not at all',
    async () => {
      const steps = await killAtSteps(async (killAt) => {
        const paths = copyOfTemplate();
        const task = { role: 'backup', folder: paths.folder, now: day(1), killAt };
        const said = await runChild(task);

        const after = listBackups(paths);
        expect(after.map(({ damage }) => damage)).toEqual(after.map(() => null));
        expect(after.at(-1)?.name).toBe(BACKUP);
        for (const { name } of after) await inspectBackup(paths, name);
        await createBackup(paths, { reason: 'manual', now: day(2) });
        const names = readdirSync(paths.backups).filter((name) => name !== '.lock');
        expect(names.toSorted()).toEqual(
          listBackups(paths)
            .map(({ name }) => name)
            .toSorted(),
        );
        expect(notesIn(paths.library)).toEqual(ALL_NOTES);
        return said === null ? null : (said.steps ?? 0);
      });
      expect(steps).toBeGreaterThan(30);
    },
    LONG_MS,
  );
});

describe('SIGKILL during a restore', () => {
  it(
    'at any step leaves the old library or the new one, and what was replaced',
    async () => {
      const steps = await killAtSteps(async (killAt) => {
        const paths = copyOfTemplate();
        const said = await runChild(restoreTask(paths, killAt));
        await startAgain(paths);

        const present = notesIn(paths.library);
        const isOld = present.length === 3;
        expect(present).toEqual(isOld ? ALL_NOTES : ['old']);
        if (!isOld) expect(replacedFiles(paths).map(notesIn)).toContainEqual(ALL_NOTES);
        expect(versionsIn(paths.history)).toEqual(['aa', 'bb']);
        expect(listBackups(paths).filter(({ damage }) => damage !== null)).toEqual([]);

        await restoreBackup(paths, BACKUP, day(2));
        expect(notesIn(paths.library)).toEqual(['old']);
        expect(versionsIn(paths.history)).toEqual(['aa', 'bb']);
        expect(replacedFiles(paths).map(notesIn)).toContainEqual(ALL_NOTES);
        return said === null ? null : (said.steps ?? 0);
      });
      expect(steps).toBeGreaterThan(60);
    },
    LONG_MS,
  );

  it(
    'at any step over a damaged library and history loses nothing of either',
    async () => {
      const steps = await killAtSteps(async (killAt) => {
        const paths = copyOfTemplate();
        const soundCopy = path.join(paths.folder, 'sound-copy.sqlite');
        copyFileSync(paths.library, soundCopy);
        const wal = readFileSync(`${paths.library}-wal`);
        writeFileSync(paths.library, GARBAGE);
        writeFileSync(paths.history, GARBAGE);
        rmSync(`${paths.history}-wal`, { force: true });
        const said = await runChild(restoreTask(paths, killAt));
        finishInterruptedRestore(paths);

        // The -wal, with the note that is nowhere else, is beside the file or with what is kept.
        const wals = [paths.library, ...replacedFiles(paths)].map((file) => `${file}-wal`);
        expect(wals.filter((file) => isFileWith(file, wal))).toHaveLength(1);
        const inPlace = readFileSync(paths.library, 'latin1');
        if (inPlace !== GARBAGE) {
          expect(isFileWith(`${paths.library}-wal`, wal)).toBe(false);
          expect(notesIn(paths.library)).toEqual(['old']);
        }

        await restoreBackup(paths, BACKUP, day(2));
        expect(notesIn(paths.library)).toEqual(['old']);
        expect(versionsIn(paths.history)).toEqual(['aa']);
        const kept = [...replacedFiles(paths), ...replacedFiles(paths, 'history.sqlite')];
        expect(kept.filter((file) => readFileSync(file, 'latin1') === GARBAGE)).not.toEqual([]);
        return said === null ? null : (said.steps ?? 0);
      });
      expect(steps).toBeGreaterThan(40);
    },
    LONG_MS,
  );
});

describe('SIGKILL of a writer while backups are made', () => {
  it('loses no note that was saved, in the library and in the backups that saw it', async () => {
    const paths = copyOfTemplate();
    let expected = 0;
    for (let round = 1; round <= 5; round += 1) {
      const writer = await startChild({
        role: 'write',
        folder: paths.folder,
        name: `round ${round}:`,
      });
      let written = 0;
      writer.on('message', (message: { written?: number }) => {
        written = message.written ?? written;
      });
      await nextMessage(writer);
      const backup = await createBackup(paths, { reason: 'manual', now: day(round) });
      await nextMessage(writer);
      await killChild(writer);
      expected += written;
      const notes = notesIn(paths.library);
      // One more may have been saved and not yet been told of.
      expect(notes.length - ALL_NOTES.length).toBeGreaterThanOrEqual(expected);
      expected = notes.length - ALL_NOTES.length;
      expect(notes).toEqual(
        expect.arrayContaining(notesIn(path.join(backup.folder, 'library.sqlite'))),
      );
    }
  });
});

function restoreTask(paths: DataPaths, killAt: number) {
  return { role: 'restore', folder: paths.folder, name: BACKUP, now: day(1), killAt };
}

// As a host does it.
async function startAgain(paths: DataPaths): Promise<void> {
  finishInterruptedRestore(paths);
  await prepareAll(paths.folder);
  expect(readdirSync(paths.folder).filter((name) => name.startsWith('.'))).toEqual([]);
}

function isFileWith(file: string, bytes: Buffer): boolean {
  try {
    return readFileSync(file).equals(bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
