// Knows whether `out/` is what the sources say: one stamp a zone, by path, size and time first
// (a few milliseconds), by content where only the times differ (a copy, a change of branch).
// Invariant: a stamp describes the sources as they were before the build that it stands for.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from './say.mjs';

/** @typedef {'main' | 'preload' | 'renderer' | 'bench'} Zone */
/** @typedef {{ readonly meta: string, readonly content: string }} Stamp */

/** What each zone is made from, and the file that must be there when it is built. */
export const ZONES = {
  main: { sources: ['src/main', 'src/shared', 'resources'], proof: 'out/main/cli.js' },
  preload: { sources: ['src/preload', 'src/shared'], proof: 'out/preload/index.cjs' },
  renderer: { sources: ['src/renderer', 'src/shared'], proof: 'out/renderer/index.html' },
  bench: { sources: ['bench', 'src', 'tests/support', 'resources'], proof: 'out/bench/main.js' },
};

/** What every zone is made from. */
const COMMON_SOURCES = [
  'electron.vite.config.ts',
  'scripts/lib/first-screen-files.mjs',
  'package.json',
  'package-lock.json',
];

/** The zones of the product, in the order they are built. @type {readonly Zone[]} */
export const PRODUCT_ZONES = ['main', 'preload', 'renderer'];

/**
 * True if a zone is built from the sources as they are now.
 * @param {string} root The checkout.
 * @param {Zone} zone
 * @returns {boolean}
 */
export function isFresh(root, zone) {
  if (!existsSync(path.join(root, ZONES[zone].proof))) return false;
  const stamp = readStamp(root, zone);
  if (stamp === undefined) return false;
  const files = listSources(root, zone);
  if (stamp.meta === metaHash(root, files)) return true;
  return stamp.content === contentHash(root, files);
}

/**
 * The stamp of a zone's sources as they are now: take it before the build, write it after.
 * @param {string} root The checkout.
 * @param {Zone} zone
 * @returns {Stamp}
 */
export function takeStamp(root, zone) {
  const files = listSources(root, zone);
  return { meta: metaHash(root, files), content: contentHash(root, files) };
}

/**
 * @param {string} root The checkout.
 * @param {Zone} zone
 * @param {Stamp} stamp
 */
export function writeStamp(root, zone, stamp) {
  const file = stampPath(root, zone);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(stamp));
}

/**
 * @param {string} root
 * @param {Zone} zone
 */
function stampPath(root, zone) {
  return path.join(root, 'out', '.stamps', `${zone}.json`);
}

/**
 * @param {string} root
 * @param {Zone} zone
 * @returns {Stamp | undefined}
 */
function readStamp(root, zone) {
  try {
    return JSON.parse(readFileSync(stampPath(root, zone), 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * @param {string} root
 * @param {Zone} zone
 * @returns {string[]} Paths relative to the checkout, in a fixed order.
 */
function listSources(root, zone) {
  /** @type {string[]} */
  const files = [];
  for (const name of [...COMMON_SOURCES, ...ZONES[zone].sources]) collect(root, name, files);
  return files.sort();
}

/**
 * @param {string} root
 * @param {string} name
 * @param {string[]} files
 */
function collect(root, name, files) {
  const stats = statSync(path.join(root, name), { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isDirectory()) {
    files.push(name);
    return;
  }
  for (const entry of readdirSync(path.join(root, name), { withFileTypes: true })) {
    // Editors put swap and backup files beside the sources.
    if (entry.name.startsWith('.') || entry.name.endsWith('~')) continue;
    if (entry.isDirectory()) collect(root, `${name}/${entry.name}`, files);
    else files.push(`${name}/${entry.name}`);
  }
}

/**
 * @param {string} root
 * @param {readonly string[]} files
 */
function metaHash(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const stats = statSync(path.join(root, file), { bigint: true, throwIfNoEntry: false });
    hash.update(`${file}\0${stats?.size}\0${stats?.mtimeNs}\n`);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {readonly string[]} files
 */
function contentHash(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
