// Keys through the contract: presets, changes, a .bib of one's own, exports, restarts, backups.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const naviaux = 'naviaux-2016-metabolomics' as Slug;
const germain = 'germain-2017-metabolic-profiling' as Slug;
const white = 'white-2011-comparison-adaptive' as Slug;
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

beforeEach(async () => {
  folder = makeTempDir('citation-keys');
  time = 1_000;
  core = openCore();
  await ask(core, 'list.create', { name: 'Paper' });
  await ask(core, 'list.add', { list: 'Paper', slugs: [white, germain, naviaux] });
});

const exported = async (): Promise<readonly string[]> =>
  (await ask(core, 'export.render', { list: 'Paper', format: 'bibtex' })).keys;
const keyOf = async (slug: Slug): Promise<string | null | undefined> =>
  (await ask(core, 'key.show', { of: { slugs: [slug] } })).keys[0]?.key;
const ATLAS_KEYS = [germain, naviaux, white].map((slug) => `mecfsatlas-${slug}`);

describe('new keys', () => {
  it('are the atlas’s own where nothing else is set, and are shown before they are given', async () => {
    expect(await ask(core, 'key.show', { of: { slugs: [naviaux] } })).toEqual({
      preset: 'atlas',
      keys: [{ slug: naviaux, key: null, next: `mecfsatlas-${naviaux}`, aliases: [] }],
    });
    expect(await keyOf(naviaux)).toBeNull();
    expect(await exported()).toEqual(ATLAS_KEYS);
  });

  it('are made by the preset that is set, with the atlas’s own as an alias', async () => {
    await ask(core, 'settings.set', { settings: { keyPreset: 'Clark2017' } });
    expect(await exported()).toEqual(['Germain2017', 'Naviaux2016', 'White2011']);
    expect((await ask(core, 'key.show', { of: { list: 'Paper' } })).keys).toContainEqual({
      slug: naviaux,
      key: 'Naviaux2016',
      next: null,
      aliases: [`mecfsatlas-${naviaux}`],
    });
  });

  it('do not change what was given before, also after a restart', async () => {
    expect(await exported()).toEqual(ATLAS_KEYS);
    await ask(core, 'settings.set', { settings: { keyPreset: '[auth][yy]' } });
    expect(await exported()).toEqual(ATLAS_KEYS);
    await core.close();
    core = openCore();
    expect(await exported()).toEqual(ATLAS_KEYS);
    expect((await ask(core, 'settings.get', {})).settings.keyPreset).toBe('[auth][yy]');
  });

  it('are not made by a template that cannot be read', async () => {
    const answer = await core.request('settings.set', { settings: { keyPreset: '[auth' } });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input', ref: '1' } });
    expect((await ask(core, 'settings.get', {})).settings.keyPreset).toBe('atlas');
  });
});

describe('key.set', () => {
  it('gives another key, keeps the old one, says so, and can be undone', async () => {
    await exported();
    const answer = await ask(core, 'key.set', { slug: naviaux, key: ' Naviaux16 ' });
    expect(answer).toMatchObject({
      key: 'Naviaux16',
      aliases: [`mecfsatlas-${naviaux}`],
      changed: true,
      undo: `give the key Naviaux16 instead of mecfsatlas-${naviaux}`,
    });
    expect(answer.note).toContain(`mecfsatlas-${naviaux}`);
    expect(await exported()).toContain('Naviaux16');
    await ask(core, 'undo.run', {});
    expect(await exported()).toEqual(ATLAS_KEYS);
  });

  it.each([
    ['a b', 'invalid-input', 'a-b'],
    [`mecfsatlas-${germain}`, 'name-taken', germain],
    ['mecfsatlas-never-seen', 'name-taken', 'never-seen'],
    ['TAKEN', 'name-taken', white],
  ])('refuses %s', async (key, code, named) => {
    await ask(core, 'key.set', { slug: white, key: 'taken' });
    await ask(core, 'key.set', { slug: white, key: 'later' });
    const answer = await core.request('key.set', { slug: naviaux, key });
    expect(answer).toMatchObject({ ok: false, error: { code } });
    if (!answer.ok) expect(answer.error.message).toContain(named);
    expect(await keyOf(naviaux)).toBeNull();
  });

  it('knows no study that nobody has seen', async () => {
    const slug = 'nobody-1999' as Slug;
    expect(await core.request('key.set', { slug, key: 'x' })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(await core.request('key.show', { of: { slugs: [slug] } })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(
      await core.request('key.applyPreset', { of: { slugs: [slug] }, preset: 'Clark2017' }),
    ).toMatchObject({ error: { code: 'not-found' } });
  });
});

describe('key.applyPreset', () => {
  it('first tells what would change, then does exactly that, and is undone in one step', async () => {
    await exported();
    const of = { list: 'Paper' };
    const preview = await ask(core, 'key.applyPreset', { of, preset: 'clark2017cytokine' });
    expect(preview).toMatchObject({ applied: false, same: 0, undo: null });
    expect(preview.changes.map(({ after }) => after)).toEqual([
      'white2011comparison',
      'germain2017metabolic',
      'naviaux2016metabolic',
    ]);
    expect(await exported()).toEqual(ATLAS_KEYS);
    const done = await ask(core, 'key.applyPreset', {
      of,
      preset: 'clark2017cytokine',
      apply: true,
    });
    expect(done).toMatchObject({
      changes: preview.changes,
      applied: true,
      undo: 'give 3 studies other keys',
    });
    expect(await exported()).toEqual(preview.changes.map(({ after }) => after).sort());
    const again = await ask(core, 'key.applyPreset', {
      of,
      preset: 'clark2017cytokine',
      apply: true,
    });
    expect(again).toMatchObject({ changes: [], same: 3, undo: null });
    await ask(core, 'undo.run', {});
    expect(await exported()).toEqual(ATLAS_KEYS);
  });

  it('gives the same keys whatever the order, with letters where several ask for one', async () => {
    const preview = async (slugs: Slug[]): Promise<unknown> => {
      const answer = await ask(core, 'key.applyPreset', {
        of: { slugs },
        preset: 'k[yy:1letters]',
      });
      return Object.fromEntries(answer.changes.map(({ slug, after }) => [slug, after]));
    };
    const expected = { [germain]: 'k1', [naviaux]: 'k1a', [white]: 'k1b' };
    expect(await preview([white, germain, naviaux])).toEqual(expected);
    expect(await preview([naviaux, white, germain])).toEqual(expected);
  });
});

describe('key.import', () => {
  const bib = `@comment{of a manuscript}
@article{white:pace, title={Comparison}, doi={10.1016/S0140-6736(11)60096-2}}
@article{Naviaux, doi = {https://doi.org/10.1073/pnas.1607571113}}
@article{stranger, title={Another}, year={1999}}
@article{broken, title={`;

  it('tells first, applies what was asked for, and leaves clashes alone', async () => {
    await exported();
    const preview = await ask(core, 'key.import', { list: 'Paper', text: bib });
    expect(preview).toMatchObject({ changed: null, undo: null, unmatchedStudies: [germain] });
    expect(preview.unmatchedKeys).toContain('stranger');
    expect(preview.problems).toHaveLength(1);
    expect(preview.proposals).toMatchObject([
      { slug: white, state: 'repaired', key: 'white-pace', matchedBy: 'doi' },
      { slug: naviaux, state: 'change', key: 'Naviaux', matchedBy: 'doi' },
    ]);
    expect(await exported()).toEqual(ATLAS_KEYS);
    const done = await ask(core, 'key.import', { list: 'Paper', text: bib, apply: true });
    expect(done).toMatchObject({ changed: 1, undo: 'give 1 study another key' });
    expect(await keyOf(naviaux)).toBe('Naviaux');
    expect(await keyOf(white)).toBe(`mecfsatlas-${white}`);
    const rest = { list: 'Paper', text: bib, apply: true, repaired: true };
    expect(await ask(core, 'key.import', { ...rest, only: [naviaux] })).toMatchObject({
      changed: 0,
    });
    expect(await ask(core, 'key.import', rest)).toMatchObject({ changed: 1 });
    expect(await keyOf(white)).toBe('white-pace');
  });
});

describe('a backup', () => {
  it('brings keys and aliases back', async () => {
    await exported();
    await ask(core, 'key.set', { slug: naviaux, key: 'Naviaux16' });
    const { name } = await ask(core, 'backup.create', {});
    const before = (await ask(core, 'key.show', { of: { list: 'Paper' } })).keys;
    await ask(core, 'key.set', { slug: naviaux, key: 'Other' });
    await ask(core, 'backup.restore', { name });
    expect((await ask(core, 'key.show', { of: { list: 'Paper' } })).keys).toEqual(before);
  });
});
