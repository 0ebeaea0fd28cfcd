// A study that the atlas has renamed: everything the reader has under the old name is shown with the study,
// in every answer, and no row of the library is rewritten for it.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import { openLibrary, openMirror } from '../../../src/main/storage/open.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { samplePage } from '../../support/atlas-pages/sample-page.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const old = 'marrow-2019-breathing-during' as Slug;
// Any study of the starter set: a redirect says that they are one.
const now = 'naviaux-2016-metabolomics' as Slug;
const other = 'vanelzakker-2019-neuroinflammation-cytokines' as Slug;
let folder: string;
let core: Core;
let time: number;

beforeEach(async () => {
  folder = makeTempDir('renamed-study');
  time = 1_000;
  core = createTestCore({ folder, now: () => (time += 1) });
  onTestFinished(async () => {
    await core.close();
  });
  await ask(core, 'page.import', { text: samplePage() });
});

/** As a sync writes it: in the mirror alone. */
function inMirror(...statements: string[]): void {
  const db = openMirror(dataPaths(folder));
  for (const statement of statements) db.exec(statement);
  db.close();
}
const rename = (...more: string[]): void => {
  inMirror(`INSERT INTO slug_alias VALUES ('${old}', '${now}')`, ...more);
};

function libraryRows(): unknown {
  const db = openLibrary(dataPaths(folder));
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'note_fts%' ORDER BY name`,
    )
    .pluck(true)
    .all();
  const rows = tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]);
  db.close();
  return rows;
}
const found = async (query: string): Promise<readonly string[]> =>
  (await ask(core, 'search.run', { query })).slugs;

async function writeAboutBoth(): Promise<void> {
  await ask(core, 'list.create', { name: 'A' });
  await ask(core, 'list.add', { list: 'A', slugs: [old, now] });
  await ask(core, 'tag.add', { slugs: [old], tag: 'Breath' });
  await ask(core, 'note.create', { subject: { slug: old }, body: 'a wheezing note' });
  await ask(core, 'note.create', { subject: { slug: now }, body: 'a second note' });
  await ask(core, 'read.set', { slugs: [old], state: 'read' });
  await ask(core, 'coding.set', { slug: old, definitions: ['CCC'], required: 'yes' });
  await ask(core, 'note.draft', {
    writer: 'w',
    subject: { slug: old },
    note: null,
    basedOn: null,
    body: 'typing',
  });
}

describe('a renamed study', () => {
  it('is shown by either name, with all that was written under both', async () => {
    await writeAboutBoth();
    rename();
    const before = libraryRows();
    for (const slug of [old, now]) {
      expect(await ask(core, 'study.show', { slug })).toMatchObject({
        slug: now,
        formerNames: [old],
        tags: ['Breath'],
        lists: ['A'],
        read: 'read',
        pemSources: { mine: { value: 'required', coding: { slug: old } } },
        notes: [{ body: 'a wheezing note' }, { body: 'a second note' }],
        marksByName: [{ slug: old, read: 'read', coding: { required: 'yes' } }],
      });
      expect((await ask(core, 'note.list', { subject: { slug } })).notes).toHaveLength(2);
      const { drafts } = await ask(core, 'note.drafts', { subject: { slug } });
      expect(drafts.map(({ body }) => body)).toEqual(['typing']);
    }
    expect(await ask(core, 'list.show', { list: 'A' })).toMatchObject({
      slugs: [now],
      list: { size: 1 },
    });
    expect(libraryRows()).toEqual(before);
  });

  it('is one row, found by what stands under its old name', async () => {
    await writeAboutBoth();
    const total = (await found('')).length;
    rename();
    expect(await found('')).toHaveLength(total - 1);
    expect(await found('wheezing')).toEqual([]);
    for (const query of ['note:wheezing', 'list:A', 'tag:breath', 'is:read', 'mine:required']) {
      expect([query, await found(query)]).toEqual([query, [now]]);
    }
    const { counts } = await ask(core, 'search.run', { query: '' });
    expect(counts.list).toEqual({ A: 1 });
    const { rows } = await ask(core, 'search.rows', { slugs: [old, other] });
    expect(rows[0]).toMatchObject({
      slug: now,
      mine: 'required',
      read: 'read',
      tags: ['Breath'],
    });
    const { result } = await ask(core, 'search.open', { query: 'list:A' });
    expect(await ask(core, 'search.place', { result, slug: old })).toEqual({ place: 0 });
  });

  it('is one entry of an export, under the key that was given first', async () => {
    await ask(core, 'list.create', { name: 'Early' });
    await ask(core, 'list.add', { list: 'Early', slugs: [old] });
    const first = await ask(core, 'export.render', { list: 'Early', format: 'bibtex' });
    await ask(core, 'list.create', { name: 'Late' });
    await ask(core, 'list.add', { list: 'Late', slugs: [now] });
    const second = await ask(core, 'export.render', { list: 'Late', format: 'bibtex' });
    await ask(core, 'list.add', { list: 'Early', slugs: [now] });
    rename();
    const both = await ask(core, 'export.render', { list: 'Early', format: 'bibtex' });
    expect(both.keys).toEqual(first.keys);
    expect(both.text.match(/^@/gmu)).toHaveLength(1);
    const warning = both.warnings.find(({ code }) => code === 'two-keys');
    expect(warning).toMatchObject({ key: first.keys[0] });
    expect(warning?.message).toContain(second.keys[0] ?? '?');
  });

  it('shows from the history where no row of it is left, whatever the names lead to', async () => {
    await writeAboutBoth();
    rename(`UPDATE study SET status = 'gone' WHERE slug IN ('${old}', '${now}')`);
    expect(await ask(core, 'study.show', { slug: now })).toMatchObject({
      shownFrom: 'history',
      tags: ['Breath'],
    });
    inMirror('DELETE FROM slug_alias', `INSERT INTO slug_alias VALUES ('${old}', 'never-seen')`);
    expect(await ask(core, 'study.show', { slug: 'never-seen' })).toMatchObject({
      slug: old,
      shownFrom: 'history',
    });
  });

  it('ends a circle of redirects with one study', async () => {
    await writeAboutBoth();
    rename(`INSERT INTO slug_alias VALUES ('${now}', '${old}')`);
    const shown = await ask(core, 'study.show', { slug: old });
    expect(await ask(core, 'study.show', { slug: now })).toEqual(shown);
    expect(await found('list:A')).toEqual([shown.slug]);
  });
});
