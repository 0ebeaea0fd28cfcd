// Runs the steps of scripts/lib/test-steps.mjs one after the other, on Node 24:
// `node scripts/test.mjs [--check] [STEP…] [FILTER…]`.
// Invariant: a failed step does not hide the next one, and the last line is always the sum.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { endLike, FORWARDED_SIGNALS, run } from './bootstrap/run.mjs';
import { codeOf } from './bootstrap/say.mjs';
import { closingLine, countReport, fromPlaywright, isCiValue } from './lib/test-report.mjs';
import { chooseSteps } from './lib/test-steps.mjs';

/** @typedef {import('./lib/test-report.mjs').Tally} Tally */
/** @typedef {import('./lib/test-steps.mjs').Step} Step */

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const REPORTS = path.join(ROOT, 'node_modules/.cache/test-reports');
const IS_CI = isCiValue(process.env.CI);

/** @param {readonly string[]} argv */
async function main(argv) {
  const { steps, filters } = chooseSteps(argv);
  /** @type {NodeJS.Signals | undefined} */
  let interruption;
  for (const signal of FORWARDED_SIGNALS) process.on(signal, () => (interruption = signal));
  mkdirSync(REPORTS, { recursive: true });
  /** @type {Tally} */
  const total = { passed: 0, failed: 0, skipped: 0, complaints: [] };
  /** @param {Step} step */
  const take = async (step) => {
    const startedMs = performance.now();
    if (step.kind !== 'check') print(`— ${step.name}`);
    const tally = await runStep(step, filters);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    if (step.kind === 'check') print(`— ${step.name}`);
    for (const complaint of tally.complaints) print(`  ${complaint}`);
    print(`  ${tally.failed === 0 ? 'ok' : 'FAILED'}, ${seconds} s`);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    total.complaints.push(...tally.complaints.map((complaint) => `${step.name}: ${complaint}`));
  };
  // The checks use one core each and share nothing, so two run side by side; test projects use both cores.
  const checks = steps.filter((step) => step.kind === 'check');
  const queue = [...checks];
  const work = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      if (interruption === undefined) await take(step);
    }
  };
  await Promise.all([work(), work()]);
  for (const step of steps.filter((each) => !checks.includes(each))) {
    // A step got the signal too and has ended with some code; the next one must not begin.
    if (interruption !== undefined) break;
    await take(step);
  }
  if (interruption !== undefined) return leaveBy(interruption);
  if (total.complaints.length > 0) print(['', ...total.complaints].join('\n'));
  print(`\n${closingLine(total)}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

/**
 * @param {Step} step
 * @param {readonly string[]} filters
 * @returns {Promise<Tally>}
 */
async function runStep(step, filters) {
  if (step.kind === 'tests') return runTests(step, filters);
  if (step.kind === 'browser') return runBrowserTests(step, filters);
  const code = await runNode(step.args);
  const complaints = code === 0 ? [] : [`ended with ${code}`];
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, complaints };
}

/**
 * @param {Step} step
 * @param {readonly string[]} filters
 * @returns {Promise<Tally>}
 */
async function runTests(step, filters) {
  const file = path.join(REPORTS, `${step.name}.json`);
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runNode([...step.args, ...reporters, ...filters]);
  return tallyOf(readReport(file), code);
}

/**
 * @param {Step} step
 * @param {readonly string[]} filters
 * @returns {Promise<Tally>}
 */
async function runBrowserTests(step, filters) {
  const file = path.join(REPORTS, `${step.name}.json`);
  rmSync(file, { force: true });
  const code = await runNode([...step.args, '--reporter=list,json', ...filters], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const report = readReport(file);
  return tallyOf(report === undefined ? undefined : fromPlaywright(report), code);
}

/**
 * @param {import('./lib/test-report.mjs').VitestReport | undefined} report
 * @param {number | NodeJS.Signals} code What the runner ended with.
 * @returns {Tally}
 */
function tallyOf(report, code) {
  if (report === undefined) {
    return { passed: 0, failed: 1, skipped: 0, complaints: [`ended with ${code}, no report`] };
  }
  const tally = countReport(report, IS_CI);
  // An error outside of any test (an unhandled rejection) shows in the exit code alone.
  if (code !== 0 && tally.failed === 0) {
    tally.failed += 1;
    tally.complaints.push(`ended with ${code} though no test failed`);
  }
  return tally;
}

/**
 * @param {string} file
 * @returns {any} The report; undefined where there is none that can be read.
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Runs a script of the step table.
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [more] Added to the environment.
 * @returns {Promise<number | NodeJS.Signals>} The exit code, or the signal that ended it.
 */
async function runNode(args, more = {}) {
  const env = { ...process.env, ...more };
  const ending = await run(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 1, 2] });
  return ending.code ?? ending.signal ?? 1;
}

/** @param {NodeJS.Signals} signal */
function leaveBy(signal) {
  for (const known of FORWARDED_SIGNALS) process.removeAllListeners(known);
  endLike({ code: null, signal });
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

await main(process.argv.slice(2));
