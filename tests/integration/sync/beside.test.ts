// What a sync does besides copying: pages that failed are kept, the daily look takes a part, kept pages are read again.
import { describe, expect, it } from 'vitest';
import { findKeptPage } from '../../../src/main/storage/atlas/kept-pages.ts';
import { createStudyNames } from '../../../src/main/storage/atlas/study-names.ts';
import { openReader } from '../../../src/main/storage/open.ts';
import { createStudyRepository } from '../../../src/main/storage/study-repository.ts';
import { rereadPages } from '../../../src/main/sync/reread.ts';
import {
  askedPages,
  countRows,
  damageOf,
  makeAtlas,
  makeClock,
  openData,
  shownBy,
  storedStudies,
  sync,
  toldBy,
  notRead,
} from './harness.ts';

const DAY = 24 * 60 * 60 * 1000;

async function copied(studies = 20) {
  const atlas = await makeAtlas({ studies });
  const data = await openData();
  const clock = makeClock();
  await sync({ atlas, data, clock });
  clock.advance(DAY);
  const [study] = atlas.corpus.all();
  if (study === undefined) throw new Error('no study');
  atlas.forget();
  return { atlas, data, clock, study };
}

describe('pages that could not be read', () => {
  it('are kept until they can', async () => {
    const { atlas, data, clock, study } = await copied();
    atlas.faults.set({ path: `/evidence/${study.slug}` }, { kind: 'garbage', as: 'bytes' }, 1);
    await sync({ atlas, data, clock });
    const name = `unreadable:${study.slug}` as const;
    const reader = openReader(data.paths);
    expect(findKeptPage(reader, name)?.bytes.length).toBe(4096);
    await sync({ atlas, data, clock });
    expect(findKeptPage(reader, name)).toBeNull();
    reader.close();
  });

  it('leave one example where the whole site does not read', async () => {
    const { atlas, data, clock } = await copied();
    atlas.configure({ validators: 'none' });
    atlas.faults.set('studies', { kind: 'garbage', as: 'page' });
    await expect(sync({ atlas, data, clock })).rejects.toMatchObject({ code: 'unreadable-site' });
    expect(findKeptPage(data.mirror, 'unreadable-example')?.reason).toContain('did not read');
  });

  it('of which the connection always breaks are told apart from a network that is gone', async () => {
    const { atlas, data, clock, study } = await copied(40);
    atlas.faults.set({ path: `/evidence/${study.slug}` }, { kind: 'drop' });
    const receipt = await sync({ atlas, data, clock });
    expect(notRead(receipt).map((page) => page.slug)).toEqual([study.slug]);
    expect(receipt.unchanged).toBe(39);
  });

  it('are asked for again by the daily look after one, two and four days', async () => {
    const { atlas, data, clock, study } = await copied(90);
    const path = `/evidence/${study.slug}`;
    atlas.faults.set({ path }, { kind: 'garbage', as: 'page' });
    await sync({ atlas, data, clock });
    const askedOn: number[] = [];
    for (let day = 1; day <= 8; day += 1) {
      clock.advance(DAY);
      atlas.forget();
      await sync({ atlas, data, clock, kind: 'daily' });
      if (askedPages(atlas).includes(path)) askedOn.push(day);
    }
    expect(askedOn).toEqual([1, 3, 7]);
  });
});

describe('the daily look', () => {
  it('asks for the reader’s own, what is named as retracted, and a part of the rest', async () => {
    const atlas = await makeAtlas({ studies: 90 });
    const data = await openData();
    const clock = makeClock();
    await sync({ atlas, data, clock });
    clock.advance(DAY);
    const [own, , retracted] = atlas.corpus.all().slice(40);
    if (own === undefined || retracted === undefined) throw new Error('no study');
    atlas.configure({ retractions: [retracted.slug] });
    atlas.corpus.change(retracted.slug, (reading) => ({
      ...reading,
      standing: [{ kind: 'retracted', text: 'This paper has been retracted.' }],
    }));
    atlas.forget();
    const receipt = await sync({ atlas, data, clock, kind: 'daily', own: [own.slug] });
    expect(receipt).toMatchObject({ kind: 'daily', listed: 90, retracted: [retracted.slug] });
    const asked = new Set(askedPages(atlas));
    expect(asked).toContain(`/evidence/${own.slug}`);
    expect(asked.size).toBe(2 + 3);
  });

  it.each([200, 403, 404, 503] as const)(
    'that meets a challenge sent with %i calls it that to its end, and blames no study',
    async (status) => {
      const { atlas, data, clock } = await copied(90);
      const own = atlas.corpus.all()[40];
      if (own === undefined) throw new Error('no study');
      const shown = (): unknown =>
        data.mirror.prepare('SELECT * FROM study WHERE slug = ?').get(own.slug);
      const before = shown();
      const path = `/evidence/${own.slug}`;
      // For two days: what a 404 says is believed after one.
      for (let day = 1; day <= 2; day += 1) {
        atlas.faults.set({ path }, { kind: 'challenge', status });
        const receipt = await sync({ atlas, data, clock, kind: 'daily', own: [own.slug] });
        expect(receipt).toMatchObject({
          kind: 'daily',
          failed: [
            { slug: own.slug, reason: expect.stringContaining('they are people') as string },
          ],
          unreadable: [],
          missing: [],
          gone: [],
          added: [],
          changed: [],
        });
        expect(receipt.unchanged - receipt.settled).toBeGreaterThanOrEqual(3);
        expect(findKeptPage(data.mirror, `unreadable:${own.slug}`)).toBeNull();
        expect(shown()).toEqual(before);
        clock.advance(2 * DAY);
      }
      expect(askedPages(atlas).filter((asked) => asked === path)).toHaveLength(2);
      atlas.faults.clear();
      clock.advance(4 * DAY);
      const later = await sync({ atlas, data, clock, kind: 'daily', own: [own.slug] });
      expect(later).toMatchObject({ failed: [], unreadable: [], missing: [] });
    },
  );
});

describe('what the copy came from', () => {
  it('is told with its oldest check and its newest, after a daily look and a reread as well', async () => {
    const { atlas, data, clock } = await copied(90);
    const [gone] = atlas.corpus.all();
    const second = clock.now();
    await sync({ atlas, data, clock, kind: 'daily' });
    await rereadPages({
      mirror: data.mirror,
      clock,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    const reader = openReader(data.paths);
    const studies = createStudyRepository(reader, createStudyNames(reader));
    const before = { source: atlas.url, studies: 90, oldestCheckAt: second - DAY };
    expect(studies.copiedFrom()).toEqual([{ ...before, newestCheckAt: second }]);
    // What has left the copy, and what another site said, is no check of it.
    data.mirror.prepare("UPDATE study SET status = 'gone' WHERE slug = ?").run(gone?.slug);
    data.mirror.exec(
      "INSERT INTO source_study (source, slug, checked_at) SELECT 'https://other.example', slug, 9e15 FROM study",
    );
    expect(studies.copiedFrom()).toEqual([{ ...before, studies: 89, newestCheckAt: second }]);
    reader.close();
  });
});

describe('reading kept pages again', () => {
  it('asks nobody, finds the same, and mends what was read worse', async () => {
    const { atlas, data, clock, study } = await copied();
    // As an older reader would have left it.
    data.mirror
      .prepare(
        "UPDATE study SET content_hash = 'older', reading_json = json_set(reading_json, '$.title', 'Title') WHERE slug = ?",
      )
      .run(study.slug);
    const receipt = await rereadPages({
      mirror: data.mirror,
      clock,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    expect(receipt).toMatchObject({ kind: 'reread', listed: 20, unchanged: 19, requests: 0 });
    expect(receipt.changed).toMatchObject([
      { slug: study.slug, fields: [{ field: 'title', before: 'Title', after: study.title }] },
    ]);
    expect(atlas.requests).toEqual([]);
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
    expect(damageOf(data.mirror)).toEqual([]);
    const origins = storedStudies(data.mirror).map((one) => one.origin);
    expect(new Set(origins)).toEqual(new Set(['site']));
  });

  it('stops between two batches when it is told to, keeps what it read, and says what it was', async () => {
    const { data, clock } = await copied(160);
    data.mirror.exec(
      "UPDATE study SET content_hash = 'older', reading_json = json_set(reading_json, '$.title', 'Title')",
    );
    const stop = new AbortController();
    const again = rereadPages({
      mirror: data.mirror,
      clock,
      // As a message from another thread: it comes in a later turn, not within this one.
      onProgress: () =>
        setImmediate(() => {
          stop.abort('stop');
        }),
      signal: stop.signal,
    });
    await expect(again).rejects.toMatchObject({
      code: 'aborted',
      message: expect.stringMatching(/^Reading the kept pages again was stopped\./u) as string,
    });
    const better = storedStudies(data.mirror).filter((one) => one.reading.title !== 'Title');
    expect(better.length).toBeLessThan(160);
    expect(better.length % 50).toBe(0);
    expect(countRows(data.mirror, 'history.receipt')).toBe(1);
    // The lock is free again.
    const whole = await rereadPages({
      mirror: data.mirror,
      clock,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    expect(whole.changed).toHaveLength(160 - better.length);
  });
});
