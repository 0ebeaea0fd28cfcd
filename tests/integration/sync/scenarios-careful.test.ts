// Scenarios in which a sync must not believe what it is told at once: dates, refusals, redirects, pages that read worse.
import { describe, expect, it } from 'vitest';
import { findKeptPage } from '../../../src/main/storage/atlas/kept-pages.ts';
import { PATIENCE_MS } from '../../../src/main/sync/connection.ts';
import { studyPagesAsked } from '../../support/fake-atlas/requests.ts';
import type { ScenarioName } from '../../support/fake-atlas/scenarios.ts';
import {
  countRows,
  damageOf,
  makeAtlas,
  makeClock,
  openData,
  shownBy,
  storedStudies,
  sync,
  toldBy,
} from './harness.ts';
import { play, type Play } from './scenario-play.ts';

function shown({ data }: Play): string[] {
  return storedStudies(data.mirror)
    .filter((study) => study.status === 'present')
    .map((study) => study.slug);
}

describe('the scenario', () => {
  it('lastmod: nothing changed costs five requests at most, and no row of a study', async () => {
    const stage = await play('lastmod');
    await stage.run();
    stage.clock.advance(3 * 86_400_000);
    const before = storedStudies(stage.data.mirror);
    const { receipt, unchanged } = await stage.run();
    expect(unchanged).toBe(40);
    expect(receipt.settled).toBe(39);
    expect(stage.atlas.requests.length).toBeLessThanOrEqual(5);
    expect(storedStudies(stage.data.mirror)).toEqual(before);
    await stage.nextDay();
    expect(await stage.run()).toMatchObject({ changed: [stage.study], unchanged: 39 });
    expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
  });

  it('lastmod-dates: the second change on one day is found', async () => {
    const stage = await play('lastmod-dates');
    await stage.run();
    await stage.nextDay();
    expect(await stage.run()).toMatchObject({ changed: [stage.study] });
    stage.clock.advance(60_000);
    await stage.atlas.step();
    expect(await stage.run()).toMatchObject({ changed: [stage.study] });
    expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
  });

  it('lastmod-frozen: one date for all proves nothing, and the change is found', async () => {
    const stage = await play('lastmod-frozen');
    await stage.run();
    await stage.nextDay();
    const { receipt, changed } = await stage.run();
    expect(changed).toEqual([stage.study]);
    expect(receipt.settled).toBe(0);
  });

  it.each(['gone-twice', 'gone-but-listed'] as const)(
    '%s: the study goes the second time, and is read from the history',
    async (name) => {
      const stage = await play(name);
      await stage.run();
      await stage.nextDay();
      expect((await stage.run()).receipt).toMatchObject({ missing: [stage.study], gone: [] });
      expect(shown(stage)).toContain(stage.study);
      await stage.nextDay();
      expect((await stage.run()).receipt).toMatchObject({ missing: [], gone: [stage.study] });
      expect(shown(stage)).not.toContain(stage.study);
      expect(countRows(stage.data.mirror, 'history.tombstone')).toBe(1);
      expect(countRows(stage.data.mirror, 'history.study_version')).toBe(40);
    },
  );

  it('half-gone: the run asks, and takes nothing out', async () => {
    const stage = await play('half-gone', { studies: 120 });
    await stage.run();
    await stage.nextDay();
    expect((await stage.run()).receipt.missing).toHaveLength(60);
    await stage.nextDay();
    await expect(stage.run()).rejects.toMatchObject({ code: 'needs-decision' });
    expect(shown(stage)).toHaveLength(120);
  });

  it('section-lost-once: the page is asked for again, and nothing has changed', async () => {
    const stage = await play('section-lost-once');
    await stage.run();
    const before = shownBy(stage.data.mirror);
    await stage.nextDay();
    expect(await stage.run()).toMatchObject({ changed: [], unchanged: 40 });
    const path = `/evidence/${stage.study}`;
    const asked = stage.atlas.requests.filter((request) => request.path === path);
    expect(asked).toHaveLength(2);
    expect(asked[1]?.headers['if-none-match']).toBeUndefined();
    expect(shownBy(stage.data.mirror)).toEqual(before);
  });

  it('section-lost-for-good: it is believed the second time, and the history keeps what was', async () => {
    const stage = await play('section-lost-for-good');
    await stage.run();
    await stage.nextDay();
    expect(await stage.run()).toMatchObject({ changed: [stage.study] });
    expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
    expect(countRows(stage.data.mirror, 'history.study_version')).toBe(41);
  });

  it.each(['slug-renamed', 'slug-renamed-still-listed'] as const)(
    '%s: it is shown under the new name, and the old one leads there',
    async (name) => {
      const stage = await play(name);
      await stage.run();
      await stage.nextDay();
      expect((await stage.run()).receipt.moved).toEqual([]);
      expect(shown(stage)).toContain(stage.study);
      stage.clock.advance(86_400_000);
      const { receipt } = await stage.run();
      const [moved] = receipt.moved;
      expect(receipt.moved).toEqual([{ slug: stage.study, to: moved?.to }]);
      expect(shown(stage)).toContain(moved?.to);
      expect(shown(stage)).not.toContain(stage.study);
      expect(stage.data.mirror.prepare('SELECT * FROM slug_alias').all()).toEqual([
        { alias: stage.study, slug: moved?.to },
      ]);
      // And so it stays.
      stage.clock.advance(86_400_000);
      await stage.run();
      expect(shown(stage)).toHaveLength(40);
    },
  );

  it('retractions: what the page names is asked for, and only a study’s own banner makes it retracted', async () => {
    const stage = await play('retractions');
    await stage.run();
    const retracted = (): string[] =>
      storedStudies(stage.data.mirror)
        .filter((study) => study.retracted === 1)
        .map((study) => study.slug);
    expect(retracted()).toContain(stage.study);
    expect(retracted()).not.toContain(stage.other);
    await stage.nextDay();
    expect((await stage.run()).receipt).toMatchObject({ retracted: [stage.other] });
    expect(retracted()).toEqual(expect.arrayContaining([stage.study, stage.other]));
  });

  it.each([
    ['methodology-with-dump', 1],
    ['methodology-plain', 0],
  ] as const)('%s: the page is kept once; notices: %i', async (name: ScenarioName, notices) => {
    const stage = await play(name);
    expect((await stage.run()).receipt.notices).toHaveLength(notices);
    expect(findKeptPage(stage.data.mirror, 'methodology')?.bytes.length).toBeGreaterThan(20);
    expect((await stage.run()).receipt.notices).toEqual([]);
    expect(stage.atlas.requests.map((request) => request.path)).not.toContain('/methodology');
  });

  it('length-too-small: what was cut unnoticed is asked for whole the next time', async () => {
    const stage = await play('length-too-small');
    await stage.run();
    stage.atlas.faults.clear();
    await stage.run();
    expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
  });

  it('offline: the site is waited for, and no page is blamed', async () => {
    const atlas = await makeAtlas({ studies: 40 });
    const data = await openData();
    const clock = makeClock();
    const states = new Set<string>();
    let goneAt = Infinity;
    const receipt = await sync({
      atlas,
      data,
      clock: {
        ...clock,
        now: () => (clock.advance(300), clock.now()),
        delay: async (milliseconds, signal) => {
          await clock.delay(milliseconds, signal);
          if (clock.now() > goneAt + 10 * 60_000 && atlas.isOffline()) await atlas.comeBack();
        },
      },
      onProgress: ({ done, wait }) => {
        if (wait !== null) states.add(wait.reason);
        if (done < 12 || goneAt < Infinity) return;
        goneAt = clock.now();
        void atlas.goOffline();
      },
    });
    expect([...states]).toEqual(['offline']);
    expect(receipt).toMatchObject({ listed: 40, unreadable: [], missing: [] });
    expect(receipt.added).toHaveLength(40);
    expect(damageOf(data.mirror)).toEqual([]);
    expect(studyPagesAsked(atlas.requests).length).toBeLessThanOrEqual(40 + 2);
  });

  it('offline for longer than an hour: the run ends and is gone on with', async () => {
    const atlas = await makeAtlas({ studies: 40 });
    const data = await openData();
    const clock = makeClock();
    const began = clock.now();
    const broken = sync({
      atlas,
      data,
      clock: { ...clock, now: () => (clock.advance(200), clock.now()) },
      onProgress: ({ done }) => {
        if (done === 12 && !atlas.isOffline()) void atlas.goOffline();
      },
    });
    await expect(broken).rejects.toMatchObject({ code: 'source-unreachable', retryable: true });
    expect(clock.now() - began).toBeGreaterThan(PATIENCE_MS);
    await atlas.comeBack();
    expect((await sync({ atlas, data, clock })).added).toHaveLength(40);
  });
});
