// A whole copy over real HTTP: by sitemap and by listing, again, and after something has changed.
import { describe, expect, it } from 'vitest';
import { createStudyWriter } from '../../../src/main/storage/atlas/study-writer.ts';
import { parseSlug, type Slug } from '../../../src/shared/domain/ids.ts';
import type { StarterFacts, StudyReading } from '../../../src/shared/domain/study.ts';
import type { SyncProgress } from '../../../src/shared/domain/sync.ts';
import type { FakeAtlasSettings } from '../../support/fake-atlas/server.ts';
import { PLAIN_LISTING, type ListingShape } from '../../support/fake-atlas/site-pages.ts';
import { generateStudy } from '../../support/generator/study.ts';
import {
  askedPages,
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

function slug(text: string): Slug {
  const parsed = parseSlug(text);
  if (parsed === null) throw new Error(`not a slug: ${text}`);
  return parsed;
}

describe('a first copy', () => {
  const listing = (shape: Partial<ListingShape>): Partial<FakeAtlasSettings> => ({
    sitemap: 'none',
    listing: { ...PLAIN_LISTING, ...shape },
  });
  const ways: readonly [number, string, Partial<FakeAtlasSettings>][] = [
    [300, 'a sitemap', { sitemap: 'plain' }],
    [300, 'its listing', listing({})],
    [95, 'an index of sitemaps', { sitemap: 'index' }],
    [95, 'packed sitemaps', { sitemap: 'gzip' }],
    [95, 'a listing among other links', listing({ featuredAbove: 3, featuredBelow: 2 })],
    [95, 'a listing whose offset is rounded', listing({ offset: 'rounded' })],
    [95, 'a listing whose offset counts pages', listing({ offset: 'pages' })],
  ];

  it.each(ways)('of %i studies by %s is what the site says', async (studies, _, settings) => {
    const atlas = await makeAtlas({ studies, ...settings });
    const data = await openData();
    const receipt = await sync({ atlas, data, clock: makeClock() });
    const slugs = atlas.corpus.all().map((study) => study.slug);
    expect(receipt).toMatchObject({
      source: atlas.url,
      discovery: settings.sitemap === 'none' ? 'listing' : 'sitemap',
      listed: studies,
      requests: atlas.requests.length,
      added: slugs.sort(),
      changed: [],
      unchanged: 0,
      unreadable: [],
      unlisted: [],
    });
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
    expect(new Set(askedPages(atlas)).size).toBe(studies);
    expect(askedPages(atlas)).toHaveLength(studies);
    expect(damageOf(data.mirror)).toEqual([]);
  });

  it('finds studies by evidence level where the plain listing shows one page only', async () => {
    const listing = { ...PLAIN_LISTING, pageSize: 20, offset: 'ignored' } as const;
    const atlas = await makeAtlas({ studies: 100, sitemap: 'none', listing });
    const data = await openData();
    const receipt = await sync({ atlas, data, clock: makeClock() });
    const firstPage = atlas.corpus.all().slice(0, 20);
    const levelled = atlas.corpus.all().filter((study) => study.badges.level !== null);
    expect(receipt.listed).toBe(new Set([...firstPage, ...levelled]).size);
  });

  it('keeps every page as received, with its validators, and every reading in full', async () => {
    const atlas = await makeAtlas({ studies: 25 });
    const data = await openData();
    await sync({ atlas, data, clock: makeClock() });
    expect(countRows(data.mirror, 'page')).toBe(25);
    const bare = data.mirror
      .prepare<[], { readonly pages: number }>(
        'SELECT count(*) AS pages FROM page WHERE etag IS NULL OR last_modified IS NULL OR length(body_zstd) < 400 OR content_type IS NULL',
      )
      .get();
    expect(bare?.pages).toBe(0);
    for (const stored of storedStudies(data.mirror)) {
      const told = atlas.corpus.get(stored.slug);
      expect({ ...stored.reading, url: told?.url }).toEqual(told);
    }
  });

  it('marks its studies as from the site, with the time', async () => {
    const atlas = await makeAtlas({ studies: 5 });
    const data = await openData();
    const clock = makeClock();
    await sync({ atlas, data, clock });
    for (const stored of storedStudies(data.mirror)) {
      expect(stored).toMatchObject({
        origin: 'site',
        origin_source: atlas.url,
        checked_at: clock.now(),
      });
    }
  });

  it('tells how far it is', async () => {
    const atlas = await makeAtlas({ studies: 60 });
    const data = await openData();
    const seen: SyncProgress[] = [];
    const clock = makeClock();
    await sync({
      atlas,
      data,
      clock: { ...clock, now: () => (clock.advance(7), clock.now()) },
      onProgress: (progress) => seen.push(progress),
    });
    expect([...new Set(seen.map((progress) => progress.state))]).toEqual([
      'checking',
      'planning',
      'fetching',
      'removing',
      'finishing',
    ]);
    expect(seen.at(-1)).toMatchObject({ state: 'finishing', done: 60, total: 60, unreadable: 0 });
    const asked = seen.flatMap((progress) => progress.current ?? []);
    expect(atlas.corpus.all().map((study) => study.slug)).toEqual(expect.arrayContaining(asked));
    const estimates = seen.flatMap((progress) => progress.leftMs ?? []);
    expect(estimates.length).toBeGreaterThan(0);
    expect(estimates.at(-1)).toBeLessThan(estimates[0] ?? 0);
    const fetching = seen
      .filter((progress) => progress.state === 'fetching')
      .map((progress) => progress.done);
    expect(fetching).toEqual([...fetching].sort((a, b) => a - b));
    expect(fetching.length).toBeGreaterThan(3);
    expect(fetching.length).toBeLessThan(60);
  });

  it('keeps its receipt in the history, once, and empties its queue', async () => {
    const atlas = await makeAtlas({ studies: 5 });
    const data = await openData();
    const receipt = await sync({ atlas, data, clock: makeClock() });
    const kept = data.mirror
      .prepare<[], { readonly receipt_json: string }>('SELECT receipt_json FROM history.receipt')
      .all();
    expect(kept.map((row) => JSON.parse(row.receipt_json) as unknown)).toEqual([receipt]);
    expect(countRows(data.mirror, 'sync_queue')).toBe(0);
    expect(countRows(data.mirror, 'sync_run')).toBe(1);
  });
});

describe('a second run', () => {
  it('asks for changes only, and changes nothing', async () => {
    const atlas = await makeAtlas({ studies: 120 });
    const data = await openData();
    const clock = makeClock();
    await sync({ atlas, data, clock });
    const before = storedStudies(data.mirror);
    const versions = countRows(data.mirror, 'history.study_version');
    const sightings = countRows(data.mirror, 'history.sighting');
    atlas.forget();
    clock.advance(3_600_000);
    const receipt = await sync({ atlas, data, clock });
    expect(receipt).toMatchObject({
      added: [],
      changed: [],
      unchanged: 120,
      unreadable: [],
      unlisted: [],
    });
    const pages = atlas.requests.filter((request) => request.path.startsWith('/evidence/'));
    expect(pages).toHaveLength(120);
    expect(pages.map((request) => request.status())).toEqual(pages.map(() => 304));
    const after = storedStudies(data.mirror);
    expect(after).toEqual(before);
    const checked = data.mirror
      .prepare<[], { readonly checked_at: number }>('SELECT DISTINCT checked_at FROM source_study')
      .all();
    expect(checked).toEqual([{ checked_at: receipt.finishedAt }]);
    expect(countRows(data.mirror, 'history.study_version')).toBe(versions);
    expect(countRows(data.mirror, 'history.sighting')).toBe(sightings);
    expect(countRows(data.mirror, 'history.receipt')).toBe(2);
  });

  it.each(['etag', 'last-modified'] as const)(
    'needs no more than %s for that',
    async (validators) => {
      const atlas = await makeAtlas({ studies: 12, validators });
      const data = await openData();
      await sync({ atlas, data, clock: makeClock() });
      atlas.forget();
      await sync({ atlas, data, clock: makeClock() });
      const statuses = atlas.requests
        .filter((request) => request.path.startsWith('/evidence/'))
        .map((request) => request.status());
      expect(statuses).toEqual(Array.from({ length: 12 }, () => 304));
    },
  );

  it('finds the same without validators, by what the pages say', async () => {
    const atlas = await makeAtlas({ studies: 12, validators: 'none' });
    const data = await openData();
    await sync({ atlas, data, clock: makeClock() });
    const receipt = await sync({ atlas, data, clock: makeClock() });
    expect(receipt).toMatchObject({ added: [], changed: [], unchanged: 12 });
    expect(countRows(data.mirror, 'history.sighting')).toBe(12);
  });

  it('takes over what has changed, and the history keeps both', async () => {
    const atlas = await makeAtlas({ studies: 40 });
    const data = await openData();
    const clock = makeClock();
    await sync({ atlas, data, clock });
    const [first, second] = atlas.corpus.all();
    if (first === undefined || second === undefined) throw new Error('too few studies');
    const was = shownBy(data.mirror).find((line) => line.startsWith(`${first.slug} `));
    atlas.corpus.change(first.slug, (reading) => ({
      ...reading,
      sections: [
        { kind: 'quick-summary', heading: 'Quick Summary', paragraphs: ['Written anew.'] },
      ],
    }));
    atlas.corpus.add({
      ...generateStudy(99, 5),
      slug: slug('newcomer-2026-first-study'),
      ...renamed(generateStudy(99, 5), 'newcomer-2026-first-study'),
    });
    clock.advance(86_400_000);
    const receipt = await sync({ atlas, data, clock });
    expect(receipt).toMatchObject({
      added: ['newcomer-2026-first-study'],
      changed: [
        {
          slug: first.slug,
          before: was?.split(' ')[1],
          fields: expect.arrayContaining([
            expect.objectContaining({ field: 'section.quick-summary', after: 'Written anew.' }),
          ]) as unknown[],
        },
      ],
      unchanged: 39,
    });
    expect(shownBy(data.mirror)).toEqual(toldBy(atlas));
    const versions = data.mirror
      .prepare<[string], { readonly line: string }>(
        "SELECT slug || ' ' || content_hash AS line FROM history.study_version WHERE slug = ?",
      )
      .all(first.slug)
      .map((row) => row.line);
    expect(versions).toHaveLength(2);
    expect(versions).toContain(was);
    const found = data.mirror
      .prepare<[string], { readonly rowid: number }>(
        'SELECT rowid FROM study_fts WHERE study_fts MATCH ?',
      )
      .all('"written anew"');
    expect(found).toHaveLength(1);
    expect(damageOf(data.mirror)).toEqual([]);
  });

  it('asks what is not listed any more at its address, and leaves it in the copy', async () => {
    const atlas = await makeAtlas({ studies: 20 });
    const data = await openData();
    await sync({ atlas, data, clock: makeClock() });
    const [first, second] = atlas.corpus.all();
    if (first === undefined || second === undefined) throw new Error('too few studies');
    atlas.corpus.hide(first.slug);
    atlas.corpus.remove(second.slug, 410);
    atlas.forget();
    const receipt = await sync({ atlas, data, clock: makeClock() });
    expect(receipt.unlisted).toEqual([first.slug, second.slug].sort());
    expect(askedPages(atlas)).toContain(`/evidence/${first.slug}`);
    expect(askedPages(atlas)).toContain(`/evidence/${second.slug}`);
    expect(receipt).toMatchObject({ missing: [second.slug], gone: [], unchanged: 19 });
    expect(storedStudies(data.mirror).map((study) => study.status)).toEqual(
      Array.from({ length: 20 }, () => 'present'),
    );
    expect(countRows(data.mirror, 'history.tombstone')).toBe(0);
  });
});

/** Facts that go with a reading of the starter set. */
function factsOf(reading: StudyReading): StarterFacts {
  return {
    title: reading.title,
    authors: reading.authors,
    journal: reading.journal,
    year: reading.year,
    volume: '7',
    issue: null,
    pages: '1-9',
    doi: reading.doi,
    pmid: null,
    itemType: 'article',
    publicationType: null,
    sampleSize: null,
    caseDefinitions: null,
    atlasStated: null,
    sources: ['https://doi.org/10.1/x'],
    confidence: 'high',
    doubt: null,
  };
}

/** The reading under another slug, as its page would state it. */
function renamed(reading: StudyReading, name: string): Partial<StudyReading> {
  const change = (text: string | null) => text?.replaceAll(reading.slug, name) ?? null;
  const line =
    reading.snapshot === null
      ? null
      : { ...reading.snapshot, line: change(reading.snapshot.line) ?? '' };
  return { url: change(reading.url) ?? '', bibtex: change(reading.bibtex), snapshot: line };
}

describe('starter rows and given pages', () => {
  async function prepared() {
    const atlas = await makeAtlas({ studies: 20 });
    const data = await openData();
    const writer = createStudyWriter(data.mirror);
    const at = makeClock().now();
    const [listed] = atlas.corpus.all();
    if (listed === undefined) throw new Error('no study');
    const starterOnly = { ...generateStudy(77, 1), slug: slug('starter-2001-not-listed') };
    const given = { ...generateStudy(78, 1), slug: slug('given-2002-not-listed') };
    const starterTitle: StudyReading = {
      ...listed,
      title: 'As the starter set has it',
      sections: [],
    };
    writer.writeStarter(
      [
        { reading: starterOnly, facts: factsOf(starterOnly) },
        { reading: starterTitle, facts: factsOf(listed) },
      ],
      at,
    );
    writer.write(
      [{ reading: given, page: { url: 'x', body: 'y', etag: null, lastModified: null } }],
      { kind: 'given-page', source: 'given', at },
    );
    return { atlas, data, listed, starterOnly, given };
  }

  it('give a study that is asked for its title; one that nothing is known of has its name alone', async () => {
    const { atlas, data, listed } = await prepared();
    const clock = makeClock();
    const titles = new Map<Slug, string | null>();
    await sync({
      atlas,
      data,
      clock: { ...clock, now: () => (clock.advance(101), clock.now()) },
      onProgress: ({ current, currentTitle }) => {
        if (current !== null && !titles.has(current)) titles.set(current, currentTitle);
      },
    });
    expect(titles.size).toBeGreaterThan(10);
    expect(titles.get(listed.slug)).toBe('As the starter set has it');
    titles.delete(listed.slug);
    expect([...new Set(titles.values())]).toEqual([null]);
  });

  it('that the source does not list are never asked for, and stay', async () => {
    const { atlas, data, starterOnly, given } = await prepared();
    const before = storedStudies(data.mirror).filter((study) => study.origin !== 'site');
    const receipt = await sync({ atlas, data, clock: makeClock() });
    for (const { slug: name } of [starterOnly, given]) {
      expect(atlas.requests.map((request) => request.path)).not.toContain(`/evidence/${name}`);
      expect(receipt.unlisted).not.toContain(name);
      const stored = storedStudies(data.mirror).find((study) => study.slug === name);
      expect(stored).toEqual(before.find((study) => study.slug === name));
    }
    expect(receipt.listed).toBe(20);
  });

  it('that it does list are replaced, and the starter facts stay beside them', async () => {
    const { atlas, data, listed } = await prepared();
    const receipt = await sync({ atlas, data, clock: makeClock() });
    // Nothing of the site has changed: it is read for the first time.
    expect(receipt.changed).toEqual([]);
    expect(receipt.added).toContain(listed.slug);
    const stored = storedStudies(data.mirror).find((study) => study.slug === listed.slug);
    expect(stored).toMatchObject({ origin: 'site', reading: { title: listed.title } });
    const facts = data.mirror
      .prepare<[string], { readonly facts_json: string }>(
        'SELECT facts_json FROM starter_fact WHERE slug = ?',
      )
      .get(listed.slug);
    expect(JSON.parse(facts?.facts_json ?? '{}')).toMatchObject({ volume: '7' });
  });

  it('that were given after a copy are asked for without condition', async () => {
    const { atlas, data, listed } = await prepared();
    await sync({ atlas, data, clock: makeClock() });
    createStudyWriter(data.mirror).write(
      [{ reading: { ...listed, title: 'Given by hand' }, page: null }],
      { kind: 'given-page', source: 'given', at: makeClock().now() },
    );
    atlas.forget();
    const receipt = await sync({ atlas, data, clock: makeClock() });
    const asked = atlas.requests.find((request) => request.path === `/evidence/${listed.slug}`);
    expect(asked?.headers['if-none-match']).toBeUndefined();
    expect(asked?.status()).toBe(200);
    expect(receipt.added).toEqual([listed.slug]);
    expect(shownBy(data.mirror)).toEqual(expect.arrayContaining(toldBy(atlas)));
  });
});
