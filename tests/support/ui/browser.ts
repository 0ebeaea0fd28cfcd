// Suites of tests in a browser. How it is started stands in playwright.config.ts: `test.use` in a file that
// several tests import would reach the first of them only.
import { test } from '@playwright/test';
import { needsBrowser } from '../needs.ts';
import { ensureBuilt } from './app.ts';

export const browser = needsBrowser();

/** A suite of tests in a browser; skipped and counted where there is none. */
export function uiSuite(name: string, define: () => void): void {
  test.describe(`${name} ${browser.note}`, () => {
    test.skip(browser.isMissing, browser.note);
    test.beforeAll(() => {
      ensureBuilt();
    });
    define();
  });
}
