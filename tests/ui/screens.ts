// The ways to every screen, as a reader takes them: for tests that must see them all.
import { expect, type Page } from '@playwright/test';
import { LIST_NAME, type SeededApp } from '../support/ui/seeded-app.ts';

const FIRST_PLACE = { screen: 'browse', query: '', list: null, slug: null, listScroll: 0 };

export interface ScreenVisit {
  readonly name: string;
  /** From the studies, where every visit begins. */
  readonly go: (page: Page, app: SeededApp) => Promise<void>;
}

/** The screen that a window opens with. */
export async function openWindow(page: Page, app: SeededApp): Promise<void> {
  // Else it would open where the test before has left it.
  app.cli('call', 'settings.set', JSON.stringify({ place: FIRST_PLACE }));
  await page.goto(await app.address());
  await expect(page.getByRole('searchbox', { name: 'Search the atlas' })).toBeVisible();
  await expect(page.getByRole('row').first()).toBeVisible();
}

async function goTo(page: Page, place: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: place })
    .click();
  await expect(page.getByRole('heading', { level: 2, name: place })).toBeVisible();
}

/** Opens the study that has notes, tags and a coding. */
export async function openNotedStudy(page: Page, app: SeededApp): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search the atlas' }).fill('tag:methods');
  const row = page.getByRole('row').filter({ hasText: 'mine' }).first();
  await row.click();
  await expect(page.locator('#study-heading')).toBeVisible();
  expect(app.listed.length).toBeGreaterThan(1);
}

async function showPane(page: Page, name: string): Promise<void> {
  const pane = page
    .getByRole('group', { name: 'Parts of the window' })
    .getByRole('button', { name, exact: true });
  if ((await pane.count()) > 0 && (await pane.getAttribute('aria-pressed')) === 'false') {
    await pane.click();
  }
}

async function openList(page: Page): Promise<void> {
  await showPane(page, 'Lists and filters');
  await page
    .getByRole('navigation', { name: 'Lists' })
    .getByRole('button', { name: LIST_NAME })
    .click();
  await expect(page.getByRole('heading', { name: LIST_NAME })).toBeVisible();
}

export const SCREENS: readonly ScreenVisit[] = [
  { name: 'browse', go: () => Promise.resolve() },
  {
    name: 'filters',
    go: (page: Page): Promise<void> => showPane(page, 'Lists and filters'),
  },
  {
    name: 'a query with a slip',
    go: async (page: Page): Promise<void> => {
      await page.getByRole('searchbox', { name: 'Search the atlas' }).fill('pem:requird "open');
      await expect(page.getByRole('searchbox', { name: 'Search the atlas' })).toBeVisible();
    },
  },
  {
    name: 'nothing found',
    go: async (page: Page): Promise<void> => {
      await page.getByRole('searchbox', { name: 'Search the atlas' }).fill('zzzzqqq');
      await expect(page.getByText('No study matches this search.')).toBeVisible();
    },
  },
  { name: 'study', go: openNotedStudy },
  { name: 'list', go: openList },
  {
    name: 'export',
    go: async (page: Page): Promise<void> => {
      await openList(page);
      await page.getByRole('button', { name: 'Export', exact: false }).first().click();
      await expect(page.getByRole('region', { name: /^Preview/u })).toBeVisible();
    },
  },
  {
    name: 'print',
    go: async (page: Page): Promise<void> => {
      await openList(page);
      await page.getByRole('button', { name: 'Print…' }).first().click();
      await expect(page.getByRole('article').first()).toBeVisible();
    },
  },
  { name: 'add a page', go: (page: Page): Promise<void> => goTo(page, 'Add a page') },
  { name: 'copy of the atlas', go: (page: Page): Promise<void> => goTo(page, 'Copy of the atlas') },
  { name: 'settings', go: (page: Page): Promise<void> => goTo(page, 'Settings') },
  { name: 'help', go: (page: Page): Promise<void> => goTo(page, 'Help') },
  {
    name: 'commands',
    go: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Commands' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
];
