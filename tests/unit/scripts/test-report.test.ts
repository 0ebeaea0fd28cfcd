// The rules by which a test run is counted: what a skip may be, and what it may not be with CI set.
import { describe, expect, it } from 'vitest';
import {
  closingLine,
  countReport,
  isCiValue,
  skipComplaint,
  skipReason,
} from '../../../scripts/lib/test-report.mjs';
import { chooseSteps, STEPS } from '../../../scripts/lib/test-steps.mjs';

function report(...tests: readonly (readonly [status: string, name: string])[]) {
  const assertionResults = tests.map(([status, fullName]) => ({ status, fullName }));
  return { testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults }] };
}

describe('why a test was skipped', () => {
  it('is read from the note in its name or in that of a suite around it', () => {
    expect(skipReason('compiles [needs pdflatex]')).toEqual({ kind: 'needs', what: 'pdflatex' });
    expect(skipReason('suite [needs ../shared] reads it')).toEqual({
      kind: 'needs',
      what: '../shared',
    });
    expect(skipReason('modes [only on POSIX]')).toEqual({ kind: 'only', what: 'on POSIX' });
    expect(skipReason('no note [at all]')).toBeUndefined();
  });

  it('does not matter without CI', () => {
    expect(skipComplaint('compiles [needs pdflatex]', false)).toBeUndefined();
    expect(skipComplaint('no note', false)).toBeUndefined();
  });

  it.each([
    ['compiles [needs pdflatex]', 'pdflatex is missing'],
    ['compiles [needs pdflatex, biber]', 'pdflatex, biber is missing'],
    ['compiles [needs ../shared, pdflatex]', 'is missing'],
    ['no note', 'without a reason'],
  ])('fails the run with CI: %s', (name, complaint) => {
    expect(skipComplaint(name, true)).toContain(complaint);
  });

  it.each(['a [needs electron binary]', 'a [needs ../shared]', 'a [only on Windows]'])(
    'is accepted with CI: %s',
    (name) => {
      expect(skipComplaint(name, true)).toBeUndefined();
    },
  );
});

describe('counting a report', () => {
  it('counts every test once', () => {
    const given = report(
      ['passed', 'a'],
      ['failed', 'b'],
      ['skipped', 'c [needs biber]'],
      ['pending', 'd [needs ../shared]'],
      ['todo', 'e'],
    );
    expect(countReport(given, false)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 3,
      complaints: [],
    });
    const withCi = countReport(given, true);
    expect(closingLine(withCi)).toBe('1 passed, 2 failed, 2 skipped');
    expect(withCi.complaints).toEqual(['skipped, biber is missing: c [needs biber]']);
  });

  it('counts a file that failed as a whole', () => {
    const broken = { name: 'broken.test.ts', status: 'failed', assertionResults: [] };
    const tally = countReport({ testResults: [broken] }, false);
    expect(tally).toMatchObject({ failed: 1, complaints: ['failed as a whole: broken.test.ts'] });
  });

  it('knows what counts as CI', () => {
    expect(['true', '1', 'yes'].map((value) => isCiValue(value))).toEqual([true, true, true]);
    expect([undefined, '', '0', 'false', 'False'].some((value) => isCiValue(value))).toBe(false);
  });
});

describe('choosing the steps', () => {
  it('takes all of them, or those without TeX and browser for a check', () => {
    expect(chooseSteps([]).steps).toEqual(STEPS);
    const names = chooseSteps(['--check']).steps.map((step) => step.name);
    expect(names).toContain('integration');
    expect(names).not.toContain('latex');
  });

  it('takes the named ones and passes the rest on', () => {
    const { steps, filters } = chooseSteps(['--check', 'unit', 'tests/unit/house']);
    expect(steps.map((step) => step.name)).toEqual(['unit']);
    expect(filters).toEqual(['tests/unit/house']);
  });
});
