// A whole copy handed from one reader to another in the window: made and downloaded here, chosen, looked into and
// taken in there.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startApp, type App } from '../support/ui/app.ts';
import { findings } from '../support/ui/axe.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { SEEDED_STUDIES, startSeededApp, type SeededApp } from '../support/ui/seeded-app.ts';
import { openApp, setPlace, slugsOf, watch } from './window.ts';

async function openCopy(page: Page, app: App): Promise<void> {
  setPlace(app, {});
  await openApp(page, app);
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: 'Copy of the atlas' })
    .click();
  await expect(page.getByRole('heading', { level: 3, name: 'From a bundle' })).toBeVisible();
}

uiSuite('a bundle in the window', () => {
  let maker: SeededApp;
  let reader: App;
  test.beforeAll(async () => {
    maker = await startSeededApp();
    reader = await startApp();
  });
  test.afterAll(async () => {
    await maker.remove();
    await reader.remove();
  });

  test('goes from one reader to another', async ({ page }, info) => {
    const seen = watch(page);
    const file = info.outputPath('from-ada.mecfs-atlas');
    await openCopy(page, maker);
    await expect(page.getByText(/before you publish it, ask the atlas/u)).toBeVisible();
    await page.getByRole('textbox', { name: 'Made by' }).fill('Ada');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Make and download a bundle' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^mecfs-atlas-\d{4}-\d\d-\d\d\.mecfs-atlas$/u);
    await download.saveAs(file);
    await expect(page.getByText(`holds ${SEEDED_STUDIES} studies`)).toBeVisible();

    setPlace(reader, {});
    await page.evaluate(() => {
      sessionStorage.clear();
    });
    await openApp(page, reader);
    // By the command: it leads to the screen and opens the browser's own question for a file.
    const asking = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox', { name: 'Find a command' }).fill('open a bundle');
    await page.getByRole('menuitem', { name: 'Open a bundle…' }).click();
    const chooser = await asking;
    await expect(page.getByRole('heading', { level: 2, name: 'Copy of the atlas' })).toBeVisible();
    await chooser.setFiles(file);
    const found = page.getByRole('region', { name: 'What is in the bundle' });
    await expect(found).toContainText('Made by Ada on');
    await expect(found).toContainText(`${SEEDED_STUDIES} studies, each with its page as received`);
    expect(await findings(page)).toEqual([]);
    expect(slugsOf(reader, '')).toHaveLength(80);
    await found.getByRole('button', { name: 'Take it in' }).click();
    await expect(page.getByText(`${SEEDED_STUDIES} studies were added`).first()).toBeVisible();
    await expect(
      page.getByText(/from a bundle, not checked against the site/u).first(),
    ).toBeVisible();
    expect(readdirSync(path.join(reader.data, 'incoming'))).toEqual([]);

    expect(slugsOf(reader, 'pem:required cytokine')).toEqual(
      slugsOf(maker, 'pem:required cytokine'),
    );
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: 'Studies' })
      .click();
    await page.getByRole('searchbox', { name: 'Search the atlas' }).fill('pem:required cytokine');
    await page.getByRole('row').first().click();
    await expect(
      page.getByText(/^From a bundle made by Ada on .* not checked against/u),
    ).toBeVisible();
    expect(seen.errors).toEqual([]);
    expect(seen.dialogs).toEqual([]);
  });

  test('that is damaged changes nothing and says so', async ({ page }, info) => {
    const bad = info.outputPath('bad.mecfs-atlas');
    writeFileSync(bad, 'no bundle at all');
    const before = slugsOf(reader, '').length;
    await openCopy(page, reader);
    await page.getByLabel('Choose a bundle').setInputFiles(bad);
    await expect(page.getByRole('alert')).toContainText('it is not a bundle of this program');
    await expect(page.getByRole('alert')).toContainText('nothing was changed');
    expect(slugsOf(reader, '')).toHaveLength(before);
  });
});
