// The program behind the window stops: for good, for a moment, in the middle of a word.
// Invariant: it is said in words, what was typed stays, trying again is offered, nothing is promised that
// cannot be kept.
import { expect, test, type Page } from '@playwright/test';
import { startApp, type App } from '../support/ui/app.ts';
import { uiSuite } from '../support/ui/browser.ts';
import {
  beginNote,
  editor,
  openApp,
  openStudyWindow,
  savingWords,
  searchField,
  setPlace,
  slugsOf,
  watch,
} from './window.ts';

function drafts(app: App, slug: string): readonly string[] {
  const answer = app.cli('call', 'note.drafts', JSON.stringify({ subject: { slug } }));
  return (answer as { drafts: { body: string }[] }).drafts.map(({ body }) => body);
}

/** The files that the page has asked for. */
function loadedFiles(page: Page): Promise<string> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .join(' '),
  );
}

uiSuite('a program that stops', () => {
  let app: App;
  let slugs: readonly string[];
  test.beforeEach(async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    app = await startApp();
    slugs = slugsOf(app, 'cytokine');
  });
  test.afterEach(async () => {
    await app.remove();
  });

  test('while a note is typed: said in words, and every letter stays', async ({ page }) => {
    const [slug = ''] = slugs;
    const seen = watch(page);
    await openStudyWindow(page, app, slug);
    const field = await beginNote(page);
    await field.pressSequentially('Kept before.');
    await expect(savingWords(page, /^Kept at/u)).toBeVisible();
    await app.kill();
    await field.pressSequentially(' Typed after.');
    const notice = page.getByRole('alert').filter({ hasText: 'does not answer' });
    await expect(notice).toBeVisible();
    await expect(savingWords(page, /^Not saved: .* Your text is still here\.$/u)).toBeVisible();
    const again = page.getByRole('button', { name: 'Try again' }).first();
    await expect(again).toBeVisible();
    await again.click();
    await expect(savingWords(page, /^Not saved:/u)).toBeVisible();
    await expect(field).toHaveValue('Kept before. Typed after.');

    // It starts again at another address: this window cannot reach it, and says what to do with the text.
    await app.restart();
    await expect(notice).toContainText('npm start');
    await expect(notice).toContainText(/copy/iu);
    await expect(field).toHaveValue('Kept before. Typed after.');
    // Closing it now would lose the end of the text: the browser asks first.
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => seen.dialogs).toHaveLength(1);
    await expect(field).toHaveValue('Kept before. Typed after.');
    expect(drafts(app, slug)).toEqual(['Kept before.']);
    expect(seen.outside).toEqual([]);
    expect(seen.errors).toEqual([]);
  });

  test('a program that hangs for a while: typing goes on, all is kept when it answers', async ({
    page,
  }) => {
    const [slug = ''] = slugs;
    await openStudyWindow(page, app, slug);
    const field = await beginNote(page);
    await field.pressSequentially('Before. ');
    await expect(savingWords(page, /^Kept at/u)).toBeVisible();
    app.pause();
    await field.pressSequentially('Meanwhile. ');
    await expect(field).toHaveValue('Before. Meanwhile. ');
    await expect(savingWords(page, /^Not kept yet: the program has not answered/u)).toBeVisible({
      timeout: 15_000,
    });
    await searchField(page).fill('fatigue');
    await expect(page.getByText(/\(searching\)$/u)).toBeVisible();
    await field.press('Control+End');
    await field.pressSequentially('And on.');
    app.resume();
    await expect(savingWords(page, /^(?:Kept|Saved as version)/u)).toBeVisible();
    await expect(page.getByText(/\(searching\)$/u)).toHaveCount(0);
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('article').filter({ hasText: 'And on.' }).last()).toBeVisible();
    const answer = app.cli('call', 'note.list', JSON.stringify({ subject: { slug } }));
    expect((answer as { notes: { body: string }[] }).notes.map(({ body }) => body)).toEqual([
      'Before. Meanwhile. And on.',
    ]);
  });

  test('every screen of a stopped program says so and offers to try again', async ({ page }) => {
    const seen = watch(page);
    setPlace(app);
    await openApp(page, app);
    // Its parts are loaded soon after the start, so that they are there when the program is not.
    await expect
      .poll(() => loadedFiles(page))
      .toMatch(/AddPage[^]*SyncView[^]*SettingsView[^]*Help/u);
    await app.stop();
    await expect(page.getByRole('alert').first()).toContainText('does not answer');
    await searchField(page).fill('exercise');
    await expect(searchField(page)).toHaveValue('exercise');
    await expect(page.getByRole('group', { name: 'About this search' })).toContainText(
      'does not answer',
    );
    await expect(page.getByRole('button', { name: 'Try again' }).first()).toBeVisible();
    await page.getByRole('row').nth(2).click();
    await expect(page.getByRole('region', { name: 'Study' })).toContainText('does not answer');
    for (const name of ['Copy of the atlas', 'Settings', 'Help', 'Add a page']) {
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name }).click();
      await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
    }
    const source = page.getByRole('textbox', { name: /^Paste a study page/u });
    await source.fill('A page that was pasted.');
    await page.getByRole('button', { name: 'Read it' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('does not answer');
    await expect(source).toHaveValue('A page that was pasted.');
    expect(seen.errors).toEqual([]);
  });

  test('an address that was used is refused in words', async ({ page, context }) => {
    const address = await app.address();
    await page.goto(address);
    await expect(searchField(page)).toBeVisible();
    expect(page.url()).not.toContain('#');
    const other = await context.newPage();
    await other.goto(address);
    await expect(other.getByRole('heading', { level: 1 })).toHaveText(
      'This address can no longer be used',
    );
    // A new address in the address bar of a window that is open leaves no token there, nor its text.
    await beginNoteOn(page);
    const fresh = await app.address();
    await page.goto(fresh);
    await expect.poll(() => page.url()).not.toContain('#');
    await expect(editor(page)).toHaveValue('typed');
  });
});

async function beginNoteOn(page: Page): Promise<void> {
  await page.getByRole('row').first().click();
  await (await beginNote(page)).fill('typed');
}
