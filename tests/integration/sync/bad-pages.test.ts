// Sites and pages that are not what they should be: each ends in words, and never in the mirror.
import { createServer } from 'node:http';
import { onTestFinished, describe, expect, it } from 'vitest';
import { httpTransport } from '../../../src/main/atlas/site/transport.ts';
import { renderPage } from '../../support/atlas-pages/render-page.ts';
import type { Fault } from '../../support/fake-atlas/faults.ts';
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
  notRead,
} from './harness.ts';

/** A copy of 40 studies, then the fault. */
async function copied() {
  const atlas = await makeAtlas({ studies: 40 });
  const data = await openData();
  await sync({ atlas, data, clock: makeClock() });
  const before = shownBy(data.mirror);
  atlas.forget();
  return { atlas, data, before };
}

describe('a site that does not show studies', () => {
  const challenges: readonly Fault[] = [
    { kind: 'challenge', status: 200 },
    { kind: 'challenge', status: 403 },
    { kind: 'challenge', status: 503 },
    { kind: 'garbage', as: 'page' },
    { kind: 'garbage', as: 'bytes' },
    { kind: 'garbage', as: 'empty' },
    { kind: 'status', status: 403 },
    { kind: 'status', status: 404 },
  ];
  it.each(challenges)('is left after three pages, the mirror untouched: %j', async (fault) => {
    const { atlas, data, before } = await copied();
    atlas.configure({ validators: 'none' });
    atlas.faults.set('studies', fault);
    await expect(sync({ atlas, data, clock: makeClock() })).rejects.toMatchObject({
      code: 'unreadable-site',
    });
    expect(new Set(askedPages(atlas)).size).toBe(3);
    expect(shownBy(data.mirror)).toEqual(before);
    expect(countRows(data.mirror, 'history.receipt')).toBe(1);
    expect(damageOf(data.mirror)).toEqual([]);
  });

  it.each(challenges.slice(0, 6))(
    'is left at once where everything is so, robots.txt too: %j',
    async (fault) => {
      const atlas = await makeAtlas({ studies: 5 });
      const data = await openData();
      atlas.faults.set('everything', fault);
      const failure = sync({ atlas, data, clock: makeClock() });
      await expect(failure).rejects.toMatchObject({
        code:
          fault.kind === 'challenge' && fault.status === 503
            ? 'source-unreachable'
            : 'unreadable-site',
      });
      expect(askedPages(atlas)).toEqual([]);
      expect(countRows(data.mirror, 'sync_run')).toBe(0);
    },
  );

  it('is left after ten pages in a row later on; what was read before is kept', async () => {
    const atlas = await makeAtlas({ studies: 60 });
    const data = await openData();
    // The middle and the last page are among the first three that are asked for.
    const bad = atlas.corpus
      .all()
      .filter((_, place) => place >= 20 && place !== 30 && place !== 59);
    for (const study of bad) {
      atlas.faults.set({ path: `/evidence/${study.slug}` }, { kind: 'garbage', as: 'page' });
    }
    await expect(sync({ atlas, data, clock: makeClock() })).rejects.toMatchObject({
      code: 'unreadable-site',
    });
    expect(countRows(data.mirror, 'study')).toBe(22);
    expect(askedPages(atlas).length).toBeLessThanOrEqual(33);
    atlas.faults.clear();
    const receipt = await sync({ atlas, data, clock: makeClock() });
    expect(receipt).toMatchObject({ listed: 60, unreadable: [] });
    expect(receipt.added).toHaveLength(60);
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
  });

  it('that is not there is told apart from one that is odd', async () => {
    const { atlas, data, before } = await copied();
    await atlas.close();
    await expect(sync({ atlas, data, clock: makeClock() })).rejects.toMatchObject({
      code: 'source-unreachable',
      retryable: true,
    });
    expect(shownBy(data.mirror)).toEqual(before);
  });

  it('that goes away in the middle is gone on with', async () => {
    const atlas = await makeAtlas({ studies: 80 });
    const data = await openData();
    const clock = makeClock();
    const asked = (): number => atlas.requests.length;
    await expect(
      sync({
        atlas,
        data,
        clock: { ...clock, now: () => (clock.advance(200), clock.now()) },
        onProgress: ({ done }) => {
          if (done === 40) atlas.faults.set('everything', { kind: 'drop' });
        },
      }),
    ).rejects.toMatchObject({ code: 'source-unreachable' });
    // An hour of waiting asks once a minute whether the site is back.
    expect(asked()).toBeLessThan(130);
    expect(countRows(data.mirror, 'study')).toBeGreaterThanOrEqual(40);
    atlas.faults.clear();
    atlas.forget();
    const receipt = await sync({ atlas, data, clock });
    expect(receipt.added).toHaveLength(80);
    expect(new Set(askedPages(atlas)).size).toBeLessThanOrEqual(40);
  });
});

describe('one bad page', () => {
  const faults: readonly [string, Fault, RegExp][] = [
    ['garbage', { kind: 'garbage', as: 'page' }, /./u],
    ['bytes', { kind: 'garbage', as: 'bytes' }, /./u],
    ['nothing', { kind: 'garbage', as: 'empty' }, /./u],
    ['a challenge', { kind: 'challenge', status: 200 }, /./u],
    ['an error that stays', { kind: 'status', status: 500 }, /error \(500\)/u],
    ['a refusal', { kind: 'status', status: 403 }, /refused it \(403\)/u],
    ['a body that always breaks off', { kind: 'cut' }, /broke off/u],
    ['200 MB', { kind: 'too-large' }, /5 MB/u],
    ['an answer that nobody asked for', { kind: 'unasked-304' }, /unexpected way \(304\)/u],
    [
      'a foreign redirect without a target',
      { kind: 'status', status: 302 },
      /unexpected way \(302\)/u,
    ],
  ];
  it.each(faults)('is reported and blocks no other: %s', async (_, fault, reason) => {
    const atlas = await makeAtlas({ studies: 30 });
    const data = await openData();
    const bad = atlas.corpus.all()[12];
    if (bad === undefined) throw new Error('no study');
    atlas.faults.set({ path: `/evidence/${bad.slug}` }, fault);
    const receipt = await sync({ atlas, data, clock: makeClock() });
    expect(notRead(receipt)).toEqual([
      {
        slug: bad.slug,
        url: `${atlas.url}/evidence/${bad.slug}`,
        reason: expect.stringMatching(reason) as string,
      },
    ]);
    expect(receipt.added).toHaveLength(29);
    expect(countRows(data.mirror, 'study')).toBe(29);
    atlas.faults.clear();
    const next = await sync({ atlas, data, clock: makeClock() });
    expect(next).toMatchObject({ added: [bad.slug], unchanged: 29, unreadable: [] });
  });

  it('does not replace what was read before', async () => {
    const { atlas, data, before } = await copied();
    const bad = atlas.corpus.all()[12];
    atlas.faults.set({ path: `/evidence/${bad?.slug ?? ''}` }, { kind: 'garbage', as: 'page' });
    const receipt = await sync({ atlas, data, clock: makeClock() });
    expect(notRead(receipt)).toHaveLength(1);
    expect(receipt.unchanged).toBe(39);
    expect(shownBy(data.mirror)).toEqual(before);
  });

  it.each([404, 410])(
    'that is not there (%i) is told apart, and blocks no other',
    async (status) => {
      const atlas = await makeAtlas({ studies: 30 });
      const data = await openData();
      const bad = atlas.corpus.all()[12];
      if (bad === undefined) throw new Error('no study');
      atlas.faults.set({ path: `/evidence/${bad.slug}` }, { kind: 'status', status });
      const receipt = await sync({ atlas, data, clock: makeClock() });
      expect(receipt).toMatchObject({ missing: [bad.slug], unreadable: [], gone: [] });
      expect(receipt.added).toHaveLength(29);
      atlas.faults.clear();
      const next = await sync({ atlas, data, clock: makeClock() });
      expect(next).toMatchObject({ added: [bad.slug], missing: [], unchanged: 29 });
    },
  );

  it('that leads to another study for good is believed a day later, and leads there then', async () => {
    const atlas = await makeAtlas({ studies: 30 });
    const data = await openData();
    const [first, other] = [atlas.corpus.all()[12], atlas.corpus.all()[20]];
    if (first === undefined || other === undefined) throw new Error('no study');
    atlas.corpus.redirect(first.slug, `/evidence/${other.slug}`);
    const clock = makeClock();
    const receipt = await sync({ atlas, data, clock });
    expect(notRead(receipt)).toEqual([]);
    expect(receipt.moved).toEqual([]);
    expect(receipt.added).toContain(other.slug);
    expect(countRows(data.mirror, 'slug_alias')).toBe(0);
    clock.advance(86_400_000);
    const later = await sync({ atlas, data, clock });
    expect(later.moved).toEqual([{ slug: first.slug, to: other.slug }]);
    expect(data.mirror.prepare('SELECT * FROM slug_alias').all()).toEqual([
      { alias: first.slug, slug: other.slug },
    ]);
    expect(shownBy(data.mirror)).toEqual(
      toldBy(atlas).filter((line) => !line.startsWith(`${first.slug} `)),
    );
  });
});

describe('redirects', () => {
  it('within the site are followed, and the page keeps the address it was asked by', async () => {
    const atlas = await makeAtlas({ studies: 12 });
    const data = await openData();
    for (const { slug } of atlas.corpus.all()) {
      atlas.corpus.redirect(slug, `${atlas.url}/evidence/${slug}/?from=old#top`);
    }
    const receipt = await sync({ atlas, data, clock: makeClock() });
    expect(notRead(receipt)).toEqual([]);
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
  });

  it('that never end are reported', async () => {
    const atlas = await makeAtlas({ studies: 12 });
    const [first, second] = atlas.corpus.all().slice(4);
    if (first === undefined || second === undefined) throw new Error('no study');
    atlas.corpus.redirect(first.slug, `/evidence/${second.slug}`);
    atlas.corpus.redirect(second.slug, `/evidence/${first.slug}`);
    const receipt = await sync({ atlas, data: await openData(), clock: makeClock() });
    expect(notRead(receipt).map((page) => page.slug)).toEqual([first.slug, second.slug].sort());
    expect(notRead(receipt)[0]?.reason).toContain('more than 5 times');
  });

  it('to another host, scheme or port are refused and not asked for', async () => {
    const atlas = await makeAtlas({ studies: 12 });
    const data = await openData();
    const elsewhere = createServer((_, response) => {
      visits += 1;
      const study = atlas.corpus.all()[3];
      response.end(study === undefined ? '' : renderPage(study, 'semantic'));
    });
    let visits = 0;
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void elsewhere.close());
    const address = elsewhere.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const targets = [
      `http://127.0.0.1:${port}/evidence/x`,
      'https://127.0.0.1/evidence/x',
      'https://www.mecfsatlas.com/evidence/x',
      'file:///etc/passwd',
      '//elsewhere.example/x',
    ];
    const moved = atlas.corpus.all().slice(3, 3 + targets.length);
    moved.forEach((study, place) => {
      atlas.corpus.redirect(study.slug, targets[place] ?? '');
    });
    const receipt = await sync({ atlas, data, clock: makeClock() });
    expect(notRead(receipt).map((page) => page.slug)).toEqual(
      moved.map((study) => study.slug).sort(),
    );
    for (const page of notRead(receipt)) {
      expect(page.reason).toContain('redirects to another site');
    }
    expect(visits).toBe(0);
  });
});

describe('a page that is packed in a way that is not known here', () => {
  it('is told with the name of the packing, and not as a page that does not read', async () => {
    const atlas = await makeAtlas({ studies: 8 });
    const slug = atlas.corpus.all()[4]?.slug ?? '';
    const receipt = await sync({
      atlas,
      data: await openData(),
      clock: makeClock(),
      transport: async (request, signal) => {
        const answer = await httpTransport(request, signal);
        const isIt = answer.kind === 'answer' && request.url.endsWith(`/${slug}`);
        return isIt ? { ...answer, packedAs: 'zstd' } : answer;
      },
    });
    expect(receipt.unreadable).toEqual([]);
    expect(receipt.failed).toMatchObject([
      { slug, reason: expect.stringContaining('(zstd)') as string },
    ]);
  });
});
