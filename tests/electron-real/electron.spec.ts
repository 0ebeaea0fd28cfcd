// What only Electron itself can tell: its sandbox, its session, and that it refuses what the stand-in refuses.
// Invariant: no fact is taken from the options the window was made with; each is read where it holds.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { NOTING } from '../support/electron/noting-shells.ts';
import {
  BAD_PRELOADS,
  PRELOADS_REFUSED_BY_ELECTRON,
  REFUSED,
  REFUSED_BY_ELECTRON,
} from '../support/electron/refused-shells.ts';
import { END, notesOf, writeSmall } from '../support/electron/small-shell.ts';
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

  test('is granted nothing, asked for or looked up, and is given no device', async () => {
    const facts = await app.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone'] as const;
      const states = await Promise.all(
        names.map(async (name) => (await navigator.permissions.query({ name })).state),
      );
      const asked = await Notification.requestPermission();
      return [...states, asked];
    });
    expect(facts).not.toContain('granted');
  });

  test('has the policy on contents in force, and downloads nothing', async () => {
    const { page } = app;
    const isRun = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.head.append(script);
      return 'ran' in globalThis;
    });
    expect(isRun).toBe(false);
    await expect(page.evaluate(() => fetch('https://example.org/'))).rejects.toThrow();
    let hasBegun = false;
    page.on('download', () => (hasBegun = true));
    await page.evaluate(() => {
      const address = URL.createObjectURL(new Blob(['text']));
      Object.assign(document.createElement('a'), { href: address, download: 'a.txt' }).click();
    });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    expect(hasBegun).toBe(false);
  });

  test('is shown, has the menu of the command table, and its main frame as the sender of calls', async () => {
    const facts = await app.electron.evaluate(({ BrowserWindow, Menu }) => ({
      isVisible: BrowserWindow.getAllWindows()[0]?.isVisible(),
      entry: Menu.getApplicationMenu()?.getMenuItemById('go.help')?.label,
    }));
    expect(facts).toEqual({ isVisible: true, entry: 'Help' });
    const answer = await app.page.evaluate('atlas.call("status.get", {})');
    expect(answer).toMatchObject({ ok: true });
  });

  test('is read again after a crash, with its bridge', async () => {
    const { electron } = app;
    await electron.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const again = new Promise((resolve) => {
        contents?.once('did-finish-load', () => {
          resolve(null);
        });
      });
      contents?.forcefullyCrashRenderer();
      await again;
    });
    const host: unknown = await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('atlas.host'),
    );
    expect(host).toBe('electron');
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

realSuite('Electron', () => {
  for (const [name, shell, notes] of NOTING) {
    test(name, async () => {
      const { code } = await runReal({ ...writeSmall(folder, shell), words: [END] });
      expect(notesOf(folder)).toEqual(notes);
      expect(code).toBe(0);
    });
  }

  test('gives the place of a program that was killed to the next one', async () => {
    const data = path.join(folder, 'data');
    const first = await startReal({ data });
    await first.kill();
    const second = await startReal({ data });
    await expect(second.page.getByRole('button', { name: 'Look around' })).toBeVisible();
    await second.kill();
  });
});

realSuite('Electron refuses what the stand-in refuses', () => {
  for (const [name, shell] of REFUSED.filter(([each]) => REFUSED_BY_ELECTRON.has(each))) {
    test(name, async () => {
      // The stand-in loses its patience with what waits for itself; Electron waits for ever (electron#40719).
      const isForEver = shell.env?.['STAND_IN_PATIENCE_MS'] !== undefined;
      const files = { ...writeSmall(folder, shell), words: [END] };
      const { code } = await runReal(files, isForEver ? { withinMs: 5000 } : {});
      expect(code).toBe(isForEver ? null : 1);
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
