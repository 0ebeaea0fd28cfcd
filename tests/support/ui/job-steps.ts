// The steps of the main job in a window, for every host that has one.
// Invariant: each step ends when the window says that it is done.
import { expect, type Page } from '@playwright/test';

/** Goes past the page of the first start. */
export async function lookAround(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Look around' }).click();
}

/** Opens a screen. */
export async function openScreen(page: Page, name: string): Promise<void> {
  const screens = page.getByRole('navigation', { name: 'Screens' });
  await screens.getByRole('button', { name }).click();
}

/** Names the atlas and begins to copy it. */
export async function startCopying(page: Page, address: string): Promise<void> {
  await openScreen(page, 'Copy of the atlas');
  await page.getByRole('textbox', { name: 'Address of the atlas' }).fill(address);
  await page.getByRole('button', { name: 'Start copying' }).click();
}

/** Copies an atlas of so many studies to its end. */
export async function copyAtlas(page: Page, address: string, studies: number): Promise<void> {
  await startCopying(page, address);
  await expect(page.getByText(`${studies} studies were added`)).toBeVisible({ timeout: 40_000 });
}

/** Searches, and opens the first study that is found. */
export async function openFirst(page: Page, query: string): Promise<void> {
  await openScreen(page, 'Studies');
  await page.getByRole('searchbox', { name: 'Search the atlas' }).fill(query);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', /^[1-9]\d?$/u);
  const first = page.getByRole('grid').getByRole('row').first();
  await expect(first).toContainText('PEM required');
  await first.click();
}

/** Puts the open study into a new list. */
export async function addToNewList(page: Page, list: string): Promise<void> {
  await page.getByRole('button', { name: 'Add to a list' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill(list);
  await dialog.getByRole('option', { name: `New list “${list}”` }).click();
  await expect(dialog).toContainText('Added 1 study');
  await dialog.getByRole('button', { name: 'Close' }).click();
}

/** Writes a note on the open study, and has it saved as a version. */
export async function writeNote(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Write a note', exact: true }).click();
  await page.getByRole('textbox', { name: 'Note in Markdown' }).fill(text);
  await page.getByRole('button', { name: 'Save a version now' }).click();
  await expect(page.getByText(/^Saved as version 1/u).first()).toBeVisible();
}

/** Opens a list of one study. */
export async function openList(page: Page, list: string): Promise<void> {
  const lists = page.getByRole('navigation', { name: 'Lists' });
  await lists.getByRole('button', { name: `${list}, 1 study` }).click();
}

/** Exports the open list through the system's dialog. */
export async function exportByDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Save file…' }).click();
  await expect(page.getByText(/^Written: 1 entry/u).first()).toBeVisible();
}
