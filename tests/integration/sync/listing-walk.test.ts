// A listing that is walked for minutes: a network that is lost on the way, a site that asks for silence.
import { describe, expect, it } from 'vitest';
import type { SyncProgress } from '../../../src/shared/domain/sync.ts';
import type { FakeAtlas } from '../../support/fake-atlas/server.ts';
import { PLAIN_LISTING } from '../../support/fake-atlas/site-pages.ts';
import { countRows, makeAtlas, makeClock, openData, shownBy, sync, toldBy } from './harness.ts';

const MINUTE = 60_000;
const isListing = (path: string): boolean => /^\/evidence(?:\?|$)/u.test(path);
const listingAsked = ({ requests }: FakeAtlas): string[] =>
  requests.map(({ path }) => path).filter(isListing);

/** A site without a sitemap, which calls back at the fifth page of its listing, before that is answered. */
async function withListing(atFifthPage: (atlas: FakeAtlas) => void): Promise<FakeAtlas> {
  const atlas = await makeAtlas({ studies: 95, sitemap: 'none', listing: PLAIN_LISTING });
  let pages = 0;
  atlas.watch((path) => {
    if (!isListing(path)) return;
    pages += 1;
    if (pages === 5) atFifthPage(atlas);
  });
  return atlas;
}

/** What was told, each state and reason once in a row. */
function statesOf(told: readonly SyncProgress[]): string[] {
  const states = told.map(({ state, wait }) => (wait === null ? state : `${state} ${wait.reason}`));
  return states.filter((state, place) => state !== states[place - 1]);
}

describe('a listing that is walked', () => {
  it('is gone on with from its offset when the network is back, ten minutes later', async () => {
    const whole = await withListing(() => undefined);
    await sync({ atlas: whole, data: await openData(), clock: makeClock() });

    const clock = makeClock();
    let lostAt = Infinity;
    const atlas = await withListing((site) => {
      lostAt = clock.now();
      void site.goOffline();
    });
    const data = await openData();
    const told: SyncProgress[] = [];
    const receipt = await sync({
      atlas,
      data,
      clock: {
        ...clock,
        delay: async (milliseconds, signal) => {
          await clock.delay(milliseconds, signal);
          if (clock.now() > lostAt + 10 * MINUTE && atlas.isOffline()) await atlas.comeBack();
        },
      },
      onProgress: (progress) => told.push(progress),
    });
    expect(receipt).toMatchObject({ discovery: 'listing', listed: 95, unreadable: [] });
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
    expect(statesOf(told).slice(0, 4)).toEqual([
      'checking',
      'waiting offline',
      'checking',
      'planning',
    ]);
    // The page that was cut off, and the first one for a look whether anything has moved.
    const [first] = listingAsked(atlas);
    expect(listingAsked(atlas).filter((path) => path === first)).toHaveLength(3);
    expect(listingAsked(atlas).length).toBeLessThanOrEqual(listingAsked(whole).length + 2);
  });

  it('tells a silence that the site asks for until it is over, and then that it goes on', async () => {
    const atlas = await withListing(({ faults }) => {
      faults.set({ path: '/evidence' }, { kind: 'status', status: 429, retryAfter: '60' }, 1);
    });
    const told: SyncProgress[] = [];
    const clock = makeClock();
    await sync({
      atlas,
      data: await openData(),
      clock,
      onProgress: (progress) => told.push(progress),
    });
    expect(clock.waits).toContain(MINUTE);
    expect(statesOf(told).slice(0, 4)).toEqual([
      'checking',
      'waiting site-asked',
      'checking',
      'planning',
    ]);
  });

  it.each([
    ['goes on where a process was ended', 0, 3],
    ['begins anew a day later', 25 * 60 * MINUTE, 0],
  ])('%s', async (_, later, spared) => {
    const whole = await withListing(() => undefined);
    await sync({ atlas: whole, data: await openData(), clock: makeClock() });

    const clock = makeClock();
    const quit = new AbortController();
    const atlas = await withListing(() => {
      quit.abort('quit');
    });
    const data = await openData();
    await expect(sync({ atlas, data, clock, signal: quit.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    data.mirror.close();
    atlas.forget();
    clock.advance(later);
    const again = await openData(data.paths.folder);
    const receipt = await sync({ atlas, data: again, clock });
    expect(receipt).toMatchObject({ discovery: 'listing', listed: 95, unreadable: [] });
    expect(listingAsked(atlas)).toHaveLength(listingAsked(whole).length - spared);
    expect(countRows(again.mirror, "sync_state WHERE name LIKE 'listing-place%'")).toBe(0);
  });
});
