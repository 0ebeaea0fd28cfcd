// Styles in the terminal, as built: the processor is bundled, the shipped styles lie beside the build.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCli, ensureCliBuilt } from '../../support/cli.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const SLUG = 'naviaux-2016-metabolomics';
const STYLE = `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>House style</title><id>http://example.org/styles/house</id></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix="."><text variable="title" text-case="uppercase"/></layout></bibliography></style>`;

beforeAll(() => {
  ensureCliBuilt();
});

describe('styles', () => {
  it('format works from elsewhere, as a list and in a text', async () => {
    const cli = createCli(makeTempDir('styles'));
    const input = JSON.stringify([
      {
        type: 'book',
        title: 'B_1',
        author: [{ family: 'Smith', given: 'J' }],
        issued: { raw: '1993-00-00' },
      },
    ]);
    const run = async (...words: string[]) => await cli.run(['format', ...words], { input });
    expect(await run('--to', 'markdown')).toMatchObject({
      code: 0,
      stdout: 'Smith, J. (1993). *B\\_1*.\n',
    });
    expect((await run('--to', 'text', '--style', 'vancouver')).stdout).toBe(
      '1. Smith J. B_1. 1993.\n',
    );
    expect((await run('--to', 'text', '--style', 'harvard', '--in-text')).stdout).toBe(
      '(Smith, 1993)\n',
    );
    const wrong = await run('--to', 'bibtex', '--style', 'apa');
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('BibTeX is written without a style');
  });

  it('are added from a file, used, and removed; what is no style is refused by name', async () => {
    const folder = makeTempDir('styles');
    const cli = createCli(folder);
    const file = path.join(folder, 'house.csl');
    writeFileSync(file, STYLE);
    expect((await cli.run(['style', 'add', file])).stdout).toBe(
      '“House style” is there now: --style house\n',
    );
    const cited = await cli.run(['cite', SLUG, '--as', 'text', '--style', 'house']);
    expect(cited.stdout).toBe('METABOLIC FEATURES OF CHRONIC FATIGUE SYNDROME.\n');
    expect((await cli.run(['style', 'list'])).stdout).toContain('house  House style (added)');
    writeFileSync(file, 'x'.repeat(10_000_000));
    const large = await cli.run(['style', 'add', file]);
    expect(large).toMatchObject({ code: 2, stdout: '' });
    expect(large.stderr).toContain('house.csl is too large to be a style (10 MB)');
    writeFileSync(file, Buffer.from([0x3c, 0xff, 0xfe]));
    expect((await cli.run(['style', 'add', file])).stderr).toContain('no text in UTF-8');
    expect((await cli.run(['style', 'remove', 'house'])).stdout).toBe(
      '“House style” was removed.\n',
    );
  });

  it('citations of studies are printed to be pasted', async () => {
    const cli = createCli(makeTempDir('styles'));
    const cite = async (...words: string[]) => (await cli.run(['cite', SLUG, ...words])).stdout;
    expect(await cite()).toBe(`\\cite{mecfsatlas-${SLUG}}\n`);
    expect(await cite('--as', 'pandoc')).toBe(`[@mecfsatlas-${SLUG}]\n`);
    expect(await cite('--as', 'markdown', '--in-text')).toBe('(Naviaux et al., 2016)\n');
  });
});
