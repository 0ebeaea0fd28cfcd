// The app opens again where it was left: query, order, open study, scrolling, panes, the note and its cursor.
// Invariant: a new window is a new window: nothing of the one before is in its browser's storage.
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { uiSuite } from '../support/ui/browser.ts';
import { LIST_NAME, startSeededApp, type SeededApp } from '../support/ui/seeded-app.ts';
import {
  beginNote,
  editor,
  keptPlace,
  openApp,
  openStudyWindow,
  savingWords,
  searchField,
  setPlace,
} from './window.ts';

const WINDOW = { width: 1280, height: 800 };

const grid = (page: Page): Locator => page.getByRole('grid');
const scrollTop = (element: Locator): Promise<number> =>
  element.evaluate(({ scrollTop: top }) => top);
/** The part of the study's pane that scrolls. */
const studyScroller = (page: Page): Locator =>
  page.getByRole('region', { name: 'Study', exact: true }).locator(':scope > div');

async function scrollBy(page: Page, element: Locator, by: number): Promise<void> {
  await element.hover();
  await page.mouse.wheel(0, by);
  await expect.poll(() => scrollTop(element)).toBeGreaterThan(by / 2);
}

/** Waits until the program has the place that the window is at. */
async function settled(app: SeededApp, page: Page): Promise<void> {
  const top = Math.round(await scrollTop(grid(page)));
  await expect.poll(() => keptPlace(app).listScroll).toBe(top);
}

/** A window that knows nothing of the others: another profile. */
async function freshWindow(browser: Browser, app: SeededApp): Promise<Page> {
  const context = await browser.newContext({ viewport: WINDOW });
  const page = await context.newPage();
  await page.goto(await app.address());
  await expect(page.getByRole('row').first()).toBeVisible();
  return page;
}

uiSuite('the place', () => {
  let app: SeededApp;
  test.beforeAll(async () => {
    app = await startSeededApp();
  });
  test.afterAll(async () => {
    await app.remove();
  });
  test.beforeEach(async ({ page }) => {
    await page.setViewportSize(WINDOW);
  });

  test('query, order, study, scrolling and the note’s cursor are where they were', async ({
    page,
    browser,
  }) => {
    setPlace(app);
    await openApp(page, app);
    await searchField(page).fill('pem:required');
    await page.getByLabel('Sort by').selectOption({ index: 2 });
    const order = await page.getByLabel('Sort by').inputValue();
    await expect(grid(page)).toHaveAttribute('aria-label', / of 380 studies/u);
    await scrollBy(page, grid(page), 3000);
    const row = page.getByRole('row', { selected: false }).nth(7);
    await row.click();
    await expect(page.locator('[role="row"][aria-current="true"]')).toBeInViewport();
    const title = await page.locator('#study-heading').innerText();
    const text = `${'A line of the note. '.repeat(10)}\n\nhere the cursor stands`;
    const field = await beginNote(page);
    await field.fill(text);
    for (let steps = 0; steps < 22; steps += 1) await field.press('ArrowLeft');
    await page.keyboard.press('Control+s');
    await expect(savingWords(page, /^Saved as version 1/u)).toBeVisible();
    await settled(app, page);
    const listTop = await scrollTop(grid(page));
    const studyTop = await scrollTop(studyScroller(page));
    await expect.poll(() => keptPlace(app).studyScroll).toBe(Math.round(studyTop));
    await expect.poll(() => keptPlace(app).note?.id ?? null).not.toBeNull();

    const fresh = await freshWindow(browser, app);
    await expect(searchField(fresh)).toHaveValue('pem:required');
    await expect(fresh.getByLabel('Sort by')).toHaveValue(order);
    await expect(fresh.locator('#study-heading')).toHaveText(title);
    await expect(editor(fresh)).toHaveValue(text);
    const cursor = await editor(fresh).evaluate((area: HTMLTextAreaElement) => area.selectionStart);
    expect(cursor).toBe(text.length - 22);
    const rowHeight = (await fresh.getByRole('row').first().boundingBox())?.height ?? 0;
    expect(Math.abs((await scrollTop(grid(fresh))) - listTop)).toBeLessThanOrEqual(rowHeight);
    await expect(fresh.locator('[role="row"][aria-current="true"]')).toBeInViewport();
    await expect
      .poll(async () => Math.abs((await scrollTop(studyScroller(fresh))) - studyTop))
      .toBeLessThanOrEqual(60);
    await fresh.context().close();
  });

  test('a text that was typed and not finished is there with its cursor', async ({
    page,
    browser,
  }) => {
    const slug = app.listed[3] ?? '';
    await openStudyWindow(page, app, slug);
    const field = await beginNote(page);
    await field.fill('The middle is here, and the end there.');
    for (let steps = 0; steps < 19; steps += 1) await field.press('ArrowLeft');
    await expect(savingWords(page, /^Kept at/u)).toBeVisible();
    await expect.poll(() => keptPlace(app).note).toEqual({ id: null, cursor: 19 });
    await page.close();
    const fresh = await freshWindow(browser, app);
    const use = fresh.getByRole('button', { name: 'Use it' });
    await expect(editor(fresh).or(use)).toBeVisible();
    if (await use.isVisible()) await use.click();
    await expect(editor(fresh)).toHaveValue('The middle is here, and the end there.');
    const cursor = await editor(fresh).evaluate((area: HTMLTextAreaElement) => area.selectionStart);
    expect(cursor).toBe(19);
    await fresh.context().close();
  });

  test('a half-typed text stands in its field with its cursor after the program was killed', async ({
    page,
    browser,
  }) => {
    const slug = app.listed[4] ?? '';
    await openStudyWindow(page, app, slug);
    const field = await beginNote(page);
    await field.fill('Before the cursor, after it.');
    for (let steps = 0; steps < 10; steps += 1) await field.press('ArrowLeft');
    await expect(savingWords(page, /^Kept at/u)).toBeVisible();
    await expect.poll(() => keptPlace(app).note).toEqual({ id: null, cursor: 18 });
    await app.kill();
    await page.close();
    await app.restart();
    const fresh = await freshWindow(browser, app);
    await expect(editor(fresh)).toHaveValue('Before the cursor, after it.');
    const cursor = await editor(fresh).evaluate((area: HTMLTextAreaElement) => area.selectionStart);
    expect(cursor).toBe(18);
    await expect(savingWords(fresh, /^Kept at/u)).toBeVisible();
    const drafts = (): unknown =>
      (
        app.cli('call', 'note.drafts', JSON.stringify({ subject: { slug } })) as {
          drafts: unknown[];
        }
      ).drafts.length;
    await expect.poll(drafts).toBe(1);
    await fresh.context().close();
  });

  test('a coding that was being filled in is open as it was', async ({ page, browser }) => {
    const slug = app.listed[5] ?? '';
    await openStudyWindow(page, app, slug);
    await page.getByRole('button', { name: 'Code this study' }).first().click();
    await page.getByRole('radiogroup').getByText('Unclear', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Quote' }).fill('All met the Fukuda criteria.');
    await expect.poll(() => keptPlace(app).codings[0]?.form.quote).toMatch(/^All met/u);
    await app.kill();
    await page.close();
    await app.restart();
    const fresh = await freshWindow(browser, app);
    const quote = fresh.getByRole('textbox', { name: 'Quote' });
    await expect(quote).toHaveValue('All met the Fukuda criteria.');
    await expect(fresh.getByRole('radio', { name: 'Unclear' })).toBeChecked();
    await fresh.getByRole('button', { name: 'Save my coding' }).click();
    await expect(quote).toBeHidden();
    await expect.poll(() => keptPlace(app).codings).toEqual([]);
    await fresh.context().close();
  });

  test('the open list, folded panes and widths are as they were', async ({ page, browser }) => {
    setPlace(app);
    await openApp(page, app);
    const lists = page.getByRole('navigation', { name: 'Lists' });
    await lists.getByRole('button', { name: LIST_NAME }).click();
    await page.getByRole('row').nth(2).click();
    const title = await page.locator('#study-heading').innerText();
    const splitter = page.getByRole('separator', { name: 'Width of the study' });
    await splitter.focus();
    await splitter.press('ArrowLeft');
    await splitter.press('ArrowLeft');
    const width = Number(await splitter.getAttribute('aria-valuenow'));
    await page.getByRole('button', { name: 'Lists and filters' }).click();
    await expect(lists).toBeHidden();
    await expect.poll(() => keptPlace(app).panes.isFiltersFolded).toBe(true);

    const fresh = await freshWindow(browser, app);
    await expect(fresh.locator('#list-heading')).toHaveText(LIST_NAME);
    await expect(fresh.getByRole('navigation', { name: 'Lists' })).toBeHidden();
    await expect(fresh.locator('#study-heading')).toHaveText(title);
    const box = await fresh.getByRole('region', { name: 'Study', exact: true }).boundingBox();
    expect(Math.abs((box?.width ?? 0) - width)).toBeLessThanOrEqual(2);
    await expect(fresh.locator('[role="row"][aria-current="true"]')).toBeVisible();
    await fresh.context().close();
  });

  test('other screens and lists on the way do not lose the place in the studies', async ({
    page,
    browser,
  }) => {
    setPlace(app);
    await openApp(page, app);
    await scrollBy(page, grid(page), 4000);
    const top = await scrollTop(grid(page));
    await settled(app, page);
    const screens = page.getByRole('navigation', { name: 'Screens' });
    await screens.getByRole('button', { name: 'Settings' }).click();
    await screens.getByRole('button', { name: 'Studies' }).click();
    await expect.poll(() => scrollTop(grid(page))).toBe(top);
    await settled(app, page);
    await page
      .getByRole('navigation', { name: 'Lists' })
      .getByRole('button', { name: LIST_NAME })
      .click();
    await expect(page.locator('#list-heading')).toBeVisible();
    await screens.getByRole('button', { name: 'Studies' }).click();
    await expect.poll(() => scrollTop(grid(page))).toBe(top);
    await settled(app, page);

    const fresh = await freshWindow(browser, app);
    await expect.poll(() => scrollTop(grid(fresh))).toBe(top);
    await fresh.context().close();
  });

  test('the screen that was left is shown again', async ({ page, browser }) => {
    setPlace(app);
    await openApp(page, app);
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: 'Help' })
      .click();
    await expect.poll(() => keptPlace(app).screen).toBe('help');
    const context = await browser.newContext({ viewport: WINDOW });
    const fresh = await context.newPage();
    await fresh.goto(await app.address());
    await expect(fresh.getByRole('heading', { level: 2, name: 'Help' })).toBeVisible();
    await context.close();
  });
});
