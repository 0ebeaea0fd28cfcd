// The fake atlas itself: what it records, how it is steered from outside, how it goes and comes back, what it keeps.
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createPageStore } from '../../support/fake-atlas/page-store.ts';
import {
  askedDespiteRobots,
  conditionalRequests,
  countByStatus,
  mostStartsWithin,
  shortestPause,
  studyPagesAsked,
  type RecordedRequest,
} from '../../support/fake-atlas/requests.ts';
import type { FakeAtlas } from '../../support/fake-atlas/server.ts';
import { get, playScenario } from './asking.ts';

async function steer(atlas: FakeAtlas, method: string, path = ''): Promise<unknown> {
  return await (await fetch(`${atlas.url}/__fake__${path}`, { method })).json();
}

describe('what was asked', () => {
  it('is recorded with its time, its headers, its answer and its end', async () => {
    let time = 1000;
    const { atlas, study } = await playScenario('gone-but-listed', { now: () => time });
    const first = await get(atlas, `/evidence/${study}`, { 'x-one': '1' });
    time = 1400;
    await get(atlas, `/evidence/${study}?b`, { 'if-none-match': first.headers.get('etag') ?? '' });
    await atlas.step();
    time = 3000;
    await get(atlas, `/evidence/${study}`);
    const { requests } = atlas;
    expect(requests.map(({ at, path, status }) => [at, path, status()])).toEqual([
      [1000, `/evidence/${study}`, 200],
      [1400, `/evidence/${study}?b`, 304],
      [3000, `/evidence/${study}`, 410],
    ]);
    expect(requests[0]?.headers['x-one']).toBe('1');
    expect(requests[0]?.finishedAt()).toBe(1000);
    expect(countByStatus(requests)).toEqual({ '200': 1, '304': 1, '410': 1 });
    expect(conditionalRequests(requests)).toEqual([requests[1]]);
    expect([mostStartsWithin(requests), mostStartsWithin(requests, 400)]).toEqual([2, 1]);
    expect(shortestPause(requests)).toBe(400);
  });

  it('has no end while it is open, and no answer where the connection is dropped', async () => {
    const { atlas, study } = await playScenario('etags');
    atlas.faults.set({ path: `/evidence/${study}` }, { kind: 'hang' }, 1);
    const stop = new AbortController();
    const hanging = fetch(`${atlas.url}/evidence/${study}`, { signal: stop.signal });
    await hanging;
    expect(atlas.requests[0]?.finishedAt()).toBeNull();
    expect(atlas.requests[0]?.status()).toBe(200);
    stop.abort();
    atlas.faults.set('studies', { kind: 'drop' }, 1);
    await expect(get(atlas, `/evidence/${study}`)).rejects.toThrow();
    expect(atlas.requests[1]?.status()).toBeNull();
    expect(studyPagesAsked(atlas.requests)).toHaveLength(2);
  });

  it('tells what robots.txt forbade', () => {
    const asked = ['/robots.txt', '/evidence', '/evidence/a', '/sitemap.xml', '/only-bots'];
    const requests = asked.map((path) => ({ path }) as RecordedRequest);
    const robots = 'User-agent: bot\nDisallow: /only\n\nUser-agent: *\nDisallow: /evidence\n';
    expect(askedDespiteRobots(requests, robots)).toEqual(['/evidence', '/evidence/a']);
    expect(askedDespiteRobots(requests, 'User-agent: *\nDisallow: /\n')).toEqual(asked.slice(1));
    expect(askedDespiteRobots(requests, 'User-agent: *\nDisallow:\n')).toEqual([]);
    expect(askedDespiteRobots(requests, null)).toEqual([]);
  });
});

describe('from outside', () => {
  it('it tells what it was asked, takes steps and forgets, and records none of that', async () => {
    const { atlas, study } = await playScenario('gone-twice');
    await get(atlas, `/evidence/${study}`);
    expect(await steer(atlas, 'GET')).toMatchObject({
      total: 1,
      studyPages: 1,
      conditional: 0,
      byStatus: { '200': 1 },
      mostAtOnce: 1,
      mostStartsPerSecond: 1,
      cpuMs: expect.any(Number) as number,
    });
    expect(await steer(atlas, 'POST', '/step')).toEqual({ step: 'a day later: one study is gone' });
    expect((await get(atlas, `/evidence/${study}`)).status).toBe(410);
    await steer(atlas, 'POST', '/step');
    expect(await steer(atlas, 'POST', '/step')).toEqual({ step: null });
    await steer(atlas, 'POST', '/forget');
    expect(atlas.requests).toEqual([]);
    expect((await fetch(`${atlas.url}/__fake__/else`)).status).toBe(404);
  });

  it('is not struck by faults', async () => {
    const { atlas } = await playScenario('etags');
    atlas.faults.set('everything', { kind: 'drop' });
    expect(await steer(atlas, 'GET')).toMatchObject({ total: 0 });
  });

  it('a step that takes it off the network is answered, and it comes back by itself', async () => {
    const { atlas } = await playScenario('offline');
    const open = connect(Number(new URL(atlas.url).port), '127.0.0.1');
    await new Promise((resolve) => open.once('connect', resolve));
    const reset = new Promise((resolve) => {
      open.once('error', () => undefined);
      open.once('close', resolve);
    });
    expect(await steer(atlas, 'POST', '/step?seconds=0.3')).toEqual({
      step: 'the network is lost',
    });
    await reset;
    await expect(get(atlas, '/')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await expect.poll(() => atlas.isOffline(), { timeout: 5000, interval: 20 }).toBe(false);
    expect((await get(atlas, '/')).status).toBe(200);
    expect(await steer(atlas, 'POST', '/offline?seconds=0')).toEqual({ offlineForSeconds: 0 });
    await expect
      .poll(async () => (await get(atlas, '/').catch(() => null))?.status, { timeout: 5000 })
      .toBe(200);
  });
});

describe('kept pages', () => {
  it('stay within their bound, and are made once where they fit', () => {
    const store = createPageStore(10);
    let made = 0;
    const page = (key: string, bytes: number): number =>
      store.get(key, () => {
        made += 1;
        return Buffer.alloc(bytes);
      }).byteLength;
    expect([page('a', 6), page('b', 5), page('a', 6), page('c', 4), page('b', 5)]).toEqual([
      6, 5, 6, 4, 5,
    ]);
    expect(made).toBe(4);
    expect([page('a', 6), page('c', 4), made]).toEqual([6, 4, 4]);
  });

  it('are the same as pages that are not kept', async () => {
    const { atlas, study } = await playScenario('etags');
    const { atlas: keepsNone } = await playScenario('etags', { keptBytes: 0 });
    const pages = [];
    const { atlas: warmed } = await playScenario('etags');
    warmed.warm();
    for (const site of [atlas, atlas, keepsNone, keepsNone, warmed]) {
      pages.push((await get(site, `/evidence/${study}`)).text);
    }
    expect(new Set(pages).size).toBe(1);
  });
});
