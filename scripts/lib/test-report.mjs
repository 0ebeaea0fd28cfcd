// Counts what a test run said: vitest's JSON report to numbers, numbers to the closing line.
// Invariant: pure; a skipped test is counted, and with CI set a skip for a missing tool is a failure.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ readonly fullName: string, readonly status: string }} Assertion */
/** @typedef {{ readonly name: string, readonly status: string, readonly assertionResults: readonly Assertion[] }} FileResult */
/** @typedef {{ readonly testResults: readonly FileResult[] }} VitestReport */
/** @typedef {Counts & { complaints: string[] }} Tally */

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
