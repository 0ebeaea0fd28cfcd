// Makes something to install: `npm run package -- linux`, or mac, or win; this machine's own without a word.
// Invariant: nothing is published. Where Electron cannot be fetched one line says so, before anything is packed.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { PlainError, say } from '../bootstrap/say.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PLATFORMS = new Map([
  ['linux', '--linux'],
  ['mac', '--mac'],
  ['win', '--win'],
]);
const OWN: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'mac', win32: 'win' };
const RELEASES = 'https://github.com/electron/electron/releases/';
/** electron-builder itself tries for 44 seconds. */
const PROBE_MS = 3000;

async function isWithinReach(): Promise<boolean> {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'];
  try {
    const signal = AbortSignal.timeout(PROBE_MS);
    await fetch(mirror ?? RELEASES, { method: 'HEAD', redirect: 'manual', signal });
    return true;
  } catch {
    return false;
  }
}

async function main(argv: readonly string[]): Promise<void> {
  const [name = OWN[process.platform] ?? '', ...rest] = argv;
  const flag = PLATFORMS.get(name);
  if (flag === undefined || rest.length > 0) {
    throw new PlainError('Usage: npm run package -- linux, or mac, or win.', 2);
  }
  if (name === 'mac' && process.platform !== 'darwin') {
    throw new PlainError('A dmg for macOS can be made on macOS only. Nothing was packed.');
  }
  if (!(await isWithinReach())) {
    throw new PlainError(
      'The site that Electron comes from cannot be reached, so nothing was packed. "npm run package:check" tests the configuration and the files without it.',
    );
  }
  const cli = path.join(ROOT, 'node_modules/electron-builder/cli.js');
  const config = path.join(ROOT, 'electron-builder.ts');
  const { status } = spawnSync(
    process.execPath,
    [cli, flag, '--publish', 'never', '--config', config],
    { cwd: ROOT, stdio: 'inherit' },
  );
  if (status !== 0) throw new PlainError('electron-builder stopped; why is said above.');
  say('What was made is in dist/.');
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  say(error.message);
  process.exitCode = error.exitCode;
}
