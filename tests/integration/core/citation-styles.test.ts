// Styles and copied citations through the whole core: lists in a style, styles that are added, what is refused.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import { createFormatRunner } from '../../../src/main/worker/format-runner.ts';
import { styleText } from '../../unit/export/styles/support.ts';
import { ensureCliBuilt } from '../../support/cli.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';

const NAVIAUX = 'naviaux-2016-metabolomics' as Slug;
const OTHERS = ['almutairi-2020-using-structural', 'aubrecht-2015-chronic-physical'] as Slug[];
const ROOT = path.resolve(import.meta.dirname, '../../..');

const MADE_UP = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>Journal of Made-up Things</title><id>http://example.org/styles/made-up-things</id></info>
  <citation><layout prefix="{" suffix="}"><text variable="citation-number"/></layout></citation>
  <bibliography><layout><text variable="title" font-style="italic" suffix=" * "/><date variable="issued"><date-part name="year"/></date></layout></bibliography>
</style>`;

function dependent(parent: string, extra = ''): string {
  return `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"${extra}><info><title>Dependent</title><id>http://example.org/styles/dependent</id><link rel="independent-parent" href="${parent}"/></info></style>`;
}

function openCore(folder = makeTempDir('styles')): Core {
  const core = createTestCore({ folder, now: () => 1_700_000_000_000 });
  onTestFinished(async () => {
    await core.close();
  });
  return core;
}

async function withList(core: Core): Promise<void> {
  await ask(core, 'list.create', { name: 'L' });
  await ask(core, 'list.add', { list: 'L', slugs: [NAVIAUX, ...OTHERS] });
}

async function refusal(core: Core, method: never, input: never): Promise<string> {
  const answer = (await core.request(method, input)) as
    { ok: true } | { ok: false; error: { code: string; message: string } };
  return answer.ok ? 'taken' : `${answer.error.code}: ${answer.error.message}`;
}

describe('a list in a style', () => {
  it('is rendered and saved; the same list gives the same bytes', async () => {
    const folder = makeTempDir('styles');
    const core = openCore(folder);
    await withList(core);
    const asked = { list: 'L', format: 'markdown', style: 'nature' } as const;
    const first = await ask(core, 'export.render', asked);
    expect(first.suggestedName).toBe('l.md');
    expect(first.text).toMatch(/^1\. .*\n\n2\. .*\n\n3\. .*\n$/u);
    expect(await ask(core, 'export.render', asked)).toEqual(first);
    const apa = await ask(core, 'export.render', { list: 'L', format: 'text' });
    expect(apa.text.split('\n').filter((line) => line !== '')).toHaveLength(3);
    expect(apa.text).toContain('Naviaux, R. K.');
    expect(apa.text).not.toBe(first.text);
  });

  it('tells of “et al.” among the authors, which no style writes', async () => {
    const core = openCore();
    await withList(core);
    const value = [{ family: 'Clark', given: 'L' }, { literal: 'et al.' }];
    const fields = [{ field: 'authors' as const, value }];
    await ask(core, 'reference.set', { slug: NAVIAUX, fields, source: 'typed' });
    const list = await ask(core, 'export.render', { list: 'L', format: 'text' });
    const copied = await ask(core, 'citation.copy', { slugs: [NAVIAUX], as: 'text' });
    const items = [{ id: 'k', type: 'book', title: 'T', author: value }];
    const formatted = await ask(core, 'format.render', { to: 'markdown', items });
    const told = [list, copied, formatted].map(({ text, warnings }) => [
      text.includes('et al'),
      warnings.filter(({ code }) => code === 'names-left-out').map(({ key }) => key),
    ]);
    const key = `mecfsatlas-${NAVIAUX}`;
    expect(told).toEqual([
      [false, [key]],
      [false, [key]],
      [false, ['k']],
    ]);
  });

  it('a style where the format has none is refused, and nothing is written', async () => {
    const core = openCore();
    await withList(core);
    const input = { list: 'L', format: 'bibtex', style: 'apa' };
    expect(await refusal(core, 'export.render' as never, input as never)).toMatch(
      /^invalid-input: BibTeX is written without a style/u,
    );
    const format = { to: 'bibtex', part: 'citation', items: [] };
    expect(await refusal(core, 'format.render' as never, format as never)).toMatch(
      /^invalid-input: BibTeX has no citations/u,
    );
    const unknown = { list: 'L', format: 'text', style: 'apa-9' };
    expect(await refusal(core, 'export.render' as never, unknown as never)).toMatch(
      /^not-found: There is no style “apa-9”; there are apa, vancouver, harvard, chicago, nature\./u,
    );
  });
});

describe('a style that is added', () => {
  it('is kept in the library, used by name, listed, and taken back', async () => {
    const folder = makeTempDir('styles');
    const core = openCore(folder);
    const added = await ask(core, 'style.add', { from: { text: MADE_UP } });
    expect(added).toMatchObject({
      style: { name: 'made-up-things', title: 'Journal of Made-up Things', isShipped: false },
      replaced: false,
      undo: 'add the style “Journal of Made-up Things”',
    });
    const items = [{ type: 'book', title: 'A *', issued: { 'date-parts': [[1999]] } }];
    const asked = { to: 'markdown', style: 'Made-up-things', items } as const;
    expect((await ask(core, 'format.render', asked)).text).toBe('*A \\** \\* 1999\n');
    await ask(core, 'undo.run', {});
    const { styles, credit } = await ask(core, 'style.list', {});
    expect(styles.map(({ name }) => name)).toEqual([
      'apa',
      'vancouver',
      'harvard',
      'chicago',
      'nature',
    ]);
    expect(credit).toContain('citationstyles.org');
  });

  it('that borrows its rules needs the one that has them, and holds it', async () => {
    const core = openCore();
    const text = dependent('http://www.zotero.org/styles/apa', ' default-locale="de-DE"');
    const { style, remark } = await ask(core, 'style.add', { from: { text } });
    expect(style).toMatchObject({ name: 'dependent', parent: 'apa' });
    expect(remark).toContain('(de-DE)');
    const orphan = dependent('http://example.org/styles/made-up-things');
    const asOrphan = { from: { text: orphan }, name: 'orphan' };
    expect(await refusal(core, 'style.add' as never, asOrphan as never)).toMatch(
      /^not-found: “Dependent” has no rules of its own/u,
    );
    await ask(core, 'style.add', { from: { text: MADE_UP } });
    await ask(core, 'style.add', asOrphan);
    const remove = { name: 'made-up-things' };
    expect(await refusal(core, 'style.remove' as never, remove as never)).toMatch(/^conflict: /u);
    await ask(core, 'style.remove', { name: 'orphan' });
    expect((await ask(core, 'style.remove', remove)).title).toBe('Journal of Made-up Things');
    expect(await refusal(core, 'style.remove' as never, { name: 'apa' } as never)).toMatch(
      /^invalid-input: “APA \(7th edition\)” comes with the program/u,
    );
  });

  it('which cannot be used is refused, from a file as well, and nothing is kept', async () => {
    const core = openCore();
    const broken = MADE_UP.replace('<text variable="title"', '<nonsense variable="title"');
    expect(await refusal(core, 'style.add' as never, { from: { text: broken } } as never)).toMatch(
      /^invalid-input: .*cannot be used: the style processor stops at it \(.*nonsense/u,
    );
    for (const text of ['', 'x'.repeat(10_000_000), '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']) {
      expect(await refusal(core, 'style.add' as never, { from: { text } } as never)).toMatch(
        /^invalid-input: This is not a style that can be used/u,
      );
    }
    const unknown = { from: { file: 'never-chosen' } };
    expect(await refusal(core, 'style.add' as never, unknown as never)).toContain('was not chosen');
    expect((await ask(core, 'style.list', {})).styles).toHaveLength(5);
  });

  it('of the same address takes the place of the earlier one; a name that is taken is refused', async () => {
    const core = openCore();
    await ask(core, 'style.add', { from: { text: MADE_UP } });
    const newer = MADE_UP.replace('suffix=" * "', 'suffix=", "');
    expect(await ask(core, 'style.add', { from: { text: newer } })).toMatchObject({
      style: { name: 'made-up-things' },
      replaced: true,
    });
    const asApa = { from: { text: MADE_UP }, name: 'apa' };
    expect(await refusal(core, 'style.add' as never, asApa as never)).toMatch(/^name-taken: /u);
  });

  it('is in a backup', async () => {
    const folder = makeTempDir('styles');
    const core = openCore(folder);
    await ask(core, 'style.add', { from: { text: MADE_UP } });
    const backup = await ask(core, 'backup.create', {});
    await ask(core, 'style.remove', { name: 'made-up-things' });
    await ask(core, 'backup.restore', { name: backup.name });
    const { styles } = await ask(core, 'style.list', {});
    expect(styles.map(({ name }) => name)).toContain('made-up-things');
  });
});

describe('citations that are copied', () => {
  it('are keys in the order given, stored for good', async () => {
    const core = openCore();
    await withList(core);
    const [second = NAVIAUX] = OTHERS;
    const slugs = [second, NAVIAUX, second];
    const key = (slug: Slug): string => `mecfsatlas-${slug}`;
    const copy = async (as: 'cite' | 'parencite' | 'pandoc'): Promise<string> =>
      (await ask(core, 'citation.copy', { slugs, as })).text;
    expect(await copy('cite')).toBe(`\\cite{${key(second)},${key(NAVIAUX)}}`);
    expect(await copy('parencite')).toBe(`\\parencite{${key(second)},${key(NAVIAUX)}}`);
    expect(await copy('pandoc')).toBe(`[@${key(second)}; @${key(NAVIAUX)}]`);
    const { keys } = await ask(core, 'export.render', { list: 'L', format: 'bibtex' });
    expect(keys).toContain(key(NAVIAUX));
  });

  it('are formatted as text, Markdown and rich text, alone without a number', async () => {
    const core = openCore();
    const slugs = [NAVIAUX];
    const copy = { slugs, style: 'nature' } as const;
    const rich = await ask(core, 'citation.copy', { ...copy, as: 'rich' });
    expect(rich.text).toMatch(/^Naviaux, R\. K\. et al\. Metabolic features/u);
    expect(rich.html).toMatch(/^<p>Naviaux, R\. K\. <i>et al\.<\/i> Metabolic features/u);
    const text = await ask(core, 'citation.copy', { ...copy, as: 'text' });
    expect(text).toMatchObject({ text: rich.text, html: null });
    const markdown = await ask(core, 'citation.copy', { ...copy, as: 'markdown' });
    expect(markdown.text).toMatch(/^Naviaux, R\. K\. \*et al\.\* Metabolic features/u);
    const cited = { slugs, as: 'rich', style: 'apa', part: 'citation' } as const;
    expect(await ask(core, 'citation.copy', cited)).toMatchObject({
      text: '(Naviaux et al., 2016)',
      html: '(Naviaux et al., 2016)',
    });
    const bibtex = await ask(core, 'citation.copy', { slugs, as: 'bibtex' });
    expect(bibtex.text).toMatch(/^@article\{mecfsatlas-naviaux/u);
  });

  it('of a study that nobody knows, or keys in a style, are refused; nothing is stored', async () => {
    const core = openCore();
    const nowhere = { slugs: ['nowhere-1999-x'], as: 'cite' };
    expect(await refusal(core, 'citation.copy' as never, nowhere as never)).toMatch(
      /^not-found: /u,
    );
    const styled = { slugs: [NAVIAUX], as: 'cite', style: 'apa' };
    expect(await refusal(core, 'citation.copy' as never, styled as never)).toMatch(
      /^invalid-input: “cite” copies the keys/u,
    );
  });
});

describe('the thread that formats', () => {
  it('gives what this thread gives, tells what the processor says, and ends', async () => {
    ensureCliBuilt();
    const request = {
      style: styleText('nature.csl'),
      locale: 'en-GB',
      locales: {
        'en-US': styleText('locales-en-US.xml'),
        'en-GB': styleText('locales-en-GB.xml'),
      },
      items: [{ type: 'book', title: 'A', author: [{ family: 'B', given: 'C' }] }],
      part: 'bibliography',
    } as const;
    const beside = createFormatRunner(path.join(ROOT, 'out/main/worker.js'));
    onTestFinished(() => beside.end());
    const here = createFormatRunner(null);
    const answers = await Promise.all([beside.render(request), beside.render(request)]);
    expect(answers[0]).toEqual(await here.render(request));
    expect(answers[1]).toEqual(answers[0]);
    const wrong = { ...request, style: MADE_UP.replace('<text variable="title"', '<nonsense') };
    await expect(beside.render(wrong)).rejects.toThrow(/nonsense/u);
    const cut = beside.render({ ...request, style: styleText('apa.csl'), locale: 'en-US' });
    const isCut = expect(cut).rejects.toThrow(/closing/u);
    await beside.end();
    await isCut;
    expect(await beside.render(request)).toEqual(answers[0]);
  });
});

it('the words of a shipped style’s file are those of the project, letter for letter', () => {
  const readme = readFileSync(path.join(ROOT, 'resources/csl/README.md'), 'utf8');
  expect(readme).toContain('unmodified');
  expect(styleText('apa.csl')).toContain('licenses/by-sa/3.0/');
});
