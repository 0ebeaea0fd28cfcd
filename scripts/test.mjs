// Runs the steps of scripts/lib/test-steps.mjs on Node 24, those that may two at a time, then the
// others one by one: `node scripts/test.mjs [--check] [STEP…] [FILTER…]`.
// Invariant: a failed step does not hide the next one, what two steps say is never mixed, and the
// last line is always the sum.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
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
  /** @param {Step} step @param {boolean} isBeside Another step runs meanwhile. */
  const take = async (step, isBeside) => {
    const startedMs = performance.now();
    const log = path.join(REPORTS, `${step.name}.log`);
    const output = isBeside ? openSync(log, 'w') : undefined;
    if (output === undefined) print(`— ${step.name}`);
    const tally = await runStep(step, { filters, output });
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    if (output !== undefined) {
      closeSync(output);
      print(`— ${step.name}\n${readFileSync(log, 'utf8').trimEnd()}`.trimEnd());
    }
    for (const complaint of tally.complaints) print(`  ${complaint}`);
    print(`  ${tally.failed === 0 ? 'ok' : 'FAILED'}, ${seconds} s`);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    total.complaints.push(...tally.complaints.map((complaint) => `${step.name}: ${complaint}`));
  };
  const beside = steps.filter((step) => step.isBeside);
  const queue = [...beside];
  const work = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      if (interruption === undefined) await take(step, beside.length > 1);
    }
  };
  await Promise.all([work(), work()]);
  for (const step of steps.filter((each) => !each.isBeside)) {
    // A step got the signal too and has ended with some code; the next one must not begin.
    if (interruption !== undefined) break;
    await take(step, false);
  }
  if (interruption !== undefined) return leaveBy(interruption);
  if (total.complaints.length > 0) print(['', ...total.complaints].join('\n'));
  print(`\n${closingLine(total)}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

/**
 * @typedef {object} Way How a step is run.
 * @property {readonly string[]} filters
 * @property {number | undefined} output The file that takes what it says while another step runs
 *   beside it; undefined where it has the machine, and the terminal, to itself.
 */

/**
 * @param {Step} step
 * @param {Way} way
 * @returns {Promise<Tally>}
 */
async function runStep(step, way) {
  if (step.kind === 'tests') return runTests(step, way);
  if (step.kind === 'browser') return runBrowserTests(step, way);
  const code = await runNode(step.args, way, step.env);
  const complaints = code === 0 ? [] : [`ended with ${code}`];
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, complaints };
}

/**
 * @param {Step} step
 * @param {Way} way
 * @returns {Promise<Tally>}
 */
async function runTests(step, way) {
  const file = path.join(REPORTS, `${step.name}.json`);
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const workers = way.output === undefined ? [] : ['--maxWorkers=1'];
  const code = await runNode([...step.args, ...reporters, ...workers, ...way.filters], way);
  return tallyOf(readReport(file), code);
}

/**
 * @param {Step} step
 * @param {Way} way
 * @returns {Promise<Tally>}
 */
async function runBrowserTests(step, way) {
  const file = path.join(REPORTS, `${step.name}.json`);
  rmSync(file, { force: true });
  const code = await runNode([...step.args, '--reporter=list,json', ...way.filters], way, {
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
 * @param {Way} way
 * @param {Readonly<Record<string, string>>} [more] Added to the environment.
 * @returns {Promise<number | NodeJS.Signals>} The exit code, or the signal that ended it.
 */
async function runNode(args, { output }, more = {}) {
  const env = { ...process.env, ...more };
  // What goes through a file on its way to a terminal keeps its colours.
  const isForTerminal = process.stdout.isTTY && env.NO_COLOR === undefined;
  if (output !== undefined && isForTerminal) env.FORCE_COLOR ??= '1';
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['ignore', output ?? 1, output ?? 2];
  const ending = await run(process.execPath, args, { cwd: ROOT, env, stdio });
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
