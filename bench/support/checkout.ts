// Where the checkout and the bench's own cache lie.
// Invariant: nothing is written outside `node_modules/.cache/bench`.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../scripts/bootstrap/commands.mjs';

/** The checkout: the first folder upwards that has a package.json (this runs bundled, in `out/bench`). */
export const ROOT = findRoot(import.meta.dirname);

/** Where built data and temporary folders lie: on the checkout's disk, for /tmp may be memory. */
export const CACHE = path.join(ROOT, 'node_modules/.cache/bench');

/** The program that is measured from outside. */
export const CLI = path.join(ROOT, 'out/main/cli.js');

/** What the bootstrap tells Node where it starts the program. */
export const NODE_WORDS: readonly string[] = COMMANDS['start']?.nodeArgs ?? [];

/** What bench children are started with: `main.ts` as bundled. */
export const BENCH_MAIN = path.join(ROOT, 'out/bench/main.js');

/** Runs `work` with a new folder that is removed afterwards. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'run-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findRoot(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error('the bench found no checkout around itself');
  return findRoot(parent);
}
