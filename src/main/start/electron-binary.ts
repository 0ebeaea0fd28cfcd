// Finds Electron's binary, or fetches it, for `npm start`. The package itself is never loaded: in plain Node
// that would begin a download by itself.
// Invariant: a refusal costs under two seconds and one line, and is not tried again for a day.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PROBE_MS = 1500;
const REMEMBER_MS = 24 * 3_600_000;
const RELEASES = 'https://github.com/electron/electron/releases/';

export interface BinaryOptions {
  /** The checkout, or where the program was put. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  /** One line for the person. */
  readonly say: (line: string) => void;
}

/** The binary as Electron's own installer put it there, or where the environment says; else null. */
export function findElectron(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const note = join(folder, 'path.txt');
  const given = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  // Without the installer's note the name is the plain one, as Electron's own package has it.
  if (!existsSync(note) && given === undefined) return null;
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : 'electron';
  const binary = join(given ?? join(folder, 'dist'), name);
  return existsSync(binary) ? binary : null;
}

/** The binary, fetched where it is missing and can be had; else null, after one line that says so. */
export async function electronBinary(options: BinaryOptions): Promise<string | null> {
  const { root, environment } = options;
  const found = findElectron(root, environment);
  if (found !== null) return found;
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer) || wasRefused(options)) return null;
  if (!(await isWithinReach(options))) {
    return refused(options, 'The site that Electron comes from cannot be reached');
  }
  options.say('Fetching Electron, which the window of its own needs (about 110 MB, once).');
  if (!(await install(installer, root))) return refused(options, 'Electron could not be fetched');
  return findElectron(root, environment) ?? refused(options, 'Electron could not be put in place');
}

function refused(options: BinaryOptions, why: string): null {
  options.say(`${why}; the program opens in your browser instead. The next try is in a day.`);
  const path = refusalPath(options.root);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
  } catch {
    // A checkout that cannot be written: it is tried, and told, at the next start again.
    return null;
  }
  return null;
}

function wasRefused({ root, now }: BinaryOptions): boolean {
  const modified = statSync(refusalPath(root), { throwIfNoEntry: false })?.mtimeMs;
  return modified !== undefined && Math.abs(now() - modified) < REMEMBER_MS;
}

function refusalPath(root: string): string {
  return join(root, 'node_modules', '.cache', 'companion', 'electron-refused');
}

// Any answer at all means that the way is open; the installer asks for the file itself.
async function isWithinReach({ environment, fetch }: BinaryOptions): Promise<boolean> {
  const mirror = environment['ELECTRON_MIRROR'] ?? environment['npm_config_electron_mirror'];
  try {
    const signal = AbortSignal.timeout(PROBE_MS);
    await fetch(mirror ?? RELEASES, { method: 'HEAD', redirect: 'manual', signal });
    return true;
  } catch {
    return false;
  }
}

// Its words are for developers and would stand on stdout; a refusal has its one line above.
function install(installer: string, root: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], { cwd: root, stdio: 'ignore' });
    child.once('error', () => {
      resolve(false);
    });
    child.once('close', (code) => {
      resolve(code === 0);
    });
  });
}
