// A disk that is really full while a bundle is written, or taken in.
// Invariant tested: it is said in words, what was there before is there whole, and it works when there is room.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStudyWriter } from '../../../src/main/storage/atlas/study-writer.ts';
import { explainStorageError } from '../../../src/main/storage/explain.ts';
import { bundledStudies, bundleFile, CHECKED_AT, soundBundle } from '../../support/bundles.ts';
import { makeSmallDisk, SMALL_DISK } from '../../support/small-disk.ts';
import {
  createFile,
  expectSound,
  importFile,
  NOW,
  openFolder,
  rowsOf,
  studyRows,
  type DataFolder,
} from './folder.ts';

const disk = makeSmallDisk(24);
const STUDIES = bundledStudies(200);

beforeAll(() => {
  if (!SMALL_DISK.isMissing) disk.mount();
});
afterAll(() => {
  disk.remove();
});
beforeEach(() => {
  for (const name of readdirSync(disk.folder)) {
    rmSync(path.join(disk.folder, name), { recursive: true });
  }
});

/** What it was refused with, in words; null where it went well. */
async function refusal(work: Promise<unknown>, { paths }: DataFolder): Promise<unknown> {
  try {
    await work;
    return null;
  } catch (error) {
    return await explainStorageError(error, paths);
  }
}

const FULL = { code: 'disk-full', retryable: true };

describe.skipIf(SMALL_DISK.isMissing)(`a full disk ${SMALL_DISK.note}`, () => {
  /** A copy on another disk, and the place of its bundle on the full one. */
  async function aCopy(): Promise<{ readonly data: DataFolder; readonly file: string }> {
    const data = await openFolder();
    const origin = {
      kind: 'site' as const,
      source: 'https://www.mecfsatlas.com',
      at: CHECKED_AT,
    };
    createStudyWriter(data.mirror).write(
      STUDIES.map(({ reading, page }) => ({ reading, page })),
      origin,
    );
    return { data, file: path.join(disk.folder, 'copy.mecfs-atlas') };
  }

  it('refuses a bundle wherever the room ends, and the old one stays', async () => {
    const { data, file } = await aCopy();
    const old = soundBundle(bundledStudies(2));
    writeFileSync(file, old);
    let refusals = 0;
    for (let free = 0; ; free = free * 2 + 4096, refusals += 1) {
      disk.fill(free);
      const refused = await refusal(createFile(data, file), data);
      if (refused === null) break;
      expect(refused).toMatchObject({
        ...FULL,
        message: expect.stringContaining('What was there before is unchanged.') as string,
      });
      expect(readdirSync(disk.folder).sort()).toEqual(['copy.mecfs-atlas', 'filler']);
      expect(readFileSync(file).equals(old)).toBe(true);
    }
    expect(refusals).toBeGreaterThan(2);
    disk.makeRoom();
    expect((await importFile(await openFolder(), file)).added).toHaveLength(200);
  });

  it('that has room for the bundle and not for what it replaces leaves both as they were', async () => {
    const { data, file } = await aCopy();
    const mine = randomBytes(6_000_000);
    writeFileSync(file, mine);
    disk.fill(4_000_000);
    const refused = await refusal(createFile(data, file, { force: true }), data);
    expect(refused).toMatchObject(FULL);
    expect(readdirSync(disk.folder).sort()).toEqual(['copy.mecfs-atlas', 'filler']);
    expect(readFileSync(file).equals(mine)).toBe(true);
    disk.makeRoom();
    const { kept } = await createFile(data, file, { force: true });
    expect(readFileSync(kept ?? '').equals(mine)).toBe(true);
  });

  it('ends an import in words wherever the room ends; the files are sound, and a second one brings the rest', async () => {
    const bundle = bundleFile(soundBundle(STUDIES));
    let refusals = 0;
    let fewest = 200;
    for (let free = 0; ; free += 400_000, refusals += 1) {
      disk.makeRoom();
      const folder = path.join(disk.folder, `data-${refusals}`);
      mkdirSync(folder);
      const data = await openFolder(folder);
      const library = rowsOf(data.paths.library);
      disk.fill(free);
      const refused = await refusal(importFile(data, bundle), data);
      if (refused !== null) {
        expect(refused).toMatchObject(FULL);
        // The room may end with the receipt alone, when all studies are in.
        fewest = Math.min(fewest, studyRows(data).length);
        disk.makeRoom();
        // The mark of the one that failed may still be there: without room it could not be taken away.
        await importFile(data, bundle, { now: NOW + 61_000 });
      }
      for (const file of [data.paths.library, data.paths.atlas, data.paths.history]) {
        expectSound(file);
      }
      expect(studyRows(data)).toHaveLength(200);
      expect(rowsOf(data.paths.library)).toBe(library);
      data.mirror.close();
      rmSync(folder, { recursive: true });
      if (refused === null) break;
    }
    expect(refusals).toBeGreaterThan(3);
    expect(fewest).toBeLessThan(200);
  });
});
