// Ending a sync: paused, stopped, quit, in every state it can be in; and what the next start does.
import { describe, expect, it } from 'vitest';
import { createSyncRuns } from '../../../src/main/storage/atlas/sync-runs.ts';
import { openReader } from '../../../src/main/storage/open.ts';
import { createSyncView } from '../../../src/main/storage/sync-view.ts';
import type { StopReason } from '../../../src/main/sync/stop.ts';
import type { SyncProgress, SyncState, UnfinishedSync } from '../../../src/shared/domain/sync.ts';
import {
  askedPages,
  countRows,
  damageOf,
  makeAtlas,
  makeClock,
  openData,
  shownBy,
  sync,
  toldBy,
  type DataFolder,
  type SyncSetup,
} from './harness.ts';

/** Ends a sync for a reason as soon as it is told to be so. */
async function endWhen(
  isTime: (progress: SyncProgress) => boolean,
  reason: StopReason,
  setup: Omit<SyncSetup, 'signal' | 'onProgress'>,
): Promise<unknown> {
  const stop = new AbortController();
  return await sync({
    ...setup,
    clock: { ...setup.clock, now: () => (setup.clock.advance(200), setup.clock.now()) },
    signal: stop.signal,
    onProgress: (progress) => {
      if (isTime(progress)) stop.abort(reason);
    },
  }).catch((error: unknown) => error);
}
const after = (pages: number) => (progress: SyncProgress) =>
  progress.state === 'fetching' && progress.done >= pages;

/** What is told of an unfinished run. */
function unfinished({ paths }: DataFolder): UnfinishedSync | null {
  const reader = openReader(paths);
  try {
    return createSyncView(reader).unfinished();
  } finally {
    reader.close();
  }
}

describe('a sync that is paused', () => {
  it('says where it stands, and goes on where it stopped when it is started again', async () => {
    const atlas = await makeAtlas({ studies: 80 });
    const data = await openData();
    const clock = makeClock();
    expect(await endWhen(after(40), 'pause', { atlas, data, clock })).toMatchObject({
      code: 'aborted',
      message: expect.stringMatching(/^The sync is paused\. What was fetched is kept/u) as string,
    });
    const standing = unfinished(data);
    expect(standing).toMatchObject({ isPaused: true, total: 80, source: atlas.url });
    expect(standing?.done).toBeGreaterThanOrEqual(40);
    atlas.forget();
    const receipt = await sync({ atlas, data, clock });
    expect(receipt.added).toHaveLength(80);
    // The page that was under way beside the last one is asked for again.
    expect(new Set(askedPages(atlas)).size).toBe(80 - (standing?.done ?? 0));
    expect(askedPages(atlas).length).toBeLessThanOrEqual(80 - (standing?.done ?? 0) + 1);
    expect(unfinished(data)).toBeNull();
  });
});

describe('a sync that is stopped', () => {
  it('is given up, and what it fetched stays', async () => {
    const atlas = await makeAtlas({ studies: 80 });
    const data = await openData();
    const clock = makeClock();
    expect(await endWhen(after(40), 'stop', { atlas, data, clock })).toMatchObject({
      code: 'aborted',
      message: expect.stringMatching(/^The sync was stopped\..*begins by asking/u) as string,
    });
    expect(unfinished(data)).toBeNull();
    expect(countRows(data.mirror, 'sync_queue')).toBe(0);
    const had = countRows(data.mirror, 'study');
    expect(had).toBeGreaterThanOrEqual(40);
    atlas.forget();
    const receipt = await sync({ atlas, data, clock });
    // What was missing comes first: but for the three pages that go ahead.
    const first = new Set(askedPages(atlas).slice(0, 80 - had));
    expect(receipt.added.filter((slug) => first.has(`/evidence/${slug}`)).length).toBeGreaterThan(
      80 - had - 4,
    );
    expect(receipt).toMatchObject({ listed: 80, unchanged: had });
  });
});

describe('a program that quits', () => {
  const states: readonly SyncState[] = [
    'checking',
    'planning',
    'fetching',
    'removing',
    'finishing',
  ];
  it.each(states)(
    'while it is %s leaves sound files, and the next start ends well',
    async (state) => {
      const atlas = await makeAtlas({ studies: 60 });
      const data = await openData();
      const clock = makeClock();
      const ended = await endWhen((progress) => progress.state === state, 'quit', {
        atlas,
        data,
        clock,
      });
      expect(damageOf(data.mirror)).toEqual([]);
      // What is written at one go is not broken off.
      const isDone = state === 'removing' || state === 'finishing';
      expect(ended).toMatchObject(isDone ? { listed: 60 } : { code: 'aborted' });
      const run = unfinished(data);
      expect(run === null ? null : run.isPaused).toBe(
        isDone || state === 'checking' ? null : false,
      );
      const receipt = await sync({ atlas, data, clock });
      expect(receipt.added.length + receipt.unchanged).toBe(60);
      expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
      expect(
        data.mirror.prepare("SELECT * FROM sync_state WHERE name = 'sync-lock'").all(),
      ).toEqual([]);
    },
  );

  it('while it waits, for the site or for a connection, ends at once', async () => {
    for (const fault of [
      { kind: 'status', status: 503, retryAfter: '600' },
      { kind: 'drop' },
    ] as const) {
      const atlas = await makeAtlas({ studies: 60 });
      const data = await openData();
      const clock = makeClock();
      const broken = endWhen(
        (progress) => {
          if (progress.done === 20) atlas.faults.set('everything', fault);
          return progress.wait !== null;
        },
        'quit',
        { atlas, data, clock },
      );
      expect(await broken).toMatchObject({ code: 'aborted' });
      atlas.faults.clear();
      const receipt = await sync({ atlas, data, clock });
      expect(receipt).toMatchObject({ listed: 60, unreadable: [] });
      expect(receipt.added).toHaveLength(60);
    }
  });
});

describe('a run that is unfinished', () => {
  it('can be given up without running it', async () => {
    const atlas = await makeAtlas({ studies: 60 });
    const data = await openData();
    const clock = makeClock();
    await endWhen(after(30), 'quit', { atlas, data, clock });
    const runs = createSyncRuns(data.mirror);
    const run = runs.unfinished(null);
    if (run === null) throw new Error('no run');
    runs.giveUp(run);
    expect(unfinished(data)).toBeNull();
    expect(damageOf(data.mirror)).toEqual([]);
  });
});
