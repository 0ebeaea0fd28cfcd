// A disk that is full while a backup or a restore is made.
// Invariant tested: everything is as it was, and works again when there is room.
import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackup } from '../../../src/main/storage/backup/create-backup.ts';
import { backupIfDue } from '../../../src/main/storage/backup/daily-backup.ts';
import { listBackups } from '../../../src/main/storage/backup/list-backups.ts';
import { restoreBackup } from '../../../src/main/storage/backup/restore-backup.ts';
import { dataPaths, type DataPaths } from '../../../src/main/storage/paths.ts';
import { makeSmallDisk, SMALL_DISK } from '../../support/small-disk.ts';
import {
  addNotes,
  addVersions,
  dataFolderTemplate,
  day,
  notesIn,
  snapshot,
  versionsIn,
} from './data-folder.ts';

const disk = makeSmallDisk(24);

const copyOfTemplate = dataFolderTemplate(async (paths) => {
  addNotes(paths, ...manyNotes('old'));
  addVersions(paths, 'aa');
  await createBackup(paths, { reason: 'manual', now: day(0) });
  addNotes(paths, ...manyNotes('new'));
  addVersions(paths, 'bb');
});

// About 600 KB, so that a copy does not fit into what little is left in some of the cases.
function manyNotes(mark: string): string[] {
  return Array.from({ length: 150 }, (_, number) => `${mark} ${number} ${'text '.repeat(200)}`);
}

beforeAll(() => {
  if (!SMALL_DISK.isMissing) disk.mount();
});
afterAll(() => {
  disk.remove();
});

describe.skipIf(SMALL_DISK.isMissing)(`a full disk ${SMALL_DISK.note}`, () => {
  it('refuses a backup and leaves all as it was, wherever the room ends', async () => {
    const refusals = await untilThereIsRoom(async (paths, fill) => {
      const before = snapshot(paths.folder);
      fill();
      const isMade = await worksUnlessFull(createBackup(paths, { reason: 'manual', now: day(1) }));
      if (isMade) return true;
      expect(await worksUnlessFull(backupIfDue(paths, day(1)))).toBe(false);
      expect(snapshot(paths.folder)).toEqual(before);
      disk.makeRoom();
      await createBackup(paths, { reason: 'manual', now: day(1) });
      expect(listBackups(paths)).toHaveLength(2);
      return false;
    });
    expect(refusals).toBeGreaterThan(4);
  });

  it('refuses a restore and leaves all as it was, wherever the room ends', async () => {
    const refusals = await untilThereIsRoom(async (paths, fill) => {
      const [backup] = listBackups(paths);
      const notes = notesIn(paths.library);
      fill();
      const isDone = await worksUnlessFull(restoreBackup(paths, backup?.name ?? '', day(1)));
      if (isDone) return true;
      expect(readdirSync(paths.folder).filter((name) => name.startsWith('.'))).toEqual([]);
      expect(listBackups(paths).filter(({ damage }) => damage !== null)).toEqual([]);
      expect(listBackups(paths)).toContainEqual(backup);
      disk.makeRoom();
      expect(notesIn(paths.library)).toEqual(notes);
      expect(versionsIn(paths.history)).toEqual(['aa', 'bb']);
      await restoreBackup(paths, backup?.name ?? '', day(1));
      expect(notesIn(paths.library)).toHaveLength(150);
      return false;
    });
    expect(refusals).toBeGreaterThan(6);
  });
});

type Attempt = (paths: DataPaths, fill: () => void) => Promise<boolean>;

/** Tries with nothing left, a page left, and so on in steps, until it works; answers how often it did not. */
async function untilThereIsRoom(attempt: Attempt): Promise<number> {
  const firstSteps = [0, 4096, 40_000, 80_000];
  for (let refusals = 0; ; refusals += 1) {
    const free = firstSteps[refusals] ?? (refusals - 3) * 350_000;
    const fill = (): void => {
      disk.fill(free);
    };
    if (await attempt(onSmallDisk(), fill)) return refusals;
  }
}

/** True where it went well, false where it was refused for want of room, in words. */
async function worksUnlessFull(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'disk-full', retryable: true });
    expect(String(error)).toMatch(/The disk is full\. .* Free some space and try again\./u);
    return false;
  }
}

function onSmallDisk(): DataPaths {
  const folder = path.join(disk.folder, 'data');
  rmSync(folder, { recursive: true, force: true });
  disk.makeRoom();
  cpSync(copyOfTemplate().folder, folder, { recursive: true });
  return dataPaths(folder);
}
