// The main job through the command line: an atlas is copied, searched by PEM, listed, annotated, exported, and a
// manuscript that cites each study compiles.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startFakeAtlas } from '../../support/fake-atlas/server.ts';
import { createCli, ensureCliBuilt, mustRun } from '../../support/cli.ts';
import { compileDocument } from '../../support/latex.ts';
import { needsTool } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const tex = needsTool('pdflatex', 'bibtex');

describe.skipIf(tex.isMissing)(`the main job ${tex.note}`, () => {
  beforeAll(ensureCliBuilt);

  it('goes from an atlas to a compiled bibliography, and the same export has the same bytes', async () => {
    const atlas = await startFakeAtlas({ studies: 300, seed: 7 });
    onTestFinished(() => atlas.close());
    const folder = makeTempDir('main-job');
    const cli = createCli(path.join(folder, 'data'));

    const receipt = (
      await mustRun(cli.run(['sync', '--source', atlas.url, '--delay', '0', '--json']))
    ).json();
    expect(receipt).toMatchObject({ listed: 300, unreadable: [] });
    expect(atlas.mostAtOnce()).toBeLessThanOrEqual(2);

    const found = (
      await mustRun(cli.run(['search', 'pem:required cytokine', '--json']))
    ).json() as { slugs: string[]; total: number };
    const expected = atlas.corpus.all().filter((reading) => {
      return (
        reading.badges.pem?.label === 'PEM required' &&
        /\bcytokine/iu.test(JSON.stringify([reading.title, reading.sections, reading.journal]))
      );
    });
    expect(new Set(found.slugs)).toEqual(new Set(expected.map((reading) => reading.slug)));
    expect(found.slugs.length).toBeGreaterThan(3);

    await mustRun(cli.run(['list', 'create', 'Cytokines, PEM required']));
    await mustRun(cli.run(['list', 'add', 'Cytokines, PEM required', ...found.slugs]));
    await mustRun(
      cli.run(['note', found.slugs[0] ?? ''], { input: 'Uses the **CCC**; check the assay.\n' }),
    );
    const shown = (await mustRun(cli.run(['show', found.slugs[0] ?? '', '--json']))).json();
    expect(shown).toMatchObject({
      pem: 'required',
      lists: ['Cytokines, PEM required'],
      notes: [{ body: 'Uses the **CCC**; check the assay.\n' }],
    });

    const file = path.join(folder, 'refs.bib');
    const save = [
      'export',
      '--list',
      'Cytokines, PEM required',
      '--format',
      'bibtex',
      '--out',
      file,
    ];
    await mustRun(cli.run(save));
    const first = readFileSync(file);
    await mustRun(cli.run(save));
    await mustRun(cli.run(['sync', '--source', atlas.url, '--delay', '0']));
    await mustRun(cli.run(save));
    expect(readFileSync(file).equals(first)).toBe(true);

    const keys = found.slugs.map((slug) => `mecfsatlas-${slug}`);
    for (const style of ['plain', 'apalike', 'plainnat'] as const) {
      const result = await compileDocument({ bib: first.toString('utf8'), keys, style });
      expect(result.errors, style).toEqual([]);
      expect(result.undefinedCitations, style).toEqual([]);
      expect(
        result.bibtexWarnings.filter(
          (warning) => !/empty author|no author|to sort, need author/iu.test(warning),
        ),
        style,
      ).toEqual([]);
    }

    // A file that is not ours stays as it is.
    writeFileSync(file, '@article{mine, title = {My own}}\n');
    const refused = await cli.run(save);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('--force');
    expect(readFileSync(file, 'utf8')).toContain('My own');
    await mustRun(cli.run([...save, '--force']));
    expect(readFileSync(`${file}.bak`, 'utf8')).toContain('My own');
    expect(readFileSync(file).equals(first)).toBe(true);
  });
});
