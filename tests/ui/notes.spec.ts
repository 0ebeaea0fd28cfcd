// Notes in a real browser: kept as they are typed, whatever ends the program; versions, undo, two windows,
// large texts.
// Invariant: no test looks into the page for what the reader cannot see; what is said is what is tested.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { startApp, type App } from '../support/ui/app.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { beginNote, editor, openStudyWindow, savingWords, slugsOf, watch } from './window.ts';

interface StoredNote {
  readonly id: number;
  readonly body: string;
  readonly revision: number;
}

function storedNotes(app: App, slug: string): readonly StoredNote[] {
  const subject = { slug };
  const { notes } = app.cli('call', 'note.list', JSON.stringify({ subject })) as {
    notes: StoredNote[];
  };
  return notes;
}

function storedDrafts(app: App, slug: string): readonly string[] {
  const { drafts } = app.cli('call', 'note.drafts', JSON.stringify({ subject: { slug } })) as {
    drafts: { body: string }[];
  };
  return drafts.map(({ body }) => body);
}

function createNote(app: App, slug: string, body: string): number {
  const { note } = app.cli('call', 'note.create', JSON.stringify({ subject: { slug }, body })) as {
    note: StoredNote;
  };
  return note.id;
}

const card = (page: Page, text: string): Locator =>
  page
    .getByRole('article')
    .filter({ hasText: /^Note, version/u })
    .filter({ hasText: text });

/** Pastes at the cursor, as a reader brings in a long text. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((given) => navigator.clipboard.writeText(given), text);
  await page.keyboard.press('Control+v');
}

const lengthOf = (field: Locator): Promise<number> =>
  field.evaluate((area: HTMLTextAreaElement) => area.value.length);

uiSuite('notes', () => {
  let app: App;
  let slugs: readonly string[];
  let next = 0;
  /** A study that no other test writes on. */
  const freshSlug = (): string => {
    next += 1;
    return slugs[next] ?? '';
  };
  test.beforeAll(async () => {
    app = await startApp();
    slugs = slugsOf(app, '');
  });
  test.afterAll(async () => {
    await app.remove();
  });
  test.beforeEach(async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('what was typed survives the end of the program, and is in its field again', async ({
    page,
  }) => {
    const slug = freshSlug();
    await openStudyWindow(page, app, slug);
    const field = await beginNote(page);
    await field.pressSequentially('Controls were sedentary.');
    await expect(savingWords(page, /^Kept at \d\d:\d\d$/u)).toBeVisible();
    await app.kill();
    await app.restart();
    await openStudyWindow(page, app, slug);
    await expect(editor(page)).toHaveValue('Controls were sedentary.');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(card(page, 'Controls were sedentary.')).toBeVisible();
    expect(storedNotes(app, slug).map(({ body }) => body)).toEqual(['Controls were sedentary.']);
    await expect.poll(() => storedDrafts(app, slug)).toEqual([]);
  });

  test('a reload and a window closed in the middle of a word lose no letter', async ({ page }) => {
    const slug = freshSlug();
    await openStudyWindow(page, app, slug);
    await (await beginNote(page)).pressSequentially('first half');
    await page.reload();
    await expect(editor(page)).toHaveValue('first half');
    await editor(page).press('End');
    await editor(page).pressSequentially(', second half');
    await page.goto('about:blank');
    await expect.poll(() => storedDrafts(app, slug)).toEqual(['first half, second half']);
  });

  test('leaving the study and coming back finds the text as a note', async ({ page }) => {
    const slug = freshSlug();
    await openStudyWindow(page, app, slug);
    await (await beginNote(page)).pressSequentially('left in the middle');
    await page.getByRole('row').nth(3).click();
    await expect
      .poll(() => storedNotes(app, slug).map(({ body }) => body))
      .toEqual(['left in the middle']);
    expect(storedDrafts(app, slug)).toEqual([]);
  });

  test('versions are compared in words, and an earlier one is brought back', async ({ page }) => {
    const slug = freshSlug();
    createNote(app, slug, 'Thirty patients, PEM asked for.');
    await openStudyWindow(page, app, slug);
    await card(page, 'Thirty').getByRole('button', { name: 'Edit' }).click();
    await expect(editor(page)).toBeFocused();
    await editor(page).fill('Forty patients, PEM asked for.');
    await page.keyboard.press('Control+s');
    await expect(savingWords(page, /^Saved as version 2 at/u)).toBeVisible();
    await page.getByRole('button', { name: 'Earlier versions' }).click();
    const dialog = page.getByRole('dialog', { name: 'Versions of this note' });
    await expect(dialog.locator('del').last()).toContainText('Thirty');
    await expect(dialog.locator('ins').last()).toContainText('Forty');
    await dialog.getByRole('button', { name: 'Restore version 1' }).click();
    await expect(dialog).toContainText('is now version 3');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(editor(page)).toHaveValue('Thirty patients, PEM asked for.');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(card(page, 'Thirty patients')).toContainText('Note, version 3');
  });

  test('removing is taken back by Ctrl Z and by the button', async ({ page }) => {
    const slug = freshSlug();
    createNote(app, slug, 'Not to be lost.');
    await openStudyWindow(page, app, slug);
    for (const way of ['key', 'button']) {
      await card(page, 'Not to be lost.').getByRole('button', { name: 'Remove' }).click();
      await expect(card(page, 'Not to be lost.')).toHaveCount(0);
      await expect(page.getByText('No note yet.')).toBeVisible();
      await expect(page.getByRole('contentinfo')).toContainText('Last change:');
      if (way === 'key') await page.keyboard.press('Control+z');
      else await page.getByRole('contentinfo').getByRole('button', { name: 'Undo' }).click();
      await expect(card(page, 'Not to be lost.')).toBeVisible();
      await expect(page.getByRole('contentinfo')).toContainText('Taken back:');
    }
  });

  test('Ctrl Z in the field takes back typing, not the last change of the library', async ({
    page,
  }) => {
    const slug = freshSlug();
    createNote(app, slug, 'Stays where it is.');
    await openStudyWindow(page, app, slug);
    const field = await beginNote(page);
    await field.pressSequentially('abc');
    await page.keyboard.press('Control+z');
    expect(await field.inputValue()).not.toBe('abc');
    await expect(card(page, 'Stays where it is.')).toBeVisible();
  });

  test('two windows that edit one note keep both texts', async ({ page, context }) => {
    const slug = freshSlug();
    createNote(app, slug, 'Common beginning.');
    await openStudyWindow(page, app, slug);
    const other = await context.newPage();
    await openStudyWindow(other, app, slug);
    for (const each of [page, other]) {
      await card(each, 'Common beginning.').getByRole('button', { name: 'Edit' }).click();
      await expect(editor(each)).toBeVisible();
    }
    await page.bringToFront();
    await editor(page).fill('Common beginning. From the first window.');
    await editor(other).fill('Common beginning. From the second window.');
    await page.getByRole('button', { name: 'Save a version now' }).click();
    await expect(savingWords(page, /^Saved as version 2/u)).toBeVisible();
    await other.bringToFront();
    await other.getByRole('button', { name: 'Save a version now' }).click();
    await expect(other.getByRole('alert')).toContainText('both texts are kept');
    const both = /From the first window\.[^]*From the second window\./u;
    await expect(editor(other)).toHaveValue(both);
    await expect(editor(page)).toHaveValue(both);
    const stored = storedNotes(app, slug);
    expect(stored).toHaveLength(1);
    expect(stored[0]?.body).toMatch(both);
  });

  test('the command line that edits an open note loses nothing of what is typed', async ({
    page,
  }) => {
    const slug = freshSlug();
    const id = createNote(app, slug, 'Begun.');
    await openStudyWindow(page, app, slug);
    await card(page, 'Begun.').getByRole('button', { name: 'Edit' }).click();
    await editor(page).press('Control+End');
    await editor(page).pressSequentially(' Typed here.');
    app.cli('call', 'note.edit', JSON.stringify({ id, body: 'Begun. Elsewhere.', basedOn: 1 }));
    await editor(page).pressSequentially(' And on.');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('alert').or(card(page, 'Elsewhere')).first()).toBeVisible();
    const [stored] = storedNotes(app, slug);
    expect(stored?.body).toContain('Begun. Elsewhere.');
    expect(stored?.body).toContain('Begun. Typed here. And on.');
  });

  test('a note that is removed elsewhere while it is edited keeps its text', async ({ page }) => {
    const slug = freshSlug();
    const id = createNote(app, slug, 'Removed elsewhere.');
    await openStudyWindow(page, app, slug);
    await card(page, 'Removed elsewhere.').getByRole('button', { name: 'Edit' }).click();
    await editor(page).press('Control+End');
    app.cli('call', 'note.remove', JSON.stringify({ id }));
    await expect(
      savingWords(page, /^This note was removed\. Its text is still here/u),
    ).toBeVisible();
    await editor(page).pressSequentially(' Typed on.');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(card(page, 'Removed elsewhere. Typed on.')).toBeVisible();
  });

  test('a note of 1 MB is typed in, kept, saved and shown; 2 MB are refused in words', async ({
    page,
  }) => {
    const slug = freshSlug();
    const seen = watch(page);
    const line = `${'What the controls were is said nowhere. '.repeat(20)}![x](https://evil.example/x.png)\n\n`;
    const large = line.repeat(Math.ceil(1_000_000 / line.length));
    await openStudyWindow(page, app, slug);
    await beginNote(page);
    await paste(page, large);
    await expect(savingWords(page, /^Kept at/u)).toBeVisible();
    await editor(page).press('Control+Home');
    const from = Date.now();
    await editor(page).pressSequentially('Ten keys. ');
    // Chromium alone needs 50 ms for a key in so large a field on two slow cores.
    expect(Date.now() - from).toBeLessThan(5000);
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(card(page, 'Ten keys.')).toContainText('This is the beginning', {
      timeout: 20_000,
    });
    expect(storedNotes(app, slug)[0]?.body.length).toBe(large.length + 10);

    await card(page, 'Ten keys.').getByRole('button', { name: 'Edit' }).click();
    await expect(editor(page)).toBeFocused();
    await paste(page, large);
    await expect(savingWords(page, /^Not saved: a note holds up to 1,500,000/u)).toBeVisible();
    await page.getByRole('button', { name: 'Save a version now' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await lengthOf(editor(page))).toBe(large.length * 2 + 10);
    expect(storedNotes(app, slug)[0]?.revision).toBe(1);
    expect(seen.outside).toEqual([]);
    expect(seen.errors).toEqual([]);
  });

  test('a text that is too long is still there after another study was looked at', async ({
    page,
  }) => {
    await openStudyWindow(page, app, freshSlug());
    await page.getByRole('row').nth(0).click();
    await page.getByRole('button', { name: 'Write a note', exact: true }).click();
    await expect(editor(page)).toBeFocused();
    await paste(page, `${'x'.repeat(999)}\n`.repeat(1600));
    await expect(savingWords(page, /^Not saved: a note holds up to/u)).toBeVisible();
    await page.getByRole('row').nth(1).click();
    await expect(page.getByRole('row').nth(1)).toHaveAttribute('aria-current', 'true');
    await page.getByRole('row').nth(0).click();
    await expect(editor(page)).toBeVisible();
    expect(await lengthOf(editor(page))).toBe(1_600_000);
  });
});
