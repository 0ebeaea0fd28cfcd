// Where a window or a browser can be opened, and with which words.
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canOpenBrowser, openerFor } from '../../../src/main/hosts/browser/open-browser.ts';
import { canOpenWindow, runElectron } from '../../../src/main/start/electron-window.ts';
import { onlyIf } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const posix = onlyIf(process.platform !== 'win32', 'on POSIX');
const person = { platform: 'linux', environment: { DISPLAY: ':0' }, isRoot: false };

describe('a window of its own', () => {
  it('needs a screen, and a person who is not root, on Linux', () => {
    expect(canOpenWindow(person)).toBe(true);
    expect(canOpenWindow({ ...person, environment: { WAYLAND_DISPLAY: 'w' } })).toBe(true);
    expect(canOpenWindow({ ...person, environment: { DISPLAY: '' } })).toBe(false);
    expect(canOpenWindow({ ...person, isRoot: true })).toBe(false);
    expect(canOpenWindow({ ...person, platform: 'darwin', environment: {} })).toBe(true);
    expect(canOpenWindow({ ...person, platform: 'win32', environment: {} })).toBe(true);
  });

  const programs: readonly (readonly [string, string, object])[] = [
    [
      'that opens',
      'process.send("window-is-open", () => process.exit(0))',
      { opened: true, code: 0 },
    ],
    [
      'that breaks after it opened',
      'process.send("window-is-open", () => process.exit(3))',
      { opened: true, code: 3 },
    ],
    ['that another one stands for', 'process.exit(0)', { opened: true, code: 0 }],
    ['that cannot open', 'process.exit(127)', { opened: false, code: 127 }],
  ];
  it.skipIf(posix.isMissing).each(programs)(
    `%s is told apart ${posix.note}`,
    async (_what, code, ended) => {
      const root = makeTempDir('window');
      const binary = path.join(root, 'electron');
      writeFileSync(binary, `#!${process.execPath}\n${code}\n`);
      chmodSync(binary, 0o755);
      const signal = new AbortController().signal;
      const options = { binary, root, dataFolder: root, folders: [], signal };
      expect(await runElectron(options)).toEqual(ended);
    },
  );
});

describe('a browser', () => {
  it('is opened where somebody sees it', () => {
    expect(canOpenBrowser(person)).toBe(true);
    expect(canOpenBrowser({ ...person, isRoot: true })).toBe(false);
    expect(canOpenBrowser({ ...person, environment: {} })).toBe(false);
    expect(canOpenBrowser({ ...person, environment: { DISPLAY: ':0', CI: '1' } })).toBe(false);
    expect(canOpenBrowser({ ...person, platform: 'darwin', environment: {} })).toBe(true);
  });

  it('is given a file and nothing else', () => {
    for (const platform of ['linux', 'darwin', 'win32']) {
      expect(openerFor(platform, '/data/open-1.html')[1]).toEqual(['/data/open-1.html']);
    }
  });
});
