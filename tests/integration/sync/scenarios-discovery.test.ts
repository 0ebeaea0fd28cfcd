// How a site is found out, scenario by scenario: what is copied, what is asked for, what is left alone.
import { describe, expect, it } from 'vitest';
import { askedPages, countRows, shownBy, toldBy } from './harness.ts';
import { play, type Play } from './scenario-play.ts';

const allSlugs = ({ atlas }: Play): string[] =>
  atlas.corpus
    .listed()
    .map((study) => study.slug)
    .sort();
const pathsAsked = ({ atlas }: Play): string[] => atlas.requests.map((request) => request.path);

describe('the scenario', () => {
  it.each([
    ['listing-only', 'listing'],
    ['sitemap-only', 'sitemap'],
    ['sitemap-and-listing', 'sitemap'],
    ['foreign-sitemap', 'sitemap'],
    ['entity-bomb', 'sitemap'],
  ] as const)('%s: every study is copied, found by its %s', async (name, discovery) => {
    const stage = await play(name);
    expect(await stage.run()).toMatchObject({
      discovery,
      added: allSlugs(stage),
      unreadable: {},
    });
    expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
    expect(new Set(askedPages(stage.atlas)).size).toBe(40);
    expect(pathsAsked(stage).some((path) => /^\/evidence(?:\?|$)/u.test(path))).toBe(
      discovery === 'listing',
    );
  });

  it('listing-shrinks: what is not listed any more stays', async () => {
    const stage = await play('listing-shrinks');
    await stage.run();
    const before = shownBy(stage.data.mirror);
    await stage.nextDay();
    expect(await stage.run()).toMatchObject({ added: [], changed: [], unreadable: {} });
    expect(shownBy(stage.data.mirror)).toEqual(before);
    expect(countRows(stage.data.mirror, 'history.tombstone')).toBe(0);
  });

  it('listing-shifts: neither the newcomer nor the card that it moved is missed', async () => {
    const stage = await play('listing-shifts');
    const { added } = await stage.run();
    expect(added).toHaveLength(41);
    expect(added).toEqual(allSlugs(stage));
    expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
  });

  it('robots-forbids-everything: nothing but the rules is asked for', async () => {
    const stage = await play('robots-forbids-everything');
    await expect(stage.run()).rejects.toMatchObject({ code: 'source-refused' });
    expect(pathsAsked(stage)).toEqual(['/robots.txt']);
    expect(countRows(stage.data.mirror, 'study')).toBe(0);
  });

  it('robots-forbids-evidence: no study and no listing is asked for', async () => {
    const stage = await play('robots-forbids-evidence');
    await stage.run().catch(() => undefined);
    expect(pathsAsked(stage).slice(0, 2)).toEqual(['/robots.txt', '/sitemap.xml']);
    expect(askedPages(stage.atlas)).toEqual([]);
    expect(countRows(stage.data.mirror, 'study')).toBe(0);
  });

  it('robots-crawl-delay: it is kept from the second request on', async () => {
    const stage = await play('robots-crawl-delay');
    const { receipt } = await stage.run();
    expect(receipt.added).toHaveLength(40);
    expect(stage.clock.waits).toEqual(stage.clock.waits.map(() => 7000));
    expect(stage.clock.waits).toHaveLength(stage.atlas.requests.length - 1);
  });

  it('robots-error: nothing else is asked for until the rules can be had', async () => {
    const stage = await play('robots-error');
    await expect(stage.run()).rejects.toMatchObject({
      code: 'source-unreachable',
      retryable: true,
    });
    expect(new Set(pathsAsked(stage))).toEqual(new Set(['/robots.txt']));
    await stage.nextDay();
    expect(await stage.run()).toMatchObject({ added: allSlugs(stage) });
  });
});
