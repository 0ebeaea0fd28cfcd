// Makes node_modules what package-lock.json says, by `npm ci` with the npm that started us.
// Invariant: a stamp is written only after an installation that ended well, so a half-finished
// one is never taken for a whole one; nothing npm prints reaches stdout.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { packagedNodePath, provePackagedNode } from './node24.mjs';
import { endLike, run } from './run.mjs';
import { codeOf, messageOf, PlainError, say } from './say.mjs';

const NPM_FLAGS = [
  '--ignore-scripts',
  '--loglevel=error',
  '--engine-strict=false',
  '--no-audit',
  '--no-fund',
  // NODE_ENV=production or an `omit` in someone's .npmrc would leave out what the build needs.
  '--include=dev',
  '--include=optional',
];

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {readonly string[]} [os]
 * @property {readonly string[]} [cpu]
 * @property {readonly string[]} [libc]
 */
/** @typedef {Readonly<Record<string, LockedPackage>>} LockedPackages */
/** @typedef {{ readonly os: string, readonly cpu: string, readonly libc: string }} Platform */
/** @typedef {import('./lock.mjs').Lock} Lock */

/**
 * Installs the dependencies if they are missing or not those of the lock file.
 * @param {string} root The checkout.
 * @throws {PlainError} With one sentence, if npm did not succeed.
 */
export async function ensureInstalled(root) {
  const wanted = wantedStamp(root);
  if (readStamp(root) === wanted) return;
  await withLock(root, async (lock) => {
    // Another bootstrap may have done it while this one waited.
    if (readStamp(root) === wanted) return;
    if (!isInstalled(root)) await installAll(root, lock);
    provePackagedNode(root);
    writeStamp(root, wanted);
  });
}

/**
 * @param {string} root
 * @param {Lock} lock
 */
async function installAll(root, lock) {
  say('Installing what package-lock.json lists (once; about half a minute) …');
  const startedMs = Date.now();
  const npm = findNpm(process.env);
  await runNpmCi(root, npm, lock);
  // npm leaves out, in silence, optional packages that do not name its own Node among their
  // engines: on Node 18 the bundler's native part is missing. Once more then, on the Node 24 that
  // has just arrived, from a place where `npm ci` does not delete it.
  const packaged = path.join(root, packagedNodePath(process.platform, process.arch));
  if (!isInstalled(root) && npm.args.length > 0 && existsSync(packaged)) {
    const node = path.join(root, '.bootstrap', path.basename(packaged));
    copyFileSync(packaged, node);
    try {
      await runNpmCi(root, { ...npm, command: node }, lock);
    } finally {
      rmSync(node, { force: true });
    }
  }
  say(`Installed in ${Math.round((Date.now() - startedMs) / 1000)} s.`);
}

/**
 * @param {string} root
 * @param {ReturnType<typeof findNpm>} npm
 * @param {Lock} lock
 */
async function runNpmCi(root, npm, lock) {
  const ending = await startNpmCi(root, npm, lock);
  if (ending.signal !== null) {
    endLike(ending);
    throw new PlainError('The installation was interrupted; the next start begins it again.');
  }
  if (ending.code !== 0) {
    throw new PlainError(
      `The dependencies could not be installed: npm ci ended with code ${ending.code}, and what it ` +
        `says is above. Once the npm registry can be reached, run the command again.`,
    );
  }
}

/**
 * @param {string} root
 * @param {ReturnType<typeof findNpm>} npm
 * @param {Lock} lock
 */
async function startNpmCi(root, npm, lock) {
  /** @type {number | undefined} */
  let pid;
  try {
    return await run(npm.command, [...npm.args, 'ci', ...NPM_FLAGS], {
      cwd: root,
      env: { ...process.env, PATH: pathWithoutNodeModules(process.env.PATH ?? '') },
      stdio: ['ignore', 2, 2],
      shell: npm.needsShell,
      onStart: (started) => lock.addChild((pid = started)),
    });
  } catch (error) {
    throw new PlainError(
      `npm could not be started (${messageOf(error)}); it comes with Node and must be on PATH.`,
    );
  } finally {
    if (pid !== undefined) lock.removeChild(pid);
  }
}

/**
 * The npm that started us, so that its settings and cache are the user's own; else the one on PATH.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, args: string[], needsShell: boolean }}
 */
export function findNpm(env) {
  const cli = env.npm_execpath;
  // yarn and pnpm set the same variable to themselves; they cannot do `npm ci`.
  if (cli !== undefined && path.basename(cli) === 'npm-cli.js' && existsSync(cli)) {
    const node = env.npm_node_execpath ?? process.execPath;
    return { command: node, args: [cli], needsShell: false };
  }
  const isWindows = process.platform === 'win32';
  // Windows has npm as a .cmd file, which only a shell can start.
  return { command: isWindows ? 'npm.cmd' : 'npm', args: [], needsShell: isWindows };
}

/**
 * PATH without the folders that `npm run` put in front: a `node` or `npm` out of node_modules
 * would be deleted under its own feet by `npm ci`.
 * @param {string} value
 * @returns {string}
 */
export function pathWithoutNodeModules(value) {
  return value
    .split(path.delimiter)
    .filter((folder) => !/[\\/]node_modules[\\/](?:\.bin|node-[^\\/]+[\\/]bin)[\\/]?$/.test(folder))
    .join(path.delimiter);
}

/**
 * True if npm's own record of what lies in node_modules agrees with the lock file: after our own
 * installation, and when a developer has just run `npm install`.
 * @param {string} root
 */
function isInstalled(root) {
  try {
    return agreesWithLock(
      readPackages(path.join(root, 'package-lock.json')),
      readPackages(path.join(root, 'node_modules', '.package-lock.json')),
      { os: process.platform, cpu: process.arch, libc: findLibc() },
    );
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return false;
    throw error;
  }
}

/**
 * Compares the lock file with npm's record of an installation. Optional packages may be absent,
 * unless they are made for this very platform (the native parts of the tools).
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 * @param {Platform} platform
 * @returns {boolean}
 */
export function agreesWithLock(locked, installed, platform) {
  for (const name of Object.keys(installed)) if (locked[name] === undefined) return false;
  return Object.entries(locked).every(([name, entry]) => {
    if (name === '') return true;
    const found = installed[name];
    if (found === undefined) return isOptional(entry) && !isMadeFor(entry, platform);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** @param {LockedPackage} entry */
function isOptional(entry) {
  return entry.optional === true || entry.devOptional === true;
}

/**
 * True if a package names its platforms, and this one is among them.
 * @param {LockedPackage} entry
 * @param {Platform} platform
 */
function isMadeFor({ os, cpu, libc }, platform) {
  if (os === undefined || cpu === undefined) return false;
  const fitsLibc = libc === undefined || libc.includes(platform.libc);
  return os.includes(platform.os) && cpu.includes(platform.cpu) && fitsLibc;
}

/** 'glibc', 'musl' or, where there is no such choice, ''. The report costs 20 ms: not at each start. */
function findLibc() {
  if (process.platform !== 'linux') return '';
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report.getReport()
  );
  return report.header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

/**
 * @param {string} file
 * @returns {LockedPackages}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/**
 * What the stamp of a right installation says: the lock file's hash, and the platform, because a
 * checkout may be seen from two systems (a container and its host).
 * @param {string} root
 */
function wantedStamp(root) {
  try {
    const lock = readFileSync(path.join(root, 'package-lock.json'));
    const hash = createHash('sha256').update(lock).digest('hex');
    return `${hash} ${process.platform}-${process.arch}`;
  } catch (error) {
    throw new PlainError(`package-lock.json cannot be read (${messageOf(error)}).`);
  }
}

/** @param {string} root */
function stampPath(root) {
  return path.join(root, 'node_modules', '.companion-installed');
}

/** @param {string} root */
function readStamp(root) {
  try {
    return readFileSync(stampPath(root), 'utf8').trim();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return '';
    throw error;
  }
}

/**
 * @param {string} root
 * @param {string} stamp
 */
function writeStamp(root, stamp) {
  mkdirSync(path.dirname(stampPath(root)), { recursive: true });
  writeFileSync(stampPath(root), `${stamp}\n`);
}
