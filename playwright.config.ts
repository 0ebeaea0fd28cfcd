// The tests of the window in a real browser, Debian's Chromium, with real SQLite: `ui` over the browser host,
// `electron` over the Electron host on its stand-in, `electron-real` in Electron itself.
// Invariant: nothing is downloaded; a browser that is missing is said in each test's name.
import { defineConfig } from '@playwright/test';
import { needsBrowser } from './tests/support/needs.ts';

export default defineConfig({
  testMatch: '**/*.spec.ts',
  projects: [
    { name: 'ui', testDir: 'tests/ui' },
    { name: 'electron', testDir: 'tests/electron' },
    { name: 'electron-real', testDir: 'tests/electron-real' },
  ],
  outputDir: 'node_modules/.cache/playwright',
  // Two cores; one browser each would leave none for the program under test.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    launchOptions: {
      executablePath: needsBrowser().path,
      // Chromium's own sandbox cannot be had as root; the pages are ours.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
  reporter: 'list',
});
