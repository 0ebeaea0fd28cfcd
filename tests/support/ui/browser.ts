// Chromium for tests of the window: Debian's own, driven by Playwright.
import { test } from '@playwright/test';
import { needsBrowser } from '../needs.ts';
import { ensureBuilt } from './app.ts';

export const browser = needsBrowser();

test.use({
  launchOptions: {
    executablePath: browser.path,
    // Chromium's own sandbox cannot be had as root; the pages are ours.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  },
});

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
