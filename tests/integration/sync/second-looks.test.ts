// What a reader would be told wrongly if a sync did not look twice: after crashes, late answers, redirects, old runs.
import { describe, expect, it } from 'vitest';
import { createSyncRuns } from '../../../src/main/storage/atlas/sync-runs.ts';
import { openReader } from '../../../src/main/storage/open.ts';
import { createSyncView } from '../../../src/main/storage/sync-view.ts';
import type { SyncReceipt } from '../../../src/shared/domain/sync.ts';
import type { FakeAtlas } from '../../support/fake-atlas/server.ts';
import {
  askedPages,
  countRows,
  makeAtlas,
  makeClock,
  notRead,
  openData,
  shownBy,
  storedStudies,
  sync,
  toldBy,
  type DataFolder,
  type SyncSetup,
} from './harness.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

async function copied(studies: number, options = {}) {
  const atlas = await makeAtlas({ studies, ...options });
  const data = await openData();
  const clock = makeClock();
  await sync({ atlas, data, clock });
  clock.advance(DAY);
  return { atlas, data, clock };
}

function receipts({ paths }: DataFolder): SyncReceipt[] {
  const reader = openReader(paths);
  try {
    const view = createSyncView(reader);
    return view.receipts([], 50).flatMap(({ id }) => view.receipt(id) ?? []);
  } finally {
    reader.close();
  }
}

function retitle(atlas: FakeAtlas, count: number): string[] {
  const taken = atlas.corpus.all().slice(0, count);
  for (const { slug } of taken) {
    atlas.corpus.change(slug, (reading) => ({ ...reading, title: `${reading.title} Anew.` }));
  }
  return taken.map(({ slug }) => slug);
}

/** Ends a run after so many pages. */
async function endAfter(
  pages: number,
  reason: 'stop' | 'quit' | 'pause',
  setup: Omit<SyncSetup, 'signal' | 'onProgress'>,
): Promise<void> {
  const stop = new AbortController();
  const ended = sync({
    ...setup,
    clock: { ...setup.clock, now: () => (setup.clock.advance(200), setup.clock.now()) },
    signal: stop.signal,
    onProgress: ({ state, done }) => {
      if (state === 'fetching' && done >= pages) stop.abort(reason);
    },
  });
  await expect(ended).rejects.toMatchObject({ code: 'aborted' });
}

describe('a receipt', () => {
  it('names what went, though the run crashed between taking it out and telling', async () => {
    const { atlas, data, clock } = await copied(20);
    const [gone] = atlas.corpus.all();
    if (gone === undefined) throw new Error('no study');
    atlas.corpus.remove(gone.slug, 410);
    await sync({ atlas, data, clock });
    clock.advance(DAY);
    data.mirror.exec(`CREATE TEMP TRIGGER no_receipt BEFORE INSERT ON history.receipt
      BEGIN SELECT raise(ABORT, 'power cut'); END`);
    await expect(sync({ atlas, data, clock })).rejects.toThrow('power cut');
    data.mirror.exec('DROP TRIGGER no_receipt');
    expect(await sync({ atlas, data, clock })).toMatchObject({ gone: [gone.slug], missing: [] });
  });

  it('of a run that was stopped names what it had changed by then', async () => {
    const { atlas, data, clock } = await copied(80);
    const changed = retitle(atlas, 80);
    await endAfter(40, 'stop', { atlas, data, clock });
    const [early] = receipts(data);
    expect(early?.changed.length).toBeGreaterThanOrEqual(40);
    expect(early?.notices.join(' ')).toMatch(/given up before it was done: \d+ of 80 pages/u);
    const rest = await sync({ atlas, data, clock });
    const told = [...(early?.changed ?? []), ...rest.changed].map(({ slug }) => slug);
    expect(told.sort()).toEqual([...changed].sort());
  });

  it('does not call changed what this program alone reads better', async () => {
    const { atlas, data, clock } = await copied(20, { validators: 'none' });
    const [study] = atlas.corpus.all();
    data.mirror
      .prepare("UPDATE study SET content_hash = 'older' WHERE slug = ?")
      .run(study?.slug ?? '');
    expect(await sync({ atlas, data, clock })).toMatchObject({ changed: [], unchanged: 20 });
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
    const origins = data.mirror
      .prepare('SELECT origin FROM history.sighting WHERE slug = ? ORDER BY seen_at')
      .pluck()
      .all(study?.slug ?? '');
    expect(origins).toEqual(['site', 'reread']);
  });
});

describe('a decision', () => {
  it('that comes more than a day later is carried out, and nothing is asked for again', async () => {
    const { atlas, data, clock } = await copied(150);
    for (const { slug } of atlas.corpus.all().slice(0, 60)) atlas.corpus.remove(slug, 410);
    await sync({ atlas, data, clock });
    clock.advance(DAY);
    await expect(sync({ atlas, data, clock })).rejects.toMatchObject({ code: 'needs-decision' });
    clock.advance(25 * HOUR);
    const runs = createSyncRuns(data.mirror);
    const run = runs.unfinished(null);
    if (run === null) throw new Error('no run');
    runs.decide(run, 'remove');
    atlas.forget();
    expect((await sync({ atlas, data, clock })).gone).toHaveLength(60);
    expect(atlas.requests).toEqual([]);
  });
});

describe('the dates of a sitemap', () => {
  it('that stand still while pages change are found out, and not believed any more', async () => {
    const { atlas, data, clock } = await copied(30, { lastmod: 'time' });
    clock.advance(2 * DAY);
    retitle(atlas, 30);
    atlas.configure({ lastmod: 'time' });
    // The dates as they were at the first copy.
    const dates = atlas.corpus.freezeDates();
    expect(dates).toBe(30);
    const first = await sync({ atlas, data, clock });
    expect(first.changed).toHaveLength(1);
    expect(first.notices.join(' ')).toContain('dates are not believed any more');
    clock.advance(DAY);
    const second = await sync({ atlas, data, clock });
    expect(second).toMatchObject({ settled: 0 });
    expect(second.changed).toHaveLength(29);
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
  });
});

describe('a redirect', () => {
  it('to another study does not let the other’s “not modified” stand for the one that was asked', async () => {
    const { atlas, data, clock } = await copied(20, { validators: 'last-modified' });
    const [first, other] = atlas.corpus.all();
    if (first === undefined || other === undefined) throw new Error('no study');
    atlas.corpus.redirect(first.slug, `/evidence/${other.slug}`);
    await sync({ atlas, data, clock });
    clock.advance(DAY);
    const { moved } = await sync({ atlas, data, clock });
    expect(moved).toEqual([{ slug: first.slug, to: other.slug }]);
  });

  it('to a study that changed shows the change in the receipt', async () => {
    const { atlas, data, clock } = await copied(90);
    const [first, other] = atlas.corpus.all().slice(30);
    if (first === undefined || other === undefined) throw new Error('no study');
    atlas.corpus.redirect(first.slug, `/evidence/${other.slug}`);
    atlas.corpus.change(other.slug, (reading) => ({ ...reading, title: 'Another title.' }));
    const receipt = await sync({ atlas, data, clock, kind: 'daily', own: [first.slug] });
    expect(receipt.changed.map(({ slug }) => slug)).toEqual([other.slug]);
  });
});

describe('a run by hand', () => {
  it('does not go on with a daily one, but asks for everything', async () => {
    const { atlas, data, clock } = await copied(90);
    const stop = new AbortController();
    const daily = sync({
      atlas,
      data,
      clock,
      kind: 'daily',
      signal: stop.signal,
      onProgress: ({ state }) => {
        if (state === 'fetching') stop.abort('quit');
      },
    });
    await expect(daily).rejects.toMatchObject({ code: 'aborted' });
    atlas.forget();
    expect(await sync({ atlas, data, clock })).toMatchObject({ kind: 'by-hand', unchanged: 90 });
    expect(new Set(askedPages(atlas)).size).toBe(90);
  });

  it('gets past addresses that are dead, at the second try at the latest', async () => {
    const { atlas, data, clock } = await copied(40);
    const dead = atlas.corpus.all().slice(10, 22);
    for (const { slug } of dead) atlas.corpus.lose(slug, 404);
    await sync({ atlas, data, clock }).catch(() => null);
    clock.advance(2 * DAY);
    const receipt = await sync({ atlas, data, clock });
    expect(receipt.gone.length + receipt.missing.length).toBe(12);
    expect(receipt.unchanged).toBe(28);
  });
});

describe('a site that is not there', () => {
  it('when a run is resumed, or while its listing is walked, is waited for', async () => {
    const atlas = await makeAtlas({ studies: 60, sitemap: 'none' });
    const data = await openData();
    const clock = makeClock();
    // Gone from the second request on, and back after a few minutes.
    let backAt = Infinity;
    const patient = {
      ...clock,
      now: () => (clock.advance(100), clock.now()),
      delay: async (milliseconds: number, signal: AbortSignal) => {
        await clock.delay(milliseconds, signal);
        if (clock.now() > backAt && atlas.isOffline()) await atlas.comeBack();
      },
    };
    atlas.watch((path) => {
      if (backAt < Infinity || !path.includes('offset')) return;
      backAt = clock.now() + 5 * 60_000;
      void atlas.goOffline();
    });
    const receipt = await sync({ atlas, data, clock: patient });
    expect(receipt).toMatchObject({ listed: 60 });
    expect(receipt.added).toHaveLength(60);
    expect(notRead(receipt)).toEqual([]);
  });
});

describe('a study that had gone and came back', () => {
  it('is told as added', async () => {
    const { atlas, data, clock } = await copied(20);
    const [study] = atlas.corpus.all();
    if (study === undefined) throw new Error('no study');
    atlas.corpus.lose(study.slug, 410);
    await sync({ atlas, data, clock });
    clock.advance(DAY);
    await sync({ atlas, data, clock });
    atlas.corpus.bringBack(study.slug);
    clock.advance(DAY);
    expect((await sync({ atlas, data, clock })).added).toEqual([study.slug]);
    expect(storedStudies(data.mirror).every(({ status }) => status === 'present')).toBe(true);
    expect(countRows(data.mirror, 'history.tombstone')).toBe(1);
  });
});
