// Finds the Node that runs the product: the one the lock file brings, or a machine's own new one.
// Invariant: no command of the product ever runs on an older Node (better-sqlite3 13 ends such a
// process with a segmentation fault, without a word).
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './say.mjs';

/**
 * True for a Node that the product runs on: ^24.15 or 26 and later.
 * @param {string} version As in `process.version`, with or without the leading "v".
 * @returns {boolean}
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return (major === 24 && minor >= 15) || major >= 26;
}

/**
 * Where the lock file's Node lies for a platform, relative to the checkout.
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 * @returns {string}
 */
export function packagedNodePath(platform, arch) {
  const system = platform === 'win32' ? 'win' : platform;
  const file = platform === 'win32' ? 'node.exe' : 'node';
  return `node_modules/node-${system}-${arch}/bin/${file}`;
}

/**
 * The path of a Node that the product runs on.
 * @param {string} root The checkout.
 * @returns {string} Absolute.
 * @throws {PlainError} If there is none.
 */
export function findNode(root) {
  const packaged = path.join(root, packagedNodePath(process.platform, process.arch));
  if (existsSync(packaged)) return packaged;
  if (isSupportedNode(process.version)) return process.execPath;
  throw new PlainError(
    `This program runs on Node 24 (24.15 or later) or on Node 26 and later; here is ${process.version}, ` +
      `and the npm registry has no ready Node 24 for ${process.platform}-${process.arch}. ` +
      `Install Node 24 from https://nodejs.org and run the command again.`,
  );
}

/**
 * Checks once, after an installation, that the Node it brought can be run here (a musl system, say,
 * cannot run a glibc binary). If not, it is put out of the way, and `findNode` looks further.
 * @param {string} root The checkout.
 */
export function provePackagedNode(root) {
  const packaged = path.join(root, packagedNodePath(process.platform, process.arch));
  if (!existsSync(packaged)) return;
  try {
    execFileSync(packaged, ['--version'], { stdio: 'ignore' });
  } catch {
    rmSync(packaged, { force: true });
  }
}
