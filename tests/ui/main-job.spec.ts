// The main job, in a browser over the real program: copy an atlas, find studies by PEM, take a note,
// make a list, export it, and compile a document with the file. Once by mouse, once by keys alone.
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startFakeAtlas, type FakeAtlas } from '../support/fake-atlas/server.ts';
import { compileDocumentIn, EMPTY_AUTHOR } from '../support/latex-programs.ts';
import { startApp, type App } from '../support/ui/app.ts';
import { uiSuite } from '../support/ui/browser.ts';

const STUDIES = 300;
const LIST = 'For the review';
const NOTE = 'The controls were sedentary.';

uiSuite('the main job', () => {
  let atlas: FakeAtlas;
  let app: App;
  let folder: string;

  test.beforeEach(async () => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'companion-papers-')));
    atlas = await startFakeAtlas({ studies: STUDIES, seed: 7 });
    app = await startApp({ allow: [folder], isFirstRun: true });
  });
  test.afterEach(async () => {
    await app.remove();
    await atlas.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('by mouse', async ({ page }) => {
    await page.goto(await app.address());
    await page.getByRole('button', { name: 'Look around' }).click();
    const screens = page.getByRole('navigation', { name: 'Screens' });
    await screens.getByRole('button', { name: 'Copy of the atlas' }).click();
    await page.getByRole('textbox', { name: 'Address of the atlas' }).fill(atlas.url);
    await page.getByRole('button', { name: 'Start copying' }).click();
    await expect(page.getByText(`${STUDIES} studies were added`)).toBeVisible({ timeout: 40_000 });

    await screens.getByRole('button', { name: 'Studies' }).click();
    const search = page.getByRole('searchbox', { name: 'Search the atlas' });
    await search.fill('cytokine');
    await page
      .getByRole('group', { name: 'PEM stated by the atlas' })
      .getByRole('button', { name: /^Required/u })
      .click();
    await expect(search).toHaveValue('cytokine pem:required');
    const rows = page.getByRole('grid').getByRole('row');
    await expect(rows.first()).toContainText('PEM required');
    await rows.first().click();

    await page.getByRole('button', { name: 'Write a note', exact: true }).click();
    await page.getByRole('textbox', { name: 'Note in Markdown' }).fill(NOTE);
    await page.getByRole('button', { name: 'Save a version now' }).click();
    await expect(page.getByText(/^Saved as version 1/u).first()).toBeVisible();

    await addToList(page, `New list “${LIST}”`);
    await rows.nth(1).click();
    await addToList(page, `${LIST}, 1 study`);

    await page
      .getByRole('navigation', { name: 'Lists' })
      .getByRole('button', { name: `${LIST}, 2 studies` })
      .click();
    await expect(page.getByRole('grid', { name: `${LIST}, 2 studies` })).toBeVisible();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('button', { name: /^Save into/u }).click();
    await expect(page.getByText(/^Written: 2 entries/u).first()).toBeVisible();
    await compiles(folder);
    expect(app.cli('search', 'note:sedentary')).toMatchObject({ total: 1 });
  });

  test('by keys alone', async ({ page }) => {
    await page.goto(await app.address());
    await expect(page.getByRole('button', { name: 'Look around' })).toBeVisible();
    await tabTo(page, 'Look around');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid')).toBeVisible();

    await page.keyboard.press('s');
    await expect(page.getByRole('heading', { level: 2, name: 'Copy of the atlas' })).toBeVisible();
    await tabTo(page, 'Address of the atlas');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(atlas.url);
    await tabTo(page, 'Start copying');
    await page.keyboard.press('Enter');
    await expect(page.getByText(`${STUDIES} studies were added`)).toBeVisible({ timeout: 40_000 });

    await page.keyboard.press('b');
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: 'Search the atlas' })).toBeFocused();
    await page.keyboard.type('pem:required cytokine');
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', /^[1-9]\d?$/u);
    await tabIntoGrid(page);
    // Down and up again: the first study opens beside.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await expect(page.locator('#study-heading')).toBeVisible();

    await page.keyboard.press('n');
    await expect(page.getByRole('textbox', { name: 'Note in Markdown' })).toBeFocused();
    await page.keyboard.type(NOTE);
    await page.keyboard.press('ControlOrMeta+S');
    await expect(page.getByText(/^Saved as version 1/u).first()).toBeVisible();

    await page.keyboard.press('Shift+F6');
    await tabIntoGrid(page);
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByRole('group', { name: 'Selected studies' })).toContainText('2');
    await page.keyboard.press('l');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.type(LIST);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toContainText('Added 2 studies');
    await page.keyboard.press('Escape');

    const list = `${LIST}, 2 studies`;
    await page.keyboard.press('F6');
    await tabTo(page, list);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: list })).toBeVisible();
    await tabIntoGrid(page);
    const first = await page.getByRole('grid').getByRole('row').first().textContent();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page.getByRole('grid').getByRole('row').nth(1)).toHaveText(first ?? '');
    await page.keyboard.press('e');
    await expect(page.getByRole('region', { name: /^Preview of/u })).toBeVisible();
    await tabTo(page, 'Save into');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Written: 2 entries/u).first()).toBeVisible();
    await compiles(folder);
    expect(app.cli('search', 'note:sedentary')).toMatchObject({ total: 1 });
  });
});

/** Presses Tab until the focus is on what has this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const MOST = 200;
  for (let presses = 0; presses < MOST; presses += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || !element.matches('a, button, input, textarea')) {
        return '';
      }
      const label = element.id === '' ? null : document.querySelector(`label[for="${element.id}"]`);
      const labelledBy = (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ');
      return `${element.getAttribute('aria-label') ?? ''}${label?.textContent ?? ''}${labelledBy}${element.innerText}`;
    });
    if (focused.replaceAll(/\s+/gu, ' ').includes(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`“${name}” cannot be reached by Tab`);
}

async function tabIntoGrid(page: Page): Promise<void> {
  const MOST = 60;
  for (let presses = 0; presses < MOST; presses += 1) {
    const isInGrid = await page.evaluate(
      () => document.activeElement?.closest('[role="grid"]') !== null,
    );
    if (isInGrid) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the grid cannot be reached by Tab');
}

async function addToList(page: Page, option: string): Promise<void> {
  await page.getByRole('button', { name: 'Add to a list' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill(LIST);
  await dialog.getByRole('option', { name: option }).click();
  await expect(dialog).toContainText('Added 1 study');
  await dialog.getByRole('button', { name: 'Close' }).click();
}

async function compiles(folder: string): Promise<void> {
  const bib = readFileSync(path.join(folder, 'for-the-review.bib'), 'utf8');
  const keys = [...bib.matchAll(/^@\w+\{([^,]+),/gmu)].map(([, key = '']) => key);
  expect(keys).toHaveLength(2);
  const made = await compileDocumentIn(folder, { bib, keys, style: 'plain' });
  expect(made.errors).toEqual([]);
  expect(made.undefinedCitations).toEqual([]);
  expect(made.bibtexWarnings.filter((warning) => !EMPTY_AUTHOR.test(warning))).toEqual([]);
  expect(made.hasPdf).toBe(true);
}
