// What changed in a study since the reader saw it: told field by field, marked in rows, and never made up.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { contentHashOf } from '../../../src/main/atlas/content-hash.ts';
import type { Core } from '../../../src/main/core.ts';
import { openLibrary, openMirror } from '../../../src/main/storage/open.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import { createStudyWriter } from '../../../src/main/storage/atlas/study-writer.ts';
import type { CoreEvent } from '../../../src/shared/contract/types.ts';
import type { ContentHash, Slug } from '../../../src/shared/domain/ids.ts';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { buildReading } from '../../support/atlas-pages/build-reading.ts';
import { SAMPLE_FACTS } from '../../support/atlas-pages/sample-page.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { at } from '../../support/library.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const page = buildReading(SAMPLE_FACTS);
const { slug } = page;
const flipped: StudyReading = {
  ...page,
  badges: { ...page.badges, pem: { value: 'unclear', label: 'PEM unclear' } },
};
const starter = 'naviaux-2016-metabolomics' as Slug;
let folder: string;
let core: Core;
let time: number;

beforeEach(async () => {
  folder = makeTempDir('changed');
  time = 10_000;
  core = createTestCore({ folder, now: () => (time += 1) });
  onTestFinished(async () => {
    await core.close();
  });
  await ask(core, 'list.all', {});
  copy(page);
});

/** As a sync does: with a connection of its own, to the mirror and the history alone. */
function copy(reading: StudyReading): void {
  const db = openMirror(dataPaths(folder));
  const origin = { kind: 'site' as const, source: 'https://atlas.example', at: at((time += 1)) };
  createStudyWriter(db).write([{ reading, page: null }], origin);
  db.close();
}
/** As a better reader does with a page that is kept. */
function reread(reading: StudyReading): void {
  const db = openMirror(dataPaths(folder));
  const hash = contentHashOf(reading);
  const json = JSON.stringify(reading);
  db.prepare('INSERT INTO history.study_version VALUES (?, ?, ?)').run(hash, slug, json);
  db.prepare(`INSERT INTO history.sighting VALUES (?, ?, ?, 'reread', '')`).run(
    slug,
    (time += 1),
    hash,
  );
  db.prepare('UPDATE study SET content_hash = ?, reading_json = ? WHERE slug = ?').run(
    hash,
    json,
    slug,
  );
  db.close();
}
function seenRows(): unknown {
  const db = openLibrary(dataPaths(folder));
  const rows = db.prepare('SELECT slug, content_hash FROM seen_version ORDER BY slug').raw().all();
  db.close();
  return rows;
}
const seeNow = async (): Promise<void> => {
  const { contentHash } = await ask(core, 'study.show', { slug });
  await ask(core, 'study.seen', { slug, hash: contentHash });
};
const changed = async (): Promise<readonly string[]> =>
  (await ask(core, 'search.run', { query: 'is:changed' })).slugs;
const isRowChanged = async (): Promise<boolean | undefined> =>
  (await ask(core, 'search.rows', { slugs: [slug] })).rows[0]?.changed;

describe('a study', () => {
  it('that was never seen has not changed, however often it did', async () => {
    copy(flipped);
    expect(await changed()).toEqual([]);
    expect(await isRowChanged()).toBe(false);
    expect(await ask(core, 'study.show', { slug })).toMatchObject({ seen: null });
    expect(await ask(core, 'study.changes', { slug })).toMatchObject({
      seen: null,
      sinceSeen: null,
      latest: { changes: [{ field: 'badge.pem', after: 'PEM unclear' }] },
    });
  });

  it('that reads otherwise than when it was seen is found, marked and told, until it is seen', async () => {
    await seeNow();
    expect(await changed()).toEqual([]);
    copy(flipped);
    expect(await changed()).toEqual([slug]);
    expect((await ask(core, 'search.run', { query: '' })).counts.changed['yes']).toBe(1);
    expect(await isRowChanged()).toBe(true);
    const shown = await ask(core, 'study.show', { slug });
    expect(shown.seen?.hash).toBe(contentHashOf(page));
    expect(shown.contentHash).toBe(contentHashOf(flipped));
    const { sinceSeen, versions } = await ask(core, 'study.changes', { slug });
    expect(versions.map(({ hash, origin }) => [hash, origin])).toEqual([
      [contentHashOf(flipped), 'site'],
      [contentHashOf(page), 'site'],
    ]);
    expect(sinceSeen).toMatchObject({
      reread: 'none',
      changes: [
        {
          field: 'badge.pem',
          label: 'PEM',
          before: page.badges.pem?.label,
          after: 'PEM unclear',
        },
      ],
    });
    await seeNow();
    expect(await changed()).toEqual([]);
    expect((await ask(core, 'study.changes', { slug })).sinceSeen).toBeNull();
    const { sinceSeen: asked } = await ask(core, 'study.changes', {
      slug,
      since: contentHashOf(page),
    });
    expect(asked?.changes).toHaveLength(1);
  });

  it('that is back as it was seen has not changed', async () => {
    await seeNow();
    copy(flipped);
    copy(page);
    expect(await changed()).toEqual([]);
    const { versions, sinceSeen, latest } = await ask(core, 'study.changes', { slug });
    expect(versions).toHaveLength(3);
    expect(sinceSeen).toBeNull();
    expect(latest?.changes).toHaveLength(1);
  });

  it('that was only read better is told as that', async () => {
    await seeNow();
    reread(flipped);
    const { sinceSeen, latest } = await ask(core, 'study.changes', { slug });
    expect(sinceSeen).toMatchObject({ reread: 'all', to: { origin: 'reread' } });
    expect(latest?.reread).toBe('all');
    copy({ ...flipped, title: 'Another title.' });
    expect((await ask(core, 'study.changes', { slug })).sinceSeen?.reread).toBe('some');
    expect((await ask(core, 'study.changes', { slug })).latest?.reread).toBe('none');
  });

  it('that is gone after it was read better still says where it came from', async () => {
    reread(flipped);
    const db = openMirror(dataPaths(folder));
    db.exec(`UPDATE study SET status = 'gone' WHERE slug = '${slug}'`);
    db.close();
    expect(await ask(core, 'study.show', { slug })).toMatchObject({
      shownFrom: 'history',
      pem: 'unclear',
      origin: { kind: 'site', source: 'https://atlas.example' },
    });
  });
});

describe('what was seen', () => {
  it('is recorded when a study is first touched, and not moved by touching it again', async () => {
    await ask(core, 'tag.add', { slugs: [slug, starter], tag: 'first' });
    const { contentHash } = await ask(core, 'study.show', { slug: starter });
    expect(seenRows()).toEqual([
      [slug, contentHashOf(page)],
      [starter, contentHash],
    ]);
    copy(flipped);
    await ask(core, 'tag.add', { slugs: [slug], tag: 'second' });
    expect(await changed()).toEqual([slug]);
  });

  it('is told to the windows of this process once, and only where it takes a mark away', async () => {
    const events: CoreEvent[] = [];
    core.onEvent((event) => events.push(event));
    await seeNow();
    expect(events).toEqual([]);
    copy(flipped);
    await ask(core, 'list.all', {});
    events.length = 0;
    await seeNow();
    await seeNow();
    expect(events).toEqual([{ type: 'study.seen', slug, hash: contentHashOf(flipped) }]);
  });

  it('is the version that was shown, though another came meanwhile', async () => {
    const { contentHash } = await ask(core, 'study.show', { slug });
    copy(flipped);
    await ask(core, 'study.seen', { slug, hash: contentHash });
    expect(await changed()).toEqual([slug]);
  });

  it('is a version of that study, told to no window, and not taken back by undo', async () => {
    const hash = 'f'.repeat(64) as ContentHash;
    expect(await core.request('study.seen', { slug, hash })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    const heard: string[] = [];
    core.onEvent((event) => heard.push(event.type));
    await seeNow();
    await ask(core, 'list.all', {});
    expect(heard).toEqual([]);
    expect((await ask(core, 'undo.peek', {})).next).toBeNull();
  });

  it('stays known under an earlier name of the study', async () => {
    await seeNow();
    const db = openMirror(dataPaths(folder));
    db.exec(`INSERT INTO slug_alias VALUES ('${slug}', '${starter}')`);
    db.close();
    expect(await changed()).toEqual([starter]);
    expect((await ask(core, 'search.rows', { slugs: [slug] })).rows[0]?.changed).toBe(true);
    const { sinceSeen } = await ask(core, 'study.changes', { slug: starter });
    expect(sinceSeen?.changes.map(({ field }) => field)).toContain('slug');
  });

  it('is in a backup, and comes back with it', async () => {
    await seeNow();
    const { name } = await ask(core, 'backup.create', {});
    copy(flipped);
    await seeNow();
    expect(await changed()).toEqual([]);
    await ask(core, 'backup.restore', { name });
    expect(await changed()).toEqual([slug]);
  });
});
