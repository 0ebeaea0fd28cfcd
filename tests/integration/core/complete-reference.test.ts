// Completing a reference: what the reader sets is what is cited, with who said so and the atlas's words beside it.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import { openMirror, openReader } from '../../../src/main/storage/open.ts';
import { ownStudies } from '../../../src/main/storage/library/own-studies.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import type { ReferenceField } from '../../../src/shared/domain/reference-fields.ts';
import { samplePage } from '../../support/atlas-pages/sample-page.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const slug = 'marrow-2019-breathing-during' as Slug;
let folder: string;
let core: Core;
let time: number;

beforeEach(async () => {
  folder = makeTempDir('complete-reference');
  time = 1_000;
  core = createTestCore({ folder, now: () => (time += 1) });
  onTestFinished(async () => {
    await core.close();
  });
  await ask(core, 'page.import', { text: samplePage() });
});

async function field(name: ReferenceField) {
  const { fields } = await ask(core, 'reference.show', { slug });
  return fields.find((each) => each.field === name);
}
const set = (name: ReferenceField, value: string | null, source = 'the PDF') =>
  ask(core, 'reference.set', { slug, fields: [{ field: name, value }], source });
async function bibtex(): Promise<string> {
  return (await ask(core, 'export.render', { list: 'A', format: 'bibtex' })).text;
}
function mirrorRows(): unknown {
  const db = openReader(dataPaths(folder));
  const rows = db.prepare('SELECT * FROM atlas.study ORDER BY slug').all();
  const versions = db.prepare('SELECT * FROM history.study_version').all();
  db.close();
  return [rows, versions];
}

describe('a field that the reader sets', () => {
  it('is cited, says who set it, and stands beside what the atlas says', async () => {
    const before = mirrorRows();
    const atlas = (await field('title'))?.value;
    expect(await field('volume')).toMatchObject({ value: null, from: null, atlas: null });
    const answer = await set('volume', '12');
    expect(answer).toMatchObject({
      changed: ['volume'],
      undo: `complete the reference of ${slug} (volume)`,
    });
    expect(await field('volume')).toMatchObject({
      value: '12',
      from: 'reader',
      correction: { source: 'the PDF', kind: 'typed' },
      without: null,
    });
    await set('title', 'Another title');
    expect(await field('title')).toMatchObject({
      ...{ value: 'Another title', from: 'reader' },
      ...{ without: atlas, withoutFrom: 'atlas', atlas },
    });
    expect(mirrorRows()).toEqual(before);
  });

  it('is in every export, while the library keeps the atlas’s own words', async () => {
    await ask(core, 'list.create', { name: 'A' });
    await ask(core, 'list.add', { list: 'A', slugs: [slug] });
    await set('volume', '12');
    await set('pages', '3–9');
    expect(await bibtex()).toMatch(/volume = \{12\}/u);
    expect(await bibtex()).toMatch(/pages = \{3--9\}/u);
    const thin = (await ask(core, 'export.render', { list: 'A', format: 'bibtex' })).thin;
    expect(thin.flatMap(({ lacks }) => lacks)).not.toContain('volume');
    // Also where the copy of the atlas is gone, and only the library knows the study.
    const mirror = openMirror(dataPaths(folder));
    mirror.prepare('DELETE FROM study WHERE slug = ?').run(slug);
    mirror.close();
    expect(await bibtex()).toMatch(/volume = \{12\}/u);
    await ask(core, 'reference.clear', { slug, fields: null });
    expect(await bibtex()).not.toMatch(/volume/u);
    expect((await field('title'))?.from).toBe('kept');
  });

  it('can be nothing, which is not the same as not set', async () => {
    expect((await field('doi'))?.value).not.toBeNull();
    await set('doi', null);
    expect(await field('doi')).toMatchObject({ value: null, from: 'reader' });
    expect((await field('doi'))?.atlas).not.toBeNull();
    expect(await field('url')).toMatchObject({ from: 'program' });
  });

  it('is given back to the atlas, or taken back by undo', async () => {
    await set('journal', 'Another journal');
    const answer = await ask(core, 'reference.clear', { slug, fields: ['journal', 'volume'] });
    expect(answer.changed).toEqual(['journal']);
    expect(await field('journal')).toMatchObject({ from: 'atlas', correction: null });
    await ask(core, 'undo.run', {});
    expect(await field('journal')).toMatchObject({ value: 'Another journal' });
  });

  it('survives the next start, and a renaming by the atlas', async () => {
    await set('volume', '12');
    const mirror = openMirror(dataPaths(folder));
    mirror.exec(`INSERT INTO slug_alias VALUES ('${slug}', 'naviaux-2016-metabolomics')`);
    mirror.close();
    const shown = await ask(core, 'reference.show', { slug });
    expect(shown.slug).toBe('naviaux-2016-metabolomics');
    expect(shown.fields.find((each) => each.field === 'volume')).toMatchObject({ value: '12' });
    await core.close();
    const again = createTestCore({ folder });
    const after = await ask(again, 'reference.show', { slug });
    expect(after).toEqual(shown);
    await again.close();
  });

  it('is one of the reader’s own studies and is counted in a backup, which brings it back', async () => {
    await set('volume', '12');
    const reader = openReader(dataPaths(folder));
    expect([...ownStudies(reader)]).toContain(slug);
    reader.close();
    const backup = await ask(core, 'backup.create', {});
    expect(backup.counts).toMatchObject({ corrections: 1 });
    await ask(core, 'reference.clear', { slug, fields: null });
    await ask(core, 'backup.restore', { name: backup.name });
    expect(await field('volume')).toMatchObject({ value: '12' });
  });
});

describe('a value that cannot be kept as it is', () => {
  it.each([
    ['doi', '10.1000/ with space'],
    ['doi', 'a word'],
    ['date', '1993-00-00'],
    ['type', 'novel'],
    ['volume', '  '],
    ['pmid', 'x'],
  ] as const)('is refused in words: %s %s', async (name, value) => {
    const before = await field(name);
    const answer = await core.request('reference.set', { slug, fields: [{ field: name, value }] });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input', ref: name } });
    expect(await field(name)).toEqual(before);
  });

  it('takes the others with it: all are set or none', async () => {
    const answer = await core.request('reference.set', {
      slug,
      fields: [
        { field: 'volume', value: '12' },
        { field: 'pmid', value: 'x' },
      ],
    });
    expect(answer.ok).toBe(false);
    expect(await field('volume')).toMatchObject({ value: null });
  });

  it('given twice is refused, and so is a study that nobody has seen', async () => {
    const twice = [
      { field: 'volume', value: '1' },
      { field: 'volume', value: '2' },
    ] as const;
    expect(await core.request('reference.set', { slug, fields: [...twice] })).toMatchObject({
      error: { code: 'invalid-input' },
    });
    const unknown = 'nobody-1900-nothing' as Slug;
    const fields = [{ field: 'volume', value: '1' } as const];
    expect(await core.request('reference.set', { slug: unknown, fields })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(await core.request('reference.show', { slug: unknown })).toMatchObject({
      error: { code: 'not-found' },
    });
  });
});

describe('values that are typed', () => {
  it('are shown as a proposal first: what is there, what they would be, what is odd', async () => {
    const { proposal } = await ask(core, 'reference.check', {
      slug,
      fields: [
        { field: 'date', value: '1993-00-00' },
        { field: 'volume', value: '12' },
        { field: 'journal', value: null },
        { field: 'pmid', value: 'x' },
      ],
    });
    expect(proposal).toMatchObject([
      { field: 'journal', proposed: null, refused: false, same: false },
      { field: 'date', proposed: '1993', doubtful: true, suggested: false },
      { field: 'volume', present: null, proposed: '12', suggested: true, remarks: [] },
      { field: 'pmid', proposed: null, refused: true, suggested: false },
    ]);
    expect(await field('volume')).toMatchObject({ value: null });
  });
});

describe('a study of the starter set', () => {
  it('says which fields are the publisher’s and which the atlas’s', async () => {
    const starter = 'naviaux-2016-metabolomics' as Slug;
    const { fields, asOf } = await ask(core, 'reference.show', { slug: starter });
    expect(asOf).toBeNull();
    const of = (name: ReferenceField) => fields.find((each) => each.field === name);
    expect(of('volume')).toMatchObject({ from: 'starter', atlas: null });
    expect(of('authors')).toMatchObject({ from: 'starter', atlas: null });
    expect(of('type')?.from).toBe('program');
  });
});

describe('a pasted record', () => {
  const record = (more = ''): string =>
    `@article{marrow, title = {Breathing during sleep in myalgic encephalomyelitis: a made-up home study}, volume = {12}, pages = {1--9}, year = {2019-00-00}, note = {x}${more}}`;

  it('is a proposal field by field, and nothing is written', async () => {
    const before = await ask(core, 'reference.show', { slug });
    const answer = await ask(core, 'reference.read', { slug, text: record() });
    expect(answer).toMatchObject({
      ...{ slug, format: 'bibtex', kind: 'bibtex', source: 'pasted BibTeX record marrow' },
      ...{ record: 1, match: { verdict: 'same' } },
      leftOut: [{ name: 'note', line: 1 }],
    });
    const rows = answer.proposal.map(({ field: name, same, suggested }) => [name, same, suggested]);
    expect(rows).toEqual([
      ['type', true, false],
      ['title', true, false],
      ['date', true, false],
      ['volume', false, true],
      ['pages', false, true],
    ]);
    expect(await ask(core, 'reference.show', { slug })).toEqual(before);
    // What is chosen of it goes back as it was proposed.
    const fields = answer.proposal
      .filter(({ suggested }) => suggested)
      .map(({ field: name, proposed }) => ({ field: name, value: proposed }));
    const { kind, source } = answer;
    await ask(core, 'reference.set', { slug, fields, kind, source });
    expect(await field('pages')).toMatchObject({
      value: '1-9',
      correction: { kind: 'bibtex', source: 'pasted BibTeX record marrow' },
    });
  });

  it('of another paper is said to be one, loudly', async () => {
    const { match, proposal } = await ask(core, 'reference.read', {
      slug,
      text: 'TY  - JOUR\nTI  - Something else entirely\nDO  - 10.9999/other\nVL  - 3\nER  - \n',
    });
    expect(match?.verdict).toBe('other');
    expect(match?.sentence).toMatch(/seems to be of another paper/u);
    expect(proposal.some(({ suggested }) => suggested)).toBe(false);
  });

  it('among others is found, else the reader is asked which', async () => {
    const other = '@article{x, title={Something else entirely}, year=2001}\n';
    const found = await ask(core, 'reference.read', { slug, text: other + record() });
    expect(found).toMatchObject({ record: 2, records: [{ match: 'other' }, { match: 'same' }] });
    const none = await ask(core, 'reference.read', { slug, text: other + other });
    expect(none).toMatchObject({ record: null, match: null, proposal: [] });
    const second = await ask(core, 'reference.read', { slug, text: other + other, record: 2 });
    expect(second.record).toBe(2);
    const third = await core.request('reference.read', { slug, text: other, record: 3 });
    expect(third).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('of ten megabytes is refused in words', async () => {
    const answer = await core.request('reference.read', { slug, text: 'x'.repeat(10_000_000) });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(answer.ok ? '' : answer.error.message).toContain('10.0 million characters');
  });
});
