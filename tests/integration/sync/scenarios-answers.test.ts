// How a site answers, scenario by scenario: what is tried again, what is reported, what never reaches the copy.
import { describe, expect, it } from 'vitest';
import { conditionalRequests, countByStatus } from '../../support/fake-atlas/requests.ts';
import type { ScenarioName } from '../../support/fake-atlas/scenarios.ts';
import { askedPages, countRows, shownBy, toldBy } from './harness.ts';
import { play, type Play } from './scenario-play.ts';

const timesAsked = ({ atlas, study }: Play): number =>
  askedPages(atlas).filter((path) => path === `/evidence/${study}`).length;
const without = ({ atlas }: Play, ...slugs: readonly string[]): string[] =>
  toldBy(atlas).filter((line) => !slugs.includes(line.split(' ')[0] ?? ''));

describe('the scenario', () => {
  it.each([
    ['etags', ['if-none-match']],
    ['last-modified', ['if-modified-since']],
    ['no-validators', []],
  ] as const)('%s: a second run sends %j and finds nothing new', async (name, sent) => {
    const stage = await play(name);
    await stage.run();
    expect(conditionalRequests(stage.atlas.requests)).toEqual([]);
    const before = shownBy(stage.data.mirror);
    stage.clock.advance(86_400_000);
    expect(await stage.run()).toMatchObject({ added: [], changed: [], unchanged: 40 });
    expect(shownBy(stage.data.mirror)).toEqual(before);
    expect(countRows(stage.data.mirror, 'history.study_version')).toBe(40);
    const pages = stage.atlas.requests.filter(({ path }) => path.startsWith('/evidence/'));
    for (const { headers } of pages) {
      const conditions = ['if-none-match', 'if-modified-since'].filter((name) => name in headers);
      expect(conditions).toEqual(sent);
    }
    expect(countByStatus(pages)).toEqual(sent.length > 0 ? { '304': 40 } : { '200': 40 });
  });

  it.each(['rate-limited', 'rate-limited-until'] as const)(
    '%s: nobody asks anything for two minutes, then all is copied',
    async (name) => {
      const stage = await play(name);
      expect((await stage.run()).added).toHaveLength(40);
      // A pause of a second may have begun before the silence, and a date has whole seconds.
      const longest = Math.max(...stage.clock.waits);
      expect(longest).toBeGreaterThanOrEqual(118_000);
      expect(longest).toBeLessThanOrEqual(120_000);
      expect(timesAsked(stage)).toBe(2);
      expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
    },
  );

  it('error-then-fine: the page is asked for again, and nothing is reported', async () => {
    const stage = await play('error-then-fine');
    expect(await stage.run()).toMatchObject({ unreadable: {} });
    expect(timesAsked(stage)).toBe(2);
    expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
  });

  const oneBadPage: readonly [ScenarioName, RegExp, number][] = [
    ['forbidden', /refused it \(403\)/u, 1],
    ['slow-body', /in time/u, 4],
    ['cut-body', /broke off/u, 4],
    ['length-too-large', /broke off/u, 4],
    ['html-error-with-200', /./u, 1],
    ['huge-page', /5 MB/u, 1],
  ];
  it.each(oneBadPage)(
    '%s: the one page is reported (%s), all others are copied, and it follows when it can be had',
    async (name, reason, tries) => {
      const stage = await play(name);
      const { added, unreadable } = await stage.run({ timeoutMs: 400 });
      expect(added).toHaveLength(39);
      expect(unreadable).toEqual({ [stage.study]: expect.stringMatching(reason) as string });
      expect(timesAsked(stage)).toBe(tries);
      expect(shownBy(stage.data.mirror)).toEqual(without(stage, stage.study));
      await stage.nextDay();
      expect(await stage.run()).toMatchObject({ added: [stage.study], unreadable: {} });
      expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
    },
  );

  it.each(['forbidden-everywhere', 'challenge', 'challenge-with-200'] as const)(
    '%s: after three pages it is left, with nothing written, and copied when it lets us',
    async (name) => {
      const stage = await play(name);
      await expect(stage.run()).rejects.toMatchObject({ code: 'unreadable-site' });
      expect(new Set(askedPages(stage.atlas)).size).toBe(3);
      for (const table of ['study', 'page', 'history.study_version', 'history.receipt']) {
        expect(countRows(stage.data.mirror, table)).toBe(0);
      }
      await stage.nextDay();
      expect((await stage.run()).added).toHaveLength(40);
      expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
    },
  );

  it('redirect-loop: both are reported, and the others copied', async () => {
    const stage = await play('redirect-loop');
    const { added, unreadable } = await stage.run();
    expect(Object.keys(unreadable).sort()).toEqual([stage.study, stage.other].sort());
    expect(added).toHaveLength(38);
    expect(shownBy(stage.data.mirror)).toEqual(without(stage, stage.study, stage.other));
  });

  it('redirect-to-another-host: it is reported by the name of the host, which is not asked', async () => {
    const stage = await play('redirect-to-another-host');
    const { added, unreadable } = await stage.run();
    expect(unreadable[stage.study]).toContain('elsewhere.example');
    expect(added).toHaveLength(39);
  });

  it.each(['latin-1', 'gzip-body'] as const)(
    '%s: every study is read letter for letter',
    async (name) => {
      const stage = await play(name);
      expect(await stage.run()).toMatchObject({ unreadable: {} });
      expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
    },
  );
});
