// Makes the README's pictures: `npm run screenshots`. The real program, a copy of a fake atlas with
// made-up studies, Debian's Chromium.
// Invariant: the same data, window sizes and look each time, so that a picture changes only if the
// program does.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { ensureBuilt, startApp, type App } from '../tests/support/ui/app.ts';
import { LIST_NAME, startSeededApp, type SeededApp } from '../tests/support/ui/seeded-app.ts';
import { findBrowser } from './bootstrap/system-packages.mjs';

const PICTURES = path.join(path.dirname(import.meta.dirname), 'docs/pictures');
const LARGE = { width: 1280, height: 800 };
const SMALL = { width: 800, height: 600 };

const FIRST_PLACE = { screen: 'browse', query: '', list: null, slug: null, listScroll: 0 };

type Theme = 'light' | 'dark';

interface Picture {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly show: (page: Page, app: SeededApp) => Promise<void>;
}

const PICTURES_OF_STUDIES: readonly Picture[] = [
  { name: 'browse', size: LARGE, show: (page, app) => showStudies(page, app) },
  { name: 'browse-small', size: SMALL, show: (page, app) => showStudies(page, app) },
  {
    name: 'study',
    size: LARGE,
    show: async (page, app) => {
      await showStudies(page, app);
      await page.getByRole('strong').filter({ hasText: 'sedentary' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'export',
    size: LARGE,
    show: async (page) => {
      await page
        .getByRole('navigation', { name: 'Lists' })
        .getByRole('button', { name: LIST_NAME })
        .click();
      await page.getByRole('button', { name: 'Export' }).first().click();
      await page.getByRole('region', { name: /^Preview/u }).waitFor();
    },
  },
  {
    name: 'copy',
    size: LARGE,
    show: async (page) => {
      await page.getByRole('button', { name: 'Copy of the atlas' }).click();
      await page.getByRole('heading', { level: 2, name: 'Copy of the atlas' }).waitFor();
    },
  },
];

async function showStudies(page: Page, app: SeededApp): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search the atlas' }).fill('pem:required cytokine');
  await page.locator('mark').first().waitFor();
  await page.locator('[role="row"]').first().click();
  await page.locator('#study-heading').waitFor();
  if (app.listed.length === 0) throw new Error('the list of the pictures is empty');
}

async function openPage(
  browser: Browser,
  app: App,
  picture: { size: Picture['size']; theme: Theme },
): Promise<Page> {
  const { size, theme } = picture;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // Else it would open where the picture before has left it.
  app.cli('call', 'settings.set', JSON.stringify({ place: FIRST_PLACE }));
  await page.goto(await app.address());
  return page;
}

async function take(page: Page, name: string): Promise<void> {
  // What was clicked last would be shown as hovered.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  await page.context().close();
}

async function takeStudies(browser: Browser): Promise<void> {
  const app = await startSeededApp();
  try {
    for (const theme of ['light', 'dark'] as const) {
      for (const { name, size, show } of PICTURES_OF_STUDIES) {
        const page = await openPage(browser, app, { size, theme });
        await page.getByRole('row').first().waitFor();
        await show(page, app);
        await page
          .locator('footer')
          .getByText(/checked/u)
          .first()
          .waitFor();
        await take(page, `${name}-${theme}`);
      }
    }
  } finally {
    await app.remove();
  }
}

async function takeFirstRun(browser: Browser): Promise<void> {
  const app = await startApp({ isFirstRun: true });
  try {
    for (const theme of ['light', 'dark'] as const) {
      const page = await openPage(browser, app, { size: LARGE, theme });
      await page.getByRole('button', { name: 'Look around' }).waitFor();
      await page.getByText('80 studies').waitFor();
      await take(page, `first-run-${theme}`);
    }
  } finally {
    await app.remove();
  }
}

const executablePath = findBrowser();
if (executablePath === undefined) {
  throw new Error('The pictures need Chromium (npm test installs it on Debian).');
}
mkdirSync(PICTURES, { recursive: true });
ensureBuilt();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  await takeFirstRun(browser);
  await takeStudies(browser);
} finally {
  await browser.close();
}
