// The built program in its Electron host, over the strict stand-in, with Chromium for its window.
// Invariant: as with the browser host, nothing of the program is replaced; Electron alone is stood in for.
import type { BrowserContext } from '@playwright/test';
import type { DrivenApp, StartOptions } from '../electron/behaviours.ts';
import { showPages } from '../electron/browser-pages.ts';
import { launchShell, type Shell } from '../electron/launch.ts';

export interface ElectronApp extends DrivenApp {
  readonly shell: Shell;
  /** What the page asked for outside the program, and was not given. */
  readonly refused: readonly string[];
}

/** Starts it; resolves when its window is open. */
export async function startElectronApp(
  context: BrowserContext,
  options: StartOptions,
): Promise<ElectronApp> {
  // Of the program that ran in this browser before.
  await context.unrouteAll();
  const shell = launchShell({ ...options, env: { STAND_IN_PAGES: 'browser' } });
  const pages = showPages(shell, context);
  const page = await pages.page();
  return {
    shell,
    page,
    refused: pages.refused,
    async answerSave(filePath) {
      await shell.ask('answer', ['save', { canceled: false, filePath }]);
    },
    async quit() {
      await shell.ask('quit');
      const { code, stderr } = await shell.ended;
      if (stderr !== '') throw new Error(stderr);
      return code;
    },
    async kill() {
      shell.child.kill('SIGKILL');
      await shell.ended;
    },
  };
}
