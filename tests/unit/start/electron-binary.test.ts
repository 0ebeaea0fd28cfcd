// How `npm start` finds or fetches Electron, and what a refusal costs.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  electronBinary,
  findElectron,
  type BinaryOptions,
} from '../../../src/main/start/electron-binary.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const HOUR_MS = 3_600_000;
let root: string;
let said: string[];
let probes: string[];

beforeEach(() => {
  root = makeTempDir('electron-binary');
  [said, probes] = [[], []];
  mkdirSync(path.join(root, 'node_modules/electron'), { recursive: true });
});

/** Stands for Electron's own installer: it puts the binary in place, or fails as it does offline. */
function putInstaller(works: boolean): void {
  const code = works
    ? `const fs = require('node:fs');
       fs.mkdirSync(__dirname + '/dist'); fs.writeFileSync(__dirname + '/dist/electron', '');
       fs.writeFileSync(__dirname + '/path.txt', 'electron');`
    : `console.log('noise'); throw new Error('a stack trace');`;
  writeFileSync(path.join(root, 'node_modules/electron/install.js'), code);
}

function options(isReachable: boolean, more: Partial<BinaryOptions> = {}): BinaryOptions {
  return {
    root,
    environment: {},
    now: Date.now,
    fetch: (input) => {
      probes.push(typeof input === 'string' ? input : 'something else');
      return isReachable
        ? Promise.resolve(new Response())
        : Promise.reject(new TypeError('offline'));
    },
    say: (line) => said.push(line),
    ...more,
  };
}

describe('Electron’s binary', () => {
  it('is found where its installer put it, without a word and without a request', async () => {
    putInstaller(true);
    const dist = path.join(root, 'node_modules/electron/dist');
    mkdirSync(dist);
    writeFileSync(path.join(dist, 'electron'), '');
    expect(findElectron(root, {})).toBe(null);
    writeFileSync(path.join(root, 'node_modules/electron/path.txt'), 'electron');
    expect(await electronBinary(options(false))).toBe(path.join(dist, 'electron'));
    expect(probes).toEqual([]);
    expect(said).toEqual([]);
  });

  it('is found in the folder that the environment names, also without the installer’s note', () => {
    const dist = path.join(root, 'elsewhere');
    mkdirSync(dist);
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: dist })).toBe(null);
    writeFileSync(path.join(dist, 'electron'), '');
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: dist })).toBe(
      path.join(dist, 'electron'),
    );
    expect(findElectron(root, {})).toBe(null);
  });

  it('is fetched where the site can be reached', async () => {
    putInstaller(true);
    expect(await electronBinary(options(true))).toBe(
      path.join(root, 'node_modules/electron/dist/electron'),
    );
    expect(probes).toEqual(['https://github.com/electron/electron/releases/']);
    expect(said).toHaveLength(1);
  });

  it('is asked for at the mirror that the person named', async () => {
    putInstaller(false);
    const environment = { ELECTRON_MIRROR: 'https://mirror.example/' };
    await electronBinary(options(false, { environment }));
    expect(probes).toEqual(['https://mirror.example/']);
  });

  it.each([
    ['cannot be reached', false, 1],
    ['does not give it', true, 2],
  ])(
    'that %s costs one line about it, and no second try for a day',
    async (_what, reach, lines) => {
      putInstaller(false);
      expect(await electronBinary(options(reach))).toBe(null);
      expect(said).toHaveLength(lines);
      expect(said.at(-1)).toMatch(/opens in your browser instead/u);
      const now = Date.now();
      expect(await electronBinary(options(reach, { now: () => now + 23 * HOUR_MS }))).toBe(null);
      expect(probes).toHaveLength(1);
      expect(said).toHaveLength(lines);
      await electronBinary(options(reach, { now: () => now + 25 * HOUR_MS }));
      expect(probes).toHaveLength(2);
    },
  );

  it('costs under two seconds where a site takes the connection and says nothing', async () => {
    putInstaller(true);
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const startedMs = performance.now();
    const environment = { ELECTRON_MIRROR: `http://127.0.0.1:${address.port}/` };
    expect(await electronBinary(options(true, { environment, fetch: globalThis.fetch }))).toBe(
      null,
    );
    expect(performance.now() - startedMs).toBeLessThan(2000);
    expect(existsSync(path.join(root, 'node_modules/electron/dist'))).toBe(false);
  });

  it('is not looked for where the package is not installed', async () => {
    expect(await electronBinary(options(true))).toBe(null);
    expect(probes).toEqual([]);
  });

  it('is never found by loading the package, which would begin a download', () => {
    const code = readFileSync(
      path.resolve(import.meta.dirname, '../../../src/main/start/electron-binary.ts'),
      'utf8',
    );
    expect(code).not.toMatch(/(?:from|import|require)\s*\(?\s*'electron/u);
  });
});
