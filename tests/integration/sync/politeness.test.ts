// How a site is asked: robots.txt, pauses, two at once, silence when it asks for it, and an honest name.
import { describe, expect, it } from 'vitest';
import { createSiteSource } from '../../../src/main/atlas/site/site-source.ts';
import { httpTransport } from '../../../src/main/atlas/site/transport.ts';
import {
  askedPages,
  countRows,
  makeAtlas,
  makeClock,
  openData,
  sourceOf,
  sync,
  notRead,
} from './harness.ts';

describe('robots.txt', () => {
  it('is asked for first, and once', async () => {
    const atlas = await makeAtlas({ studies: 10 });
    await sync({ atlas, data: await openData(), clock: makeClock() });
    expect(atlas.requests[0]?.path).toBe('/robots.txt');
    expect(atlas.requests.filter((request) => request.path === '/robots.txt')).toHaveLength(1);
  });

  it('keeps us from what it disallows, and the receipt says so', async () => {
    const atlas = await makeAtlas({ studies: 30 });
    const data = await openData();
    const kept = atlas.corpus.all()[7];
    if (kept === undefined) throw new Error('no study');
    atlas.configure({ robots: `User-agent: *\nDisallow: /evidence/${kept.slug}\n` });
    const receipt = await sync({ atlas, data, clock: makeClock() });
    expect(askedPages(atlas)).not.toContain(`/evidence/${kept.slug}`);
    expect(notRead(receipt)).toEqual([
      {
        slug: kept.slug,
        url: `${atlas.url}/evidence/${kept.slug}`,
        reason: expect.stringContaining('robots.txt') as string,
      },
    ]);
    expect(receipt.added).toHaveLength(29);
  });

  it('that disallows the listing ends the run in words', async () => {
    const atlas = await makeAtlas({
      sitemap: 'none',
      robots: 'User-agent: *\nDisallow: /evidence',
    });
    const data = await openData();
    await expect(sync({ atlas, data, clock: makeClock() })).rejects.toMatchObject({
      code: 'source-refused',
    });
    expect(atlas.requests.map((request) => request.path)).toEqual(['/robots.txt', '/sitemap.xml']);
  });

  it('that disallows the sitemap keeps us from it', async () => {
    const atlas = await makeAtlas({
      studies: 10,
      robots: 'User-agent: *\nDisallow: /sitemap\nSitemap: {origin}/sitemap.xml',
    });
    const receipt = await sync({ atlas, data: await openData(), clock: makeClock() });
    expect(receipt.discovery).toBe('listing');
    expect(atlas.requests.filter((request) => request.path.startsWith('/sitemap'))).toEqual([]);
  });

  it('names sitemaps; foreign ones are not followed', async () => {
    const atlas = await makeAtlas({
      studies: 10,
      sitemap: 'index',
      robots: 'Sitemap: https://elsewhere.example/s.xml\nSitemap: {origin}/sitemap-1.xml\n',
    });
    const receipt = await sync({ atlas, data: await openData(), clock: makeClock() });
    expect(receipt.listed).toBe(3);
    expect(atlas.requests[1]?.path).toBe('/sitemap-1.xml');
  });

  it('leads to a sitemap of which a part is missing: the listing is walked as well', async () => {
    const atlas = await makeAtlas({ studies: 40, sitemap: 'index' });
    atlas.faults.set({ path: '/sitemap-2.xml' }, { kind: 'status', status: 404 });
    const receipt = await sync({ atlas, data: await openData(), clock: makeClock() });
    expect(receipt).toMatchObject({ discovery: 'listing', listed: 40 });
  });

  it('that cannot be had ends the run before anything else is asked for', async () => {
    const atlas = await makeAtlas({ studies: 10 });
    atlas.faults.set({ path: '/robots.txt' }, { kind: 'status', status: 503 });
    const data = await openData();
    await expect(sync({ atlas, data, clock: makeClock() })).rejects.toMatchObject({
      code: 'source-unreachable',
      retryable: true,
    });
    expect(new Set(atlas.requests.map((request) => request.path))).toEqual(
      new Set(['/robots.txt']),
    );
    expect(countRows(data.mirror, 'study')).toBe(0);
  });
});

describe('the pace', () => {
  it('has two requests open at most, and does use both places', async () => {
    const atlas = await makeAtlas({ studies: 40, latencyMs: 4 });
    await sync({ atlas, data: await openData(), clock: makeClock() });
    expect(atlas.mostAtOnce()).toBe(2);
  });

  it('is one request a second where nothing else is asked for', async () => {
    const atlas = await makeAtlas({ studies: 10 });
    const clock = makeClock();
    const began = clock.now();
    const receipt = await sync({ atlas, data: await openData(), clock, delayMs: null });
    expect(clock.waits).toEqual(Array.from({ length: receipt.requests - 1 }, () => 1000));
    expect(receipt.finishedAt - began).toBe((receipt.requests - 1) * 1000);
  });

  it('keeps a Crawl-delay even where no delay was asked for', async () => {
    const atlas = await makeAtlas({ studies: 6, robots: 'User-agent: *\nCrawl-delay: 7\n' });
    const clock = makeClock();
    const receipt = await sync({ atlas, data: await openData(), clock, delayMs: 0 });
    expect(clock.waits).toEqual(Array.from({ length: receipt.requests - 1 }, () => 7000));
  });

  it('that the site asks for is not kept where it is beyond reason: nothing is asked for', async () => {
    const robots = 'User-agent: *\nCrawl-delay: 3000000\n';
    const atlas = await makeAtlas({ studies: 6, robots });
    const clock = makeClock();
    await expect(sync({ atlas, data: await openData(), clock })).rejects.toMatchObject({
      code: 'source-refused',
    });
    expect(atlas.requests.map((request) => request.path)).toEqual(['/robots.txt']);
    expect(clock.waits).toEqual([]);
  });

  it('does not go below a second but on this computer', () => {
    const options = {
      version: '1',
      transport: httpTransport,
      now: () => 0,
      delay: makeClock().delay,
      random: () => 0,
    };
    expect(() =>
      createSiteSource({ ...options, address: 'https://www.mecfsatlas.com', delayMs: 0 }),
    ).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    expect(createSiteSource({ ...options, address: 'http://127.0.0.1:9', delayMs: 0 }).name).toBe(
      'http://127.0.0.1:9',
    );
  });

  it('is silence for the whole run where the site asks for it', async () => {
    const atlas = await makeAtlas({ studies: 12 });
    const clock = makeClock();
    atlas.faults.set('studies', { kind: 'status', status: 429, retryAfter: '120' }, 1);
    const receipt = await sync({ atlas, data: await openData(), clock });
    expect(receipt.added).toHaveLength(12);
    expect(clock.waits).toEqual([120_000]);
  });

  it('is silence where a guard asks for it, and the guarded page is not asked for again', async () => {
    const atlas = await makeAtlas({ studies: 12 });
    const clock = makeClock();
    const path = `/evidence/${atlas.corpus.all()[6]?.slug ?? ''}`;
    atlas.faults.set({ path }, { kind: 'challenge', status: 403, retryAfter: '120' });
    const receipt = await sync({ atlas, data: await openData(), clock });
    expect(notRead(receipt)).toHaveLength(1);
    expect(askedPages(atlas).filter((asked) => asked === path)).toHaveLength(1);
    expect(clock.waits).toEqual([120_000]);
  });

  it('ends the run, to be gone on with, where the silence is longer than an hour', async () => {
    const atlas = await makeAtlas({ studies: 60 });
    const data = await openData();
    const tenth = atlas.corpus.all()[40];
    atlas.faults.set(
      { path: `/evidence/${tenth?.slug ?? ''}` },
      { kind: 'status', status: 503, retryAfter: '7200' },
      1,
    );
    await expect(sync({ atlas, data, clock: makeClock() })).rejects.toMatchObject({
      code: 'source-unreachable',
    });
    expect(countRows(data.mirror, 'study')).toBeGreaterThan(30);
    const receipt = await sync({ atlas, data, clock: makeClock() });
    expect(receipt.added).toHaveLength(60);
  });
});

describe('requests', () => {
  it('say who asks, and carry nothing else of ours', async () => {
    const atlas = await makeAtlas({ studies: 4 });
    await sync({ atlas, data: await openData(), clock: makeClock() });
    for (const { headers } of atlas.requests) {
      expect(headers['user-agent']).toBe(
        `MECFSAtlasCompanion/0.0.0-test (a reader's offline copy of ${atlas.url})`,
      );
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
      expect(headers.authorization).toBeUndefined();
    }
  });

  it.each([500, 502, 429, 408])('are tried again after %i', async (status) => {
    const atlas = await makeAtlas({ studies: 8 });
    const clock = makeClock();
    const unlucky = atlas.corpus.all()[4];
    const path = `/evidence/${unlucky?.slug ?? ''}`;
    atlas.faults.set({ path }, { kind: 'status', status }, 2);
    const receipt = await sync({ atlas, data: await openData(), clock });
    expect(receipt.added).toHaveLength(8);
    expect(askedPages(atlas).filter((asked) => asked === path)).toHaveLength(3);
    // 1 s and 2 s, each shortened by the half of a half.
    expect(clock.waits).toEqual([750, 1500]);
  });

  it.each(['drop', 'cut', 'hang'] as const)(
    'are tried again when the connection fails (%s)',
    async (kind) => {
      const atlas = await makeAtlas({ studies: 8 });
      const unlucky = atlas.corpus.all()[4];
      atlas.faults.set({ path: `/evidence/${unlucky?.slug ?? ''}` }, { kind }, 1);
      const receipt = await sync({
        atlas,
        data: await openData(),
        clock: makeClock(),
        timeoutMs: 300,
      });
      expect(receipt.added).toHaveLength(8);
    },
  );

  it.each([403, 404, 410])('are not tried again after %i', async (status) => {
    const atlas = await makeAtlas({ studies: 8 });
    const unlucky = atlas.corpus.all()[4];
    const path = `/evidence/${unlucky?.slug ?? ''}`;
    atlas.faults.set({ path }, { kind: 'status', status });
    const receipt = await sync({ atlas, data: await openData(), clock: makeClock() });
    expect([...notRead(receipt).map((page) => page.slug), ...receipt.missing]).toEqual([
      unlucky?.slug,
    ]);
    expect(askedPages(atlas).filter((asked) => asked === path)).toHaveLength(1);
  });

  it('are counted by the source', async () => {
    const atlas = await makeAtlas({ studies: 4 });
    const source = sourceOf({ atlas, clock: makeClock() });
    await source.discover(new AbortController().signal, () => Promise.resolve(false), {
      read: () => null,
      keep: () => undefined,
    });
    expect(source.requestCount()).toBe(2);
  });
});
