// The atlas's own reading beside the paper: asked for, in each bibliography format, from a real page.
import { expect, it, onTestFinished } from 'vitest';
import { samplePage } from '../../support/atlas-pages/sample-page.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

it('an export has the atlas’s reading only where it is asked for', async () => {
  const core = createTestCore({ folder: makeTempDir('snapshot') });
  onTestFinished(async () => {
    await core.close();
  });
  const { slug, snapshot } = await ask(core, 'page.import', { text: samplePage() });
  await ask(core, 'list.create', { name: 'L' });
  await ask(core, 'list.add', { list: 'L', slugs: [slug] });
  const key = `mecfsatlas-${slug}`;
  for (const format of ['bibtex', 'bibtex-utf8', 'biblatex', 'biblatex-utf8'] as const) {
    const plain = await ask(core, 'export.render', { list: 'L', format });
    expect(plain.keys).toEqual([key]);
    expect(plain.text).not.toContain('reading-of');
    const both = await ask(core, 'export.render', { list: 'L', format, snapshots: true });
    expect(snapshot).not.toBeNull();
    expect(both.keys).toEqual([key, `${key}-atlas`]);
    expect(both.text).toContain(`x-atlas-reading-of = {${key}}`);
    expect(both.text).toContain(snapshot?.generator ?? 'no generator');
    expect(both.thin).toEqual(plain.thin);
  }
});
