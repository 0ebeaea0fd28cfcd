// Bad days: killed at every step of a batch, a full disk, a locked file, a clock that jumps. Each ends in the right state.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { explainStorageError } from '../../../src/main/storage/explain.ts';
import { BATCH_PAGES } from '../../../src/main/sync/batch-writer.ts';
import { bundleEntry } from '../../support/bundle-entry.ts';
import type { FakeAtlas } from '../../support/fake-atlas/server.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
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
  type TestClock,
} from './harness.ts';

const HOUR = 60 * 60 * 1000;

describe('SIGKILL', () => {
  let program = '';
  beforeAll(async () => {
    program = await bundleEntry('tests/integration/sync/sync-child.ts');
  });

  /** Runs a sync in a process of its own, which dies at a point (`event table count`). */
  async function run(folder: string, atlas: FakeAtlas, point: string): Promise<string | null> {
    const child = fork(program, [folder, atlas.url, point], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    return signal;
  }

  const points = [
    'INSERT main.sync_run 1',
    'INSERT main.sync_queue 40',
    'INSERT history.study_version 1',
    'INSERT history.sighting 30',
    'INSERT main.page 1',
    'INSERT main.study 25',
    'INSERT main.study 26',
    'INSERT main.source_study 51',
    'UPDATE main.sync_queue 25',
    'UPDATE main.sync_queue 75',
    'UPDATE main.sync_run 2',
    'INSERT history.receipt 1',
    'DELETE main.sync_queue 1',
  ];
  it.each(points)('at “%s” loses nothing, and the next run goes on', async (point) => {
    const atlas = await makeAtlas({ studies: 80 });
    const folder = makeTempDir('bad-day');
    expect(await run(folder, atlas, point)).toBe('SIGKILL');
    const before = await openData(folder);
    expect(damageOf(before.mirror)).toEqual([]);
    expect(toldBy(atlas)).toEqual(expect.arrayContaining(shownBy(before.mirror)));
    const data = await openData(folder);
    const clock = makeClock();
    clock.advance(Date.now() - clock.now());
    await sync({ atlas, data, clock });
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
    expect(damageOf(data.mirror)).toEqual([]);
    expect(countRows(data.mirror, 'history.receipt')).toBe(1);
    expect(countRows(data.mirror, 'sync_queue')).toBe(0);
    // At most one batch twice, and the two pages that were under way.
    expect(askedPages(atlas).length).toBeLessThanOrEqual(80 + BATCH_PAGES + 2);
  });
});

describe('a disk', () => {
  it('that is full in the middle of a batch ends the run in words, and it goes on when there is room', async () => {
    const atlas = await makeAtlas({ studies: 120 });
    const data = await openData();
    const clock = makeClock();
    // What SQLite is told when the disk has no more pages for it.
    const pages = Number(data.mirror.pragma('page_count', { simple: true }));
    data.mirror.pragma(`max_page_count = ${pages + 120}`);
    const failed: unknown = await sync({ atlas, data, clock }).catch((error: unknown) => error);
    expect(await explainStorageError(failed, data.paths)).toMatchObject({ code: 'disk-full' });
    expect(damageOf(data.mirror)).toEqual([]);
    const had = countRows(data.mirror, 'study');
    expect(had).toBeGreaterThan(0);
    expect(had).toBeLessThan(120);
    data.mirror.pragma('max_page_count = 1000000');
    const receipt = await sync({ atlas, data, clock });
    expect(receipt.added).toHaveLength(120);
    expect(askedPages(atlas).length).toBeLessThanOrEqual(120 + BATCH_PAGES + 2);
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
  });
});

describe('a file that is locked', () => {
  it('for a while holds the run up; for long it ends in words and goes on later', async () => {
    const atlas = await makeAtlas({ studies: 60 });
    const data = await openData();
    const clock = makeClock();
    // Five seconds in the product.
    data.mirror.pragma('busy_timeout = 50');
    const other = new Database(data.paths.atlas);
    onTestFinished(() => {
      other.close();
    });
    let isLocked = false;
    await expect(
      sync({
        atlas,
        data,
        clock: { ...clock, now: () => (clock.advance(200), clock.now()) },
        onProgress: ({ done }) => {
          if (done < 20 || isLocked) return;
          isLocked = true;
          other.exec('BEGIN IMMEDIATE');
        },
      }),
    ).rejects.toMatchObject({ code: 'locked', retryable: true });
    other.exec('ROLLBACK');
    expect(damageOf(data.mirror)).toEqual([]);
    // The mark of the run that failed may still be there: it could not be taken away.
    clock.advance(61_000);
    const receipt = await sync({ atlas, data, clock });
    expect(receipt.added).toHaveLength(60);
    expect(askedPages(atlas).length).toBeLessThanOrEqual(60 + BATCH_PAGES + 2);
  });
});

describe('a clock', () => {
  async function jump(milliseconds: number) {
    const atlas = await makeAtlas({ studies: 60 });
    const data = await openData();
    const clock: TestClock = makeClock();
    await sync({ atlas, data, clock });
    clock.advance(2 * HOUR);
    let hasJumped = false;
    const receipt = await sync({
      atlas,
      data,
      clock: { ...clock, now: () => (clock.advance(150), clock.now()) },
      delayMs: null,
      onProgress: ({ done }) => {
        if (done < 20 || hasJumped) return;
        hasJumped = true;
        clock.advance(milliseconds);
      },
    });
    expect(hasJumped).toBe(true);
    expect(receipt).toMatchObject({ unchanged: 60, unreadable: [], missing: [] });
    expect(damageOf(data.mirror)).toEqual([]);
    const checked = data.mirror
      .prepare<[], { readonly least: number }>('SELECT min(checked_at) AS least FROM source_study')
      .get();
    return { receipt, checked: checked?.least ?? 0, waits: clock.waits };
  }

  it('that is set back six hours neither stops the run nor makes a check look older', async () => {
    const { checked, waits } = await jump(-6 * HOUR);
    expect(checked).toBeGreaterThanOrEqual(makeClock().now());
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
  });

  it('that passes over an hour of sleep does not, either', async () => {
    const { receipt } = await jump(HOUR);
    expect(receipt.finishedAt - receipt.startedAt).toBeGreaterThan(HOUR);
  });
});
