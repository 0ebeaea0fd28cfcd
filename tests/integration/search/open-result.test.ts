// A window's search: it holds a name, and asks for what it shows.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

let core: Core;

beforeEach(() => {
  core = createTestCore({ folder: makeTempDir('open') });
  onTestFinished(async () => {
    await core.close();
  });
});

describe('an open result', () => {
  it('gives the rows and slugs that the whole result has, by place', async () => {
    const whole = await ask(core, 'search.run', { query: 'fatigue' });
    const { result, ...opened } = await ask(core, 'search.open', { query: 'fatigue', rows: 5 });
    expect(opened.total).toBe(whole.total);
    expect(opened.counts).toEqual(whole.counts);
    expect(whole.total).toBeGreaterThan(10);
    const { rows } = await ask(core, 'search.rows', { slugs: whole.slugs.slice(0, 12) });
    expect(opened.rows).toEqual(rows.slice(0, 5));
    expect((await ask(core, 'search.page', { result, from: 5, count: 7 })).rows).toEqual(
      rows.slice(5),
    );
    const end = { result, from: whole.total - 2, count: 50 };
    expect((await ask(core, 'search.page', end)).rows).toHaveLength(2);
    expect((await ask(core, 'search.slugs', { result, from: 3, to: 6 })).slugs).toEqual(
      whole.slugs.slice(3, 6),
    );
    expect((await ask(core, 'search.slugs', { result, from: 6, to: 3 })).slugs).toEqual([]);
    const last = whole.slugs.at(-1) ?? ('' as Slug);
    expect(await ask(core, 'search.place', { result, slug: last })).toEqual({
      place: whole.total - 1,
    });
    const slug = 'no-such-study' as Slug;
    expect(await ask(core, 'search.place', { result, slug })).toEqual({ place: null });
  });

  it('says in words that it is no longer held', async () => {
    const { result } = await ask(core, 'search.open', {});
    const { result: kept } = await ask(core, 'search.open', {});
    for (let number = 0; number < 15; number += 1) {
      await ask(core, 'search.open', { rows: 0 });
      await ask(core, 'search.slugs', { result: kept, from: 0, to: 1 });
    }
    for (const [method, input] of [
      ['search.page', { result, from: 0, count: 1 }],
      ['search.slugs', { result, from: 0, to: 1 }],
      ['search.place', { result: 'never opened', slug: 'a' as Slug }],
    ] as const) {
      expect(await core.request(method, input)).toMatchObject({
        ok: false,
        error: {
          code: 'result-gone',
          retryable: true,
          message: expect.stringMatching(/search again/u) as string,
        },
      });
    }
    expect((await ask(core, 'search.page', { result: kept, from: 0, count: 1 })).rows).toHaveLength(
      1,
    );
  });

  it('keeps its order while marks change', async () => {
    const { result, rows } = await ask(core, 'search.open', { query: 'is:unread', rows: 3 });
    await ask(core, 'read.set', { slugs: rows.map(({ slug }) => slug), state: 'read' });
    const page = await ask(core, 'search.page', { result, from: 0, count: 3 });
    expect(page.rows.map(({ slug }) => slug)).toEqual(rows.map(({ slug }) => slug));
    expect(page.rows.map(({ read }) => read)).toEqual(['read', 'read', 'read']);
  });
});

describe('what the query asks for', () => {
  const active = async (query: string): Promise<string[]> =>
    (await ask(core, 'search.open', { query, rows: 0 })).active.map(
      ({ facet, value }) => `${facet} ${value}`,
    );

  it('is shown by chips where it says so plainly', async () => {
    expect(await active('x pem:required,unclear is:unread is:retracted')).toEqual([
      'pem required',
      'pem unclear',
      'read unread',
      'retracted yes',
    ]);
    expect(await active('level:E0..E2,not-stated')).toEqual([
      ...['level E0', 'level E1', 'level E2', 'level not-stated'],
    ]);
    expect(await active('year:2010..2012,not-stated')).toEqual(['year not-stated']);
  });

  it('is left to the search field where it does not', async () => {
    expect(await active('pem:required pem:unclear')).toEqual([]);
    expect(await active('-pem:required tag:a')).toEqual(['tag a']);
    expect(await active('pem:required or fatigue')).toEqual([]);
    expect(await active('pem:required (fatigue or pem:unclear)')).toEqual([]);
    expect(await active('is:read,retracted')).toEqual([]);
  });

  it('names the facets that the text uses in a way that no chip shows', async () => {
    const elsewhere = async (query: string): Promise<readonly string[]> =>
      (await ask(core, 'search.open', { query, rows: 0 })).elsewhere;
    expect(await elsewhere('x pem:required level:E0..E2 year:2010..2012,not-stated')).toEqual([]);
    expect(await elsewhere('(pem:required or x) level:E0')).toEqual(['pem']);
    expect(await elsewhere('pem:required pem:unclear')).toEqual(['pem']);
    expect(await elsewhere('-level:E0 tag:a')).toEqual(['level']);
    expect(await elsewhere('year:2001,2010..2012')).toEqual(['year']);
    expect(await elsewhere('pem:required (fatigue or pem:unclear or derived:required)')).toEqual([
      'pem',
      'derived',
    ]);
  });

  it('names lists and tags as they are spelled', async () => {
    await ask(core, 'list.create', { name: 'To Read' });
    await ask(core, 'tag.add', { slugs: ['naviaux-2016-metabolomics'], tag: 'Löhn' });
    expect(await active('list:"to read" tag:lohn,other')).toEqual([
      ...['list To Read', 'tag Löhn', 'tag other'],
    ]);
  });

  it('is a range of years where there is one', async () => {
    const years = async (query: string): Promise<unknown> =>
      (await ask(core, 'search.open', { query, rows: 0 })).years;
    expect(await years('year:2015..2020 x')).toEqual({ from: 2015, to: 2020 });
    expect(await years('year:..2020')).toEqual({ from: null, to: 2020 });
    expect(await years('year:2015,2017')).toBeNull();
    expect(await years('-year:2015')).toBeNull();
    expect(await years('x')).toBeNull();
  });

  it('is words to mark, of what is wanted and not of what is excluded', async () => {
    const { terms } = await ask(core, 'search.open', {
      query: 'author:Löhn "Brain fog" -pain (tnf-α or x) fatig',
      rows: 0,
    });
    expect(terms).toEqual([
      { words: ['lohn'], isPrefix: false, field: 'author' },
      { words: ['brain', 'fog'], isPrefix: false, field: null },
      { words: ['tnf', 'alpha'], isPrefix: false, field: null },
      { words: ['x'], isPrefix: false, field: null },
      { words: ['fatig'], isPrefix: true, field: null },
    ]);
  });

  it('is told to be wrong as a search tells it', async () => {
    const asked = { query: 'pem:maybe' };
    expect(await core.request('search.open', asked)).toEqual(
      await core.request('search.run', asked),
    );
    const change = { facet: 'tag', value: 'a', on: true } as const;
    expect(await core.request('search.edit', { ...asked, change })).toEqual(
      await core.request('search.run', asked),
    );
    expect(await ask(core, 'search.edit', { query: 'x', change })).toEqual({ query: 'x tag:a' });
  });
});
