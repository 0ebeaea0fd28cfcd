// Syncs that are stopped, killed or started twice: the files stay sound, and the next run goes on.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createSyncLockStore } from '../../../src/main/storage/atlas/sync-lock.ts';
import type { MirrorDatabase } from '../../../src/main/storage/open.ts';
import { BATCH_PAGES } from '../../../src/main/sync/batch-writer.ts';
import { RESUME_WITHIN_MS } from '../../../src/main/sync/plan.ts';
import { bundleEntry } from '../../support/bundle-entry.ts';
import type { FakeAtlas } from '../../support/fake-atlas/server.ts';
import { createRandom } from '../../support/generator/random.ts';
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
  type SyncSetup,
  notRead,
} from './harness.ts';

/** The marks of syncs at work. */
function marksOf(mirror: MirrorDatabase): unknown[] {
  return mirror.prepare("SELECT * FROM sync_state WHERE name = 'sync-lock'").all();
}

/** Stops a sync when so many pages are done. */
async function stopAfter(
  pages: number,
  setup: Omit<SyncSetup, 'signal' | 'onProgress'>,
): Promise<void> {
  const stop = new AbortController();
  const clock = { ...setup.clock, now: () => (setup.clock.advance(200), setup.clock.now()) };
  const stopped = sync({
    ...setup,
    clock,
    signal: stop.signal,
    onProgress: ({ state, done }) => {
      if (state === 'fetching' && done >= pages) stop.abort();
    },
  });
  await expect(stopped).rejects.toMatchObject({ code: 'aborted', retryable: true });
}

describe('a sync that is stopped', () => {
  it.each([5, 40, 79])(
    'after %i pages is gone on with, asking for the rest only',
    async (pages) => {
      const atlas = await makeAtlas({ studies: 80 });
      const data = await openData();
      const clock = makeClock();
      const began = clock.now();
      await stopAfter(pages, { atlas, data, clock });
      expect(damageOf(data.mirror)).toEqual([]);
      expect(countRows(data.mirror, 'study')).toBeGreaterThanOrEqual(pages);
      const had = countRows(data.mirror, 'study');
      const requests = atlas.requests.length;
      atlas.forget();
      const receipt = await sync({ atlas, data, clock });
      // A page that was under way when the run was stopped may be counted after it.
      expect(new Set(askedPages(atlas)).size).toBe(80 - had);
      expect(atlas.requests.map((request) => request.path)).not.toContain('/sitemap.xml');
      expect(receipt.added).toHaveLength(80);
      expect(receipt.unchanged).toBe(0);
      expect(receipt.startedAt).toBeLessThan(began + 1000);
      expect(Math.abs(receipt.requests - requests - atlas.requests.length)).toBeLessThanOrEqual(2);
      expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
    },
  );

  it('before anything was found leaves nothing behind', async () => {
    const atlas = await makeAtlas({ studies: 10 });
    const data = await openData();
    const stopped = sync({ atlas, data, clock: makeClock(), signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect(atlas.requests).toEqual([]);
    expect(countRows(data.mirror, 'sync_run')).toBe(0);
    expect(countRows(data.mirror, 'sync_state')).toBe(0);
  });

  it('ends at once, even in a pause of the site', async () => {
    const atlas = await makeAtlas({ studies: 10 });
    atlas.faults.set('studies', { kind: 'hang' });
    const stop = new AbortController();
    const stopped = sync({
      atlas,
      data: await openData(),
      clock: makeClock(),
      signal: stop.signal,
      timeoutMs: 60_000,
    });
    const began = performance.now();
    setTimeout(() => {
      stop.abort();
    }, 100);
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('is begun anew after a day, and after that nothing is left of it', async () => {
    const atlas = await makeAtlas({ studies: 80 });
    const data = await openData();
    const clock = makeClock();
    await stopAfter(40, { atlas, data, clock });
    clock.advance(RESUME_WITHIN_MS);
    atlas.forget();
    const receipt = await sync({ atlas, data, clock });
    expect(new Set(askedPages(atlas)).size).toBe(80);
    expect(receipt.added.length + receipt.unchanged).toBe(80);
    expect(receipt.unchanged).toBeGreaterThanOrEqual(40);
    expect(countRows(data.mirror, 'sync_queue')).toBe(0);
    // What the one that was given up had done stands in a receipt of its own.
    expect(countRows(data.mirror, 'history.receipt')).toBe(2);
  });

  it('asks once more for pages that could not be read, at the end', async () => {
    const atlas = await makeAtlas({ studies: 80 });
    const data = await openData();
    const clock = makeClock();
    const bad = atlas.corpus.all()[4];
    const path = `/evidence/${bad?.slug ?? ''}`;
    atlas.faults.set({ path }, { kind: 'garbage', as: 'page' }, 1);
    await stopAfter(40, { atlas, data, clock });
    atlas.forget();
    const receipt = await sync({ atlas, data, clock });
    expect(askedPages(atlas).slice(-2)).toContain(path);
    expect(notRead(receipt)).toEqual([]);
    expect(receipt.added).toHaveLength(80);
  });

  it('of another source is not gone on with', async () => {
    const [one, other] = [
      await makeAtlas({ studies: 80 }),
      await makeAtlas({ studies: 20, seed: 5 }),
    ];
    const data = await openData();
    const clock = makeClock();
    await stopAfter(40, { atlas: one, data, clock });
    const receipt = await sync({ atlas: other, data, clock });
    expect(receipt).toMatchObject({ source: other.url, listed: 20, unlisted: [] });
    const rest = await sync({ atlas: one, data, clock });
    expect(rest).toMatchObject({ source: one.url, listed: 80 });
    expect(rest.added).toHaveLength(80);
  });
});

describe('a write that fails in the middle of a batch', () => {
  it.each(['study', 'page', 'sync_queue'])('(in %s) is left to the next run', async (table) => {
    const atlas = await makeAtlas({ studies: 80 });
    const data = await openData();
    const clock = makeClock();
    const unlucky = atlas.corpus.all()[50]?.slug ?? '';
    const event = table === 'sync_queue' ? 'UPDATE' : 'INSERT';
    data.mirror.exec(`
      CREATE TRIGGER unlucky BEFORE ${event} ON ${table} WHEN new.slug = '${unlucky}'
      BEGIN SELECT raise(ABORT, 'no more room'); END`);
    await expect(sync({ atlas, data, clock })).rejects.toThrow('no more room');
    expect(damageOf(data.mirror)).toEqual([]);
    const had = countRows(data.mirror, 'study');
    expect(had).toBeLessThan(80);
    expect(countRows(data.mirror, 'history.receipt')).toBe(0);
    data.mirror.exec('DROP TRIGGER unlucky');
    atlas.forget();
    const receipt = await sync({ atlas, data, clock });
    expect(receipt.added).toHaveLength(80);
    expect(new Set(askedPages(atlas)).size).toBeLessThanOrEqual(80 - had + BATCH_PAGES + 2);
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
    expect(damageOf(data.mirror)).toEqual([]);
  });
});

describe('two syncs at once', () => {
  it('are one: the second is told in words', async () => {
    const atlas = await makeAtlas({ studies: 30, latencyMs: 2 });
    const data = await openData();
    const first = sync({ atlas, data, clock: makeClock() });
    await expect(sync({ atlas, data, clock: makeClock() })).rejects.toMatchObject({
      code: 'sync-running',
      retryable: true,
      message: expect.stringMatching(
        /Another sync is running.*Nothing was changed.*Wait/su,
      ) as string,
    });
    expect((await first).added).toHaveLength(30);
    expect(marksOf(data.mirror)).toEqual([]);
  });

  it('the mark of a dead process does not stand in the way', async () => {
    const atlas = await makeAtlas({ studies: 5 });
    const data = await openData();
    const clock = makeClock();
    const dead = {
      token: 'dead',
      pid: 2 ** 22 + 1,
      host: (await import('node:os')).hostname(),
      heartbeatAt: clock.now(),
    };
    createSyncLockStore(data.mirror).take(dead, () => true);
    expect((await sync({ atlas, data, clock })).added).toHaveLength(5);
  });

  it('one that lost its mark writes no more', async () => {
    const atlas = await makeAtlas({ studies: 80 });
    const data = await openData();
    const clock = makeClock();
    const thief = {
      token: 'thief',
      pid: process.ppid,
      host: 'elsewhere',
      heartbeatAt: clock.now(),
    };
    let rows = -1;
    const robbed = sync({
      atlas,
      data,
      clock: { ...clock, now: () => (clock.advance(200), clock.now()) },
      onProgress: ({ done }) => {
        if (done < 40 || rows >= 0) return;
        createSyncLockStore(data.mirror).take(thief, () => true);
        rows = countRows(data.mirror, 'study');
      },
    });
    await expect(robbed).rejects.toMatchObject({ code: 'sync-running' });
    expect(countRows(data.mirror, 'study')).toBe(rows);
    expect(marksOf(data.mirror)).toHaveLength(1);
  });
});

describe('a sync that is killed', () => {
  let program = '';
  beforeAll(async () => {
    program = await bundleEntry('tests/integration/sync/sync-child.ts');
  });

  function start(folder: string, atlas: FakeAtlas): ChildProcess {
    const child = fork(program, [folder, atlas.url], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    return child;
  }
  async function outputOf(child: ChildProcess): Promise<Record<string, unknown>> {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await once(child, 'close');
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** Kills a sync a moment after so many requests have arrived. Returns how many pages it had asked for. */
  async function killAfter(
    moment: { readonly requests: number; readonly milliseconds: number },
    folder: string,
    atlas: FakeAtlas,
  ): Promise<number> {
    atlas.forget();
    const child = start(folder, atlas);
    const ended = once(child, 'close');
    await atlas.whenAsked(moment.requests);
    await new Promise((resolve) => setTimeout(resolve, moment.milliseconds));
    child.kill('SIGKILL');
    await ended;
    return new Set(askedPages(atlas)).size;
  }

  it.each([1, 2])(
    'at random moments leaves both files sound and is gone on with (round %i)',
    async (seed) => {
      const studies = 120;
      const atlas = await makeAtlas({ studies, seed, sitemap: seed === 2 ? 'none' : 'plain' });
      const folder = makeTempDir('killed');
      const random = createRandom(seed, 0);
      let asked = 0;
      let kills = 0;
      for (let done = 0; kills < 5 && done < studies - 50; kills += 1) {
        const moment = { requests: random.between(2, 35), milliseconds: random.between(0, 12) };
        asked += await killAfter(moment, folder, atlas);
        const data = await openData(folder);
        expect(damageOf(data.mirror)).toEqual([]);
        done = countRows(data.mirror, 'study');
        const shown = shownBy(data.mirror);
        expect(toldBy(atlas)).toEqual(expect.arrayContaining(shown));
      }
      expect(kills).toBeGreaterThan(2);
      atlas.forget();
      const receipt = await outputOf(start(folder, atlas));
      expect(receipt).toMatchObject({
        listed: studies,
        added: studies,
        changed: [],
        unchanged: 0,
        unreadable: [],
      });
      asked += new Set(askedPages(atlas)).size;
      // Each kill costs at most a batch, and the two pages that were under way.
      expect(asked).toBeLessThanOrEqual(studies + kills * (BATCH_PAGES + 2));
      const data = await openData(folder);
      expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
      expect(damageOf(data.mirror)).toEqual([]);
      expect(countRows(data.mirror, 'history.receipt')).toBe(1);
      expect(countRows(data.mirror, 'sync_queue')).toBe(0);
    },
  );

  it('while a second process is told to wait, and takes over when it is dead', async () => {
    const atlas = await makeAtlas({ studies: 30 });
    const folder = makeTempDir('two');
    // The first one waits for two pages that do not come.
    atlas.faults.set('studies', { kind: 'hang' }, 2);
    const first = start(folder, atlas);
    const ended = once(first, 'close');
    await atlas.whenAsked(4);
    expect(await outputOf(start(folder, atlas))).toMatchObject({ code: 'sync-running' });
    first.kill('SIGKILL');
    await ended;
    expect(await outputOf(start(folder, atlas))).toMatchObject({ added: 30 });
  });
});
