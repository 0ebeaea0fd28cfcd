// The table of what the bootstrap can run, and what each command needs before it starts.
// To add a command: one row here, one script in package.json.

/**
 * @typedef {object} Command
 * @property {string} script What Node 24 runs, relative to the checkout.
 * @property {readonly string[]} [args] Put before the user's own.
 * @property {readonly string[]} [nodeArgs] For Node itself.
 * @property {readonly import('./build-stamp.mjs').Zone[]} [zones] What must be built and fresh.
 * @property {true} [needsSystem]
 * @property {true} [keepsCallerFolder] File names among the arguments are the caller's own.
 */

/**
 * V8 lets the room for young objects grow to a hundred megabytes where they come fast, as while a copy is made, and keeps
 * it; and the more memory a computer has, the longer it leaves the rest uncollected. Most of what the program holds would
 * be garbage that nobody has looked at yet. What it needs is far below either limit.
 */
const SMALL_HEAP = ['--max-semi-space-size=4', '--max-old-space-size=1024'];

/** @type {Readonly<Record<string, Command>>} */
export const COMMANDS = {
  start: {
    script: 'out/main/cli.js',
    args: ['start'],
    nodeArgs: SMALL_HEAP,
    zones: ['main', 'preload', 'renderer'],
    keepsCallerFolder: true,
  },
  companion: {
    script: 'out/main/cli.js',
    nodeArgs: SMALL_HEAP,
    zones: ['main'],
    keepsCallerFolder: true,
  },
  test: { script: 'scripts/test.mjs', needsSystem: true },
  'test:electron': {
    script: 'scripts/test-electron.mjs',
    zones: ['main', 'preload', 'renderer'],
  },
  check: { script: 'scripts/test.mjs', args: ['--check'] },
  build: { script: 'scripts/build.mjs', args: ['--verbose'] },
  bench: { script: 'out/bench/main.js', zones: ['main', 'preload', 'renderer', 'bench'] },
  'fake-atlas': { script: 'tests/support/fake-atlas/main.ts' },
  'starter-atlas': { script: 'scripts/starter-atlas.ts' },
  screenshots: {
    script: 'scripts/screenshots.ts',
    zones: ['main', 'preload', 'renderer'],
    needsSystem: true,
  },
  icons: { script: 'scripts/icons.ts', needsSystem: true },
  package: { script: 'scripts/package/package.ts', zones: ['main', 'preload', 'renderer'] },
  'package:check': {
    script: 'scripts/package/check.ts',
    zones: ['main', 'preload', 'renderer'],
  },
  format: {
    script: 'node_modules/prettier/bin/prettier.cjs',
    args: ['--write', '--log-level=warn', '.'],
  },
};
