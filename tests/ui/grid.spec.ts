// The grid of studies and the keys: what a screen reader is told, where the focus is, what a key may do.
// Invariant: one row is the tab stop; a number is said once; a letter that is typed into a field is a letter.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { COMMANDS, COMMAND_IDS } from '../../src/shared/domain/commands.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { LIST_NAME, startSeededApp, type SeededApp } from '../support/ui/seeded-app.ts';
import { beginNote, openApp, searchField, setPlace } from './window.ts';

const ALL = 380;
const LETTERS = 'jk/[]rtcnlebas,?';

/** Everything that the live region says from now on. */
async function hear(page: Page): Promise<() => Promise<readonly string[]>> {
  const region = page.getByRole('status').last();
  await region.evaluate((element) => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => {
      said.push(element.textContent);
    }).observe(element, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}

const rowAt = (page: Page, index: number): Locator =>
  page.locator(`[role="row"][aria-rowindex="${index}"]`);

async function expectOneTabStop(page: Page, index: number): Promise<void> {
  await expect(rowAt(page, index)).toBeFocused();
  const stops = page.locator('[role="grid"] [tabindex="0"]');
  await expect(stops).toHaveCount(1);
  await expect(stops).toHaveAttribute('aria-rowindex', String(index));
}

uiSuite('the grid and the keys', () => {
  let app: SeededApp;
  test.beforeAll(async () => {
    app = await startSeededApp();
  });
  test.afterAll(async () => {
    await app.remove();
  });
  test.beforeEach(async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    setPlace(app);
    await openApp(page, app);
  });

  test('places are told rightly to the last row, and one row is the tab stop', async ({ page }) => {
    const grid = page.getByRole('grid');
    await expect(grid).toHaveAttribute('aria-rowcount', String(ALL));
    await searchField(page).press('ArrowDown');
    await expectOneTabStop(page, 1);
    await page.keyboard.press('End');
    await expectOneTabStop(page, ALL);
    await expect(rowAt(page, ALL)).toBeInViewport();
    await expect(rowAt(page, ALL)).not.toHaveAttribute('aria-busy', 'true');
    const indices = await page
      .getByRole('row')
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex'))));
    expect(indices).toEqual([...indices].sort((one, other) => one - other));
    expect(indices.at(-1)).toBe(ALL);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Home');
    await expectOneTabStop(page, 1);
    await page.keyboard.press('ArrowDown');
    await expectOneTabStop(page, 2);
    await page.keyboard.press('Enter');
    await expect(page.locator('#study-heading')).toBeFocused();
  });

  test('the focus stays on its row while the list is scrolled away', async ({ page }) => {
    await searchField(page).press('ArrowDown');
    await page.getByRole('grid').hover();
    await page.mouse.wheel(0, 8000);
    const last = page.getByRole('row').last();
    await expect
      .poll(async () => Number(await last.getAttribute('aria-rowindex')))
      .toBeGreaterThan(50);
    await expectOneTabStop(page, 1);
    await page.keyboard.press('ArrowDown');
    await expectOneTabStop(page, 2);
    await expect(rowAt(page, 2)).toBeInViewport();
  });

  test('several are chosen by keys, and their number is said once', async ({ page }) => {
    await searchField(page).press('ArrowDown');
    await expectOneTabStop(page, 1);
    const said = await hear(page);
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByRole('row', { selected: true })).toHaveCount(2);
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByRole('row', { selected: true })).toHaveCount(3);
    await expectOneTabStop(page, 3);
    await expect.poll(said).toEqual(['2 selected.', '3 selected.']);
    await expect(page.getByText('3 selected', { exact: true })).toBeVisible();
    await page.keyboard.press('Space');
    await expect(page.getByRole('row', { selected: true })).toHaveCount(2);
    await page.keyboard.press('Control+a');
    await expect.poll(async () => (await said()).at(-1)).toBe(`${ALL} selected.`);
    expect(await said()).toHaveLength(3);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(page.getByRole('row', { selected: true })).toHaveCount(0);
  });

  test('what a search found is said once, however many letters it took', async ({ page }) => {
    const said = await hear(page);
    await searchField(page).pressSequentially('pem:required', { delay: 40 });
    await expect.poll(said).toEqual(['106 studies found.']);
    // A change of the data that leaves the result as it is says nothing.
    app.cli('call', 'tag.add', JSON.stringify({ slugs: [app.listed[0]], tag: 'later' }));
    await expect(page.getByRole('group', { name: 'Tags' })).toContainText('later');
    expect(await said()).toEqual(['106 studies found.']);
  });

  test('letters in text fields are letters', async ({ page }) => {
    await searchField(page).pressSequentially(LETTERS);
    await expect(searchField(page)).toHaveValue(LETTERS);
    await searchField(page).fill('');
    await expect(page.getByText(/^All 380 studies/u)).toBeVisible();
    await page.getByRole('row').first().click();
    const field = await beginNote(page);
    await field.pressSequentially(LETTERS);
    await expect(field).toHaveValue(LETTERS);
    await expect(field).toBeFocused();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'Settings' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Commands' }).click();
    await page.getByRole('dialog').getByRole('searchbox').pressSequentially('sna?');
    await expect(page.getByRole('dialog')).toHaveCount(1);
  });

  test('keys of one letter do what the table says, until they are switched off', async ({
    page,
  }) => {
    const screens = page.getByRole('navigation', { name: 'Screens' });
    await page.getByRole('row').first().click();
    await page.keyboard.press('s');
    await expect(page.getByRole('heading', { level: 2, name: 'Copy of the atlas' })).toBeVisible();
    await page.keyboard.press(',');
    await expect(page.getByRole('heading', { level: 2, name: 'Settings' })).toBeVisible();
    await page.locator('label').filter({ hasText: 'Shortcuts of one key' }).click();
    await expect(page.getByRole('switch', { name: 'Shortcuts of one key' })).not.toBeChecked();
    await screens.getByRole('button', { name: 'Studies' }).click();
    await page.getByRole('row').first().click();
    for (const letter of LETTERS) await page.keyboard.press(letter);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(screens.getByRole('button', { name: 'Studies' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    await expect(page.getByRole('row').first()).toBeFocused();
    // A chord is no letter: it goes on working.
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    app.cli('call', 'settings.set', JSON.stringify({ settings: { singleKeys: true } }));
  });

  test('every command is found among all commands, with its keys', async ({ page }) => {
    const found = new Set<string>();
    const collect = async (): Promise<void> => {
      await page.keyboard.press('Control+k');
      const items = page.getByRole('dialog').getByRole('menuitem');
      await expect(items.first()).toBeVisible();
      for (const text of await items.allInnerTexts()) found.add(text.split('\n')[0]?.trim() ?? '');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    };
    await page.getByRole('row').first().click();
    await collect();
    await (await beginNote(page)).fill('a note, so that there are versions');
    await page.keyboard.press('Control+s');
    await collect();
    await page
      .getByRole('navigation', { name: 'Lists' })
      .getByRole('button', { name: LIST_NAME })
      .click();
    await page.getByRole('row').first().click();
    await collect();
    // Those of a copy that is under way are offered while there is one (see sync.spec.ts).
    const elsewhere = new Set(['palette.open', 'sync.pause', 'sync.resume', 'sync.stop']);
    const titles = COMMAND_IDS.filter((id) => !elsewhere.has(id)).map(
      (id): string => COMMANDS[id].title,
    );
    expect(titles.filter((title) => !found.has(title))).toEqual([]);
  });
});
