// What the reader's computer asks of a page: forced colours, no motion. And that nothing is printed or asked
// of anybody else.
// Invariant: what is told by colour is told by form or words too; nothing moves, asked for or not.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { uiSuite } from '../support/ui/browser.ts';
import { LIST_NAME, startSeededApp, type SeededApp } from '../support/ui/seeded-app.ts';
import { openNotedStudy, SCREENS } from './screens.ts';
import { beginNote, openApp, savingWords, setPlace, watch } from './window.ts';

/** What of an element, its signs and its first parts can be seen apart from their words. */
async function look(element: Locator): Promise<string> {
  return await element.evaluate((root) => {
    const parts = [root, ...root.querySelectorAll('span')].slice(0, 4);
    const kinds = [undefined, '::before', '::after'];
    return JSON.stringify(
      parts.flatMap((part) =>
        kinds.map((kind) => {
          const style = getComputedStyle(part, kind);
          return [
            ...[style.color, style.backgroundColor, style.outline, style.content],
            ...[style.borderTop, style.borderRight, style.borderBottom, style.borderLeft],
            ...[style.textDecorationLine, style.fontWeight, style.display, style.boxShadow],
          ];
        }),
      ),
    );
  });
}

/** Elements (and their signs) that have a transition or an animation. */
async function moving(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      [undefined, '::before', '::after'].flatMap((kind) => {
        const style = getComputedStyle(element, kind);
        const isStill =
          style.transitionDuration.split(', ').every((duration) => duration === '0s') &&
          style.animationName === 'none' &&
          style.scrollBehavior === 'auto';
        return isStill ? [] : [`${element.tagName}.${element.className} ${kind ?? ''}`];
      }),
    ),
  );
}

uiSuite('the reader’s computer', () => {
  let app: SeededApp;
  test.beforeAll(async () => {
    app = await startSeededApp();
  });
  test.afterAll(async () => {
    await app.remove();
  });
  test.beforeEach(async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('forced colours: what is chosen, open or pressed can be told apart', async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    setPlace(app);
    await openApp(page, app);
    const rows = page.getByRole('row');
    const plain = await look(rows.nth(4));
    await rows.nth(2).click();
    await expect(rows.nth(2)).toHaveAttribute('aria-current', 'true');
    await rows.nth(3).click({ modifiers: ['Control'] });
    await expect(rows.nth(3)).toHaveAttribute('aria-selected', 'true');
    // What has the focus is marked by it: neither row keeps it.
    await page.getByRole('button', { name: 'Commands' }).focus();
    const [open, selected] = [await look(rows.nth(2)), await look(rows.nth(3))];
    expect(new Set([plain, open, selected]).size).toBe(3);

    const screens = page.getByRole('navigation', { name: 'Screens' });
    const here = screens.getByRole('button', { name: 'Studies' });
    const elsewhere = screens.getByRole('button', { name: 'Help' });
    expect(await look(here)).not.toBe(await look(elsewhere));

    const lists = page.getByRole('navigation', { name: 'Lists' });
    await lists.getByRole('button', { name: LIST_NAME }).click();
    const all = await look(lists.getByRole('button', { name: 'All studies' }));
    expect(await look(lists.getByRole('button', { name: LIST_NAME }))).not.toBe(all);
    await lists.getByRole('button', { name: 'All studies' }).click();

    const chips = page.locator('[aria-label="Lists and filters"] button[aria-pressed]');
    const unpressed = await look(chips.nth(1));
    await chips.nth(0).click();
    await expect(chips.nth(0)).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: 'Commands' }).focus();
    expect(await look(chips.nth(0))).not.toBe(unpressed);

    const panes = page.getByRole('group', { name: 'Parts of the window' }).getByRole('button');
    const shown = await look(panes.last());
    await panes.last().click();
    await page.getByRole('button', { name: 'Commands' }).focus();
    expect(await look(panes.last())).not.toBe(shown);
  });

  test('forced colours: the switch and the choices of the settings show their state', async ({
    page,
  }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    setPlace(app, { screen: 'settings' });
    await page.goto(await app.address());
    const radios = page.getByRole('radiogroup', { name: 'Theme' }).locator('label');
    await expect(radios.first()).toBeVisible();
    const looks = await Promise.all((await radios.all()).map(look));
    expect(new Set(looks).size).toBe(2);
    const track = page.locator('label').filter({ hasText: 'Shortcuts of one key' });
    const on = await look(track);
    await track.click();
    await expect(page.getByRole('switch', { name: 'Shortcuts of one key' })).not.toBeChecked();
    expect(await look(track)).not.toBe(on);
    await track.click();
  });

  test('nothing moves on any screen, whatever the computer asks for', async ({ page }) => {
    for (const { name, go } of SCREENS) {
      await page.goto('about:blank');
      setPlace(app);
      await openApp(page, app);
      await go(page, app);
      for (const reducedMotion of ['no-preference', 'reduce'] as const) {
        await page.emulateMedia({ reducedMotion });
        expect(await moving(page), `${name}, ${reducedMotion}`).toEqual([]);
      }
    }
  });

  test('from start to quit, with a note typed, the page asks its own server only', async ({
    page,
  }) => {
    const seen = watch(page);
    await page.addInitScript(() => {
      window.print = () => {
        throw new Error('printed');
      };
    });
    setPlace(app);
    await openApp(page, app);
    await openNotedStudy(page, app);
    await expect(page.getByRole('link', { name: 'the paper' })).toBeVisible();
    await (
      await beginNote(page)
    ).fill('![](https://evil.example/x.png) https://evil.example/ typed');
    await expect(savingWords(page, /^Kept at/u)).toBeVisible();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByText('[Image: https://evil.example/x.png]')).toBeVisible();
    for (const name of ['Copy of the atlas', 'Settings', 'Help', 'Add a page', 'Studies']) {
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name }).click();
    }
    await page.goto('about:blank');
    expect(seen.outside.filter((address) => address !== 'about:blank')).toEqual([]);
    expect(seen.errors).toEqual([]);
  });

  test('the links of a study lead to the web, outside, and tell nobody where from', async ({
    page,
  }) => {
    setPlace(app);
    await openApp(page, app);
    await openNotedStudy(page, app);
    const study = page.getByRole('region', { name: 'Study', exact: true });
    const links = await study.getByRole('link').all();
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      await expect(link).toHaveAttribute('href', /^https:\/\//u);
      await expect(link).toHaveAttribute('target', '_blank');
      await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    }
    await expect(study.getByRole('link', { name: 'Open on the atlas' })).toHaveAttribute(
      'href',
      /\/evidence\/[a-z0-9-]+$/u,
    );
  });
});
