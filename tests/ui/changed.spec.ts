// A study that changes after it was seen: marked in words in the list and in the study, told field by field by
// keyboard, and unmarked at the next visit.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { buildReading } from '../support/atlas-pages/build-reading.ts';
import { renderPage } from '../support/atlas-pages/render-page.ts';
import { SAMPLE_FACTS } from '../support/atlas-pages/sample-page.ts';
import { startApp, type App } from '../support/ui/app.ts';
import { findings } from '../support/ui/axe.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { openApp, openStudyWindow, searchField, setPlace, slugsOf } from './window.ts';

const reading = buildReading(SAMPLE_FACTS);
const changed = {
  ...reading,
  badges: { ...reading.badges, pem: { value: 'unclear' as const, label: 'PEM unclear' } },
};

uiSuite('a study that changed', () => {
  let app: App;
  test.beforeAll(async () => {
    app = await startApp();
  });
  test.afterAll(async () => {
    await app.remove();
  });

  function givePage(page: typeof reading): void {
    const file = path.join(app.data, 'page.html');
    writeFileSync(file, renderPage(page, 'semantic'));
    app.cli('import-page', file);
  }
  function isSeen(): boolean {
    const { seen, contentHash } = app.cli('show', reading.slug) as {
      seen: { hash: string } | null;
      contentHash: string;
    };
    return seen?.hash === contentHash;
  }

  test('is marked, compared by keyboard, and unmarked at the next visit', async ({ page }) => {
    givePage(reading);
    await openStudyWindow(page, app, reading.slug);
    await expect(page.getByText('This study reads differently')).toBeHidden();
    await expect.poll(isSeen).toBe(true);

    givePage(changed);
    expect(slugsOf(app, 'is:changed')).toEqual([reading.slug]);
    await expect(page.getByText('This study reads differently')).toBeVisible();
    await searchField(page).fill('is:changed');
    const row = page.getByRole('row', { name: /Breathing during sleep/u });
    await expect(row).toContainText('Changed · Unread');
    await expect(page.getByRole('row')).toHaveCount(1);

    const part = page.getByRole('region', { name: 'Changed since you saw it' });
    await part.getByRole('button', { name: 'Show what changed' }).focus();
    await page.keyboard.press('Enter');
    await expect(part.getByRole('term')).toHaveText(['PEM']);
    await expect(part.getByRole('definition')).toContainText(reading.badges.pem?.label ?? '?');
    await expect(part.getByRole('definition')).toContainText('PEM unclear');
    expect(await findings(page)).toEqual([]);

    // Seen by now, and marked as long as it is read.
    await expect.poll(isSeen).toBe(true);
    await expect(part.getByText('Changed', { exact: true })).toBeVisible();
    expect(slugsOf(app, 'is:changed')).toEqual([]);
    await openStudyWindow(page, app, reading.slug);
    await expect(part).toBeHidden();
  });

  test('loses its mark in a second window when the first has shown it', async ({ page }) => {
    setPlace(app, { slug: null });
    givePage(reading);
    const second = await page.context().newPage();
    await openApp(second, app);
    await searchField(second).fill('breathing sleep');
    const row = second.getByRole('row', { name: /Breathing during sleep/u });
    await expect(row).toContainText('Changed');
    await openStudyWindow(page, app, reading.slug);
    await expect(row).not.toContainText('Changed');
    await expect(row).toBeVisible();
    await second.close();
  });
});
