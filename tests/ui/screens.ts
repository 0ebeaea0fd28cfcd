// The ways to every screen, as a reader takes them: for tests that must see them all.
import { expect, type Page } from '@playwright/test';
import { LIST_NAME, type SeededApp } from '../support/ui/seeded-app.ts';

const OTHER_RECORD = '@article{a, title = {Another paper}, volume = {9}, doi = {10.1000/other}}';
const FIRST_PLACE = {
  screen: 'browse',
  query: '',
  list: null,
  slug: null,
  listScroll: 0,
  references: [],
};

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

/** Opens the form that completes the reference of that study. */
async function openReferenceForm(page: Page, app: SeededApp): Promise<void> {
  await openNotedStudy(page, app);
  await page.getByRole('button', { name: 'Complete the reference', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Complete the reference' })).toBeVisible();
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
  {
    name: 'a reference by hand',
    go: async (page: Page, app: SeededApp): Promise<void> => {
      await openReferenceForm(page, app);
      await page.getByText('Type it', { exact: true }).click();
      await page.getByRole('textbox', { name: 'DOI' }).fill('no DOI');
      await page.getByRole('button', { name: 'Set what I typed' }).click();
      await expect(page.getByText(/Nothing was set\.$/u)).toBeVisible();
    },
  },
  {
    name: 'a reference from a record of another paper',
    go: async (page: Page, app: SeededApp): Promise<void> => {
      await openReferenceForm(page, app);
      await page.getByText('Paste a record', { exact: true }).first().click();
      await page.getByRole('textbox', { name: 'Paste a record' }).fill(OTHER_RECORD);
      await page.getByRole('button', { name: 'Read the record' }).click();
      await expect(page.getByText('This record seems to be of another paper')).toBeVisible();
    },
  },
  {
    name: 'a title and a key',
    go: async (page: Page, app: SeededApp): Promise<void> => {
      await openNotedStudy(page, app);
      await page.getByRole('button', { name: /^(?:Change the key|Give it a key)$/u }).click();
      await page.getByText('How the title is printed').click();
      await page.getByRole('button', { name: 'Mark what keeps its capitals' }).click();
      await expect(page.getByRole('textbox', { name: 'Title as you want it' })).toBeVisible();
    },
  },
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
    name: 'keys from a .bib',
    go: async (page: Page): Promise<void> => {
      await openList(page);
      await page.getByRole('button', { name: 'Export', exact: false }).first().click();
      await page.getByText('Keys from a .bib').click();
      await page.getByRole('textbox', { name: 'Paste the .bib' }).fill(OTHER_RECORD);
      await page.getByRole('button', { name: 'Look which fit' }).click();
      await expect(page.getByRole('heading', { name: /^1 entry read/u })).toBeVisible();
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
  {
    name: 'settings of keys and terms',
    go: async (page: Page): Promise<void> => {
      await goTo(page, 'Settings');
      await page.getByText('A template of my own').click();
      await page.getByText('What may stand in brackets').click();
      await page.getByText(/^Terms that come with the program/u).click();
      await expect(page.getByRole('textbox', { name: 'Template' })).toBeVisible();
    },
  },
  { name: 'help', go: (page: Page): Promise<void> => goTo(page, 'Help') },
  {
    name: 'commands',
    go: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Commands' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
];
