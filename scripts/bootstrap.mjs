// Makes a fresh machine ready and runs a command of the product on Node 24, whatever Node started
// this file (18 or later): `node scripts/bootstrap.mjs COMMAND ARGS…`.
// Invariant: Node's own modules only; stdout is the command's alone, all else goes to stderr.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFresh } from './bootstrap/build-stamp.mjs';
import { COMMANDS } from './bootstrap/commands.mjs';
import { ensureInstalled } from './bootstrap/install.mjs';
import { findNode } from './bootstrap/node24.mjs';
import { endLike, run } from './bootstrap/run.mjs';
import { messageOf, PlainError, say } from './bootstrap/say.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string | undefined} name
 * @param {readonly string[]} args
 */
async function main(name, args) {
  const command = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || command === undefined) {
    throw new PlainError(`Usage: one of ${Object.keys(COMMANDS).join(', ')}.`, 2);
  }
  await ensureInstalled(ROOT);
  const node = findNode(ROOT);
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
  };
  await ensureBuilt(node, command.zones ?? [], env);
  // What Node compiled of the program once is not compiled at every start: some 40 of 200 ms.
  if (command.script.startsWith('out/')) {
    env.NODE_COMPILE_CACHE ??= path.join(ROOT, 'node_modules/.cache/compiled');
  }
  if (command.needsSystem === true) {
    // Only the tests need it: the other commands do not read the module.
    const { ensureSystem } = await import('./bootstrap/system-packages.mjs');
    await ensureSystem(ROOT);
  }
  const script = path.join(ROOT, command.script);
  if (!existsSync(script)) {
    throw new PlainError(
      `${command.script} is not there: this checkout has no command "${name}" yet.`,
    );
  }
  const cwd = command.keepsCallerFolder === true ? callerFolder(name) : ROOT;
  const words = [...(command.nodeArgs ?? []), script, ...(command.args ?? []), ...args];
  endLike(await run(node, words, { cwd, env, stdio: 'inherit' }));
}

/**
 * Builds the zones that are not fresh; says nothing if all are.
 * @param {string} node
 * @param {readonly import('./bootstrap/build-stamp.mjs').Zone[]} zones
 * @param {NodeJS.ProcessEnv} env
 */
async function ensureBuilt(node, zones, env) {
  const stale = zones.filter((zone) => !isFresh(ROOT, zone));
  if (stale.length === 0) return;
  const ending = await run(node, [path.join(ROOT, 'scripts/build.mjs'), ...stale], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 2, 2],
  });
  if (ending.signal !== null) {
    endLike(ending);
    throw new PlainError('The build was interrupted; the next start begins it again.');
  }
  if (ending.code !== 0) {
    throw new PlainError('The program could not be built from its sources; why is said above.');
  }
}

/**
 * Where the user stands: npm runs scripts in the checkout and keeps the user's folder in INIT_CWD.
 * An INIT_CWD that some outer `npm run` left behind is not ours.
 * @param {string} name
 */
function callerFolder(name) {
  const { INIT_CWD: folder, npm_lifecycle_event: event } = process.env;
  return folder !== undefined && event === name && existsSync(folder) ? folder : process.cwd();
}

try {
  await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  const isPlain = error instanceof PlainError;
  say(isPlain ? error.message : `The start was broken off: ${messageOf(error)}.`);
  if (!isPlain && process.argv.includes('--verbose') && error instanceof Error) {
    say(error.stack ?? '');
  }
  process.exitCode = isPlain ? error.exitCode : 1;
}
