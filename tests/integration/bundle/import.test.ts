// A bundle taken into real files: what it brings, what stays, and that a bad one changes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { contentHashOf } from '../../../src/main/atlas/content-hash.ts';
import { readStarterAtlas } from '../../../src/main/atlas/starter-atlas.ts';
import { createStudyWriter } from '../../../src/main/storage/atlas/study-writer.ts';
import { createSyncLockStore } from '../../../src/main/storage/atlas/sync-lock.ts';
import { sourceOf, makeAtlas, makeClock } from '../sync/harness.ts';
import { runSync } from '../../../src/main/sync/engine.ts';
import type { StudyOrigin } from '../../../src/shared/domain/study.ts';
import {
  bundledStudies,
  bundledStudy,
  bundleFile,
  CHECKED_AT,
  linesOf,
  pack,
  sealed,
  soundBundle,
  withTrailer,
} from '../../support/bundles.ts';
import { at } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import {
  allRows,
  createFile,
  importFile,
  NOW,
  openFolder,
  studyRows,
  type DataFolder,
  receiptsOf,
} from './folder.ts';

const SOURCE = 'made by Ada of the reading group on 2026-05-20';
const site = (time: number): StudyOrigin => ({
  kind: 'site',
  source: 'https://www.mecfsatlas.com',
  at: at(time),
});
const given = (time: number): StudyOrigin => ({
  kind: 'given-page',
  source: 'a page',
  at: at(time),
});

let data: DataFolder;

beforeEach(async () => {
  data = await openFolder();
});

/** What is in the page table. */
function pages(): unknown[] {
  return data.mirror
    .prepare('SELECT slug, fetched_at, etag, last_modified FROM page ORDER BY slug')
    .all();
}

describe('a bundle', () => {
  it('brings its studies, which say where they are from', async () => {
    const studies = bundledStudies(60);
    const receipt = await importFile(data, bundleFile(soundBundle(studies)));
    expect(receipt).toMatchObject({ changed: [], kept: [], unchanged: 0 });
    expect(receipt.added).toEqual(studies.map(({ slug }) => slug));
    expect(receipt.bundle).toMatchObject({ maker: 'Ada of the reading group', count: 60 });
    const rows = studyRows(data);
    expect(rows).toHaveLength(60);
    for (const [place, row] of rows.entries()) {
      expect(row).toMatchObject({
        slug: studies[place]?.slug,
        status: 'present',
        origin: 'bundle',
        origin_source: SOURCE,
        origin_at: NOW,
        checked_at: CHECKED_AT,
        content_hash: studies[place] === undefined ? '' : contentHashOf(studies[place].reading),
      });
    }
    // Pages as received, but without what their site sent along: an answer "not modified" would prove nothing.
    expect(pages()[0]).toEqual({
      slug: 'study-001',
      fetched_at: CHECKED_AT,
      etag: null,
      last_modified: null,
    });
    expect(pages()).toHaveLength(60);
    // And each is in the history.
    expect(
      data.mirror
        .prepare("SELECT count(*) FROM history.sighting WHERE origin = 'bundle'")
        .pluck()
        .get(),
    ).toBe(60);
  });

  it('that is taken in twice changes nothing the second time', async () => {
    const file = bundleFile(soundBundle(bundledStudies(30)));
    await importFile(data, file);
    const before = allRows(data);
    const again = await importFile(data, file, { now: NOW + 86_400_000 });
    expect(again).toMatchObject({ added: [], changed: [], kept: [], unchanged: 30 });
    // But for its receipt, which says so.
    expect(allRows(data)).toMatchObject({ library: before['library'], mirror: before['mirror'] });
    expect(receiptsOf(data)).toMatchObject([
      { kind: 'bundle', unchanged: 0 },
      { kind: 'bundle', listed: 30, unchanged: 30, added: [], changed: [] },
    ]);
  });

  it('leaves what was checked at the site later, and takes the place of what was checked before', async () => {
    const [older, newer, same] = bundledStudies(3);
    if (older === undefined || newer === undefined || same === undefined) throw new Error('three');
    const writer = createStudyWriter(data.mirror);
    const page = { url: older.reading.url, body: 'ours', etag: '"ours"', lastModified: null };
    writer.write(
      [
        { reading: { ...older.reading, title: 'Ours, older.' }, page },
        { reading: same.reading, page: null },
      ],
      site(CHECKED_AT - 1000),
    );
    writer.write(
      [{ reading: { ...newer.reading, title: 'Ours, newer.' }, page: null }],
      site(CHECKED_AT + 1000),
    );
    const withoutPages = [older, newer, same].map((study) => ({ ...study, page: null }));
    const receipt = await importFile(data, bundleFile(soundBundle(withoutPages)));
    expect(receipt).toMatchObject({
      added: [],
      changed: ['study-001'],
      kept: ['study-002'],
      unchanged: 1,
    });
    expect(
      studyRows(data).map(({ title, origin, checked_at }) => [title, origin, checked_at]),
    ).toEqual([
      ['A made-up study, number 1.', 'bundle', CHECKED_AT],
      ['Ours, newer.', 'site', CHECKED_AT + 1000],
      // The same words do not make a check of it.
      ['A made-up study, number 3.', 'site', CHECKED_AT - 1000],
    ]);
    // The page that the replaced reading was made from is gone with it, and so is its validator.
    expect(pages()).toEqual([]);
  });

  it('takes the place of given pages, and of starter rows, whose facts stay', async () => {
    const starter = readStarterAtlas(
      readFileSync(
        path.resolve(import.meta.dirname, '../../../resources/starter-atlas.jsonl'),
        'utf8',
      ),
    );
    const [row] = starter;
    if (row === undefined) throw new Error('the starter set is empty');
    const writer = createStudyWriter(data.mirror);
    writer.writeStarter([row], at(NOW - 1000));
    const study = bundledStudy(1);
    writer.write([{ reading: study.reading, page: null }], given(NOW - 1000));
    const replaced = bundledStudy(2, { slug: row.reading.slug });
    const receipt = await importFile(
      data,
      bundleFile(soundBundle([replaced, study].sort((a, b) => (a.slug < b.slug ? -1 : 1)))),
    );
    expect(receipt).toMatchObject({ added: [], changed: [row.reading.slug], unchanged: 1 });
    expect(studyRows(data).map(({ origin, checked_at }) => [origin, checked_at])).toEqual([
      ['bundle', CHECKED_AT],
      ['bundle', CHECKED_AT],
    ]);
    const facts = data.mirror.prepare('SELECT facts_json FROM starter_fact').pluck().all();
    expect(facts).toEqual([JSON.stringify(row.facts)]);
  });

  it('brings nothing back whose address was found gone, and makes nothing gone', async () => {
    const studies = bundledStudies(3);
    const writer = createStudyWriter(data.mirror);
    writer.write(
      bundledStudies(4).map(({ reading }) => ({ reading, page: null })),
      site(CHECKED_AT - 1000),
    );
    data.mirror.prepare("UPDATE study SET status = 'gone' WHERE slug = 'study-002'").run();
    const receipt = await importFile(data, bundleFile(soundBundle(studies)));
    expect(receipt).toMatchObject({ kept: ['study-002'], unchanged: 2 });
    // The fourth is not in the bundle.
    expect(studyRows(data).map(({ status }) => status)).toEqual([
      'present',
      'gone',
      'present',
      'present',
    ]);
  });

  it('writes no row of the library', async () => {
    const before = allRows(data)['library'];
    await importFile(data, bundleFile(soundBundle(bundledStudies(30))));
    expect(allRows(data)['library']).toBe(before);
  });

  it('waits for no sync: it says that one is running', async () => {
    const store = createSyncLockStore(data.mirror);
    store.take({ token: 'other', pid: 1, host: 'elsewhere', heartbeatAt: NOW }, () => true);
    const file = bundleFile(soundBundle(bundledStudies(3)));
    await expect(importFile(data, file)).rejects.toMatchObject({ code: 'sync-running' });
    expect(studyRows(data)).toEqual([]);
    store.release('other');
    expect((await importFile(data, file)).added).toHaveLength(3);
    // And its own mark is gone again.
    expect(data.mirror.prepare("SELECT * FROM sync_state WHERE name = 'sync-lock'").all()).toEqual(
      [],
    );
  });
});

describe('a bad bundle', () => {
  const sound = soundBundle(bundledStudies(30));

  it('changes nothing, whatever byte is wrong and wherever it is cut', async () => {
    await importFile(data, bundleFile(soundBundle(bundledStudies(5))));
    const before = allRows(data);
    const folder = makeTempDir('bad');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sound.length - 1),
        fc.integer({ min: 0, max: 255 }),
        async (place, by) => {
          const flipped = Buffer.from(sound);
          flipped.writeUInt8(flipped.readUInt8(place) ^ by, place);
          const bytes = by === 0 ? sound.subarray(0, place) : flipped;
          await expect(importFile(data, bundleFile(bytes, folder))).rejects.toMatchObject({
            code: 'bundle-damaged',
          });
        },
      ),
      { seed: 11, numRuns: 60 },
    );
    expect(allRows(data)).toEqual(before);
  });

  it('changes nothing where only its last study contradicts itself', async () => {
    const studies = bundledStudies(60);
    const last = studies.at(-1);
    if (last === undefined) throw new Error('sixty');
    const forged = { ...last, reading: { ...last.reading, title: 'PEM required, they say.' } };
    const before = allRows(data);
    await expect(
      importFile(data, bundleFile(soundBundle([...studies.slice(0, -1), forged]))),
    ).rejects.toMatchObject({ code: 'bundle-damaged', ref: 'study-060' });
    expect(allRows(data)).toEqual(before);
  });

  it('changes nothing where two lines are swapped', async () => {
    const [header = '', one = '', two = '', ...rest] = linesOf(bundledStudies(30));
    const before = allRows(data);
    for (const lines of [
      withTrailer([header, two, one, ...rest]),
      [header, two, one, ...rest, withTrailer([header, one, two, ...rest]).at(-1) ?? ''],
    ]) {
      await expect(importFile(data, bundleFile(pack(lines)))).rejects.toMatchObject({
        code: 'bundle-damaged',
      });
    }
    expect(allRows(data)).toEqual(before);
  });

  it('that is swapped for another between the check and the writing is stopped', async () => {
    const file = bundleFile(sound);
    const other = soundBundle(bundledStudies(30).map((study) => ({ ...study, page: null })));
    await expect(
      importFile(data, file, {
        onProgress: ({ step, done, total }) => {
          if (step === 'checking' && done === total) writeFileSync(file, other);
        },
      }),
    ).rejects.toMatchObject({ code: 'bundle-damaged' });
    expect(studyRows(data)).toEqual([]);
  });

  it('is told as the file that it is', async () => {
    await expect(importFile(data, path.join(makeTempDir(), 'none'))).rejects.toMatchObject({
      code: 'file-unreadable',
    });
    await expect(importFile(data, makeTempDir())).rejects.toMatchObject({
      code: 'file-unreadable',
    });
    await expect(importFile(data, bundleFile(sealed(Buffer.from('x'))))).rejects.toMatchObject({
      code: 'bundle-damaged',
    });
  });
});

describe('an import that is stopped', () => {
  it('while it checks has changed nothing', async () => {
    const stop = new AbortController();
    await expect(
      importFile(data, bundleFile(soundBundle(bundledStudies(120))), {
        signal: stop.signal,
        onProgress: ({ step }) => {
          if (step === 'checking') stop.abort();
        },
      }),
    ).rejects.toMatchObject({
      code: 'aborted',
      message: expect.stringContaining('Nothing') as string,
    });
    expect(studyRows(data)).toEqual([]);
  });

  it('while it writes keeps what was written, and the next one brings the rest', async () => {
    const file = bundleFile(soundBundle(bundledStudies(120)));
    const stop = new AbortController();
    await expect(
      importFile(data, file, {
        signal: stop.signal,
        onProgress: ({ step }) => {
          if (step === 'importing') stop.abort();
        },
      }),
    ).rejects.toMatchObject({
      code: 'aborted',
      message: expect.stringContaining('again') as string,
    });
    const kept = studyRows(data).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(120);
    const receipt = await importFile(data, file);
    expect(receipt.added).toHaveLength(120 - kept);
    expect(receipt.unchanged).toBe(kept);
    expect(studyRows(data)).toHaveLength(120);
  });
});

describe('what came by a bundle', () => {
  it('is checked against the site by a sync, and only by a page that says the same', async () => {
    const atlas = await makeAtlas({ studies: 12 });
    const clock = makeClock();
    const run = (to: DataFolder) =>
      runSync({
        source: sourceOf({ atlas, clock }),
        mirror: to.mirror,
        kind: 'by-hand',
        clock,
        delay: clock.delay,
        ownStudies: () => new Set(),
        onProgress: () => undefined,
        signal: new AbortController().signal,
      });
    const other = await openFolder();
    await run(other);
    const file = path.join(makeTempDir(), 'a.mecfs-atlas');
    const made = await createFile(other, file, { clock });
    expect(made).toMatchObject({
      leftOut: [],
      bundle: { count: 12, withPages: 12, sources: [atlas.url] },
    });

    clock.advance(1000);
    const receipt = await importFile(data, file, { now: clock.now() });
    expect(receipt.added).toHaveLength(12);
    expect(studyRows(data).map(({ origin }) => origin)).toEqual(Array(12).fill('bundle'));

    clock.advance(1000);
    const synced = await run(data);
    expect(synced).toMatchObject({ added: [], changed: [], unchanged: 12 });
    const rows = studyRows(data);
    expect(new Set(rows.map(({ origin }) => origin))).toEqual(new Set(['site']));
    expect(new Set(rows.map(({ origin_source }) => origin_source))).toEqual(new Set([atlas.url]));
    // What the one copy says, the other says too.
    expect(rows.map(({ content_hash }) => content_hash)).toEqual(
      studyRows(other).map(({ content_hash }) => content_hash),
    );
    // And from now on, the bundle is nothing new.
    const again = await importFile(data, file, { now: clock.now() });
    expect(again).toMatchObject({ added: [], changed: [], kept: [], unchanged: 12 });
    expect(new Set(studyRows(data).map(({ origin }) => origin))).toEqual(new Set(['site']));
  });
});
