// Bundles that lie in folders which were allowed at start: listed, looked into, taken in, and left where they are.
import { chmodSync, existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import { bundledStudies, soundBundle } from '../../support/bundles.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { onlyIf } from '../../support/needs.ts';
import { bundleInFolder, bundlesIn } from '../../../src/main/router/bundles-in-folders.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

let base: string;
let folders: readonly [string, string];
let core: Core;

beforeEach(() => {
  base = makeTempDir('nearby');
  folders = [path.join(base, 'papers'), path.join(base, 'from-ada')];
  for (const folder of folders) mkdirSync(folder);
  core = createTestCore({
    folder: path.join(base, 'data'),
    chooser: {
      kind: 'download',
      folders: [...folders, path.join(base, 'was-removed')],
      chooseTarget: () => Promise.resolve(null),
      chooseSource: () => Promise.resolve(null),
    },
  });
  onTestFinished(async () => {
    await core.close();
  });
});

function put(folder: string, name: string, seconds: number): string {
  const file = path.join(folder, name);
  writeFileSync(file, soundBundle(bundledStudies(3)));
  utimesSync(file, seconds, seconds);
  return file;
}

describe('bundles in allowed folders', () => {
  it('are listed, newest first, and nothing else of the folders', async () => {
    const outside = put(base, 'outside.mecfs-atlas', 5);
    const older = put(folders[0], 'older.mecfs-atlas', 10);
    const newer = put(folders[1], 'newer.mecfs-atlas', 20);
    writeFileSync(path.join(folders[0], 'refs.bib'), '');
    mkdirSync(path.join(folders[0], 'folder.mecfs-atlas'));
    symlinkSync(outside, path.join(folders[0], 'link.mecfs-atlas'));
    put(folders[0], '.hidden.mecfs-atlas', 30);
    const { bundles } = await ask(core, 'bundle.nearby', {});
    expect(bundles).toMatchObject([
      { folder: 1, name: 'newer.mecfs-atlas', shown: newer, changedAt: 20_000 },
      { folder: 0, name: 'older.mecfs-atlas', shown: older, changedAt: 10_000 },
    ]);
    expect(bundles[0]?.bytes).toBeGreaterThan(100);
  });

  it('are looked into and taken in, and stay where they are', async () => {
    const file = put(folders[1], 'ada.mecfs-atlas', 20);
    const from = { folder: 1, name: 'ada.mecfs-atlas' };
    const picked = await ask(core, 'file.pick', { kind: 'bundle', from });
    expect(picked.shown).toBe(file);
    expect(await ask(core, 'bundle.verify', { file: picked.file })).toMatchObject({ count: 3 });
    expect((await ask(core, 'bundle.import', { file: picked.file })).added).toHaveLength(3);
    expect(existsSync(file)).toBe(true);
  });

  const rights = onlyIf(process.platform !== 'win32', 'on Linux and macOS');
  it.skipIf(rights.isMissing)(
    `are none where a folder can be listed and not entered ${rights.note}`,
    () => {
      const [folder] = folders;
      put(folder, 'here.mecfs-atlas', 10);
      chmodSync(base, 0o755);
      chmodSync(folder, 0o444);
      // Somebody else of this computer, whom rights bind even where the tests run as root.
      const isRoot = process.getuid?.() === 0;
      if (isRoot) process.seteuid?.('nobody');
      try {
        expect(bundlesIn(folder)).toEqual([]);
        expect(() => bundleInFolder(folder, 'here.mecfs-atlas')).toThrow(/may not be looked at/u);
      } finally {
        if (isRoot) process.seteuid?.(0);
        chmodSync(folder, 0o755);
      }
      expect(bundlesIn(folder)).toHaveLength(1);
    },
  );

  it.each([
    [0, '../outside.mecfs-atlas', 'invalid-input'],
    [0, 'link.mecfs-atlas', 'invalid-input'],
    [0, 'refs.bib', 'not-found'],
    [0, 'none.mecfs-atlas', 'not-found'],
    [7, 'older.mecfs-atlas', 'not-found'],
    [2, 'older.mecfs-atlas', 'not-writable'],
  ])('are no way to another file: folder %i, %s', async (folder, name, code) => {
    const outside = put(base, 'outside.mecfs-atlas', 5);
    symlinkSync(outside, path.join(folders[0], 'link.mecfs-atlas'));
    writeFileSync(path.join(folders[0], 'refs.bib'), '');
    expect(
      await core.request('file.pick', { kind: 'bundle', from: { folder, name } }),
    ).toMatchObject({ ok: false, error: { code } });
  });
});
