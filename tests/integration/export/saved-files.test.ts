// Files of formats that hold no comments, through the whole core: known again by the library, refused where changed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import type { ExportFormat } from '../../../src/shared/domain/export-formats.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { csvRecords } from '../../unit/export/read-csv.ts';
import { only, readRis } from '../../unit/export/read-ris.ts';

const FIRST = 'naviaux-2016-metabolomics' as Slug;
const SECOND = 'iom-2015-diagnostic-criteria' as Slug;
const LIST = 'Metabolism';

let folder = '';
let core: Core;
beforeEach(async () => {
  folder = path.join(makeTempDir('saved'), 'papers');
  mkdirSync(folder);
  core = createTestCore({
    folder: makeTempDir('core'),
    now: () => Date.UTC(2026, 10, 28),
    chooser: {
      kind: 'download',
      folders: [folder],
      chooseTarget: (name) => Promise.resolve({ target: name, shown: name }),
      chooseSource: () => Promise.resolve(null),
    },
  });
  onTestFinished(async () => {
    await core.close();
  });
  await ask(core, 'list.create', { name: LIST });
  await ask(core, 'list.add', { list: LIST, slugs: [FIRST, SECOND] });
});

/** Saves the list under the name that it suggests; the core's own envelope. */
async function save(format: ExportFormat, force = false): Promise<unknown> {
  const { suggestedName } = await ask(core, 'export.render', { list: LIST, format });
  const { target } = await ask(core, 'file.offer', { name: suggestedName, folder: 0 });
  return core.request('export.save', { list: LIST, format, target: target ?? '', force });
}

describe.each([
  ['ris', 'metabolism.ris'],
  ['csl-json', 'metabolism.json'],
  ['csv', 'metabolism.csv'],
] as const)('a list as %s', (format, name) => {
  it('is written, written again where the list changed, and left alone where the file did', async () => {
    const file = path.join(folder, name);
    expect(await save(format)).toMatchObject({ ok: true, value: { written: true, entries: 2 } });
    const first = readFileSync(file, 'utf8');
    expect(await save(format)).toMatchObject({ ok: true, value: { written: false } });

    await ask(core, 'list.remove', { list: LIST, slugs: [SECOND] });
    expect(await save(format)).toMatchObject({ ok: true, value: { written: true, kept: null } });
    expect(readFileSync(file, 'utf8')).not.toBe(first);

    writeFileSync(file, `${readFileSync(file, 'utf8')}mine\n`);
    const mine = readFileSync(file, 'utf8');
    expect(await save(format)).toMatchObject({
      ok: false,
      error: {
        code: 'target-not-ours',
        message: expect.stringContaining('is no longer what this program wrote there') as string,
      },
    });
    expect(readFileSync(file, 'utf8')).toBe(mine);

    expect(await save(format, true)).toMatchObject({ ok: true, value: { written: true } });
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe(mine);
  });

  it('has the same bytes, in whatever order the list stands', async () => {
    const text = async (): Promise<string> =>
      (await ask(core, 'export.render', { list: LIST, format })).text;
    const first = await text();
    await ask(core, 'list.move', {
      list: LIST,
      slug: SECOND,
      place: { position: 1 },
    });
    expect(await text()).toBe(first);
  });
});

describe('a list of the starter set', () => {
  it('has what each source says of PEM, apart, in RIS and in CSV', async () => {
    await ask(core, 'coding.set', {
      slug: FIRST,
      required: 'no',
      definitions: ['Fukuda'],
    });
    const ris = (await ask(core, 'export.render', { list: LIST, format: 'ris' })).text;
    const csv = (await ask(core, 'export.render', { list: LIST, format: 'csv' })).text;
    const rows = csvRecords(csv);
    for (const [index, record] of readRis(ris).entries()) {
      const row = rows[index] ?? {};
      expect(only(record, 'ID')).toBe(row['key']);
      const tags = record.values.get('KW') ?? [];
      const inWords = (prefix: string): string =>
        tags
          .find((tag) => tag.startsWith(prefix))
          ?.slice(prefix.length)
          .replace('-', ' ') ?? 'not stated';
      expect(inWords('pem:')).toBe(row['pem_atlas']);
      expect(inWords('pem-derived:')).toBe(row['pem_derived']);
    }
    expect(rows.map((row) => row['pem_own']).sort()).toEqual(['not required', 'not stated']);
  });
});
