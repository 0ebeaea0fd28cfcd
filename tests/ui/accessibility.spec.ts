// Every screen in every theme, large and narrow: what axe finds, what scrolls sideways, what the
// policy on contents would have to stop.
import { expect, test, type Page } from '@playwright/test';
import { findings, THEMES } from '../support/ui/axe.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { startCopyApp, type CopyApp } from '../support/ui/copy-app.ts';
import { startSeededApp, type SeededApp } from '../support/ui/seeded-app.ts';
import { COPY_VISITS, openCopy, rest } from './copy-screens.ts';
import { openWindow, SCREENS } from './screens.ts';

const SIZES = [
  { name: '1280 × 800', viewport: { width: 1280, height: 800 } },
  { name: '800 × 600', viewport: { width: 800, height: 600 } },
  { name: '1280 × 800 at 200 %', viewport: { width: 640, height: 400 } },
  { name: '320 px wide', viewport: { width: 320, height: 640 } },
] as const;

async function sidewaysScroll(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** Looks at what is shown in every theme, and then in every size. */
async function look(page: Page): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
    expect(await findings(page), theme).toEqual([]);
  }
  for (const { name, viewport } of SIZES.slice(1)) {
    await page.setViewportSize(viewport);
    expect(await sidewaysScroll(page), name).toBeLessThanOrEqual(0);
    expect(await findings(page), name).toEqual([]);
  }
}

uiSuite('every screen', () => {
  let app: SeededApp;
  test.beforeAll(async () => {
    app = await startSeededApp();
  });
  test.afterAll(async () => {
    await app.remove();
  });

  for (const visit of SCREENS) {
    test(`${visit.name}: axe finds nothing in any theme and size, nothing scrolls sideways`, async ({
      page,
    }) => {
      await page.setViewportSize(SIZES[0].viewport);
      await openWindow(page, app);
      await visit.go(page, app);
      await look(page);
    });
  }

  test('no screen breaks the policy on contents, and none has an error', async ({ context }) => {
    test.setTimeout(180_000);
    const trouble: string[] = [];
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on('console', (message) => {
      if (message.type() === 'error') trouble.push(message.text());
    });
    context.on('weberror', (error) => trouble.push(error.error().message));
    for (const visit of SCREENS) {
      const page = await context.newPage();
      await openWindow(page, app);
      await visit.go(page, app);
      await page.close();
    }
    expect(trouble).toEqual([]);
  });
});

uiSuite('every state of a copy', () => {
  let app: CopyApp;
  test.beforeAll(async () => {
    app = await startCopyApp();
    await app.takeCopy();
    const [first] = app.atlas.corpus.all().slice(-1);
    if (first !== undefined) {
      app.atlas.corpus.change(first.slug, (reading) => ({ ...reading, title: 'Another title' }));
    }
    await app.loseStudies();
  });
  test.afterAll(async () => {
    await app.remove();
  });

  for (const visit of COPY_VISITS) {
    test(`${visit.name}: axe finds nothing in any theme and size, nothing scrolls sideways`, async ({
      page,
    }) => {
      await page.setViewportSize(SIZES[0].viewport);
      await openCopy(page, app);
      await rest(page, app);
      await visit.go(page, app);
      await look(page);
    });
  }
});
