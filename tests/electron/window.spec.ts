// The window of the Electron host in Chromium, over the stand-in: what the page has, and where it cannot go.
// Invariant: main's decisions are put to a real page; what the page asked for outside is seen to be refused.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { showPages } from '../support/electron/browser-pages.ts';
import { launchSmall, type SmallShell } from '../support/electron/small-shell.ts';
import type { Shell } from '../support/electron/launch.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { startElectronApp, type ElectronApp } from '../support/ui/electron-app.ts';

uiSuite('the window of the Electron host', () => {
  let app: ElectronApp;
  let folder: string;
  test.beforeEach(async ({ context }) => {
    folder = mkdtempSync(path.join(tmpdir(), 'companion-shell-'));
    app = await startElectronApp(context, { data: path.join(folder, 'data') });
    await expect(app.page.getByRole('button', { name: 'Look around' })).toBeVisible();
  });
  test.afterEach(async () => {
    await app.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  test('stays where it is; a link leaves through the system’s browser, and only as https', async () => {
    const { page, shell } = app;
    const before = page.url();
    await page.evaluate(() => {
      location.href = 'https://example.org/away';
    });
    await expect.poll(() => app.refused).toEqual(['https://example.org/away']);
    await expect(page.getByRole('button', { name: 'Look around' })).toBeVisible();
    expect(page.url()).toBe(before);
    await page.evaluate(() => {
      for (const address of [
        'https://doi.org/10.1/page',
        'file:///etc/passwd',
        'http://a.example/',
      ]) {
        const link = Object.assign(document.createElement('a'), {
          href: address,
          target: '_blank',
          textContent: address,
        });
        document.body.prepend(link);
      }
    });
    for (const name of ['file:///etc/passwd', 'https://doi.org/10.1/page']) {
      await page.getByRole('link', { name, exact: true }).evaluate((link) => {
        (link as HTMLElement).click();
      });
    }
    await expect
      .poll(async () => ((await shell.ask('state')) as { opened: { outside: unknown } }).opened)
      .toMatchObject({ outside: ['https://doi.org/10.1/page'] });
    await expect.poll(() => page.context().pages().length).toBeLessThanOrEqual(2);
  });

  test('is told what happens in the core', async () => {
    const { page } = app;
    await page.evaluate(() => {
      const world = globalThis as unknown as {
        seen: unknown[];
        atlas: { onEvent(listener: (event: { type: string }) => void): void };
      };
      world.seen = [];
      world.atlas.onEvent((event) => world.seen.push(event.type));
    });
    const note = { subject: { slug: 'naviaux-2016-metabolomics' }, body: 'x' };
    expect(await app.shell.call('note.create', note)).toMatchObject({ ok: true });
    const seen = (): Promise<unknown> =>
      page.evaluate(() => (globalThis as unknown as { seen: unknown }).seen);
    await expect.poll(seen).toContain('data.changed');
  });
});

uiSuite('the stand-in’s pages', () => {
  let shell: Shell;
  let folder: string;
  test.beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'companion-small-'));
  });
  test.afterEach(async () => {
    shell.child.kill('SIGKILL');
    await shell.ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  function small(given: SmallShell): Shell {
    shell = launchSmall(folder, { ...given, env: { STAND_IN_PAGES: 'browser' } });
    return shell;
  }
  const STAYS = `<!doctype html><button>Press</button><script>
    addEventListener('beforeunload', (event) => event.preventDefault());</script>`;

  test('may want to stay, which keeps the window and the program', async ({ context }) => {
    const pages = showPages(small({ page: STAYS }), context);
    // Chromium asks only where the reader has done something.
    await (await pages.page()).getByRole('button').click();
    await shell.ask('quit');
    await expect.poll(() => shell.ask('state')).toMatchObject({ order: ['ready', 'before-quit'] });
    await expect((await pages.page()).getByRole('button')).toBeVisible();
    expect(shell.child.exitCode).toBeNull();
  });

  test('are closed all the same where the shell says so', async ({ context }) => {
    const made = `window.webContents.on('will-prevent-unload', (event) => event.preventDefault());`;
    const pages = showPages(small({ page: STAYS, made }), context);
    await (await pages.page()).getByRole('button').click();
    await shell.ask('quit');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    expect(shell.heard).toContainEqual({
      order: ['ready', 'before-quit', 'closed', 'will-quit', 'quit'],
    });
  });

  test('are read anew after a crash, with their bridge', async ({ context }) => {
    const pages = showPages(
      small({
        preload: `require('electron').contextBridge.exposeInMainWorld('own', 1);`,
        made: `window.webContents.on('render-process-gone', (_event, { reason }) => {
          process.send({ gone: reason });
          window.webContents.once('did-finish-load', () => process.send('read-anew'));
          window.webContents.reload();
        });`,
      }),
      context,
    );
    const before = await pages.page();
    await shell.ask('crash');
    await shell.whenHeard((fact) => fact === 'read-anew');
    expect(shell.heard).toContainEqual({ gone: 'crashed' });
    const page = await pages.page();
    expect(page).not.toBe(before);
    expect(await page.evaluate('own')).toBe(1);
  });

  test('follow the theme of the system, and the one that the shell sets', async ({ context }) => {
    const pages = showPages(
      small({ made: `electron.nativeTheme.on('updated', () => process.send('updated'));` }),
      context,
    );
    const page = await pages.page();
    const isDark = (): Promise<boolean> =>
      page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    expect(await isDark()).toBe(false);
    await shell.ask('dark', true);
    await expect.poll(isDark).toBe(true);
    expect(shell.heard).toContain('updated');
  });
});
