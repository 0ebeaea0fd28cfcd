// A bundle made of a copy: what is in it, what is left out and said, and what happens to the file's place.
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openBundle, readBundle } from '../../../src/main/atlas/bundle/read-bundle.ts';
import { readStarterAtlas } from '../../../src/main/atlas/starter-atlas.ts';
import { createStudyWriter } from '../../../src/main/storage/atlas/study-writer.ts';
import type { BundleStudy } from '../../../src/shared/contract/bundle-schema.ts';
import type { StudyOrigin } from '../../../src/shared/domain/study.ts';
import {
  bundledStudies,
  bundledStudy,
  bundleFile,
  CHECKED_AT,
  soundBundle,
  TEST_VERSION,
} from '../../support/bundles.ts';
import { at } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { createFile, importFile, NOW, openFolder, studyRows, type DataFolder } from './folder.ts';

const SITE: StudyOrigin = { kind: 'site', source: 'https://www.mecfsatlas.com', at: CHECKED_AT };

let data: DataFolder;
let folder: string;
let file: string;

beforeEach(async () => {
  data = await openFolder();
  folder = makeTempDir('bundles');
  file = path.join(folder, 'copy.mecfs-atlas');
});

function store(studies: readonly BundleStudy[], origin: StudyOrigin = SITE): void {
  createStudyWriter(data.mirror).write(
    studies.map(({ reading, page }) => ({ reading, page })),
    origin,
  );
}

async function studiesIn(bundle: string): Promise<BundleStudy[]> {
  const opened = await openBundle(bundle);
  const studies: BundleStudy[] = [];
  await readBundle(opened, {
    version: TEST_VERSION,
    now: NOW,
    signal: new AbortController().signal,
    onStudy: ({ study }) => studies.push(study),
  });
  await opened.close();
  return studies;
}

describe('a bundle of a copy', () => {
  it('holds its studies, and brings all of them to another copy', async () => {
    const studies = bundledStudies(80);
    store(studies);
    const made = await createFile(data, file);
    expect(made).toMatchObject({ leftOut: [], bundle: { count: 80, withPages: 80, maker: 'Ada' } });
    expect(made.bundle.bytes).toBe(readFileSync(file).length);
    expect(await studiesIn(file)).toEqual(studies);
    const other = await openFolder();
    const receipt = await importFile(other, file);
    expect(receipt.added).toHaveLength(80);
    expect(receipt.bundle).toEqual(made.bundle);
    const shown = (rows: ReturnType<typeof studyRows>): unknown[] =>
      rows.map(({ slug, content_hash, checked_at }) => ({ slug, content_hash, checked_at }));
    expect(shown(studyRows(other))).toEqual(shown(studyRows(data)));
  });

  it('can be without pages, and says so', async () => {
    store(bundledStudies(10));
    const made = await createFile(data, file, { withPages: false });
    expect(made.bundle).toMatchObject({ count: 10, withPages: 0 });
    expect((await studiesIn(file)).map(({ page }) => page)).toEqual(Array(10).fill(null));
  });

  it('leaves out starter rows and what is gone, and the text of pages given by hand', async () => {
    const starter = readStarterAtlas(
      readFileSync(
        path.resolve(import.meta.dirname, '../../../resources/starter-atlas.jsonl'),
        'utf8',
      ),
    );
    createStudyWriter(data.mirror).writeStarter(starter, at(1));
    store(bundledStudies(3));
    data.mirror.prepare("UPDATE study SET status = 'gone' WHERE slug = 'study-002'").run();
    store([bundledStudy(4)], {
      kind: 'given-page',
      source: 'a page given by hand',
      at: CHECKED_AT,
    });
    const made = await createFile(data, file);
    expect(made.leftOut).toEqual([]);
    const studies = await studiesIn(file);
    expect(studies.map(({ slug, origin, page }) => [slug, origin.kind, page === null])).toEqual([
      ['study-001', 'site', false],
      ['study-003', 'site', false],
      ['study-004', 'given-page', true],
    ]);
  });

  it('leaves out a page that says something else than what is shown, and names it', async () => {
    const [one, two] = bundledStudies(2);
    if (one === undefined || two === undefined) throw new Error('two');
    // As an older reader of the page read it.
    store([{ ...one, reading: { ...one.reading, title: 'As it was read before.' } }, two]);
    const made = await createFile(data, file);
    expect(made.bundle).toMatchObject({ count: 2, withPages: 1 });
    expect(made.leftOut).toEqual([
      { slug: 'study-001', why: expect.stringContaining('without its page') as string },
    ]);
    const other = await openFolder();
    await importFile(other, file);
    expect(studyRows(other).map(({ title }) => title)).toEqual([
      'As it was read before.',
      'A made-up study, number 2.',
    ]);
  });

  it('leaves out a study that no reader would take, and names it', async () => {
    const [one, two] = bundledStudies(2);
    if (one === undefined || two === undefined) throw new Error('two');
    store([{ ...one, reading: { ...one.reading, url: 'https://x.example/' } }, two]);
    const made = await createFile(data, file);
    expect(made.bundle.count).toBe(1);
    expect(made.leftOut).toEqual([
      { slug: 'study-001', why: expect.stringContaining('left out') as string },
    ]);
  });

  it('can be made after the clock was set back', async () => {
    store(bundledStudies(2), { ...SITE, at: at(NOW + 1e9) });
    await createFile(data, file);
    expect((await studiesIn(file)).map(({ checkedAt }) => checkedAt)).toEqual([NOW, NOW]);
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    store(bundledStudies(40));
    let isWritten = false;
    await createFile(data, file, {
      onProgress: () => {
        if (isWritten) return;
        isWritten = true;
        store([bundledStudy(41)]);
        store([{ ...bundledStudy(40), reading: { ...bundledStudy(40).reading, title: 'Newer.' } }]);
      },
    });
    const studies = await studiesIn(file);
    expect(studies).toHaveLength(40);
    expect(studies.at(-1)?.reading.title).toBe('A made-up study, number 40.');
  });

  it('is refused where there is nothing to put into it', async () => {
    await expect(createFile(data, file)).rejects.toMatchObject({ code: 'not-found' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of studies from a bundle says where they were from', async () => {
    await importFile(data, bundleFile(soundBundle(bundledStudies(2))));
    await createFile(data, file);
    expect(
      (await studiesIn(file)).map(({ origin, checkedAt }) => [origin.source, checkedAt]),
    ).toEqual(Array(2).fill(['made by Ada of the reading group on 2026-05-20', CHECKED_AT]));
  });
});

describe('the place of a bundle', () => {
  beforeEach(() => {
    store(bundledStudies(3));
  });

  it('that holds something else is left alone, unless it is asked for', async () => {
    writeFileSync(file, 'my notes');
    await expect(createFile(data, file)).rejects.toMatchObject({ code: 'target-not-ours' });
    expect(readFileSync(file, 'utf8')).toBe('my notes');
    const made = await createFile(data, file, { force: true });
    expect(await studiesIn(file)).toHaveLength(3);
    expect(made.kept).toBe(`${file}.bak`);
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe('my notes');
    expect(readdirSync(folder)).toEqual(['copy.mecfs-atlas', 'copy.mecfs-atlas.bak']);
  });

  it('keeps every earlier .bak, and one of the same content once', async () => {
    for (const words of ['one', 'two', 'one', 'three']) {
      writeFileSync(file, words);
      await createFile(data, file, { force: true });
    }
    const kept = readdirSync(folder).filter((name) => name.includes('.bak'));
    expect(kept.map((name) => readFileSync(path.join(folder, name), 'utf8'))).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('keeps nothing beside it where no bundle came to be, and none of a bundle', async () => {
    writeFileSync(file, 'my notes');
    const stop = new AbortController();
    const stopped = createFile(data, file, {
      force: true,
      signal: stop.signal,
      onProgress: () => {
        stop.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect(readdirSync(folder)).toEqual(['copy.mecfs-atlas']);
    expect(readFileSync(file, 'utf8')).toBe('my notes');
    const other = path.join(folder, 'other.mecfs-atlas');
    await createFile(data, other);
    expect((await createFile(data, other, { force: true })).kept).toBeNull();
  });

  it('that holds a bundle, or nothing, is taken', async () => {
    writeFileSync(file, '');
    await createFile(data, file);
    store([bundledStudy(4)]);
    await createFile(data, file);
    expect(await studiesIn(file)).toHaveLength(4);
  });

  it('keeps the old bundle when the writing is stopped', async () => {
    await createFile(data, file);
    const before = readFileSync(file);
    const stop = new AbortController();
    await expect(
      createFile(data, file, {
        signal: stop.signal,
        onProgress: () => {
          stop.abort();
        },
      }),
    ).rejects.toMatchObject({ code: 'aborted' });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['copy.mecfs-atlas']);
  });

  it('that cannot be written is told', async () => {
    await expect(createFile(data, folder)).rejects.toMatchObject({ code: 'not-writable' });
    await expect(createFile(data, path.join(folder, 'no', 'x'))).rejects.toMatchObject({
      code: 'not-writable',
      message: expect.stringContaining('its folder does not exist') as string,
    });
  });

  it('behind a link stays behind it', async () => {
    const link = path.join(folder, 'link.mecfs-atlas');
    await createFile(data, file);
    symlinkSync(file, link);
    store([bundledStudy(4)]);
    await createFile(data, link);
    expect(await studiesIn(file)).toHaveLength(4);
    expect(existsSync(link)).toBe(true);
  });
});
