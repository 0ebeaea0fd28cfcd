// Builds the zones of the product into out/: `node scripts/build.mjs [--force] [--verbose] [ZONE…]`,
// all of them without a name, only those that are not fresh. Runs on Node 24.
// Invariant: a zone is built beside out/ and put in place when it is whole, entries last, so that
// a program that is running meanwhile, or a build that fails, never meets half a build.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { isFresh, PRODUCT_ZONES, takeStamp, writeStamp, ZONES } from './bootstrap/build-stamp.mjs';
import { withLock } from './bootstrap/lock.mjs';
import { messageOf, PlainError, say } from './bootstrap/say.mjs';

/** @typedef {import('./bootstrap/build-stamp.mjs').Zone} Zone */

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** As deep as out/: relative paths that the bundler computes stay right after the move. */
const STAGING = '.bootstrap';
/** A program started before this build may still load its chunks, whose names carry a hash. */
const KEEP_OLD_CHUNKS_MS = 3_600_000;

/** @param {readonly string[]} argv */
async function main(argv) {
  const options = argv.filter((arg) => arg.startsWith('--'));
  const names = argv.filter((arg) => !arg.startsWith('--'));
  const zones = names.length === 0 ? PRODUCT_ZONES : names.map(toZone);
  const startedMs = performance.now();
  const built = await buildStale(zones, options.includes('--force'));
  if (!options.includes('--verbose')) return;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  say(built.length === 0 ? 'Already built.' : `Built ${built.join(', ')} in ${seconds} s.`);
}

/**
 * @param {readonly Zone[]} zones
 * @param {boolean} isForced
 * @returns {Promise<readonly Zone[]>} Those that were built.
 */
async function buildStale(zones, isForced) {
  const stale = () => zones.filter((zone) => isForced || !isFresh(ROOT, zone));
  if (stale().length === 0) return [];
  return withLock(ROOT, async () => {
    // Another process may have built them while this one waited.
    const wanted = stale();
    const stamps = wanted.map((zone) => ({ zone, stamp: takeStamp(ROOT, zone) }));
    for (const zone of wanted) {
      rmSync(path.join(ROOT, STAGING, zone), { recursive: true, force: true });
    }
    await buildProduct(wanted.filter((zone) => zone !== 'bench'));
    if (wanted.includes('bench')) await buildBench();
    for (const { zone, stamp } of stamps) {
      publish(path.join(ROOT, STAGING, zone), path.join(ROOT, 'out', zone));
      writeStamp(ROOT, zone, stamp);
    }
    // What Node has compiled of older builds (scripts/bootstrap.mjs); nobody misses it.
    rmSync(path.join(ROOT, 'node_modules/.cache/compiled'), { recursive: true, force: true });
    return wanted;
  });
}

/** @param {readonly Zone[]} zones */
async function buildProduct(zones) {
  if (zones.length === 0) return;
  process.chdir(ROOT);
  // Read by electron.vite.config.ts: the command line's first start needs `main` alone.
  process.env.COMPANION_BUILD_ZONES = zones.join(',');
  const { build } = await import('electron-vite');
  await build({
    root: ROOT,
    logLevel: 'warn',
    ignoreConfigWarning: true,
    // Absolute: the renderer's root is a folder of its own.
    build: { outDir: path.join(ROOT, STAGING) },
  });
}

/** The benchmarks reach into the core, whose migrations only a bundler can gather. */
async function buildBench() {
  const { build } = await import('vite');
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: 'bench/main.ts',
      target: 'node24',
      outDir: path.join(STAGING, 'bench'),
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: '[name].js' } },
    },
  });
}

/**
 * Moves a finished zone into place, file by file: folders (chunks, assets) first, entries last.
 * @param {string} from
 * @param {string} to
 */
function publish(from, to) {
  const startedMs = Date.now();
  const kept = new Set(moveAll(from, to, ''));
  for (const entry of readdirSync(to, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const isOld = startedMs - statSync(file).mtimeMs > KEEP_OLD_CHUNKS_MS;
    if (!kept.has(path.relative(to, file)) && isOld) rmSync(file, { force: true });
  }
  rmSync(from, { recursive: true, force: true });
}

/**
 * @param {string} from
 * @param {string} to
 * @param {string} folder
 * @returns {string[]} The files moved, relative to `to`.
 */
function moveAll(from, to, folder) {
  mkdirSync(path.join(to, folder), { recursive: true });
  const entries = readdirSync(path.join(from, folder), { withFileTypes: true });
  entries.sort((a, b) => Number(b.isDirectory()) - Number(a.isDirectory()));
  return entries.flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return moveAll(from, to, name);
    renameSync(path.join(from, name), path.join(to, name));
    return [name];
  });
}

/**
 * @param {string} name
 * @returns {Zone}
 */
function toZone(name) {
  const zone = /** @type {Zone[]} */ (Object.keys(ZONES)).find((known) => known === name);
  if (zone === undefined) throw new PlainError(`There is no zone "${name}" to build.`, 2);
  return zone;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // What the bundler says names file and line; its stack is its own, and its colours come unasked.
  const text = stripVTControlCharacters(messageOf(error));
  say(error instanceof PlainError ? text : `The build stopped: ${text}`);
  process.exitCode = error instanceof PlainError ? error.exitCode : 1;
}
