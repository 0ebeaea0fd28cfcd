// A listed study that the copy of the atlas has lost: what it was last shown with still counts.
import { rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import { samplePage } from '../../support/atlas-pages/sample-page.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const LIST = 'Breathing';

async function reportOf(core: Core): Promise<readonly string[]> {
  const { thin } = await ask(core, 'export.render', { list: LIST, format: 'bibtex' });
  return thin.flatMap(({ lacks }) => lacks);
}

/** The mirror is disposable: this is what is left when it is thrown away. */
function forgetCopy(folder: string): void {
  const { atlas } = dataPaths(folder);
  for (const end of ['', '-wal', '-shm']) rmSync(`${atlas}${end}`, { force: true });
}

it('the report of an export says of PEM what the atlas last said, not that it is silent', async () => {
  const folder = makeTempDir('missing');
  const first = createTestCore({ folder });
  const study = await ask(first, 'page.import', { text: samplePage() });
  await ask(first, 'list.create', { name: LIST });
  await ask(first, 'list.add', { list: LIST, slugs: [study.slug] });
  const before = await reportOf(first);
  expect(before).not.toContain('pem-not-stated');
  await first.close();

  forgetCopy(folder);
  const second = createTestCore({ folder });
  onTestFinished(async () => {
    await second.close();
  });
  const shown = await ask(second, 'study.show', { slug: study.slug });
  expect(shown.shownFrom).toBe('history');
  expect(shown.pemSources.pem.value).toBe('not-required');
  expect(await reportOf(second)).toEqual(before);
});

it('what the reader did with it is told beside its citation', async () => {
  const folder = makeTempDir('missing');
  const first = createTestCore({ folder });
  const { slug, title } = await ask(first, 'page.import', { text: samplePage() });
  await ask(first, 'list.create', { name: LIST });
  await ask(first, 'list.add', { list: LIST, slugs: [slug] });
  await ask(first, 'tag.add', { slugs: [slug], tag: 'to cite' });
  await ask(first, 'read.set', { slugs: [slug], state: 'read' });
  const there = await ask(first, 'search.rows', { slugs: [slug] });
  expect([there.rows.length, there.missing]).toEqual([1, []]);
  await first.close();

  forgetCopy(folder);
  const second = createTestCore({ folder });
  onTestFinished(async () => {
    await second.close();
  });
  expect(await ask(second, 'search.rows', { slugs: [slug] })).toEqual({
    rows: [],
    // A citation's title has no full stop at its end.
    missing: [{ slug, title: title.replace(/\.$/u, ''), read: 'read', tags: ['to cite'] }],
  });
});
