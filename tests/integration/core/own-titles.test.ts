// Terms and titles through the contract: what is previewed is what is exported, and everything can be taken back.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import { openMirror } from '../../../src/main/storage/open.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { samplePage } from '../../support/atlas-pages/sample-page.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const slug = 'marrow-2019-breathing-during' as Slug;
let folder: string;
let core: Core;
let time: number;

function openCore(): Core {
  const opened = createTestCore({ folder, now: () => (time += 1) });
  onTestFinished(async () => {
    await opened.close();
  });
  return opened;
}

async function give(title: string): Promise<void> {
  await ask(core, 'page.import', { text: samplePage({ title }) });
}

const exported = async (): Promise<string | undefined> => {
  const { text } = await ask(core, 'export.render', { list: 'L', format: 'bibtex' });
  return /^ {2}title = \{(.*)\},$/mu.exec(text)?.[1];
};
const preview = (title?: string | null) =>
  ask(core, 'title.preview', { slug, ...(title === undefined ? {} : { title }) });

beforeEach(async () => {
  folder = makeTempDir('own-titles');
  time = 1_000;
  core = openCore();
  await give('The Lightning Process of ME/CFS Patients on Reddit.');
  await ask(core, 'list.create', { name: 'L' });
  await ask(core, 'list.add', { list: 'L', slugs: [slug] });
});

describe('an own title beside a citation that changes', () => {
  const remarks = async (): Promise<readonly string[]> => {
    const { warnings } = await ask(core, 'export.render', { list: 'L', format: 'ris' });
    return warnings.flatMap(({ code, message }) => (code === 'own-title' ? [message] : []));
  };

  it('is written, and the other words are told: of the atlas, or of the reader’s own reference', async () => {
    const title = 'The {Lightning Process} of <i>ME/CFS</i> patients  on Reddit';
    await ask(core, 'title.set', { slug, title });
    expect(await remarks()).toEqual([]);
    await give('RETRACTED: The Lightning Process of ME/CFS Patients on Reddit');
    expect(await exported()).toContain('{Lightning Process}');
    expect(await remarks()).toEqual([
      expect.stringMatching(
        /“The Lightning Process of ME\/CFS patients on Reddit”.*“RETRACTED: The Lightning/u,
      ),
    ]);
    const fields = [{ field: 'title' as const, value: 'Another title.' }];
    await ask(core, 'reference.set', { slug, fields, source: 'PubMed' });
    expect(await remarks()).toEqual([expect.stringContaining('other words, “Another title”.')]);
    await ask(core, 'title.set', { slug, title: '{Another} title' });
    expect(await remarks()).toEqual([]);
    await ask(core, 'title.set', { slug, title: null });
    expect(await remarks()).toEqual([]);
  });
});

describe('a term of one’s own', () => {
  it('is used by preview and export, also after a restart, until it is taken back', async () => {
    const added = await ask(core, 'terms.add', { terms: [' Lightning Process ', 'Reddit'] });
    expect(added).toEqual({
      changed: ['Lightning Process'],
      undo: 'protect 2 terms in titles',
    });
    await core.close();
    core = openCore();
    const expected = 'The {Lightning Process} of {ME/CFS} Patients on {Reddit}';
    expect(await exported()).toBe(expected);
    expect(await preview()).toMatchObject({
      notation: expected,
      bibtex: expected,
      plain: 'The Lightning Process of ME/CFS patients on Reddit',
      apa: 'The Lightning Process of ME/CFS Patients on Reddit',
    });
    await ask(core, 'undo.run', {});
    expect(await exported()).toBe('The Lightning Process of {ME/CFS} Patients on {Reddit}');
  });

  it('may be taken away, and a shipped one left out and brought back', async () => {
    await ask(core, 'terms.add', { terms: ['Lightning'] });
    const removed = await ask(core, 'terms.remove', { terms: ['Lightning', 'Reddit', 'Nobody'] });
    expect(removed.changed).toEqual(['Lightning', 'Reddit']);
    expect(await exported()).toBe('The Lightning Process of {ME/CFS} Patients on Reddit');
    const { terms } = await ask(core, 'terms.list', {});
    expect(terms).toContainEqual({ term: 'Reddit', from: 'shipped', protects: false });
    expect(terms).toContainEqual({ term: 'Fukuda', from: 'shipped', protects: true });
    expect(terms.filter(({ from }) => from === 'own')).toEqual([]);
    expect(await ask(core, 'terms.add', { terms: ['Reddit'] })).toMatchObject({
      changed: ['Reddit'],
    });
    expect(await exported()).toContain('{Reddit}');
  });

  it.each(['fatigue', '{}', '(A', `A${'x'.repeat(100)}`])('is not %s', async (term) => {
    const answer = await core.request('terms.add', { terms: ['Fine', term] });
    expect(answer).toMatchObject({ error: { code: 'invalid-input' } });
    const { terms } = await ask(core, 'terms.list', {});
    expect(terms.some(({ from }) => from === 'own')).toBe(false);
  });
});

describe('a title of one’s own', () => {
  it('is tried, set, exported in every word, kept over a sync, and taken back', async () => {
    const own = 'The {Lightning} process of {ME/CFS} patients';
    expect(await preview(own)).toMatchObject({ from: 'own', bibtex: own, differs: true });
    expect((await preview()).from).toBe('rule');
    const set = await ask(core, 'title.set', { slug, title: own });
    expect(set).toMatchObject({ undo: `set the title of ${slug}`, preview: { notation: own } });
    expect(await exported()).toBe(own);
    await give('A New Title From the Atlas');
    expect(await exported()).toBe(own);
    expect((await preview()).title).toBe('A New Title From the Atlas');
    await ask(core, 'undo.run', {});
    expect(await exported()).toBe('A New Title From the Atlas');
  });

  it('may be the one that stands there, with every capital', async () => {
    await ask(core, 'title.set', { slug, title: null });
    expect(await exported()).toBe('{The Lightning Process of ME/CFS Patients on Reddit}');
    expect(await preview()).toMatchObject({
      from: 'as-is',
      plain: 'The Lightning Process of ME/CFS Patients on Reddit',
      differs: false,
    });
    await give('Another Title');
    expect(await exported()).toBe('{Another Title}');
    const cleared = await ask(core, 'title.clear', { slug });
    expect(cleared).toMatchObject({ changed: true, preview: { from: 'rule' } });
    expect(await exported()).toBe('Another Title');
    expect(await ask(core, 'title.clear', { slug })).toMatchObject({ changed: false, undo: null });
    await ask(core, 'undo.run', {});
    expect(await exported()).toBe('{Another Title}');
  });

  it('is refused where its braces are wrong, with the place, and nothing is stored', async () => {
    const answer = await core.request('title.set', { slug, title: 'The {ME' });
    expect(answer).toMatchObject({ error: { code: 'invalid-input', ref: '5' } });
    expect((await preview()).from).toBe('rule');
    const nobody = await core.request('title.set', { slug: 'nobody-1999', title: 'A' });
    expect(nobody).toMatchObject({ error: { code: 'not-found' } });
  });

  it('is kept when the atlas renames the study', async () => {
    await ask(core, 'title.set', { slug, title: 'My {Own} title' });
    const db = openMirror(dataPaths(folder));
    db.exec(`INSERT INTO slug_alias VALUES ('${slug}', 'naviaux-2016-metabolomics')`);
    db.close();
    const now = 'naviaux-2016-metabolomics' as Slug;
    expect(await ask(core, 'title.preview', { slug: now })).toMatchObject({
      slug: now,
      notation: 'My {Own} title',
    });
    await ask(core, 'title.set', { slug: now, title: 'Later {One}' });
    expect((await preview()).notation).toBe('Later {One}');
    await ask(core, 'title.clear', { slug: now });
    expect((await preview()).from).toBe('rule');
  });

  it('comes back with a backup, as terms do', async () => {
    await ask(core, 'title.set', { slug, title: 'My {Own} title' });
    await ask(core, 'terms.add', { terms: ['Lightning'] });
    const { name } = await ask(core, 'backup.create', {});
    await ask(core, 'title.clear', { slug });
    await ask(core, 'terms.remove', { terms: ['Lightning'] });
    await ask(core, 'backup.restore', { name });
    expect((await preview()).notation).toBe('My {Own} title');
    const { terms } = await ask(core, 'terms.list', {});
    expect(terms.filter(({ from }) => from === 'own')).toHaveLength(1);
  });
});

describe('what metadata leaves in a title', () => {
  it.each([
    ['Q<sub>10</sub> and <i>in vivo</i>.', '{Q$_{10}$} and in vivo', 'Q10 and in vivo'],
    ['[Estimation of fatigue].', '[{Estimation} of fatigue]', '[Estimation of fatigue]'],
  ])('is mended in the export and never in what is stored: %s', async (title, tex, apa) => {
    await give(title);
    const stored = async (): Promise<unknown> => {
      const shown = await ask(core, 'study.show', { slug });
      return [shown.title, shown.contentHash];
    };
    const before = await stored();
    expect(await exported()).toBe(tex);
    expect(await preview()).toMatchObject({ apa });
    expect(await stored()).toEqual(before);
  });
});
