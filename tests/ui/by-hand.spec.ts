// What is done with the mouse alone: dragging studies, dropping a page, stopping a copy, undoing.
import { expect, test, type Page } from '@playwright/test';
import { startFakeAtlas } from '../support/fake-atlas/server.ts';
import { startApp } from '../support/ui/app.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { LIST_NAME, startSeededApp, type SeededApp } from '../support/ui/seeded-app.ts';
import { openWindow } from './screens.ts';

const LISTS = { name: 'Lists' } as const;

async function openList(page: Page): Promise<void> {
  await page.getByRole('navigation', LISTS).getByRole('button', { name: LIST_NAME }).click();
  await expect(page.getByRole('grid', { name: LIST_NAME })).toBeVisible();
}

uiSuite('by hand', () => {
  let app: SeededApp;
  test.beforeAll(async () => {
    app = await startSeededApp();
  });
  test.afterAll(async () => {
    await app.remove();
  });

  function slugsOfList(): readonly string[] {
    return (app.cli('list', 'show', LIST_NAME) as { slugs: string[] }).slugs;
  }

  test('a study dragged onto a list is added to it, and undo takes it out', async ({ page }) => {
    const before = slugsOfList();
    await openWindow(page, app);
    await page
      .getByRole('searchbox', { name: 'Search the atlas' })
      .fill('-list:"cytokines after exercise"');
    await expect(page.getByText(/ of 380 studies/u).first()).toBeVisible();
    const list = page.getByRole('navigation', LISTS).getByRole('button', { name: LIST_NAME });
    await page.getByRole('row').first().dragTo(list);
    await expect(list).toContainText(`${before.length + 1} studies`);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(list).toContainText(`${before.length} studies`);
    expect(slugsOfList()).toEqual(before);
  });

  test('a study dragged within its list is moved', async ({ page }) => {
    const [first, second, ...rest] = slugsOfList();
    await openWindow(page, app);
    await openList(page);
    const rows = page.getByRole('grid', { name: LIST_NAME }).getByRole('row');
    const height = (await rows.nth(1).boundingBox())?.height ?? 0;
    await rows.first().dragTo(rows.nth(1), { targetPosition: { x: 100, y: height - 5 } });
    await expect.poll(slugsOfList).toEqual([second, first, ...rest]);
  });

  test('a deleted list comes back with undo', async ({ page }) => {
    const before = slugsOfList();
    await openWindow(page, app);
    await openList(page);
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete this list' }).click();
    const list = page.getByRole('navigation', LISTS).getByRole('button', { name: LIST_NAME });
    await expect(list).toBeHidden();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(list).toBeVisible();
    expect(slugsOfList()).toEqual(before);
  });

  test('panes are resized by dragging their edge, and folded', async ({ page }) => {
    await openWindow(page, app);
    const edge = page.getByRole('separator', { name: 'Width of the filters' });
    const before = Number(await edge.getAttribute('aria-valuenow'));
    const box = await edge.boundingBox();
    if (box === null) throw new Error('the edge is not there');
    await page.mouse.move(box.x + 4, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 44, box.y + 200, { steps: 4 });
    await page.mouse.up();
    await expect(edge).toHaveAttribute('aria-valuenow', String(before + 40));
    const panes = page.getByRole('group', { name: 'Parts of the window' });
    await panes.getByRole('button', { name: 'Lists and filters' }).click();
    await expect(edge).toBeHidden();
    await panes.getByRole('button', { name: 'Lists and filters' }).click();
    await expect(edge).toHaveAttribute('aria-valuenow', String(before + 40));
  });
});

uiSuite('a copy', () => {
  test('is stopped by hand, keeps what it has, and goes on', async ({ page }) => {
    const atlas = await startFakeAtlas({ studies: 60, seed: 3, latencyMs: 100 });
    const app = await startApp();
    try {
      await page.goto(await app.address());
      await page.getByRole('button', { name: 'Copy of the atlas' }).click();
      await page.getByRole('textbox', { name: 'Address of the atlas' }).fill(atlas.url);
      await page.getByRole('button', { name: 'Start copying' }).click();
      await expect(page.getByText(/Copying: \d+ of 60 studies/u).first()).toBeVisible();
      await page.getByRole('button', { name: 'Stop' }).click();
      await expect(page.getByText('Nothing is being copied.')).toBeVisible();
      await page.getByRole('button', { name: 'Start copying' }).click();
      // What the first one had stays its own; the second fetches the rest.
      await expect(page.getByText(/\b60 copied from/u).first()).toBeVisible({ timeout: 30_000 });
    } finally {
      await app.remove();
      await atlas.close();
    }
  });
});
