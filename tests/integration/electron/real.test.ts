// `npm run test:electron` where Electron cannot be run: it says so, and is no failure.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeTempDir } from '../../support/temp-dir.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../../../scripts/test-electron.mjs');

it('without a binary one line says why nothing was tested', () => {
  const run = spawnSync(process.execPath, [SCRIPT], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ELECTRON_OVERRIDE_DIST_PATH: makeTempDir('no-binary') },
  });
  expect(run.stderr).toBe('');
  expect(run.stdout).toMatch(/^Not run: There is no binary of Electron here: .*\n$/u);
  expect(run.status).toBe(0);
});
