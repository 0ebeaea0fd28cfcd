// A study or a list on paper: badges in words, what it does not prove, source, date and notice, and nothing of the app.
import { expect, test, type Page } from '@playwright/test';
import { MACHINE_MADE } from '../../src/shared/domain/study.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { LIST_NAME, startSeededApp, type SeededApp } from '../support/ui/seeded-app.ts';
import { openApp, openStudyWindow, setPlace } from './window.ts';

uiSuite('on paper', () => {
  let app: SeededApp;
  test.beforeAll(async () => {
    app = await startSeededApp();
  });
  test.afterAll(async () => {
    await app.remove();
  });

  const paper = (page: Page) => page.getByRole('article');
  async function press(page: Page, key: string): Promise<void> {
    await page.keyboard.press(key);
  }

  test('a study has all in words, by keys alone, and the app is not printed', async ({ page }) => {
    await openStudyWindow(page, app, app.listed[0] ?? '');
    const title = await page.locator('#study-heading').innerText();
    await press(page, 'Control+p');
    await expect(page.getByRole('heading', { name: 'Print a study' })).toBeFocused();
    const sheet = paper(page);
    await expect(sheet).toContainText('Badges of the atlas:');
    await expect(sheet).toContainText(/PEM required/u);
    await expect(sheet).toContainText('PEM in my coding');
    await expect(
      sheet.getByRole('heading', { name: 'What This Study Does Not Prove' }),
    ).toBeVisible();
    await expect(sheet).toContainText(MACHINE_MADE);
    await expect(sheet).toContainText(/Copied from http:\/\/127\.0\.0\.1\S* on \d+ \w+ \d{4}/u);
    await expect(sheet).not.toContainText('What matters here');
    await page.getByRole('checkbox', { name: 'With my notes' }).check();
    await expect(sheet).toContainText('What matters here');

    await page.emulateMedia({ media: 'print' });
    await expect(sheet).toBeVisible();
    for (const gone of ['banner', 'contentinfo', 'navigation', 'button', 'checkbox'] as const) {
      await expect(page.getByRole(gone).filter({ visible: true })).toHaveCount(0);
    }
    expect(await page.title()).toBe(title);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.locator('#study-heading')).toHaveText(title);
    expect(await page.title()).not.toBe(title);
  });

  test('a list has its studies in its order, on white in a dark theme', async ({ page }) => {
    setPlace(app);
    app.cli('call', 'settings.set', JSON.stringify({ settings: { theme: 'dark' } }));
    await openApp(page, app);
    await page
      .getByRole('navigation', { name: 'Lists' })
      .getByRole('button', { name: LIST_NAME })
      .click();
    await page.getByRole('button', { name: 'Print…' }).first().click();
    await expect(page.getByRole('heading', { name: 'Print a list' })).toBeFocused();
    await expect(paper(page)).toHaveCount(app.listed.length);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('heading', { level: 2, name: LIST_NAME })).toBeVisible();
    const colours = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return { color, backgroundColor };
    });
    expect(colours).toEqual({ color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)' });
    // As long as it is: nothing of it is cut off by a box that scrolls.
    const cut = await page.evaluate(
      () =>
        [...document.querySelectorAll('main, main *')].filter(
          (element) =>
            element.scrollHeight > element.clientHeight + 1 &&
            ['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowY),
        ).length,
    );
    expect(cut).toBe(0);
    app.cli('call', 'settings.set', JSON.stringify({ settings: { theme: 'system' } }));
  });
});
