// References and keys over the real program, by keys alone: a list's report leads to what is missing, a pasted record fills
// it in, a key is changed, and the file has all of it.
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startFakeAtlas } from '../support/fake-atlas/server.ts';
import { startApp, type App } from '../support/ui/app.ts';
import { uiSuite } from '../support/ui/browser.ts';
import { keptPlace, openApp, setPlace } from './window.ts';

const LIST = 'For the review';
const QUERY = 'pem:required';

interface Field {
  readonly field: string;
  readonly value: unknown;
}

uiSuite('references', () => {
  let app: App;
  let folder: string;
  let slugs: readonly string[];
  let listed: string;

  test.beforeEach(async () => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'companion-papers-')));
    const atlas = await startFakeAtlas({ studies: 60, seed: 7 });
    app = await startApp({ allow: [folder] });
    await app.run('sync', '--source', atlas.url, '--delay', '0');
    await atlas.close();
    ({ slugs } = app.cli('search', QUERY) as { slugs: string[] });
    listed = slugs.find((slug) => cited(slug)['doi'] !== null) ?? '';
    app.cli('list', 'create', LIST);
    app.cli('list', 'add', LIST, listed);
  });
  test.afterEach(async () => {
    await app.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const cited = (slug: string): Readonly<Record<string, unknown>> => {
    const { fields } = app.cli('call', 'reference.show', JSON.stringify({ slug })) as {
      fields: readonly Field[];
    };
    return Object.fromEntries(fields.map(({ field, value }) => [field, value]));
  };

  test('are completed from the report, given a key and exported, by keys alone', async ({
    page,
  }) => {
    const slug = listed;
    const { doi } = cited(slug);
    const { lists } = app.cli('call', 'list.all', '{}') as { lists: readonly { id: number }[] };
    setPlace(app, { screen: 'list', list: lists[0]?.id, slug: null });
    await page.goto(await app.address());
    await expect(page.getByRole('grid', { name: `${LIST}, 1 study` })).toBeVisible();
    await page.keyboard.press('e');
    await expect(page.getByRole('region', { name: 'What is thin' })).toBeVisible();

    // A remark is left as it is, and stays out of the way.
    await tabTo(page, /^Leave as it is: No volume/u);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Left as it is: 1 remark')).toBeVisible();

    await tabTo(page, /^Complete the reference of/u);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Complete the reference' })).toBeFocused();
    await tabTo(page, /^Type it/u);
    await page.keyboard.press('ArrowRight');
    await tabTo(page, /^Paste a record/u, 'TEXTAREA');
    await page.keyboard.insertText(
      `@article{Smith_2001, volume = {190}, pages = {360--371}, doi = {${String(doi)}}}`,
    );
    await tabTo(page, /^Read the record/u);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'What the BibTeX record says' })).toBeFocused();
    await expect(page.getByRole('checkbox', { name: /^Volume: 190/u })).toBeChecked();
    // Far down in a pane the window itself stays where it is.
    const { scrollHeight, clientHeight } = await page.evaluate(() => ({
      scrollHeight: document.documentElement.scrollHeight,
      clientHeight: document.documentElement.clientHeight,
    }));
    expect(scrollHeight).toBe(clientHeight);
    await tabTo(page, /^Set 2 fields/u);
    await page.keyboard.press('Enter');
    await expect(
      page.getByRole('button', { name: 'Complete the reference', exact: true }),
    ).toBeFocused();
    expect(cited(slug)).toMatchObject({ volume: '190', pages: '360-371' });
    await expect(page.getByText(/^set by you from a BibTeX record/u).first()).toBeVisible();

    // By hand too; a look at another study and back loses nothing.
    await page.keyboard.press('f');
    await expect(page.getByRole('heading', { name: 'Complete the reference' })).toBeFocused();
    await tabTo(page, /^Issue/u);
    await page.keyboard.type('4');
    await expect.poll(() => keptPlace(app).references).toHaveLength(1);
    await tabTo(page, /^Set what I typed/u);
    await page.keyboard.press('Enter');
    await expect.poll(() => cited(slug)['issue']).toBe('4');
    await expect.poll(() => keptPlace(app).references).toEqual([]);

    await tabTo(page, /^(?:Change the key|Give it a key)/u);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Citation key' })).toBeFocused();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('2001 wrong');
    await tabTo(page, /^Set this key/u);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/cannot be a key/u)).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Citation key' })).toBeFocused();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Smith2001');
    await tabTo(page, /^Set this key/u);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Other keys that mean it/u)).toBeVisible();

    app.cli('export', '--list', LIST, '--format', 'bibtex', '--out', path.join(folder, 'a.bib'));
    const bib = readFileSync(path.join(folder, 'a.bib'), 'utf8');
    expect(bib).toMatch(/^@\w+\{Smith2001,/mu);
    expect(bib).toMatch(/volume\s*=\s*\{190\}/u);
    expect(bib).toMatch(/pages\s*=\s*\{360--371\}/u);

    await page.keyboard.press('ControlOrMeta+Z');
    await expect(page.getByText(/^Taken back/u)).toBeVisible();
    expect(
      app.cli('call', 'key.show', JSON.stringify({ of: { slugs: [slug] } })),
    ).not.toMatchObject({
      keys: [{ key: 'Smith2001' }],
    });
  });

  test('come into sight in a window that shows one part at a time', async ({ page }) => {
    await page.setViewportSize({ width: 480, height: 640 });
    const { lists } = app.cli('call', 'list.all', '{}') as { lists: readonly { id: number }[] };
    setPlace(app, { screen: 'list', list: lists[0]?.id, slug: null });
    await page.goto(await app.address());
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page
      .getByRole('button', { name: /^Complete the reference of/u })
      .first()
      .press('Enter');
    await expect(page.getByRole('heading', { name: 'Complete the reference' })).toBeFocused();
    await expect(page.getByRole('textbox', { name: 'Volume' })).toBeVisible();
    await page.getByRole('button', { name: 'Back to the studies' }).click();
    await expect(page.getByRole('region', { name: 'What is thin' })).toBeVisible();
  });

  test('that are being typed are there after another study and a new start', async ({ page }) => {
    const [slug = '', other = ''] = slugs;
    setPlace(app, { slug, query: QUERY });
    await openApp(page, app);
    const grid = page.getByRole('grid');
    await expect(grid).toHaveAttribute('aria-rowcount', String(slugs.length));
    await page.getByRole('button', { name: 'Complete the reference', exact: true }).click();
    await page.getByRole('textbox', { name: 'Volume' }).fill('12');
    await page.getByText('Paste a record', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Paste a record' }).fill('TY  - JOUR');
    await grid.getByRole('row').nth(1).click();
    await expect(page.locator(`[data-study="${other}"]`)).toBeVisible();
    await grid.getByRole('row').first().click();
    await expect(page.locator(`[data-study="${slug}"]`)).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Paste a record' })).toHaveValue('TY  - JOUR');
    await page.getByText('Type it', { exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Volume' })).toHaveValue('12');
    await expect.poll(() => keptPlace(app).references[0]?.form.way).toBe('typed');
    await app.kill();
    await app.restart();
    await openApp(page, app);
    await expect(page.getByRole('textbox', { name: 'Volume' })).toHaveValue('12');
  });
});

/** Presses Tab until the focus is on what has this name, round the whole window if need be. */
async function tabTo(page: Page, name: RegExp, tag = ''): Promise<void> {
  const MOST = 400;
  for (let presses = 0; presses < MOST; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return { name: '', tag: '' };
      const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
      const byId = (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '');
      const words = [
        element.getAttribute('aria-label') ?? '',
        ...labels.map((label) => label.textContent),
        ...byId,
        element.innerText,
      ];
      return { name: words.find((each) => each.trim() !== '') ?? '', tag: element.tagName };
    });
    if (name.test(focused.name.trim()) && focused.tag.includes(tag)) return;
  }
  throw new Error(`${String(name)} cannot be reached by Tab`);
}
