// The table of what a test run consists of, in order: what may run beside another step, then what may not.
// To add a layer: one row here, and for a test project one in vitest.config.ts.

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {'check' | 'tests' | 'browser'} kind A check counts as one; tests are counted from
 *   vitest's report, those in a browser from Playwright's.
 * @property {readonly string[]} args What Node 24 runs, relative to the checkout.
 * @property {Readonly<Record<string, string>>} [env] Added to the environment.
 * @property {boolean} isInCheck Part of `npm run check`: needs neither TeX nor a browser.
 * @property {boolean} isBeside May run beside one other step, on one core: reads the tree, or works
 *   in memory. What starts processes, kills them or drives a browser has the machine to itself.
 */

/** Compilers make much that dies young: with Node's 16 MB a sixth of their time is collecting it. */
const YOUNG_SPACE = '--max-semi-space-size=64';

/**
 * What is written in Go collects less often (it needs 400 MB then, and two thirds of the time), and
 * keeps to its own core.
 */
const ONE_CORE = { GOGC: '400', GOMAXPROCS: '1' };

const VITEST = 'node_modules/vitest/vitest.mjs';

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Step}
 */
function check(name, args) {
  const spacious = [YOUNG_SPACE, ...args];
  return { name, kind: 'check', args: spacious, isInCheck: true, isBeside: true };
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Step}
 */
function native(name, args) {
  return { name, kind: 'check', args, env: ONE_CORE, isInCheck: true, isBeside: true };
}

/**
 * @param {string} project
 * @param {Pick<Step, 'isInCheck' | 'isBeside'>} when
 * @returns {Step}
 */
function tests(project, when) {
  return { name: project, kind: 'tests', args: [VITEST, 'run', '--project', project], ...when };
}

/** @param {string} project Of playwright.config.ts. @returns {Step} */
function browser(project) {
  const args = ['node_modules/@playwright/test/cli.js', 'test', `--project=${project}`];
  return { name: project, kind: 'browser', args, isInCheck: false, isBeside: false };
}

/** @type {readonly Step[]} */
export const STEPS = [
  // What `package` looks at; then the longest first, so that both cores are done at about one time.
  check('build', ['scripts/build.mjs']),
  tests('renderer', { isInCheck: true, isBeside: true }),
  tests('unit', { isInCheck: true, isBeside: true }),
  check('lint', ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.']),
  check('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']),
  native('typed-lint', ['node_modules/oxlint/bin/oxlint', '--threads=1']),
  check('package', ['scripts/package/check.ts']),
  native('types', ['node_modules/typescript-7/bin/tsc', '-b', '--singleThreaded']),
  tests('integration', { isInCheck: true, isBeside: false }),
  tests('latex', { isInCheck: false, isBeside: false }),
  browser('ui'),
  browser('electron'),
];

/**
 * The steps a run consists of, and what is passed on to the test projects.
 * @param {readonly string[]} argv `--check`, names of steps (all, if none is named), then filters for
 *   vitest: `npm test -- unit tests/unit/export`.
 * @returns {{ steps: readonly Step[], filters: readonly string[] }}
 */
export function chooseSteps(argv) {
  const isCheck = argv.includes('--check');
  const rest = argv.filter((arg) => arg !== '--check');
  const named = new Set(rest.filter((arg) => STEPS.some((step) => step.name === arg)));
  const filters = rest.filter((arg) => !named.has(arg));
  const steps = STEPS.filter((step) =>
    named.size > 0 ? named.has(step.name) : step.isInCheck || !isCheck,
  );
  return { steps, filters };
}
