// Counts what a test run said: vitest's JSON report to numbers, numbers to the closing line.
// Invariant: pure; a skipped test is counted, and with CI set a skip for a missing tool is a failure.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ readonly fullName: string, readonly status: string }} Assertion */
/** @typedef {{ readonly name: string, readonly status: string, readonly assertionResults: readonly Assertion[] }} FileResult */
/** @typedef {{ readonly testResults: readonly FileResult[] }} VitestReport */
/** @typedef {Counts & { complaints: string[] }} Tally */

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {readonly PlaywrightSuite[]} [suites]
 * @property {readonly { readonly title: string, readonly tests: readonly { readonly status: string }[] }[]} [specs]
 */
/** @typedef {{ readonly suites: readonly PlaywrightSuite[], readonly errors?: readonly unknown[] }} PlaywrightReport */

/** What may be missing where this is checked: neither can be had from a package source there. */
const MAY_BE_MISSING = new Set(['electron binary', '../shared']);

/**
 * Why a skipped test was skipped, from the note at the end of its name or of a suite around it.
 * @param {string} fullName
 * @returns {{ kind: 'needs' | 'only', what: string } | undefined} The first one; undefined: no note.
 */
export function skipReason(fullName) {
  const match = /\[(needs|only) ([^\]]+)\]/.exec(fullName);
  const kind = match?.[1];
  if (match?.[2] === undefined || (kind !== 'needs' && kind !== 'only')) return undefined;
  return { kind, what: match[2] };
}

/**
 * Why a skipped test counts as a failure; undefined if it may be skipped.
 * @param {string} fullName
 * @param {boolean} isCi
 * @returns {string | undefined}
 */
export function skipComplaint(fullName, isCi) {
  if (!isCi) return undefined;
  const reason = skipReason(fullName);
  if (reason === undefined) return `skipped without a reason: ${fullName}`;
  if (reason.kind === 'only' || MAY_BE_MISSING.has(reason.what)) return undefined;
  return `skipped, ${reason.what} is missing: ${fullName}`;
}

/** Playwright's words for how a test ended; one that passed at the second try has failed. */
const PLAYWRIGHT_STATUS = new Map([
  ['expected', 'passed'],
  ['skipped', 'skipped'],
]);

/**
 * Playwright's JSON report in the form of vitest's.
 * @param {PlaywrightReport} report
 * @returns {VitestReport}
 */
export function fromPlaywright(report) {
  const testResults = report.suites.map((suite) => ({
    name: suite.title,
    status: 'passed',
    assertionResults: assertionsOf(suite, []),
  }));
  const errors = report.errors ?? [];
  if (errors.length === 0) return { testResults };
  return {
    testResults: [...testResults, { name: 'playwright', status: 'failed', assertionResults: [] }],
  };
}

/**
 * @param {PlaywrightSuite} suite
 * @param {readonly string[]} titles Of the suites around it.
 * @returns {Assertion[]}
 */
function assertionsOf(suite, titles) {
  const path = [...titles, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status }) => ({
      fullName: [...path, spec.title].join(' '),
      status: PLAYWRIGHT_STATUS.get(status) ?? 'failed',
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => assertionsOf(inner, path))];
}

/**
 * Counts one vitest report.
 * @param {VitestReport} report
 * @param {boolean} isCi
 * @returns {Tally}
 */
export function countReport(report, isCi) {
  /** @type {Tally} */
  const tally = { passed: 0, failed: 0, skipped: 0, complaints: [] };
  for (const file of report.testResults) {
    const before = tally.failed;
    for (const test of file.assertionResults) countTest(tally, test, isCi);
    // A file that could not be read has no tests to fail; a failed hook fails no test either.
    if (file.status === 'failed' && tally.failed === before) {
      tally.failed += 1;
      tally.complaints.push(`failed as a whole: ${file.name}`);
    }
  }
  return tally;
}

/**
 * @param {Tally} tally
 * @param {Assertion} test
 * @param {boolean} isCi
 */
function countTest(tally, test, isCi) {
  if (test.status === 'passed') {
    tally.passed += 1;
    return;
  }
  if (test.status === 'failed') {
    tally.failed += 1;
    return;
  }
  // 'todo' is a note for later, not a test that could have run here.
  const complaint = test.status === 'todo' ? undefined : skipComplaint(test.fullName, isCi);
  if (complaint === undefined) {
    tally.skipped += 1;
    return;
  }
  tally.failed += 1;
  tally.complaints.push(complaint);
}

/**
 * The line a run closes with.
 * @param {Counts} counts
 * @returns {string}
 */
export function closingLine(counts) {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

/**
 * Whether the environment says that a machine checks, not a person.
 * @param {string | undefined} value Of the variable CI.
 * @returns {boolean}
 */
export function isCiValue(value) {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());
}
