// The built program in its Electron host, over the strict stand-in, with Chromium for its window.
// Invariant: as with the browser host, nothing of the program is replaced; Electron alone is stood in for.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { showPages } from '../electron/browser-pages.ts';
import { launchShell, type Shell } from '../electron/launch.ts';

export interface ElectronApp {
  readonly data: string;
  readonly shell: Shell;
  readonly page: Page;
  /** What the page asked for outside the program, and was not given. */
  readonly refused: readonly string[];
  /** Ends it as the reader does, by the menu; resolves to its exit code. */
  quit(): Promise<number | null>;
  /** Ends it as a crash of the computer does. */
  kill(): Promise<void>;
}

/** A folder for the data of one test; whoever calls removes it. */
export function electronData(): { readonly data: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'companion-shell-'));
  return {
    data: path.join(folder, 'data'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Starts it; resolves when its window is open. */
export async function startElectronApp(
  context: BrowserContext,
  data: string,
  options: { readonly words?: readonly string[]; readonly main?: string } = {},
): Promise<ElectronApp> {
  await context.unrouteAll();
  const shell = launchShell({ data, ...options, env: { STAND_IN_PAGES: 'browser' } });
  const pages = showPages(shell, context);
  const page = await pages.page();
  return {
    data,
    shell,
    page,
    refused: pages.refused,
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
