// The main job in the Electron host, over the stand-in: copy an atlas, find, list, note, export; quit, start again.
// Invariant: the built preload runs in a world of its own, and every file of the page comes through `app://`.
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startFakeAtlas, type FakeAtlas } from '../support/fake-atlas/server.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { electronData, startElectronApp, type ElectronApp } from '../support/ui/electron-app.ts';

const STUDIES = 60;
const LIST = 'For the review';
const NOTE = 'The controls were sedentary.';

uiSuite('the main job in the Electron host', () => {
  let atlas: FakeAtlas;
  let app: ElectronApp;
  let folder: string;
  let kept: ReturnType<typeof electronData>;

  test.beforeEach(async ({ context }) => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'companion-papers-')));
    atlas = await startFakeAtlas({ studies: STUDIES, seed: 7 });
    kept = electronData();
    app = await startElectronApp(context, kept.data);
  });
  test.afterEach(async () => {
    await app.kill();
    await atlas.close();
    kept.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('from the first copy to the file, and all is there at the next start', async ({
    context,
  }) => {
    const { page, shell } = app;
    await page.getByRole('button', { name: 'Look around' }).click();
    const screens = page.getByRole('navigation', { name: 'Screens' });
    await screens.getByRole('button', { name: 'Copy of the atlas' }).click();
    await page.getByRole('textbox', { name: 'Address of the atlas' }).fill(atlas.url);
    await page.getByRole('button', { name: 'Start copying' }).click();
    await expect(page.getByText(`${STUDIES} studies were added`)).toBeVisible({ timeout: 40_000 });

    await screens.getByRole('button', { name: 'Studies' }).click();
    await page.getByRole('searchbox', { name: 'Search the atlas' }).fill('pem:required');
    const rows = page.getByRole('grid').getByRole('row');
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', /^[1-9]\d?$/u);
    await expect(rows.first()).toContainText('PEM required');
    await rows.first().click();
    await page.getByRole('button', { name: 'Add to a list' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill(LIST);
    await dialog.getByRole('option', { name: `New list “${LIST}”` }).click();
    await expect(dialog).toContainText('Added 1 study');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Write a note', exact: true }).click();
    await page.getByRole('textbox', { name: 'Note in Markdown' }).fill(NOTE);
    await page.getByRole('button', { name: 'Save a version now' }).click();
    await expect(page.getByText(/^Saved as version 1/u).first()).toBeVisible();

    const file = path.join(folder, 'review.bib');
    await shell.ask('answer', ['save', { canceled: false, filePath: file }]);
    const lists = page.getByRole('navigation', { name: 'Lists' });
    await lists.getByRole('button', { name: `${LIST}, 1 study` }).click();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('button', { name: 'Save file…' }).click();
    await expect(page.getByText(/^Written: 1 entry/u).first()).toBeVisible();
    expect(readFileSync(file, 'utf8').match(/^@\w+\{/gmu)).toHaveLength(1);
    expect(await page.content()).not.toContain(folder);
    expect(app.refused).toEqual([]);

    expect(await app.quit()).toBe(0);
    expect(readdirSync(app.data).filter((name) => /-wal$|-shm$/u.test(name))).toEqual([]);
    expect(existsSync(path.join(app.data, 'library.sqlite'))).toBe(true);

    app = await startElectronApp(context, kept.data);
    const again = app.page;
    await expect(again.getByRole('contentinfo')).toContainText('Copy checked today');
    await again
      .getByRole('navigation', { name: 'Lists' })
      .getByRole('button', { name: `${LIST}, 1 study` })
      .click();
    await again.getByRole('grid').getByRole('row').first().click();
    await expect(again.getByText(NOTE).first()).toBeVisible();
  });
});
