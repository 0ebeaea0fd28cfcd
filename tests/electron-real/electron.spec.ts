// What only Electron itself can tell: its sandbox, its session, and that it refuses what the stand-in refuses.
// Invariant: no fact is taken from the options the window was made with; each is read where it holds.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import {
  BAD_PRELOADS,
  PRELOADS_REFUSED_BY_ELECTRON,
  REFUSED,
  REFUSED_BY_ELECTRON,
} from '../support/electron/refused-shells.ts';
import { END, writeSmall } from '../support/electron/small-shell.ts';
import { onlyIf } from '../support/needs.ts';
import { realSuite, runReal, startReal, type RealApp } from './real-app.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'companion-real-'));
});
test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

realSuite('the window in Electron', () => {
  let app: RealApp;
  test.beforeEach(async () => {
    app = await startReal({ data: path.join(folder, 'data') });
  });
  test.afterEach(async () => {
    await app.kill();
  });

  const linux = onlyIf(process.platform === 'linux', 'on Linux');
  const others = onlyIf(process.platform !== 'linux', 'on macOS and Windows');

  test(`runs under seccomp ${linux.note}`, async () => {
    test.skip(linux.isMissing, linux.note);
    const pid = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    expect(/^Seccomp:\s*(\d)/mu.exec(status)?.[1]).toBe('2');
    expect(/^NoNewPrivs:\s*(\d)/mu.exec(status)?.[1]).toBe('1');
  });

  test(`runs in a sandbox, as the system says ${others.note}`, async () => {
    test.skip(others.isMissing, others.note);
    const isSandboxed = await app.electron.evaluate(({ app: electronApp, BrowserWindow }) => {
      const pid = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId();
      return electronApp.getAppMetrics().find((each) => each.pid === pid)?.sandboxed;
    });
    expect(isSandboxed).toBe(true);
  });

  test('has a session in memory, and user data in the data folder', async () => {
    const facts = await app.electron.evaluate(({ app: electronApp, BrowserWindow }) => {
      const own = BrowserWindow.getAllWindows()[0]?.webContents.session;
      return {
        isPersistent: own?.isPersistent(),
        storage: own?.storagePath,
        userData: electronApp.getPath('userData'),
      };
    });
    expect(facts).toEqual({
      isPersistent: false,
      storage: null,
      userData: path.join(folder, 'data', 'electron'),
    });
  });

  test('goes nowhere and opens nothing', async () => {
    const { page, electron } = app;
    await page.evaluate(() => {
      location.href = 'https://example.org/away';
    });
    await page.evaluate(() => window.open('https://example.org/more'));
    await page.evaluate(() => {
      history.pushState(null, '', '#here');
    });
    expect(page.url()).toMatch(/^app:\/\/atlas\//u);
    expect(electron.windows()).toHaveLength(1);
  });
});

realSuite('Electron lets a shell that is right pass', () => {
  test('to its end', async () => {
    const { code } = await runReal({ ...writeSmall(folder, {}), words: [END] });
    expect(code).toBe(0);
  });
});

realSuite('Electron refuses what the stand-in refuses', () => {
  for (const [name, shell] of REFUSED.filter(([each]) => REFUSED_BY_ELECTRON.has(each))) {
    test(name, async () => {
      const { code } = await runReal({ ...writeSmall(folder, shell), words: [END] });
      expect(code).toBe(1);
    });
  }

  for (const [name, preload] of BAD_PRELOADS) {
    if (!PRELOADS_REFUSED_BY_ELECTRON.has(name)) continue;
    test(`a preload with ${name}`, async () => {
      // What failed in the preload is an event of the page; what follows it is not there.
      const made = `window.webContents.on('preload-error', (_event, _file, error) => fail(error));`;
      const after = `${preload}\nrequire('electron').contextBridge.exposeInMainWorld('after', 1);`;
      const files = writeSmall(folder, { made, preload: after });
      const { code } = await runReal({ ...files, words: [END] });
      expect(code).toBe(1);
    });
  }
});
