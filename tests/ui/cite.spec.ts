// Citing from the window: copied by keys, dragged into an editor, a list in other formats and as a table.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { uiSuite } from '../support/ui/browser.ts';
import { LIST_NAME, startSeededApp, type SeededApp } from '../support/ui/seeded-app.ts';
import { beginNote, editor, openApp, openStudyWindow, setPlace } from './window.ts';

uiSuite('citing', () => {
  let app: SeededApp;
  let folder: string;
  test.beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'companion-cite-'));
    app = await startSeededApp();
  });
  test.afterAll(async () => {
    await app.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  test.beforeEach(async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  const keyOf = (slug: string): string => `mecfsatlas-${slug}`;
  const status = (page: Page) => page.getByRole('contentinfo');

  test('a citation is copied by a key, pasted as it is, and its key is given for good', async ({
    page,
  }) => {
    const slug = app.listed[2] ?? '';
    await openStudyWindow(page, app, slug);
    await page.keyboard.press('y');
    await expect(status(page)).toContainText(`copied the citation: \\cite{${keyOf(slug)}}`);
    expect(app.cli('show', slug)).toMatchObject({ citationKey: keyOf(slug) });
    const field = await beginNote(page);
    await field.press('Control+v');
    await expect(field).toHaveValue(`\\cite{${keyOf(slug)}}`);
    await field.press('Control+a');
    await page.keyboard.press('Control+Shift+y');
    await expect(status(page)).toContainText('copied the citation:');
    await expect(status(page)).not.toContainText('cite{');
    await field.press('Control+v');
    await expect(field).toHaveValue(/\(\d{4}\)\. .*https:\/\/doi\.org\//u);
  });

  test('studies that are chosen together are copied together', async ({ page }) => {
    setPlace(app);
    await openApp(page, app);
    await page
      .getByRole('navigation', { name: 'Lists' })
      .getByRole('button', { name: LIST_NAME })
      .click();
    const rows = page.getByRole('row');
    await rows.first().click();
    await rows.nth(2).click({ modifiers: ['Shift'] });
    await page.keyboard.press('y');
    const keys = app.listed.slice(0, 3).map(keyOf).join(',');
    await expect(status(page)).toContainText(`copied 3 citations: \\cite{${keys}`.slice(0, 60));
  });

  test('a row that is dragged into an editor is a citation there', async ({ page }) => {
    await openStudyWindow(page, app, app.listed[0] ?? '');
    const field = await beginNote(page);
    await field.fill('See ');
    const row = page.getByRole('row').nth(3);
    await row.dragTo(editor(page));
    await expect(field).toHaveValue(
      /See.*\\cite\{mecfsatlas-[\w-]+\}|\\cite\{mecfsatlas-[\w-]+\}/u,
    );
  });

  test('a list is written in the format and style that were chosen, which are remembered', async ({
    page,
  }) => {
    setPlace(app);
    await openApp(page, app);
    const openExport = async (): Promise<void> => {
      await page
        .getByRole('navigation', { name: 'Lists' })
        .getByRole('button', { name: LIST_NAME })
        .click();
      await page.getByRole('button', { name: 'Export', exact: true }).click();
    };
    await openExport();
    const format = page.getByRole('combobox', { name: 'Write it as' });
    await format.selectOption('biblatex');
    const preview = page.getByRole('region', { name: /^Preview of cytokines-after-exercise.bib/u });
    await expect(preview).toContainText('journaltitle = {');
    await format.selectOption('markdown');
    await page.getByRole('combobox', { name: 'In the style' }).selectOption('nature');
    await expect(page.getByRole('region', { name: /^Preview of .*\.md/u })).toContainText('1. ');
    await expect(page.getByText(/Citation Style Language project/u)).toBeVisible();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Download .*\.md$/u }).click();
    const file = path.join(folder, 'list.md');
    await (await saved).saveAs(file);
    expect(readFileSync(file, 'utf8').match(/^\d+\. /gmu)).toHaveLength(app.listed.length);

    setPlace(app);
    await openApp(page, app);
    await openExport();
    await expect(format).toHaveValue('markdown');
    await page.getByText('Evidence table').click();
    await page.getByRole('checkbox', { name: 'Own note' }).check();
    const table = page.waitForEvent('download');
    await page
      .getByRole('region', { name: 'Evidence table' })
      .getByRole('button', { name: /^Download .*-evidence\.csv$/u })
      .click();
    const tableFile = path.join(folder, 'table.csv');
    await (await table).saveAs(tableFile);
    const text = readFileSync(tableFile, 'utf8');
    expect(text).toContain('PEM (derived by rule)');
    expect(text).toContain('sedentary');
  });
});
