// What the tests need from the system (TeX Live with biber, a font, pandoc, Chromium): looked for, and on Debian as
// root installed through apt, after one line that says so.
// Invariant: COMPANION_NO_SYSTEM_INSTALL=1 forbids it; the tests run either way, and the ones
// that need a missing tool are skipped and counted.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { run } from './run.mjs';
import { codeOf, messageOf, say } from './say.mjs';

/**
 * The smallest set that compiles what the tests compile (measured on Debian 12, TeX Live 2022):
 * base has pdflatex, bibtex, natbib with plainnat, apalike and the EC fonts (drawn by Metafont on
 * first use), recommended has etoolbox, which biblatex of bibtex-extra loads, and fontspec. xetex comes
 * with base; its XeLaTeX format is made by the tests.
 */
const TEX_PACKAGES = [
  'texlive-latex-base',
  'texlive-latex-recommended',
  'texlive-bibtex-extra',
  'biber',
];

const TEX_PROGRAMS = ['pdflatex', 'xetex', 'bibtex', 'biber', 'kpsewhich'];

const TEX_FILES = [
  'plain.bst',
  'apalike.bst',
  'plainnat.bst',
  'natbib.sty',
  'url.sty',
  'textcomp.sty',
  't1cmr.fd',
  'ecrm1000.tfm',
  'etoolbox.sty',
  'biblatex.sty',
  'vancouver.bbx',
  'fontspec.sty',
  'xelatex.ini',
];

/** Latin, Greek, Cyrillic, Chinese and Japanese letters in 1.6 MB. */
const WIDE_FONT = 'WenQuanYi Micro Hei';

/** Debian's name first; the others are what people have on their own computers. */
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const BROWSER_PACKAGES = ['chromium', 'fonts-dejavu-core'];

/**
 * Something that tests need, the packages it comes in, and how to see whether it is there.
 * @typedef {object} SystemNeed
 * @property {string} name
 * @property {readonly string[]} packages
 * @property {() => readonly string[]} findMissing
 */

/** @type {readonly SystemNeed[]} */
const NEEDS = [
  { name: 'TeX Live and biber', packages: TEX_PACKAGES, findMissing: findMissingTex },
  {
    name: 'a font',
    packages: ['fonts-wqy-microhei', 'fontconfig'],
    findMissing: () => (hasFont(WIDE_FONT) ? [] : [WIDE_FONT]),
  },
  {
    name: 'pandoc',
    packages: ['pandoc'],
    findMissing: () => (findProgram('pandoc') === undefined ? ['pandoc'] : []),
  },
  {
    name: 'Chromium',
    packages: BROWSER_PACKAGES,
    findMissing: () => (findBrowser() === undefined ? ['chromium'] : []),
  },
];

/**
 * Sees to it that the tests find what they need, where that is possible and allowed.
 * @param {string} root The checkout.
 */
export async function ensureSystem(root) {
  for (const need of NEEDS) await ensureNeed(root, need);
}

/**
 * @param {string} root The checkout.
 * @param {SystemNeed} need
 */
async function ensureNeed(root, { name, packages, findMissing }) {
  const missing = findMissing();
  if (missing.length === 0) return;
  const names = missing.join(', ');
  if (process.env.COMPANION_NO_SYSTEM_INSTALL === '1') {
    say(
      `Missing: ${names}. COMPANION_NO_SYSTEM_INSTALL=1 forbids installing; those tests are skipped.`,
    );
    return;
  }
  if (!isDebian() || process.getuid?.() !== 0 || findProgram('apt-get') === undefined) {
    say(
      `Missing: ${names}. The tests that need it are skipped; on Debian it comes with ` +
        `\`apt-get install --no-install-recommends ${packages.join(' ')}\` as root.`,
    );
    return;
  }
  await withLock(root, async (lock) => {
    if (findMissing().length === 0) return;
    say(`Installing ${name} for the tests through apt: ${packages.join(' ')} …`);
    await installPackages(packages, lock);
  });
  const stillMissing = findMissing();
  if (stillMissing.length > 0) {
    say(`Still missing: ${stillMissing.join(', ')}. What apt says is above.`);
  }
}

/** The browser that the tests drive: its path, or undefined. @returns {string | undefined} */
export function findBrowser() {
  for (const name of BROWSERS) {
    const found = findProgram(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * True for a font that fontconfig knows, which XeTeX asks.
 * @param {string} family
 */
export function hasFont(family) {
  try {
    return execFileSync('fc-list', [':', 'family'], { encoding: 'utf8' }).includes(family);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * @param {readonly string[]} packages
 * @param {import('./lock.mjs').Lock} lock
 */
async function installPackages(packages, lock) {
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  // A fresh image has no package lists; a stale one names files that the mirror no longer has.
  const isUpdated = !hasPackageLists() && (await aptGet(['update'], lock));
  if ((await aptGet(install, lock)) || isUpdated) return;
  if (await aptGet(['update'], lock)) await aptGet(install, lock);
}

/**
 * @param {readonly string[]} args
 * @param {import('./lock.mjs').Lock} lock
 * @returns {Promise<boolean>} True if apt-get ended well.
 */
async function aptGet(args, lock) {
  // Unattended upgrades hold dpkg's lock for a while on a machine that has just started.
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'];
  /** @type {number | undefined} */
  let pid;
  try {
    const ending = await run('apt-get', [...options, ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 2, 2],
      onStart: (started) => lock.addChild((pid = started)),
    });
    return ending.code === 0;
  } catch (error) {
    say(`apt-get could not be started (${messageOf(error)}).`);
    return false;
  } finally {
    if (pid !== undefined) lock.removeChild(pid);
  }
}

/** Programs and TeX files that are not there. @returns {string[]} */
export function findMissingTex() {
  const programs = TEX_PROGRAMS.filter((name) => findProgram(name) === undefined);
  if (programs.includes('kpsewhich')) return programs;
  return [...programs, ...findMissingTexFiles()];
}

/** @returns {string[]} */
function findMissingTexFiles() {
  const found = new Set(askKpsewhich().map((line) => path.basename(line)));
  return TEX_FILES.filter((name) => !found.has(name));
}

/** kpsewhich prints a line for each file it finds, and ends with 1 if it misses one. */
function askKpsewhich() {
  try {
    return execFileSync('kpsewhich', TEX_FILES, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).split('\n');
  } catch (error) {
    const isAnswer = error instanceof Error && 'stdout' in error;
    return isAnswer ? String(error.stdout).split('\n') : [];
  }
}

/**
 * Where on PATH a program lies.
 * @param {string} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const suffix of suffixes) {
      const file = path.join(folder, `${name}${suffix}`);
      if (folder !== '' && isProgram(file)) return file;
    }
  }
  return undefined;
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** True on Debian and what calls itself like it (Ubuntu's packages have the same names). */
function isDebian() {
  try {
    return /^ID(?:_LIKE)?=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function hasPackageLists() {
  try {
    return readdirSync('/var/lib/apt/lists').some((name) => name.includes('_Packages'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
