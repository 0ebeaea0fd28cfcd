// The built program in Electron itself, driven by Playwright; and small shells in it.
// Invariant: nothing of Electron is replaced but the answer of a dialog, which nobody could give.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { _electron, expect, test, type ElectronApplication } from '@playwright/test';
import type { DrivenApp, StartOptions } from '../support/electron/behaviours.ts';
import { needsElectronBinary } from '../support/needs.ts';
import { ensureBuilt } from '../support/ui/app.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'out/main/index.js');

const RUNS_MS = 20_000;

const binary = needsElectronBinary();

export interface RealApp extends DrivenApp {
  readonly electron: ElectronApplication;
}

/** A suite of tests in Electron; skipped and counted where there is no binary. */
export function realSuite(name: string, define: () => void): void {
  test.describe(`${name} ${binary.note}`, () => {
    test.skip(binary.isMissing, binary.note);
    test.beforeAll(() => {
      ensureBuilt();
    });
    define();
  });
}

function wordsOf({ data, words = [], main = MAIN }: StartOptions): string[] {
  return [main, `--data=${data}`, ...words];
}

function environment(): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(own), COMPANION_CHECK_OUTPUT: '1' };
}

/** Starts it; resolves when its window is there. */
export async function startReal(options: StartOptions): Promise<RealApp> {
  const electron = await _electron.launch({
    executablePath: binary.path,
    args: wordsOf(options),
    env: environment(),
  });
  const child = electron.process();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const page = await electron.firstWindow();
  await expect(page).toHaveURL(/^app:\/\//u);
  await page.waitForLoadState('load');
  return {
    electron,
    page,
    async answerSave(filePath) {
      await electron.evaluate(({ dialog }, file) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file });
      }, filePath);
    },
    async quit() {
      await electron.evaluate(({ app }) => {
        // When the answer has gone: the program may end at once.
        setImmediate(() => {
          app.quit();
        });
      });
      return await ended;
    },
    async kill() {
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts it without a driver, and waits for its end; one that does not end by itself is killed, and its code is null. */
export function runReal(
  options: StartOptions,
  { withinMs = RUNS_MS } = {},
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const child = spawn(binary.path, wordsOf(options), {
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stderr });
    });
  });
}
