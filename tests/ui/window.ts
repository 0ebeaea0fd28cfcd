// What tests of the window do again and again: opening it at a place, opening a study, and watching what
// a page must never do.
// Invariant: a place is set as the program keeps it; nothing in the page is reached into.
import { expect, type Locator, type Page } from '@playwright/test';
import { DEFAULT_PLACE, type Place } from '../../src/shared/domain/settings.ts';
import type { App } from '../support/ui/app.ts';

/** The place as JSON: ids are plain texts and numbers there. */
export type GivenPlace = { readonly [K in keyof Place]?: unknown };

/** Sets where the next window opens; what is not given is as at the first start. */
export function setPlace(app: App, place: GivenPlace = {}): void {
  app.cli('call', 'settings.set', JSON.stringify({ place: { ...DEFAULT_PLACE, ...place } }));
}

/** The place as the program keeps it. */
export function keptPlace(app: App): Place {
  const { place } = app.cli('call', 'settings.get', '{}') as { place: Place };
  return place;
}

/** The search field. */
export function searchField(page: Page): Locator {
  return page.getByRole('searchbox', { name: 'Search the atlas' });
}

/** Opens a window where the program says, and waits for its studies. */
export async function openApp(page: Page, app: App): Promise<void> {
  // An address that differs in its token alone would not load the page anew.
  await page.goto('about:blank');
  await page.goto(await app.address());
  await expect(searchField(page)).toBeVisible();
  await expect(page.getByRole('row').first()).toBeVisible();
}

/** Opens a window with a study. */
export async function openStudyWindow(page: Page, app: App, slug: string): Promise<void> {
  setPlace(app, { slug });
  await openApp(page, app);
  await expect(page.locator('#study-heading')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Notes', exact: true })).toBeVisible();
}

/** A note's editor. */
export function editor(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Note in Markdown' });
}

/** The line under the field that says how it stands with the text. */
export function savingWords(page: Page, words: RegExp): Locator {
  return page.getByRole('group', { name: /^(?:New note|Editing the note)$/u }).getByText(words);
}

/** Begins a note on the open study. */
export async function beginNote(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Write a note', exact: true }).click();
  await expect(editor(page)).toBeFocused();
  return editor(page);
}

/** The slugs of a search, as the command line tells them. */
export function slugsOf(app: App, query: string): readonly string[] {
  return (app.cli('search', query) as { slugs: string[] }).slugs;
}

export interface Watch {
  /** Requests to anything but the page's own server. */
  readonly outside: readonly string[];
  readonly dialogs: readonly string[];
  readonly errors: readonly string[];
}

/** Notes all that a page must not do, from now on. */
export function watch(page: Page): Watch {
  const outside: string[] = [];
  const dialogs: string[] = [];
  const errors: string[] = [];
  let own: string | null = null;
  page.on('request', (request) => {
    const url = new URL(request.url());
    own ??= url.origin;
    if (url.origin !== own) outside.push(request.url().slice(0, 200));
  });
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('popup', (popup) => outside.push(`a window: ${popup.url()}`));
  return { outside, dialogs, errors };
}

/** How far the page and any box in it but tables can be scrolled sideways, in CSS pixels. */
export async function sidewaysScroll(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, main *')].flatMap((element) => {
      const over = element.scrollWidth - element.clientWidth;
      const { overflowX } = getComputedStyle(element);
      const canScroll =
        element === document.documentElement || overflowX === 'auto' || overflowX === 'scroll';
      const isField = element.matches('input, textarea, [role="group"][aria-label="Table"], pre');
      return over > 1 && canScroll && !isField
        ? [`${element.tagName} ${element.className}: ${over}`]
        : [];
    }),
  );
}
