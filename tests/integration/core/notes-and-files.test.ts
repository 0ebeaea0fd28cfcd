// Long notes, comparisons and drafts through the whole core; files offered in folders that were allowed.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import type { FileChooser } from '../../../src/main/platform.ts';
import type { NoteId, Slug } from '../../../src/shared/domain/ids.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const slug = 'naviaux-2016-metabolomics' as Slug;
const subject = { slug };

/** A text that matches, typed as one. */
function matching(pattern: RegExp): string {
  return expect.stringMatching(pattern) as string;
}

function openCore(chooser?: FileChooser): Core {
  const options = { folder: makeTempDir('core'), ...(chooser === undefined ? {} : { chooser }) };
  const core = createTestCore(options);
  onTestFinished(async () => {
    await core.close();
  });
  return core;
}

describe('notes', () => {
  it('hold a book, and refuse two in words', async () => {
    const core = openCore();
    const { note } = await ask(core, 'note.create', { subject, body: 'a'.repeat(1_500_000) });
    expect(note.body).toHaveLength(1_500_000);
    expect(await core.request('note.create', { subject, body: 'a'.repeat(1_500_001) })).toEqual({
      ok: false,
      error: {
        code: 'invalid-input',
        message:
          'That cannot be done as asked: body: a note holds up to 1.5 million characters, and this one is longer; split it in two. Nothing was changed.',
        retryable: false,
        ref: 'note.create',
      },
    });
  });

  it('compare two of their revisions, in either direction', async () => {
    const core = openCore();
    const { note } = await ask(core, 'note.create', { subject, body: 'PEM was required.' });
    await ask(core, 'note.edit', { id: note.id, body: 'PEM was not required.', basedOn: 1 });
    const compare = async (from: number, to: number): Promise<string[]> =>
      (await ask(core, 'note.compare', { id: note.id, from, to })).parts.map(
        ({ kind, text }) => `${kind} ${text}`,
      );
    expect(await compare(1, 2)).toEqual(['same PEM was ', 'added not ', 'same required.']);
    expect(await compare(2, 1)).toEqual(['same PEM was ', 'removed not ', 'same required.']);
    for (const input of [
      { id: note.id, from: 1, to: 3 },
      { id: 99 as NoteId, from: 1, to: 1 },
    ]) {
      expect(await core.request('note.compare', input)).toMatchObject({
        ok: false,
        error: { code: 'not-found' },
      });
    }
  });

  it('take the place of what was typed in the same window', async () => {
    const core = openCore();
    await ask(core, 'list.create', { name: 'POTS' });
    const about = { list: 'pots' };
    const draft = { subject: about, note: null, basedOn: null };
    const kept = await ask(core, 'note.draft', { ...draft, writer: 'w1', body: 'typing' });
    expect(kept.savedAt).toBeGreaterThan(0);
    await ask(core, 'note.draft', { ...draft, writer: 'w2', body: 'also typing' });
    await ask(core, 'note.create', { subject: about, body: 'typing', writer: 'w1' });
    const { drafts } = await ask(core, 'note.drafts', { subject: about });
    expect(drafts).toMatchObject([{ writer: 'w2', body: 'also typing', note: null }]);
    expect(await ask(core, 'note.draft', { ...draft, writer: 'w2', body: ' \n' })).toEqual({
      savedAt: null,
    });
    expect(await ask(core, 'note.drafts', { subject: about })).toEqual({ drafts: [] });
  });
});

describe('a file that is offered', () => {
  let base: string;
  let allowed: string;
  let core: Core;

  beforeEach(() => {
    base = makeTempDir('places');
    allowed = path.join(base, 'papers');
    mkdirSync(allowed);
    core = openCore({
      kind: 'download',
      folders: [allowed],
      chooseTarget: (name) => Promise.resolve({ target: `download of ${name}`, shown: name }),
      chooseSource: () => Promise.resolve(null),
    });
  });

  it('lies in an allowed folder, and can be written', async () => {
    expect(await ask(core, 'file.places', {})).toEqual({ chooser: 'download', folders: [allowed] });
    await ask(core, 'list.create', { name: 'Immune studies' });
    await ask(core, 'list.add', { list: 'Immune studies', slugs: [slug] });
    const { suggestedName } = await ask(core, 'export.render', {
      list: 'Immune studies',
      format: 'bibtex',
    });
    expect(suggestedName).toBe('immune-studies.bib');
    const { target, shown } = await ask(core, 'file.offer', { name: suggestedName, folder: 0 });
    expect(shown).toBe(path.join(allowed, suggestedName));
    await ask(core, 'export.save', {
      ...{ list: 'Immune studies', format: 'bibtex' },
      target: target ?? '',
    });
    expect(readFileSync(path.join(allowed, suggestedName), 'utf8')).toContain('@article');
  });

  it('goes the way of the host where no folder is named', async () => {
    expect(await ask(core, 'file.offer', { name: 'a.bib' })).toEqual({
      target: 'download of a.bib',
      shown: 'a.bib',
    });
    expect(await ask(openCore(), 'file.offer', { name: 'a.bib' })).toEqual({
      target: null,
      shown: null,
    });
  });

  it.each([
    ...['../out.bib', 'a/b.bib', 'a\\b.bib', '/etc/passwd', '..', 'a..b', '.hidden', 'a\u0000.bib'],
    ...['a\n.bib', 'nul.bib', 'CON', 'a:b.bib', 'é'.repeat(101), '   ', 'a.bib.'],
  ])('is refused in words under the name %j', async (name) => {
    for (const folder of [0, null]) {
      expect(await core.request('file.offer', { name, folder })).toMatchObject({
        ok: false,
        error: {
          code: 'invalid-input',
          message: matching(/Nothing was (?:written|changed)/u),
        },
      });
    }
  });

  it('is refused where a link leads out, and followed where it stays', async () => {
    writeFileSync(path.join(base, 'outside.bib'), 'theirs');
    writeFileSync(path.join(allowed, 'real.bib'), '');
    symlinkSync('../outside.bib', path.join(allowed, 'out.bib'));
    symlinkSync('nowhere.bib', path.join(allowed, 'lost.bib'));
    symlinkSync('real.bib', path.join(allowed, 'inside.bib'));
    for (const name of ['out.bib', 'lost.bib']) {
      expect(await core.request('file.offer', { name, folder: 0 })).toMatchObject({
        ok: false,
        error: { code: 'invalid-input', message: matching(/link that leads/u) },
      });
    }
    expect((await ask(core, 'file.offer', { name: 'inside.bib', folder: 0 })).shown).toBe(
      path.join(allowed, 'real.bib'),
    );
  });

  it('is refused where the folder is gone, or none of those that were allowed', async () => {
    expect(await core.request('file.offer', { name: 'a.bib', folder: 1 })).toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    });
    rmSync(allowed, { recursive: true });
    expect(await core.request('file.offer', { name: 'a.bib', folder: 0 })).toMatchObject({
      ok: false,
      error: { code: 'not-writable', message: matching(/no longer there/u) },
    });
  });
});
