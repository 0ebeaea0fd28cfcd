// A PDF that a host made, put where the reader chose.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const PDF = Buffer.from('%PDF-1.7\n\u00e2\u00e3 bytes \u0000\n%%EOF', 'latin1');
let folder: string;
let core: Core;

beforeEach(() => {
  folder = path.join(makeTempDir('print'), 'papers');
  mkdirSync(folder);
  const chooser = {
    kind: 'none' as const,
    folders: [folder],
    chooseTarget: () => Promise.resolve(null),
    chooseSource: () => Promise.resolve(null),
  };
  core = createTestCore({ folder: path.join(folder, 'data'), chooser });
  onTestFinished(async () => {
    await core.close();
  });
});

async function target(): Promise<string> {
  const offer = await ask(core, 'file.offer', { name: 'sheet.pdf', folder: 0 });
  return offer.target ?? '';
}
const file = (): string => path.join(folder, 'sheet.pdf');
const pdf = PDF.toString('base64');

describe('a PDF', () => {
  it('is written byte for byte, and replaces its own older self', async () => {
    expect(await ask(core, 'print.save', { target: await target(), pdf })).toMatchObject({
      written: true,
      kept: null,
    });
    expect(readFileSync(file())).toEqual(PDF);
    const other = Buffer.concat([PDF, PDF]);
    const again = { target: await target(), pdf: other.toString('base64') };
    expect(await ask(core, 'print.save', again)).toMatchObject({ written: true, kept: null });
    expect(readFileSync(file())).toEqual(other);
  });

  it('leaves a file that somebody else made, until that is asked for', async () => {
    writeFileSync(file(), 'mine');
    const handle = await target();
    expect(await core.request('print.save', { target: handle, pdf })).toMatchObject({
      ok: false,
      error: { code: 'target-not-ours' },
    });
    expect(readFileSync(file(), 'utf8')).toBe('mine');
    const { kept } = await ask(core, 'print.save', { target: handle, pdf, force: true });
    expect(readFileSync(path.join(folder, kept ?? ''), 'utf8')).toBe('mine');
  });

  it.each([
    ['anything else', Buffer.from('<html>').toString('base64')],
    ['what is no base64', '§§§'],
    ['nothing', ''],
  ])('is all that is written: not %s', async (_, text) => {
    const answer = await core.request('print.save', { target: await target(), pdf: text });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });
});
