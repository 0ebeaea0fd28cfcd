// The Electron host over the strict stand-in, with Chromium for its window.
// Invariant: these are the tests of tests/electron-real, so that what holds here is asked of the binary, too.
import { test, type BrowserContext } from '@playwright/test';
import { defineBehaviours } from '../support/electron/behaviours.ts';
import { launchShell } from '../support/electron/launch.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { startElectronApp } from '../support/ui/electron-app.ts';

uiSuite('the Electron host', () => {
  let current: BrowserContext;
  test.beforeEach(({ context }) => {
    current = context;
  });
  defineBehaviours({
    start: (options) => startElectronApp(current, options),
    async startBeside(options) {
      const { code, stderr } = await launchShell(options).ended;
      if (stderr !== '') throw new Error(stderr);
      return code;
    },
  });
});
