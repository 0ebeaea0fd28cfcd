// Studies that leave the site: gone after two refusals a day apart, moved with their address, and never many unasked.
import { describe, expect, it } from 'vitest';
import { createSyncRuns } from '../../../src/main/storage/atlas/sync-runs.ts';
import { openReader } from '../../../src/main/storage/open.ts';
import { createStudyNames } from '../../../src/main/storage/atlas/study-names.ts';
import { createStudyRepository } from '../../../src/main/storage/study-repository.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import type { FakeAtlas } from '../../support/fake-atlas/server.ts';
import {
  countRows,
  damageOf,
  makeAtlas,
  makeClock,
  openData,
  storedStudies,
  sync,
  type DataFolder,
} from './harness.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The slugs that the mirror shows. */
function shown(data: DataFolder): string[] {
  return storedStudies(data.mirror)
    .filter((study) => study.status === 'present')
    .map((study) => study.slug);
}

async function copied(studies: number) {
  const atlas = await makeAtlas({ studies });
  const data = await openData();
  const clock = makeClock();
  await sync({ atlas, data, clock });
  return { atlas, data, clock };
}

function take(atlas: FakeAtlas, count: number): Slug[] {
  const taken = atlas.corpus.all().slice(0, count);
  for (const { slug } of taken) atlas.corpus.remove(slug, 410);
  return taken.map(({ slug }) => slug).sort();
}

describe('a study whose address says that it is not there', () => {
  it('stays after the first time and is gone after the second, a day later', async () => {
    const { atlas, data, clock } = await copied(20);
    const [gone] = take(atlas, 1);
    if (gone === undefined) throw new Error('no study');
    expect(await sync({ atlas, data, clock })).toMatchObject({ missing: [gone], gone: [] });
    expect(shown(data)).toContain(gone);
    // The same day again, however often: nothing.
    clock.advance(DAY / 2);
    expect(await sync({ atlas, data, clock })).toMatchObject({ missing: [gone], gone: [] });
    expect(shown(data)).toContain(gone);
    clock.advance(DAY / 2);
    const receipt = await sync({ atlas, data, clock });
    expect(receipt).toMatchObject({ missing: [], gone: [gone], unlisted: [gone] });
    expect(shown(data)).not.toContain(gone);
    expect(damageOf(data.mirror)).toEqual([]);
    const tombstones = data.mirror.prepare('SELECT slug, reason FROM history.tombstone').all();
    expect(tombstones).toEqual([{ slug: gone, reason: 'gone' }]);
    // It is read from the history, and not asked for any more.
    const reader = openReader(data.paths);
    expect(
      createStudyRepository(reader, createStudyNames(reader)).lastShown(gone)?.reading.slug,
    ).toBe(gone);
    reader.close();
    atlas.forget();
    clock.advance(DAY);
    expect(await sync({ atlas, data, clock })).toMatchObject({ unlisted: [], gone: [] });
    expect(atlas.requests.map((request) => request.path)).not.toContain(`/evidence/${gone}`);
  });

  it('for an hour only is there as before', async () => {
    const { atlas, data, clock } = await copied(20);
    const [study] = atlas.corpus.all();
    const path = `/evidence/${study?.slug ?? ''}`;
    atlas.faults.set({ path }, { kind: 'status', status: 404 }, 1);
    expect(await sync({ atlas, data, clock })).toMatchObject({ missing: [study?.slug] });
    clock.advance(2 * DAY);
    expect(await sync({ atlas, data, clock })).toMatchObject({ missing: [], unchanged: 20 });
    atlas.faults.set({ path }, { kind: 'status', status: 404 }, 1);
    clock.advance(2 * DAY);
    // It begins to count anew.
    expect(await sync({ atlas, data, clock })).toMatchObject({ missing: [study?.slug], gone: [] });
    expect(shown(data)).toHaveLength(20);
  });

  it('is shown again when the site has it again', async () => {
    const { atlas, data, clock } = await copied(20);
    const [study] = atlas.corpus.all();
    if (study === undefined) throw new Error('no study');
    take(atlas, 1);
    await sync({ atlas, data, clock });
    clock.advance(DAY);
    await sync({ atlas, data, clock });
    expect(shown(data)).toHaveLength(19);
    atlas.corpus.add(study);
    clock.advance(DAY);
    await sync({ atlas, data, clock });
    expect(shown(data)).toContain(study.slug);
    expect(countRows(data.mirror, 'history.tombstone')).toBe(1);
  });

  it('stays where only the listing lacks it', async () => {
    const { atlas, data, clock } = await copied(20);
    const [hidden] = atlas.corpus.all();
    atlas.corpus.hide(hidden?.slug as Slug);
    for (let day = 0; day < 3; day += 1) {
      clock.advance(DAY);
      expect(await sync({ atlas, data, clock })).toMatchObject({
        unlisted: [hidden?.slug],
        missing: [],
        gone: [],
        unchanged: 20,
      });
    }
    expect(shown(data)).toHaveLength(20);
  });
});

describe('more than fifty and five in a hundred', () => {
  async function asked() {
    const { atlas, data, clock } = await copied(150);
    const gone = take(atlas, 60);
    await sync({ atlas, data, clock });
    clock.advance(DAY);
    await expect(sync({ atlas, data, clock })).rejects.toMatchObject({
      code: 'needs-decision',
      message: expect.stringMatching(
        /^60 of the 150 studies .* nothing was taken out .* remove, or keep/su,
      ) as string,
    });
    return { atlas, data, clock, gone };
  }

  it('are asked about, and nothing is taken out meanwhile', async () => {
    const { atlas, data, clock } = await asked();
    expect(shown(data)).toHaveLength(150);
    expect(countRows(data.mirror, 'history.tombstone')).toBe(0);
    expect(createSyncRuns(data.mirror).unfinished(null)?.pending).toMatchObject({
      gone: 60,
      moved: 0,
      of: 150,
    });
    // Asked again, it asks again, without asking the site for a single page.
    atlas.forget();
    await expect(sync({ atlas, data, clock })).rejects.toMatchObject({ code: 'needs-decision' });
    expect(atlas.requests).toEqual([]);
  });

  it('go when the reader says so', async () => {
    const { atlas, data, clock, gone } = await asked();
    const runs = createSyncRuns(data.mirror);
    const run = runs.unfinished(null);
    if (run === null) throw new Error('no run');
    runs.decide(run, 'remove');
    const receipt = await sync({ atlas, data, clock });
    expect(receipt.gone).toEqual(gone);
    expect(shown(data)).toHaveLength(90);
    expect(countRows(data.mirror, 'history.tombstone')).toBe(60);
    expect(damageOf(data.mirror)).toEqual([]);
  });

  it('stay when the reader says so, and count anew', async () => {
    const { atlas, data, clock } = await asked();
    const runs = createSyncRuns(data.mirror);
    const run = runs.unfinished(null);
    if (run === null) throw new Error('no run');
    runs.decide(run, 'keep');
    expect(await sync({ atlas, data, clock })).toMatchObject({ gone: [] });
    expect(shown(data)).toHaveLength(150);
    // The next day it is the first time again.
    clock.advance(DAY);
    expect((await sync({ atlas, data, clock })).missing).toHaveLength(60);
    expect(shown(data)).toHaveLength(150);
  });
});

describe('an address that leads to another study', () => {
  it('is an alias: the study is shown under its new name, and the old one leads there', async () => {
    const { atlas, data, clock } = await copied(20);
    const [old, target] = atlas.corpus.all();
    if (old === undefined || target === undefined) throw new Error('no study');
    atlas.corpus.redirect(old.slug, `/evidence/${target.slug}`);
    // At its first word nothing is believed: it may be for an hour.
    expect(await sync({ atlas, data, clock })).toMatchObject({ moved: [], gone: [] });
    expect(shown(data)).toContain(old.slug);
    clock.advance(DAY);
    const receipt = await sync({ atlas, data, clock });
    expect(receipt).toMatchObject({ moved: [{ slug: old.slug, to: target.slug }], gone: [] });
    expect(shown(data)).not.toContain(old.slug);
    const reader = openReader(data.paths);
    expect(
      createStudyRepository(reader, createStudyNames(reader)).find(old.slug)?.reading.slug,
    ).toBe(target.slug);
    reader.close();
    const tombstones = data.mirror.prepare('SELECT slug, reason FROM history.tombstone').all();
    expect(tombstones).toEqual([{ slug: old.slug, reason: `moved to ${target.slug}` }]);
    expect(damageOf(data.mirror)).toEqual([]);
  });

  it('is told once, asked still, and shown again when it answers for itself', async () => {
    const { atlas, data, clock } = await copied(20);
    const [old, target] = atlas.corpus.all();
    if (old === undefined || target === undefined) throw new Error('no study');
    atlas.corpus.redirect(old.slug, `/evidence/${target.slug}`);
    await sync({ atlas, data, clock });
    clock.advance(DAY);
    await sync({ atlas, data, clock });
    clock.advance(DAY);
    expect(await sync({ atlas, data, clock })).toMatchObject({ moved: [] });
    atlas.corpus.redirect(old.slug, `/evidence/${old.slug}/`);
    clock.advance(DAY);
    await sync({ atlas, data, clock });
    expect(shown(data)).toContain(old.slug);
    expect(countRows(data.mirror, 'slug_alias')).toBe(0);
  });

  it('for the time being (302) is no move at all', async () => {
    const { atlas, data, clock } = await copied(20);
    const [old, target] = atlas.corpus.all();
    if (old === undefined || target === undefined) throw new Error('no study');
    for (let day = 0; day < 3; day += 1) {
      atlas.faults.set(
        { path: `/evidence/${old.slug}` },
        { kind: 'status', status: 302, location: `/evidence/${target.slug}` },
        1,
      );
      clock.advance(DAY);
      expect((await sync({ atlas, data, clock })).moved).toEqual([]);
    }
    expect(shown(data)).toHaveLength(20);
  });

  it('as all others do is a fault of the site, and takes nothing away, starter rows least of all', async () => {
    const { atlas, data, clock } = await copied(60);
    data.mirror.exec(
      "UPDATE study SET origin = 'starter' WHERE id IN (SELECT id FROM study ORDER BY id LIMIT 10)",
    );
    const [target, ...others] = atlas.corpus.all();
    for (const { slug } of others) {
      atlas.corpus.redirect(slug, `/evidence/${target?.slug ?? ''}`);
    }
    for (let day = 0; day < 2; day += 1) {
      clock.advance(DAY);
      await sync({ atlas, data, clock }).catch(() => null);
      expect(shown(data).length).toBeGreaterThanOrEqual(57);
    }
  });
});
