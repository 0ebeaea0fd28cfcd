// `npm run test:electron`: the tests of the Electron host in Electron itself, where its binary is.
// Invariant: where it cannot be run, one line says why, and that is no failure.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from '../src/main/start/electron-binary.ts';
import { canOpenWindow } from '../src/main/start/electron-window.ts';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @returns {string | undefined} Why Electron cannot be run here. */
function obstacle() {
  if (findElectron(ROOT, process.env) === null) {
    return 'There is no binary of Electron here: `npx install-electron` fetches it, ELECTRON_OVERRIDE_DIST_PATH names a folder with one.';
  }
  const { platform } = process;
  const isRoot = process.getuid?.() === 0;
  if (canOpenWindow({ platform, environment: process.env, isRoot })) return undefined;
  return isRoot
    ? 'Electron keeps its sandbox and so does not run as root: call this as another user.'
    : 'Electron needs a screen: `xvfb-run npm run test:electron` gives it one.';
}

const why = obstacle();
if (why === undefined) {
  const cli = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
  const args = [cli, 'test', '--project=electron-real', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  process.stdout.write(`Not run: ${why}\n`);
}
