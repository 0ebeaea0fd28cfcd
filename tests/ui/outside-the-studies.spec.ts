// The screens before and instead of the studies: the first run, a library that cannot be opened, an
// address that was used.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startApp, type App } from '../support/ui/app.ts';
import { findings, THEMES } from '../support/ui/axe.ts';
import { uiSuite } from '../support/ui/browser.ts';

async function expectAccessible(page: Page): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
    expect(await findings(page), theme).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await findings(page)).toEqual([]);
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(beyond).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });
}

uiSuite('outside the studies', () => {
  let app: App;
  test.beforeEach(async () => {
    app = await startApp({ isFirstRun: true });
  });
  test.afterEach(async () => {
    await app.remove();
  });

  test('the first run says what is here, and is seen once', async ({ page, context }) => {
    await page.goto(await app.address());
    await expect(page.getByText(/80 studies as a starter set/u)).toBeVisible();
    await expect(page.getByRole('button')).toHaveText(['Take a copy', 'Look around']);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Look around' }).click();
    await expect(page.getByRole('row').first()).toBeVisible();
    const later = await context.newPage();
    await later.goto(await app.address());
    await expect(later.getByRole('row').first()).toBeVisible();
  });

  test('a damaged library leads to its backups, and one of them back to the notes', async ({
    page,
  }) => {
    app.cli('call', 'settings.set', JSON.stringify({ settings: { welcomed: true } }));
    app.cli('note', 'naviaux-2016-metabolomics', 'Kept in the backup.');
    app.cli('backup');
    await app.stop();
    writeFileSync(path.join(app.data, 'library.sqlite'), 'no database'.repeat(1000));
    await app.restart();
    await page.goto(await app.address());
    await expect(
      page.getByRole('heading', { name: 'Your library could not be opened' }),
    ).toBeVisible();
    await expectAccessible(page);
    await page
      .getByRole('button', { name: /^Look into it/u })
      .first()
      .click();
    await expect(page.getByRole('dialog')).toContainText('1 notes');
    await page.getByRole('button', { name: 'Go back to this backup' }).click();
    await expect(page.getByText(/What was there before is kept/u)).toBeVisible();
    await page.getByRole('button', { name: 'Open the library' }).click();
    await page.getByRole('searchbox', { name: 'Search the atlas' }).fill('note:kept');
    await expect(page.getByRole('row')).toHaveCount(1);
  });

  test('an address opens one window, and says so to the second', async ({ page, context }) => {
    const address = await app.address();
    await page.goto(address);
    await expect(page.getByRole('button', { name: 'Look around' })).toBeVisible();
    const second = await (await context.browser()?.newContext())?.newPage();
    if (second === undefined) throw new Error('no second window');
    await second.goto(address);
    await expect(
      second.getByRole('heading', { name: 'This address can no longer be used' }),
    ).toBeVisible();
    await expectAccessible(second);
    // A reload of the first keeps its session.
    await page.reload();
    await expect(page.getByRole('button', { name: 'Look around' })).toBeVisible();
  });
});
